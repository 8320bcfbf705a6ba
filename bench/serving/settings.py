"""The site's own settings, with the control's address beside its addresses and the witness before its middleware.

One person at the desk does there what many would, and one program asks for many: nobody is told to wait.
"""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE, RATE_LIMITS

ROOT_URLCONF = "bench.serving.urls"
MIDDLEWARE = ["bench.serving.query_witness.WitnessMiddleware", *MIDDLEWARE]
RATE_LIMITS = RATE_LIMITS | dict.fromkeys(("desk-write", "api-address"), "1000000000/h")
