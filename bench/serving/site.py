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

START_SECONDS, STOP_SECONDS = 180, 60


class Site:
    """`with Site(folder) as site:` serves the catalogue in that data folder at `site.host` and `site.port`."""

    host = "127.0.0.1"

    def __init__(self, folder: Path, *, keeps_pages: bool) -> None:
        self.folder = folder
        self.port = free_port()
        self._environment = site_environment(folder, PORT=str(self.port))
        if not keeps_pages:
            self._environment["KEPT_PAGES_MB"] = "0"

    def __enter__(self) -> Site:
        self._log = tempfile.TemporaryFile("w+")
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
        try:
            self._wait()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
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

    def _wait(self) -> None:
        patience = time.monotonic() + START_SECONDS
        while time.monotonic() < patience:
            if self._process.poll() is not None:
                raise CannotMeasure(f"The site did not start:\n{self.said()[-2000:]}")
            try:
                with Client(self.host, self.port) as client:
                    if client.get("/bench/control/").status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise CannotMeasure(f"The site did not answer within {START_SECONDS} seconds:\n{self.said()[-2000:]}")


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
