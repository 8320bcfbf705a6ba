"""A process of its own beside the site that does something when it is told to, and says what came of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, Any, cast

from bench.serving.catalogues import ROOT, CannotMeasure, site_environment


class Helper:
    """`with Helper(module, folder) as helper:` runs the module; at the end of its input it takes back what it did."""

    def __init__(self, module: str, folder: Path) -> None:
        self._module, self._folder = module, folder

    def __enter__(self) -> Helper:
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", self._module],
            cwd=ROOT,
            env=site_environment(self._folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._tell, self._hear = cast(IO[str], self._process.stdin), cast(IO[str], self._process.stdout)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tell.close()
        self._process.wait()
        self._hear.close()

    def told(self, line: object | None = None) -> dict[str, Any]:
        """What it says next, after that line where there is one. Raises CannotMeasure when it says nothing."""
        if line is not None:
            self._tell.write(f"{line}\n")
            self._tell.flush()
        said = self._hear.readline()
        if not said:
            raise CannotMeasure(f"The process {self._module} ended early; what it said stands above.")
        return json.loads(said)
