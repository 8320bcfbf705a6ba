"""`python -m config.serve`: bring a site up on one's own machine and serve it until Ctrl-C. `make run` ends here."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
import time
from collections import defaultdict, deque
from types import FrameType

import django
import psutil
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from common.processes import end_with_parent
from config.collecting import collect_static_files
from config.database import data_folder
from config.environment import env, read_env_file
from config.local import LOOPBACK, kept_secret

# More workers than this only compete for a small machine; each thread holds one database connection.
MOST_WORKERS = 4
# A thread that goes takes its connection along, and a new one pays for the first query of each kind. (Granian's most.)
IDLE_SECONDS = 600
# Granian takes a worker that ends twice within seconds for one that cannot start, and ends as well. One that was killed
# twice can: only so many times in so many seconds are a loop.
LOOP_TIMES, LOOP_SECONDS = 5, 60
# The key of the lock that a start holds in the database while it prepares it: any number that nothing else takes.
PREPARING = 0x63686F727573
# The workers of a server that was killed need a moment to follow it and to free its port.
PATIENCE_SECONDS = 3


class CannotServe(Exception):
    """The site cannot come up; the message is all that the person at the keyboard needs."""


def main() -> None:
    """Prepare the database and the static files, then serve. Exits with status 1 and one clear line if it cannot."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        read_env_file()
        host, port = env("HOST"), _number("PORT", 65535)
        check_free(host, port)
        _local_environment(host)
        setup = _prepare()
        _serve(host, port, setup)
    except (CannotServe, ImproperlyConfigured) as problem:
        sys.exit(f"{problem}")
    except KeyboardInterrupt:
        sys.exit(130)


def check_free(host: str, port: int) -> None:
    """Raise CannotServe when nothing can listen there. (Two servers could share the port, each answering half.)"""
    patience = time.monotonic() + PATIENCE_SECONDS
    while problem := _bind(host, port):
        if problem.errno != errno.EADDRINUSE:
            raise CannotServe(f"Cannot listen on {host}, port {port}: {problem.strerror or problem}.")
        if time.monotonic() > patience:
            raise CannotServe(
                f"Port {port} on {host} is in use. Stop what runs there, or take another: PORT={port + 1} make run"
            )
        time.sleep(0.1)


def _bind(host: str, port: int) -> OSError | None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        return error
    return None


def _number(name: str, highest: int) -> int:
    given = env(name) or str(min(_cores(), MOST_WORKERS))
    if not given.isascii() or not given.isdigit() or not 0 < int(given) <= highest:
        raise CannotServe(f"{name} is “{given}”; it must be a number from 1 to {highest}.")
    return int(given)


def _local_environment(host: str) -> None:
    """What a production site must be told and a site on one's own machine can find out."""
    names = {*LOOPBACK, host}
    if host in {"0.0.0.0", "::"}:  # noqa: S104
        addresses = [address.address for found in psutil.net_if_addrs().values() for address in found]
        names |= {socket.gethostname(), *(address for address in addresses if address.count(".") == 3)}
    try:
        os.environ["SECRET_KEY"] = env("SECRET_KEY") or kept_secret(data_folder() / "secret_key")
    except OSError as error:
        raise CannotServe(f"The data folder {data_folder()} cannot be used: {error.strerror}.") from None
    os.environ["ALLOWED_HOSTS"] = env("ALLOWED_HOSTS") or ",".join(sorted(names))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def _prepare() -> str | None:
    """Make everything ready. Returns the path of the set-up page, where there is one."""
    django.setup()
    own = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        _wait_for_turn(own)
        call_command("migrate", verbosity=0, interactive=False)
        setup = _begin()
    except OperationalError as error:
        raise CannotServe(f"The database cannot be reached: {' '.join(str(error).split())}") from None
    finally:
        own.close()
    collect_static_files()
    connections.close_all()  # the workers are forked from here, and a connection cannot be shared
    return setup


def _begin() -> str | None:
    """The demo with its logins, or a site of one's own: the path that makes its administrator, while it has none."""
    from accounts.invitations import new_setup_path  # noqa: PLC0415  models are there once Django is set up
    from demo.first_run import begin, is_refused  # noqa: PLC0415

    begin(with_demo=env.bool("DEMO"))
    if is_refused():
        return new_setup_path()
    call_command("make_demo_logins")
    return None


def _wait_for_turn(own: BaseDatabaseWrapper) -> None:
    """Of two starts at once one prepares, and the other finds everything made.

    A transaction holds the lock until the connection is closed: a pool would keep that of a session for ever.
    """
    own.set_autocommit(False)
    own.cursor().execute("SELECT pg_advisory_xact_lock(%s)", [PREPARING])


def _serve(host: str, port: int, setup: str | None) -> None:
    server = Granian(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=_number("WORKERS", 64),
        blocking_threads=_number("THREADS", 64),
        blocking_threads_idle_timeout=IDLE_SECONDS,
        log_level=LogLevels.warning,
        log_access=settings.ACCESS_LOG and not settings.JSON_LOG,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    )
    server.respawned_wrks = Respawns()
    # Granian reloads when its terminal closes; here that is the end.
    server.signal_handler_reload = server.signal_handler_interrupt  # type: ignore[method-assign]
    server.on_startup(lambda: _announce(host, port, setup))
    read_end, write_end = os.pipe()
    os.register_at_fork(after_in_child=lambda: _in_worker(read_end, write_end))
    server.serve()


class Respawns(dict[int, float]):
    """When Granian last started each worker anew, as far as it may know: from the time on that is one too often."""

    def __init__(self) -> None:
        super().__init__()
        self._started: defaultdict[int, deque[float]] = defaultdict(lambda: deque(maxlen=LOOP_TIMES))

    def __setitem__(self, worker: int, moment: float) -> None:
        started = self._started[worker]
        started.append(moment)
        if len(started) == LOOP_TIMES and moment - started[0] < LOOP_SECONDS:
            super().__setitem__(worker, moment)


def _in_worker(read_end: int, write_end: int) -> None:
    """What a worker owes the server it was forked from, whatever way that server ends.

    A terminal sends Ctrl-C to the workers too; told twice, by it and by the server, a worker may hang.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    os.close(write_end)
    end_with_parent(read_end)


def _announce(host: str, port: int, setup: str | None) -> None:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    logins = data_folder() / "logins.txt"
    lines = [f"{settings.SITE_NAME} is at http://{shown}:{port}/"]
    if setup:
        lines.append(
            f"Nobody looks after it yet. Open this once, to be its administrator: http://{shown}:{port}{setup}"
        )
    elif logins.exists():
        lines += ["Sign in as", *(f"  {line}" for line in logins.read_text(encoding="utf-8").splitlines())]
    lines.append("Stop with Ctrl-C.")
    sys.stdout.write("\n" + "\n".join(lines) + "\n\n")
    sys.stdout.flush()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    main()
