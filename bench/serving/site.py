"""The site, started as `make run` starts it, in a process of its own that ends with the measuring."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType

import psutil

from bench.serving.catalogues import ROOT, CannotMeasure, site_environment
from bench.serving.client import Client

# A first run also migrates and loads the demo: half a minute, and much more on a machine that does other things.
START_SECONDS, STOP_SECONDS = 600, 60


class Site:
    """`with Site(folder) as site:` serves the catalogue in that data folder at `site.host` and `site.port`."""

    host = "127.0.0.1"

    def __init__(self, folder: Path, *, keeps_pages: bool, probe: str = "/bench/control/", **settings: str) -> None:
        """`probe` is the address that says whether it is up; `settings` are those of its environment."""
        self.folder = folder
        self.port = free_port()
        self._probe = probe
        self._environment = site_environment(folder, PORT=str(self.port)) | settings
        if not keeps_pages:
            self._environment["KEPT_PAGES_MB"] = "0"
        self._log = tempfile.TemporaryFile("a+")  # noqa: SIM115  it is open for as long as there is something to say

    def __enter__(self) -> Site:
        self.launch()
        try:
            self.wait()
        except BaseException:
            self.stop()
            raise
        return self

    def launch(self) -> None:
        """Start it, also once more, and wait for nothing."""
        # A session of its own: Ctrl-C reaches it from here alone, and once.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "config.serve"],
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End it, and whatever of it does not end by itself within a minute."""
        workers = self.workers()
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            for process in workers:
                process.kill()
            self._process.wait()
        self._log.close()

    def wait(self) -> None:
        """Until it answers. Raises CannotMeasure, with what it said last, when it ends or does not answer."""
        patience = time.monotonic() + START_SECONDS
        while time.monotonic() < patience:
            if self.has_ended:
                raise CannotMeasure(f"The site did not start:\n{self.said()[-2000:]}")
            try:
                with Client(self.host, self.port) as client:
                    if client.get(self._probe).status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise CannotMeasure(f"The site did not answer within {START_SECONDS} seconds:\n{self.said()[-2000:]}")

    @property
    def has_ended(self) -> bool:
        """Whether the server is no more, by itself or killed."""
        return self._process.poll() is not None

    def kill(self) -> None:
        """`kill -9` of the server. Its workers follow it by themselves."""
        self._process.kill()
        self._process.wait()

    def workers(self) -> list[psutil.Process]:
        """The server's worker processes."""
        try:
            family = psutil.Process(self._process.pid).children()
            return [process for process in family if process.name() != "postgres"]
        except psutil.NoSuchProcess:
            return []

    def said(self) -> str:
        """What the server printed."""
        self._log.seek(0)
        return self._log.read()


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((Site.host, 0))
        return probe.getsockname()[1]


def forget_files(folder: Path) -> None:
    """Ask the system to drop what it holds of the database's files in memory, while nobody serves them."""
    for path in (folder / "postgres").rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(descriptor)
