"""One's own machine, and the demo: no TLS, a secret of this folder, errors shown unless DEBUG=0."""

from expo.project.settings.base import *
from expo.project.settings.base import (
    EMAIL_URL,
    SECRET_KEY,
    SIGNING_KEYS_SECRET,
    SITE_URL,
    VAR,
    env,
)
from expo.project.settings.secrets import of_this_folder

DEBUG = env.bool("DEBUG", True)
SECRET_KEY = SECRET_KEY or of_this_folder(VAR, "secret-key")
SIGNING_KEYS_SECRET = SIGNING_KEYS_SECRET or of_this_folder(VAR, "signing-keys-secret")
DEMONSTRATION = env.bool("DEMONSTRATION", True)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["*"])
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SITE_URL = SITE_URL or f"http://localhost:{env.int('PORT', 8000)}"
if not EMAIL_URL:
    EMAIL_BACKEND = "expo.project.mail_folder.MailFolder"
