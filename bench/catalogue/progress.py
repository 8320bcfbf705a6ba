"""How far a long command has come: a bar on a terminal, a line for each finished stage elsewhere."""

from __future__ import annotations

import time
from typing import TextIO

WIDTH = 30
SECONDS_BETWEEN = 0.1


class Progress:
    """Stages of work, one after the other, written to a stream."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._terminal = stream.isatty()
        self._stage = ""
        self._began = self._drawn = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """`done` of `total` are there. A new stage begins by its first call."""
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._began, self._drawn = stage, now, 0.0
        seconds = now - self._began
        if self._terminal and (done >= total or now - self._drawn >= SECONDS_BETWEEN):
            filled = WIDTH * done // max(total, 1)
            bar = "█" * filled + "░" * (WIDTH - filled)
            self._write(f"\r{stage:<12} {bar} {done:>9,} of {total:,}  {seconds:.0f} s\033[K")
            self._drawn = now
            if done >= total:
                self._write("\n")
        elif done >= total:
            self._write(f"{stage}: {done:,} in {seconds:.1f} s\n")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
