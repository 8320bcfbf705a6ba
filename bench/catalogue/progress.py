"""How far a long command has come: a bar on a terminal, a line for each finished stage elsewhere."""

from __future__ import annotations

import time

from django.core.management.base import OutputWrapper

WIDTH = 30
SECONDS_BETWEEN = 0.1


class Progress:
    """Stages of work, one after the other, told where a command writes."""

    def __init__(self, output: OutputWrapper) -> None:
        self._output = output
        self._terminal = output.isatty()
        self._stage = ""
        self._total = 0
        self._began = self._drawn = 0.0

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        """The stage at work, with how much of it is `done`; `total` is 0 where that cannot be told.

        Another stage ends the one before.
        """
        now = time.monotonic()
        if stage != self._stage:
            self.end()
            self._stage, self._began, self._drawn = stage, now, 0.0
        self._total = total
        if self._terminal and (done >= total or now - self._drawn >= SECONDS_BETWEEN):
            self._drawn = now
            filled = WIDTH * done // total if total else 0
            bar = f"{'█' * filled}{'░' * (WIDTH - filled)} {done:,} of {total:,}" if total else "..."
            self._write(f"\r{stage:<10} {bar}\033[K")

    def end(self) -> None:
        """End the last stage."""
        if self._stage:
            much = f"{self._total:,}" if self._total else ""
            line = f"{self._stage:<10} {much:>10} {time.monotonic() - self._began:8.1f} s"
            self._write(f"\r{line}\033[K\n" if self._terminal else f"{line}\n")
        self._stage = ""

    def _write(self, text: str) -> None:
        self._output.write(text, ending="")
        self._output.flush()
