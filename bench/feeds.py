"""`python -m bench.feeds`: many feeds, two workers, and a kill every few seconds, on this machine alone.

A server on the loopback answers for a thousand feeds of twenty entries on two hundred hosts. Two workers poll them, as
`manage.py poll_feeds` does on a timer; one of them is killed (SIGKILL) now and then and started anew. Afterwards: is
every entry here once, was any host asked within its pause, was any feed asked before it was due, what did an unchanged
feed cost, how much memory did a worker take?
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import psutil

HOSTS, FEEDS_A_HOST, ENTRIES = 200, 5, 20
PAUSE = 0.25
KILLS = 10
SECONDS_BETWEEN_KILLS = 3
MOST_SECONDS = 900

PROSE = (
    "The first side opens like a door in winter, and nothing on it hurries. The drums are mixed so low that the room "
    "does the counting, and by the third song the guitars have left. "
)


@dataclass
class Seen:
    """What the server was asked: when each host was, and how often each feed, with and without news."""

    at: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    full: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    unchanged: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    sent: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Server(ThreadingHTTPServer):
    """All hosts in one; `seen` is what they were asked."""

    daemon_threads = True
    request_queue_size = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen = Seen()


class Handler(BaseHTTPRequestHandler):
    """A host: feeds with validators, pages of prose, nothing else."""

    server: Server

    def do_GET(self) -> None:
        """Answer."""
        host, path, seen = self.headers["Host"], self.path, self.server.seen
        status, body, kind = 404, b"", "text/plain"
        if path.startswith("/feed/"):
            status, body, kind = 200, feed_of(host, path), "application/rss+xml"
            if self.headers.get("If-None-Match") == '"1"':
                status, body = 304, b""
        elif path.startswith("/a/"):
            status, body, kind = 200, page_of(path), "text/plain; charset=utf-8"
        with seen.lock:
            if status != 404:  # robots.txt and its like belong to the turn of the request that follows
                seen.at[host].append(time.time())
                seen.sent += len(body)
            if path.startswith("/feed/"):
                (seen.unchanged if status == 304 else seen.full)[host + path] += 1
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Silence."""


def feed_of(host: str, path: str) -> bytes:
    """Twenty entries, the first of them a review."""
    number = path.rpartition("/")[2]
    items = "".join(
        f"<item><title>{'Band: Record album review' if entry == 0 else 'News of the day'} {number}.{entry}</title>"
        f"<link>http://{host}/a/{number}/{entry}</link><guid>{number}-{entry}</guid></item>"
        for entry in range(ENTRIES)
    )
    return f"<rss version='2.0'><channel><title>{host} {number}</title>{items}</channel></rss>".encode()


def page_of(path: str) -> bytes:
    """A short review."""
    return f"Band: Record\n\nBy Ines Moor\n\n{PROSE * 3}\n\n{PROSE * 3} {path}".encode()


def hosts() -> list[str]:
    """Their names."""
    return [f"house{number}.example" for number in range(HOSTS)]


def environment(port: int, folder: str) -> dict[str, str]:
    """That of a worker."""
    return os.environ | {
        "CHORUS_DATA": folder,
        "ENV_FILE": "",
        "TEST_LOOPBACK_HOSTS": ",".join(f"{host}={port}" for host in hosts()),
        "FETCH_PAUSE": str(PAUSE),
        "FEED_INTERVAL": "3600",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


def manage(given: dict[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    """A command, on its way."""
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "manage.py", *arguments], env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def run(given: dict[str, str], code: str) -> str:
    """What a few lines print on the site."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", code],
        env=given,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


SET_UP = """
from reviews.models import Feed, SourcePolicy
policies = SourcePolicy.objects.bulk_create(
    SourcePolicy(host=f"house{n}.example", fetching="feed") for n in range(%d)
)
Feed.objects.bulk_create(
    Feed(policy=policy, url=f"http://{policy.host}/feed/{n}") for policy in policies for n in range(%d)
)
"""
LEFT = """
from django.utils import timezone
from reviews.models import Feed, IncomingDocument
print(Feed.objects.filter(asked_at=None).count() + IncomingDocument.objects.filter(state="fetch").count())
"""
DUE_AGAIN = """
from django.utils import timezone
from reviews.models import Feed
Feed.objects.update(next_poll_at=timezone.now())
"""
COUNTS = """
from reviews.models import Feed, IncomingDocument
documents = IncomingDocument.objects
read = documents.exclude(packed=None).count()
print(documents.count(), documents.values("address").distinct().count(), read, Feed.objects.exclude(problem="").count())
"""


def say(line: str) -> None:
    """One line of the report."""
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Poll, kill, poll again, and say what came of it."""
    server = Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="feeds-") as folder:
        given = environment(server.server_address[1], folder)
        manage(given, "migrate").wait()
        run(given, SET_UP % (HOSTS, FEEDS_A_HOST))
        started = time.monotonic()
        memory, kills = poll_all(given, KILLS)
        seconds = time.monotonic() - started
        entries, addresses, read, problems = map(int, run(given, COUNTS).split())
        wanted = HOSTS * FEEDS_A_HOST * ENTRIES
        say(f"{HOSTS * FEEDS_A_HOST:,} feeds on {HOSTS} hosts, two workers, {kills} kills, {seconds:.0f} s")
        say(f"entries: {entries:,} of {wanted:,}, {entries - addresses} twice")
        say(f"pages read: {read:,}; feeds in trouble: {problems}")
        say(f"feeds asked more than once before they were due: {sum(n > 1 for n in server.seen.full.values())}")
        say(f"shortest time between two requests to a host: {shortest(server.seen):.3f} s, pause {PAUSE} s")
        say(f"memory of a worker: {min(memory):.0f} to {max(memory):.0f} MB, {memory[-1]:.0f} at the end")
        sent = server.seen.sent
        run(given, DUE_AGAIN)
        poll_all(given, 0)
        again = sum(server.seen.unchanged.values())
        say(f"asked again: {again:,} answers of 304, {server.seen.sent - sent:,} bytes of feeds sent")
    server.shutdown()


def poll_all(given: dict[str, str], kills: int) -> tuple[list[float], int]:
    """Two workers until nothing is left; the memory of one as it went, in MB, and how often one was killed."""
    workers = [manage(given, "poll_feeds") for _ in range(2)]
    memory: list[float] = []
    killed, checked, begun = 0, time.monotonic(), time.monotonic()
    while time.monotonic() - begun < MOST_SECONDS:
        time.sleep(0.5)
        for place, worker in enumerate(workers):
            if worker.poll() is not None:
                workers[place] = manage(given, "poll_feeds")
            elif psutil.pid_exists(worker.pid):
                memory.append(psutil.Process(worker.pid).memory_info().rss / 1e6)
        if time.monotonic() - checked > SECONDS_BETWEEN_KILLS:
            checked = time.monotonic()
            if killed < kills:
                os.kill(workers[killed % 2].pid, signal.SIGKILL)
                workers[killed % 2].wait()
                killed += 1
            elif run(given, LEFT) == "0":
                break
    for worker in workers:
        worker.kill()
        worker.wait()
    return memory or [0], killed


def shortest(seen: Seen) -> float:
    """The shortest time between two requests to one host, in seconds."""
    gaps = [after - before for times in seen.at.values() for before, after in pairwise(times)]
    return min(gaps, default=0)


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[1])
    main()
