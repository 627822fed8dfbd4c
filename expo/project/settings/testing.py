"""The tests' own: fast hashing, no manifest, engines that are thrown away afterwards."""

from urllib.parse import urlsplit

from expo.project.settings.base import *
from expo.project.settings.base import (
    CACHES,
    CELERY_BROKER_TRANSPORT_OPTIONS,
    DATABASES,
    REDIS_URL,
    env,
)

SECRET_KEY = "only-for-tests-" + "x" * 50
SIGNING_KEYS_SECRET = "only-for-tests-" + "y" * 32
ALLOWED_HOSTS = ["*"]
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
SECURE_SSL_REDIRECT = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SITE_URL = "http://testserver"
DEFAULT_FROM_EMAIL = "expo@fair.example"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A migrated database to copy (tests/templates.py); without one the migrations run each time.
DATABASES["default"]["TEST"] = {"TEMPLATE": env.str("EXPO_TEST_TEMPLATE", "")}
# Tests that run at once (pytest-xdist) share a server and clear its cache: each worker its own.
WORKER = int(env.str("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) + 1
REDIS_URL = urlsplit(REDIS_URL)._replace(path=f"/{WORKER}").geturl()
CACHES["default"]["LOCATION"] = CELERY_BROKER_URL = REDIS_URL
# A machine that is busy with tests is no dead cache and no lost broker.
CACHES["default"]["OPTIONS"] |= {"SOCKET_CONNECT_TIMEOUT": 30, "SOCKET_TIMEOUT": 30}  # type: ignore[operator]
CELERY_BROKER_TRANSPORT_OPTIONS |= {"socket_connect_timeout": 30}

# Nothing is gathered for a test: look for a file when it is asked for.
WHITENOISE_AUTOREFRESH = True
IDLE_FOR = {}  # tests count questions; those of idling set it
FEED_KEPT = env.float("FEED_KEPT", 0)  # a test that changed something looks at once
REGULARS_BELIEVED = env.float("REGULARS_BELIEVED", 0)
