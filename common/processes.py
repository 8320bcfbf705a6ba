"""What a process owes the one it was forked from."""

from __future__ import annotations

import os
import signal
import threading
import time

FOLLOW_SECONDS = 1


def end_with_parent(read_end: int) -> None:
    """From now on, end this process when the one it was forked from ends, whatever way that comes about.

    `read_end` is of a pipe whose other end the parent alone keeps open: when it is killed, reading comes to an end. The
    process is told twice, since one that was just being started has not heard the first, and would serve on for ever.
    """

    def follow() -> None:
        os.read(read_end, 1)
        for number in (signal.SIGTERM, signal.SIGTERM, signal.SIGKILL):
            os.kill(os.getpid(), number)
            time.sleep(FOLLOW_SECONDS)

    threading.Thread(target=follow, name="follow", daemon=True).start()
