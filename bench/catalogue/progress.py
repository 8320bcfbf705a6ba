"""How far a long command has come: a bar on a terminal, a line for each finished stage."""

from __future__ import annotations

import time

from django.core.management.base import OutputWrapper
from tqdm import tqdm


class Progress:
    """Stages of work, one after the other: the bar on standard error, the lines where a command writes."""

    def __init__(self, output: OutputWrapper) -> None:
        self._output = output
        self._stage = ""
        self._bar = tqdm(disable=True)
        self._began = 0.0

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        """The stage at work, with how much of it is `done`; `total` is 0 where that cannot be told.

        Another stage ends the one before.
        """
        if stage != self._stage:
            self.end()
            self._stage, self._began = stage, time.monotonic()
            self._bar = tqdm(desc=stage, leave=False, disable=None)
        self._bar.total = total or None
        self._bar.update(done - self._bar.n)

    def end(self) -> None:
        """End the last stage."""
        if not self._stage:
            return
        self._bar.close()
        much = f"{self._bar.total:,}" if self._bar.total else ""
        self._output.write(f"{self._stage:<10} {much:>10} {time.monotonic() - self._began:8.1f} s")
        self._stage = ""
