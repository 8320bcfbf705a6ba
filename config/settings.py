"""Settings. Everything that differs between machines comes from the environment or `.env`; the README has the table.

A site is a local one (its secret key kept in the data folder, its hosts this machine's own names) until DATABASE_URL,
USE_HTTPS, SECRET_KEY or ALLOWED_HOSTS is set. From then on both SECRET_KEY and ALLOWED_HOSTS must be given.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from pghistory import ForeignKey

from config.database import data_folder, database_settings, replica_settings
from config.environment import BASE_DIR, env, read_env_file
from config.local import LOOPBACK, kept_secret
from config.media_storage import storage_settings

read_env_file()

SITE_NAME = env("SITE_NAME")
DEBUG = env.bool("DEBUG")
USE_HTTPS = env.bool("USE_HTTPS")
LOCAL = DEBUG or not (USE_HTTPS or any(env(name) for name in ("DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS")))
SECRET_KEY = env("SECRET_KEY") or (kept_secret(data_folder() / "secret_key") if LOCAL else "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=LOOPBACK if LOCAL else [])
for required in ["SECRET_KEY", "ALLOWED_HOSTS"]:
    if not globals()[required]:
        raise ImproperlyConfigured(f"{required} is not set. A production site needs it: see the settings in README.md.")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS")
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "template_partials",
    "csp",
    "pghistory",
    "pgtrigger",
    "common",
    "albums",
    "reviews",
    "curation",
    "pages",
    "readers",
    "accounts",
    "api",
    "demo",
    "keeping",
]

MIDDLEWARE = [
    "config.observing.ObservingMiddleware",
    "api.middleware.ApiMiddleware",
    "config.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "config.watch.WatchMiddleware",
    "common.site_profile.SiteMiddleware",
    "config.large_posts.LargePostsMiddleware",
    "common.query.QueryMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "common.kept_pages.KeptPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "common.tracking.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "albums.redirects.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "common.context.site",
                "reviews.context.records_lie",
                "accounts.context.unread_notices",
            ],
        },
    },
    {
        "NAME": "components",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "config.jinja.environment"},
    },
]

DATABASES = {"default": database_settings()}
if (replica := replica_settings()) is not None:
    DATABASES["replica"] = replica
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Rendered pages are each worker's own: their keys change with the data, so there is nothing to agree on.
CACHES: dict[str, dict[str, Any]] = {
    # More entries than visitors of a busy day: what is crowded out is a limit forgotten.
    "default": {
        "BACKEND": "common.caches.database.DatabaseCache",
        "LOCATION": "cache_entry",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "pages": {
        "BACKEND": "common.caches.memory.MemoryCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_BYTES": env.int("KEPT_PAGES_MB") * 1_000_000},
    },
    # Drawn once for all workers of a machine, and drawn again when it is gone.
    "pictures": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": data_folder() / "pictures",
        "TIMEOUT": 30 * 24 * 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 3_000},
    },
}
if env("CACHE_URL"):
    server = env.cache("CACHE_URL")
    if "redis" in server["BACKEND"]:
        # A cache that lets its readers wait is worse than none.
        patience = {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 0.5, "SOCKET_TIMEOUT": 0.5}
        server |= {"BACKEND": "django_redis.cache.RedisCache", "OPTIONS": patience | server.get("OPTIONS", {})}
    CACHES = {
        "default": server | {"KEY_PREFIX": "chorus"},
        "pages": server | {"KEY_PREFIX": "chorus-page"},
        "pictures": server | {"KEY_PREFIX": "chorus-picture"},
    }
# While the server is away the cache knows nothing, pages are rendered, and limits count as reached: the log says so.
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True
RATELIMIT_IP_META_KEY = "common.proxies.client_network"
# django-ratelimit knows a few caches by name only; common.caches.database counts as safely as those.
SILENCED_SYSTEM_CHECKS = ["django_ratelimit.E003", "django_ratelimit.W001"]

# The interface is English; what differs is how dates are written. Its site may say otherwise (common.site_profile).
LANGUAGES_OF_SITE = {
    "en-gb": "English, United Kingdom: 3 March 2025, 15:04",
    "en-us": "English, United States: March 3, 2025, 3:04 PM",
}
LANGUAGE_CODE = env("LANGUAGE_CODE").lower()
if LANGUAGE_CODE not in LANGUAGES_OF_SITE:
    raise ImproperlyConfigured(f"LANGUAGE_CODE is “{LANGUAGE_CODE}”; it may be {' or '.join(LANGUAGES_OF_SITE)}.")
TIME_ZONE = env("TIME_ZONE")
if TIME_ZONE not in available_timezones():
    raise ImproperlyConfigured(f"TIME_ZONE is “{TIME_ZONE}”; write one like Europe/Berlin.")
FORMAT_MODULE_PATH = "common.formats"
# What of the site's profile the environment says wins over what the site keeps of itself.
GIVEN_OF_SITE = {name for name in ("SITE_NAME", "LANGUAGE_CODE", "TIME_ZONE") if os.environ.get(name)}
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT") or data_folder() / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": storage_settings(env("MEDIA_STORAGE")),
    "staticfiles": {"BACKEND": "config.static_files.WholeStylesheets"},
}

MEDIA_URL = "/media/"
MEDIA_STORAGE = env("MEDIA_STORAGE")
BACKUP_TO, BACKUP_KEEP = env("BACKUP_TO"), env("BACKUP_KEEP")
OPEN_DATA_TO = data_folder() / Path(env("OPEN_DATA_TO")).expanduser() if env("OPEN_DATA_TO") else None
MEDIA_ROOT = Path(env("MEDIA_ROOT") or data_folder() / "media")

_mail = env.email("EMAIL_URL")
vars().update(_mail)
# Mail is kept with what it tells of and goes out when that is stored, through the backend that EMAIL_URL names.
MAIL_TRANSPORT, EMAIL_BACKEND = _mail["EMAIL_BACKEND"], "accounts.outbox.OutboxBackend"
MAIL_IN_BACKGROUND = True
EMAIL_TIMEOUT = 10
# Links in mail that no request has caused lead here.
SITE_URL = env("SITE_URL").rstrip("/") or (
    f"https://{ALLOWED_HOSTS[0].lstrip('*.')}" if USE_HTTPS else f"http://127.0.0.1:{env('PORT')}"
)
# A bare address gets the site's name in the outbox.
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("EMAIL_FROM")

SECURITY_CONTACT = env("SECURITY_CONTACT")

JSON_LOG = env("LOG_FORMAT") == "json"
ACCESS_LOG = env.bool("ACCESS_LOG")
JSON_ACCESS_LOG = JSON_LOG and ACCESS_LOG
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": ["asctime", "levelname", "name", "message", "correlation_id"],
            "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger", "correlation_id": "request"},
        },
    },
    "filters": {"request": {"()": "django_guid.log_filters.CorrelationId"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json" if JSON_LOG else "text",
            "filters": ["request"] if JSON_LOG else [],
        }
    },
    "root": {"handlers": ["stderr"], "level": env("LOG_LEVEL")},
    "loggers": {
        "chorus.access": {"level": "INFO"},
        "django": {"handlers": [], "level": "NOTSET", "propagate": True},
        # Strangers' typing errors: pages that are not there, hosts that are not ours.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
# A proxy's own name for the request is kept if it is a UUID, so that both logs can be laid side by side.
DJANGO_GUID = {"GUID_HEADER_NAME": "X-Request-ID", "EXPOSE_HEADER": False}
if JSON_LOG:
    INSTALLED_APPS.append("django_guid")
    MIDDLEWARE.insert(0, "django_guid.middleware.guid_middleware")

METRICS = env("METRICS")
METRICS_FOLDER = data_folder() / "metrics"

# Requests from one visitor in a time, as django-ratelimit reads them ("10/5m" is ten in five minutes).
RATE_LIMITS = {
    "bring-in": "60/h",
    "find-feeds": "60/h",
    "look-back": "120/h",
    "desk-bring-in": "30/h",
    "look-up": "120/h",
    "desk-write": "120/h",
    "desk-look": "240/m",
    "desk-autosave": "40/m",
    "sign-in": "10/5m",
    "sign-in-address": "60/5m",
    "password-check": "10/5m",
    "claim": "10/d",
    "claim-feed": "10/h",
    "follow": "60/m",
    "mark": "120/m",
    "save-voices": "120/h",
    "list-write": "240/m",
    "report-list": "20/h",
    "shelf-import": "20/h",
    "take-along": "30/h",
    "renew-feed": "20/h",
    "token": "20/h",
    "invitation": "60/h",
    "invite": "30/d",
    "mail-trial": "20/h",
    "webmention": "60/h",
    "webmention-host": "60/h",
    "api-address": "600/m",
    "api-token": "1200/m",
}
# The same for the pages of django-allauth, in its words: number/time/whose. ACCOUNT_RATE_LIMITS overrides single ones.
ACCOUNT_RATE_LIMITS = {
    "signup": "20/h/ip",
    "login": None,  # accounts.sign_in counts these
    "login_failed": "60/5m/ip,10/5m/key",  # second factors and confirmations of passwords, too
    "reauthenticate": "10/5m/user",
    "reset_password": "20/h/ip,5/h/key",
    "reset_password_from_key": "20/h/ip",
    "change_password": "10/5m/user",
    "manage_email": "10/h/user",
    "confirm_email": "1/3m/key",
} | env.json("ACCOUNT_RATE_LIMITS")
MFA_RATE_LIMITS = {"webauthn_login": "60/5m/ip"}

# A request that works for so many seconds is given up with a 503; what waits for the database ends before that.
REQUEST_SECONDS = env.float("REQUEST_SECONDS")
# A body of a megabyte is refused with a message that keeps it, so the request around it must get through.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
# An album's page in the admin posts six fields for each of its tracks; box sets have hundreds.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# Reviews that one person may have begun and neither saved nor thrown away.
MOST_DRAFTS = 100
# What may be quoted of a review that was published elsewhere; `leads` and `per_review` hold for all. `one_sentence`, in
# characters, is the most that may be quoted of a text so short that a share of it would be half a sentence.
EXCERPT_LIMITS: dict[str, Any] = {
    "characters": 300,
    "share_of_body": 0.1,
    "one_sentence": 120,
    "leads": 3,
    "per_review": 20,
}

# Reading changes nothing that is kept. Keys in the history are looked up by those that common.tracking.tracked names.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
PGHISTORY_FOREIGN_KEY_FIELD = ForeignKey(db_index=False)

# How the link checker introduces itself to others' servers; empty: by the site's own name.
LINK_CHECK_AGENT = env("LINK_CHECK_AGENT")

# How pages and feeds are asked for: under a name with an address to write to (empty: the site's own, as
# common.fetch_agent says), with so many seconds between two requests to one host.
FETCH_AGENT = env("FETCH_AGENT")
FETCH_PAUSE = env.float("FETCH_PAUSE")
# How often a feed is asked that does not ask to be left alone for longer, in seconds.
FEED_INTERVAL = env.int("FEED_INTERVAL")
# Whether web processes fetch by themselves; without it, `manage.py poll_feeds` on a timer does.
FETCH_IN_BACKGROUND = env.bool("FETCH_IN_BACKGROUND")
# Where records and their covers come from, and how many seconds lie between two requests: MusicBrainz wants one.
MUSICBRAINZ_URL = env("MUSICBRAINZ_URL").rstrip("/")
COVER_ART_URL = env("COVER_ART_URL").rstrip("/")
MUSICBRAINZ_PAUSE = env.float("MUSICBRAINZ_PAUSE")
# Hosts that stand on this machine, "lantern.example=8101": for tests and rehearsals. Nothing else reaches a private
# address, and no production site starts with it.
FETCH_LOOPBACK = {name: int(port) for name, port in env.dict("TEST_LOOPBACK_HOSTS", default={}).items()}
if FETCH_LOOPBACK and not LOCAL:
    raise ImproperlyConfigured("TEST_LOOPBACK_HOSTS is for tests: a production site asks the open internet alone.")

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{rule}"}
    for rule in [
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    ]
]
# An address typed without a scheme: as Django 6 will read it.
FORMS_URLFIELD_ASSUME_HTTPS = True
SESSION_ENGINE = "config.sessions"
CSRF_FAILURE_VIEW = "reviews.desk.held.csrf_failure"
AUTHENTICATION_BACKENDS = ["accounts.roles.RoleBackend"]
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "signup": "accounts.forms.SignUpForm",
    "change_password": "accounts.forms.PasswordChangeForm",
    "set_password": "accounts.forms.PasswordSetForm",
    "reset_password_from_key": "accounts.forms.PasswordResetForm",
}
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser that signed up, nowhere else
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "allauth.account.forms.EmailAwarePasswordResetTokenGenerator"  # noqa: S105
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not USE_HTTPS
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
        "upgrade-insecure-requests": USE_HTTPS,
    }
}
# The site needs none of the browser's devices: neither may anything that is ever injected into it.
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = USE_HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31536000 if USE_HTTPS else 0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = USE_HTTPS
