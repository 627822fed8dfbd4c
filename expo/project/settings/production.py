"""A real installation. Refuses to start and names everything that is missing."""

from django.core.exceptions import ImproperlyConfigured

from expo.project.settings.base import *
from expo.project.settings.base import (
    ALLOWED_HOSTS,
    EMAIL_URL,
    SECRET_KEY,
    SIGNING_KEYS_SECRET,
    SITE_URL,
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
        (not EMAIL_URL, "EMAIL_URL must name a mail server: people are invited by mail."),
        ("@" not in env.str("DEFAULT_FROM_EMAIL", ""), "DEFAULT_FROM_EMAIL must be an address."),
        (
            not SITE_URL.startswith("https://"),
            "SITE_URL must be the https address that links in mails begin with.",
        ),
    ]
    if wrong
]
if MISSING:
    raise ImproperlyConfigured("This installation cannot start. " + " ".join(MISSING))
