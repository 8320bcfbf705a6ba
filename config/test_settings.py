"""The site as tests see it: its own database on disposable data, no mail leaves, static files without a manifest."""

from __future__ import annotations

import os

os.environ["ENV_FILE"] = ""
os.environ["SECRET_KEY"] = "only for tests"  # noqa: S105
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"

from config.database import data_folder, database_settings
from config.settings import *  # noqa: F403
from config.settings import CACHES, STORAGES

DATABASES = {"default": database_settings(data_folder() / "test", durable=False) | {"CONN_MAX_AGE": 0}}
# A test that waits for itself fails, and says where, rather than hanging.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c lock_timeout=20s -c statement_timeout=60s"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
MAIL_IN_BACKGROUND = FETCH_IN_BACKGROUND = False
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
# A test's rows vanish with its transaction, and their versions with them: pages are kept only where a test says so.
_NOTHING_KEPT = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
CACHES = CACHES | {"pages": _NOTHING_KEPT, "pictures": _NOTHING_KEPT}
