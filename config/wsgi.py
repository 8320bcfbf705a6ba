"""The WSGI application that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from config.environment import env, read_env_file

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
read_env_file()
# libpq reads this: a page that takes longer is given up. Commands and migrations take the time they need.
if (timeout := env("STATEMENT_TIMEOUT")) != "0":
    os.environ.setdefault("PGOPTIONS", f"-c statement_timeout={timeout}")

_django = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402

from accounts.outbox import postman  # noqa: E402
from common.components import load_templates  # noqa: E402
from common.release import release  # noqa: E402
from config.errors import answering  # noqa: E402
from config.observing import report_errors  # noqa: E402
from config.watch import watch  # noqa: E402
from readers.news_mail import herald  # noqa: E402
from reviews.incoming.courier import call_courier  # noqa: E402

application = answering(_django)
if dsn := env("SENTRY_DSN"):
    report_errors(dsn)
watch.end_process_if_stuck()

# What another process could not send or fetch before it ended, this one does.
postman.start()
herald.start()
call_courier()

# What is loaded stays until the end. Going through it again and again for garbage took a tenth of a second each time.
get_resolver().url_patterns  # noqa: B018  loads every view
load_templates()
release()
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
