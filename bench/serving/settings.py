"""The site's own settings, with the control's address beside its addresses and the witness before its middleware."""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE

ROOT_URLCONF = "bench.serving.urls"
MIDDLEWARE = ["bench.serving.witness.WitnessMiddleware", *MIDDLEWARE]
