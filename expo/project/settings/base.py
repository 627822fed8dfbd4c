"""What every installation has in common. Strict: development relaxes, nobody else does."""

import os
import tomllib
from pathlib import Path

import pghistory
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

from expo.project import embedded
from expo.project.schedule import SCHEDULE
from expo.project.settings.admin import UNFOLD  # noqa: F401  # a setting

# Workbooks are read by Python's own parser, whatever else is installed: its errors are known to us.
os.environ["OPENPYXL_LXML"] = "False"

env = Env()

ROOT = Path(__file__).resolve().parents[3]
VAR = embedded.var_folder(ROOT)
VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "version"
]

# The house
ROOT_URLCONF = "expo.project.urls"
WSGI_APPLICATION = "expo.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", "")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])  # read, never written with
SIGNING_KEYS_SECRET = env.str("SIGNING_KEYS_SECRET", "")
DEMONSTRATION = env.bool("DEMONSTRATION", False)  # the footer says that names are generated
GOVERNMENT_MASTHEAD = env.bool("GOVERNMENT_MASTHEAD", False)  # "official website": only where true
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", [])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "expo.project",
    "expo.dashboard",
    "expo",
    "booths",
    "visitors",
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "expo.project.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "expo.api.languages.speak_the_clients_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "expo.idling.IdleSessions",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "expo.audit.HistoryMiddleware",
    "expo.pages.addresses.without_nul",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "expo.pages.frame.frame",
            ],
        },
    },
]

# Rows: PostgreSQL, ours or theirs. A connection per request would cost ten times the request.
DATABASES = {
    "default": {
        **env.dj_db_url("DATABASE_URL", embedded.database_url(VAR)),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
}

# Hints: Redis or Valkey. Losing it delays figures and falsifies nothing.
REDIS_URL = env.str("REDIS_URL", embedded.redis_url(VAR))
CACHES = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {
            "SOCKET_CONNECT_TIMEOUT": 0.5,
            "SOCKET_TIMEOUT": 0.5,
            "IGNORE_EXCEPTIONS": True,  # a dead cache is an empty cache, never a dead page
        },
        "KEY_PREFIX": "expo",
    }
}
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 0.5, "socket_timeout": 5}
CELERY_TASK_IGNORE_RESULT = True
CELERY_DB_REUSE_MAX = 1_000_000  # tasks: a new connection costs as much as a small count
CELERY_TASK_PUBLISH_RETRY = False  # the sweep finds the work; the door never waits for the broker
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = SCHEDULE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "run" / "beat")
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# Words and times
LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("Korean")), ("en", _("English"))]
TIME_ZONE = env.str("TIME_ZONE", "Asia/Seoul")
USE_TZ = True
FORMAT_MODULE_PATH = ["expo.formats"]

# Files
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static", *([VAR / "vendor"] if (VAR / "vendor").is_dir() else [])]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "expo.project.hashing.HashedFiles"},
}
MEDIA_ROOT = VAR / "media"  # badges to print, with names: never served as files, gone in a day
FONTS = VAR / "fonts"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
LARGEST_UPLOAD = 20 * 1_048_576  # of a larger file nothing is kept; forms say what they take
FILE_UPLOAD_HANDLERS = [
    "expo.uploads.LargestUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Mails: handed to one server by the worker, which never waits long for it
EMAIL_URL = env.str("EMAIL_URL", "")
vars().update(env.dj_email_url("EMAIL_URL", "smtp://localhost:25"))
EMAIL_TIMEOUT = 10
MAIL_FOLDER = VAR / "mails"  # of the demo, where they are files
SITE_URL = env.str("SITE_URL", "")  # what links in mails begin with
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "expo@localhost")

# Log-in
AUTH_USER_MODEL = "expo.Account"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # addresses are unique whatever their case: a constraint
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "expo.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by invitation, never by signing up
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # an address without an account gets no mail
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False  # devices are shared at a fair: a session ends with the browser
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]

# Cookies, transport, headers
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 8 * 60 * 60  # a wall's dashboard shows no person, and may stay so long
IDLE_MINUTES = env.int("IDLE_MINUTES", 30)
IDLE_FOR = dict.fromkeys(  # where an account is logged off when nobody works
    ["/admin/", "/desk/", "/portal/", "/accounts/stay/"], IDLE_MINUTES * 60
)
CSRF_COOKIE_SECURE = True
CSRF_FAILURE_VIEW = "expo.pages.errors.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_TLS_PROXY", False) else None
)
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# So many addresses at the right of X-Forwarded-For are believed, those that our own proxies wrote
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)

METRICS_TOKEN = env.str("METRICS_TOKEN", "")  # where it is set, /metrics asks for it as a bearer

FEED_KEPT = 0.5  # seconds for which everybody who watches the fair gets the same document
REGULARS_BELIEVED = 0.5  # seconds for which who watched before is let in by the last look at all

# API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "expo.api.errors.answer",
    "NUM_PROXIES": TRUSTED_PROXIES,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Expo API",
    "DESCRIPTION": "Spaces, exhibitors, programme, the door and the figures of a government expo.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/api/v1/",
    "ENUM_NAME_OVERRIDES": {
        "ConsentKind": "visitors.models.ConsentKind",
        "ExhibitorKind": "booths.models.ExhibitorKind",
        "Language": "visitors.api.registration_shapes.LANGUAGES",
        "ListingChangeState": "booths.models.ChangeState",
        "ListingFieldState": "booths.api.portal.STATES",
        "ObservationKind": "visitors.models.ObservationKind",
        "Operation": "booths.models.Operation",
        "OutageState": "booths.api.outage_fields.STATES",
        "ParticipationRole": "booths.models.ParticipationRole",
        "PartyRole": "expo.models.PartyRole",
        "RegistrationState": "visitors.api.registration_shapes.STATES",
        "SessionKind": "expo.models.SessionKind",
        "SessionState": "expo.programme.SessionState",
        "SpaceKind": "booths.models.SpaceKind",
        "TicketClass": "visitors.models.classes.CLASS_NAMES",
    },
}

# History of every change: who and when, kept by database triggers.
PGHISTORY_APPEND_ONLY = True
PGHISTORY_DEFAULT_TRACKERS = (
    pghistory.InsertEvent("made"),
    pghistory.UpdateEvent("changed"),
    pghistory.DeleteEvent("removed"),
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "expo.project.log_lines.Lines",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
}
