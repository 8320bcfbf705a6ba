"""The site's own settings, with the control's address beside its addresses and the witness before its middleware.

One person at the desk does there what many would, and one program asks for many: nobody is told to wait.
"""

from config.settings import *  # noqa: F403
from config.settings import CACHES, MIDDLEWARE, RATE_LIMITS

ROOT_URLCONF = "bench.serving.urls"
MIDDLEWARE = ["bench.serving.query_witness.WitnessMiddleware", *MIDDLEWARE]
RATE_LIMITS = RATE_LIMITS | dict.fromkeys(("desk-write", "api-address"), "1000000000/h")
if CACHES["pages"].get("OPTIONS", {}).get("MAX_BYTES") == 0:
    # Where no page is kept, no picture is either: each is drawn.
    CACHES = CACHES | {"pictures": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
