"""For commands that read a file and nothing else: no secret is made, no server is known.

Without a database in the settings such a command cannot ask one, even by mistake.
"""

from expo.project.settings.base import *

DATABASES = {}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
