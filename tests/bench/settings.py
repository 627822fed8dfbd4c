"""The tests' settings, with static files looked up once at the start, as an installation does."""

from expo.project.settings.testing import *  # noqa: F403

WHITENOISE_AUTOREFRESH = False
