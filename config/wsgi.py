"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# libpq reads this: a page that takes longer is given up. Commands and migrations take the time they need.
if (timeout := os.environ.get("STATEMENT_TIMEOUT") or "15s") != "0":
    os.environ.setdefault("PGOPTIONS", f"-c statement_timeout={timeout}")

application = get_wsgi_application()

from accounts.outbox import postman  # noqa: E402

# What another process could not send before it ended is sent by this one.
postman.start()
