"""A real installation. Refuses to start and names everything that is missing."""

from django.core.exceptions import ImproperlyConfigured

from expo.project.settings.base import *
from expo.project.settings.base import (
    ALLOWED_HOSTS,
    SECRET_KEY,
    SIGNING_KEYS_SECRET,
    env,
)

MISSING = [
    sentence
    for wrong, sentence in [
        (len(SECRET_KEY) < 50, "SECRET_KEY must hold at least 50 random characters."),
        (len(SIGNING_KEYS_SECRET) < 32, "SIGNING_KEYS_SECRET must hold at least 32 characters."),
        (not ALLOWED_HOSTS, "ALLOWED_HOSTS must name the hosts that are served."),
        ("*" in ALLOWED_HOSTS, "ALLOWED_HOSTS must not be any host (*)."),
        (env.bool("DEBUG", False), "DEBUG must be off."),
        (not env.str("DATABASE_URL", ""), "DATABASE_URL must name a PostgreSQL database."),
        (not env.str("REDIS_URL", ""), "REDIS_URL must name a Redis or Valkey server."),
    ]
    if wrong
]
if MISSING:
    raise ImproperlyConfigured("This installation cannot start. " + " ".join(MISSING))
