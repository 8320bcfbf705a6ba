"""Somebody who reads a page again and again, in a process of their own that does nothing else.

`python -m bench.fire.reader HOST PORT ADDRESS` says of each answer how many seconds it took, and its status.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time

from bench.serving.catalogues import ROOT
from bench.serving.client import Client
from bench.serving.figures import percentile
from bench.serving.site import Site

PAUSE = 0.02


class Reader:
    """`with Reader(site, address) as reader:` reads until the end."""

    def __init__(self, site: Site, address: str) -> None:
        self._command = [sys.executable, "-m", "bench.fire.reader", site.host, f"{site.port}", address]
        self._seconds: list[float] = []
        self.wrong: list[str] = []

    def __enter__(self) -> Reader:
        self._process = subprocess.Popen(self._command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603
        self._listening = threading.Thread(target=self._listen)
        self._listening.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.wait()
        self._listening.join()

    @property
    def count(self) -> int:
        """How many answers it has had since the last time that it forgot."""
        return len(self._seconds)

    def p99(self) -> float:
        """All but one in a hundred came within so many seconds."""
        return percentile(self._seconds[:] or [0.0], 0.99)

    def forget(self) -> None:
        """Begin again to count."""
        self._seconds, self.wrong = [], []

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            seconds, status = line.split()
            self._seconds.append(float(seconds))
            if status != "200":
                self.wrong.append(status)


def main() -> None:
    """Read, and say how it went."""
    host, port, address = sys.argv[1:]
    with Client(host, int(port)) as client:
        while True:
            began = time.perf_counter()
            try:
                status = client.get(address).status
            except OSError:
                status = 0
            sys.stdout.write(f"{time.perf_counter() - began} {status}\n")
            sys.stdout.flush()
            time.sleep(PAUSE)


if __name__ == "__main__":
    main()
