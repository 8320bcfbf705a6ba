"""The site's own settings. One person does what many would, so nobody is told to wait.

Nothing leaves the machine.
"""

from config.settings import *  # noqa: F403
from config.settings import RATE_LIMITS

RATE_LIMITS = dict.fromkeys(RATE_LIMITS, "1000000/h")
FETCH_IN_BACKGROUND = False
