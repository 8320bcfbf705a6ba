"""A full disk, a read-only one, and a database that takes no writes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing

import psycopg2

from bench.fire.ground import Grounds, people_of, site_in
from bench.fire.kills import RECOVERY_SECONDS, recovered
from bench.fire.outcomes import Row, not_tried
from bench.fire.traffic import Traffic, kept
from bench.serving.catalogues import ROOT
from config.embedded.server import EmbeddedServer

TITLE = "A full disk, and a read-only one"
FULL_SECONDS = 15
ROOM = 150_000_000
# A file system of its own, which nobody else sees: as root, or as whoever may make a space of names for themselves.
APART = (
    ["unshare", "--mount"]
    if os.geteuid() == 0
    else ["unshare", "--user", "--mount", "--map-current-user", "--keep-caps"]
)
MOUNT = 'mount -t tmpfs -o size="$1" fire "$2" && shift 2 && exec "$@"'


def attack(grounds: Grounds) -> Iterator[Row]:
    """The database first, which can be tried everywhere; then the disks, where small ones can be mounted."""
    yield from no_writes(grounds)
    folder = grounds.within / "small"
    folder.mkdir(exist_ok=True)
    made = grounds.made()
    size = sum(path.lstat().st_size for path in made.rglob("*") if path.is_file()) + ROOM
    command = [*APART, "sh", "-c", MOUNT, "sh", f"{size}", f"{folder}"]
    why = _cannot([*command, "true"])
    if why:
        yield not_tried("a full disk, and a start on a read-only one", why, "no 500, nothing lost")
        return
    within = subprocess.run(  # noqa: S603
        [*command, sys.executable, "-m", "bench.fire.small_disk", f"{made}", f"{folder}"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if within.returncode:
        yield Row("a full disk", 0, f"the attempt ended with {within.returncode}", "rows", met=False)
        return
    yield from (Row(**row) for row in json.loads(within.stdout))


def _cannot(command: list[str]) -> str:
    """Why no small disk can be mounted here; empty when one can."""
    if shutil.which("unshare") is None:
        return "there is no unshare (util-linux)"
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stderr.strip() or ("" if done.returncode == 0 else f"unshare ends with {done.returncode}")


def no_writes(grounds: Grounds) -> Iterator[Row]:
    """A database that was made read-only, as a replica is, for a while."""
    folder = grounds.fresh("no-writes")
    with site_in(folder) as site, Traffic(site, people_of(folder)) as traffic:
        recovered(traffic, time.monotonic())
        server = EmbeddedServer.at(folder)
        address = server.use()
        try:
            with closing(
                psycopg2.connect(host=address.socket_folder, port=address.port, user=address.user, dbname="postgres")
            ) as connection:
                connection.autocommit = True
                with connection.cursor() as cursor:
                    cursor.execute("ALTER SYSTEM SET default_transaction_read_only = on")
                    cursor.execute("SELECT pg_reload_conf()")
                    time.sleep(FULL_SECONDS)
                    cursor.execute("SET default_transaction_read_only = off")
                    cursor.execute("ALTER SYSTEM RESET default_transaction_read_only")
                    cursor.execute("SELECT pg_reload_conf()")
            seconds = recovered(traffic, time.monotonic(), "writes were let in again")
        finally:
            server.leave()
    yield from over("a database that takes no writes", traffic, seconds)
    yield from kept(folder, traffic)


def over(what: str, traffic: Traffic, seconds: float) -> Iterator[Row]:
    """That posts were refused meanwhile, and that all went on `seconds` after it was over."""
    refused = traffic.answered.posts_refused
    yield Row(f"{what}, for {FULL_SECONDS} s: posts answered with 503", refused, f"{refused}", "some", met=refused > 0)
    seen = f"after {seconds:.1f} s"
    met = seconds <= RECOVERY_SECONDS
    yield Row(f"{what}: writes go on by themselves when it is over", 1, seen, f"within {RECOVERY_SECONDS} s", met=met)
