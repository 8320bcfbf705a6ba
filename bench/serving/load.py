"""Asking as fast as several connections can: with wrk, or, where it is missing, with threads of our own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from itertools import cycle
from pathlib import Path
from typing import Protocol

from bench.serving.catalogues import CannotMeasure
from bench.serving.client import Client

SCRIPT = Path(__file__).with_name("addresses.lua")
CONNECTIONS = 8
LONGEST_ROUND = 15


class Load(Protocol):
    """Asks for the addresses in turn for so long and says how many answers a second came; raises CannotMeasure."""

    name: str

    def __call__(
        self, host: str, port: int, addresses: Sequence[str], headers: Mapping[str, str], seconds: float
    ) -> float: ...


class Wrk:
    """wrk with one thread and a short script. Its own cost is in the control's figures too."""

    name = f"wrk, {CONNECTIONS} connections"

    def __call__(
        self, host: str, port: int, addresses: Sequence[str], headers: Mapping[str, str], seconds: float
    ) -> float:
        """Answers a second."""
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="ascii") as listed:
            listed.write("\n".join(addresses))
            listed.flush()
            # wrk takes whole seconds only.
            command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--timeout", "30s"]
            command += [f"--header={name}: {value}" for name, value in {"Accept-Encoding": "gzip", **headers}.items()]
            command += ["-s", str(SCRIPT), f"http://{host}:{port}/", listed.name]
            done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise CannotMeasure(f"wrk failed: {done.stderr.strip() or done.stdout.strip()}")
        told = json.loads(done.stdout.strip().splitlines()[-1])
        if told["failed"]:
            raise CannotMeasure(f"{told['failed']} of {told['answers']} answers failed, at {addresses[0]} and others.")
        if not told["answers"]:
            if seconds > LONGEST_ROUND:
                raise CannotMeasure(f"No answer within {seconds:.0f} seconds, at {addresses[0]} and others.")
            return self(host, port, addresses, headers, seconds * 4)
        return told["answers"] / told["seconds"]


class Threads:
    """Our own client in threads. It is slower than wrk, so high rates say more about the client than about the site."""

    name = (
        f"a Python client with {CONNECTIONS} threads (wrk is not installed: rates above about 2,000 are its own limit)"
    )

    def __call__(
        self, host: str, port: int, addresses: Sequence[str], headers: Mapping[str, str], seconds: float
    ) -> float:
        """Answers a second."""
        counts = [0] * CONNECTIONS
        failed: list[OSError | int] = []
        end = time.monotonic() + seconds

        def ask(number: int) -> None:
            turn = cycle([*addresses[number % len(addresses) :], *addresses[: number % len(addresses)]])
            with Client(host, port) as client:
                while time.monotonic() < end:
                    try:
                        status = client.get(next(turn), headers).status
                    except OSError as error:
                        failed.append(error)
                        return
                    if status >= 400:
                        failed.append(status)
                    counts[number] += 1

        threads = [threading.Thread(target=ask, args=[number]) for number in range(CONNECTIONS)]
        began = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failed:
            raise CannotMeasure(f"{len(failed)} answers failed, at {addresses[0]} and others; the first: {failed[0]}")
        return sum(counts) / (time.monotonic() - began)


def best_load() -> Load:
    """wrk, installed from Debian first where that is possible without asking; otherwise our own client."""
    if not shutil.which("wrk") and shutil.which("apt-get") and os.geteuid() == 0:
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "wrk"]):
            subprocess.run(  # noqa: S603
                ["apt-get", *command],  # noqa: S607
                env=environment,
                check=False,
                timeout=300,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
    return Wrk() if shutil.which("wrk") else Threads()
