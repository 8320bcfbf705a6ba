"""`make upgrade`: back up, install, carry the data over, migrate, check; on a failure say the way back.

It is run by the packages of the former release and the code of this one, so nothing here, and nothing that is imported
here, may need more than both have: no Django that is set up, no package that is new. What does is a process of its own.
"""

from __future__ import annotations

import fcntl
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psycopg2
from django.core.exceptions import ImproperlyConfigured

from config.database import data_folder, database_settings
from config.embedded.server import EmbeddedServer
from config.environment import BASE_DIR, read_env_file
from keeping.backing_up import NoSiteThere, back_up
from keeping.commits import UNKNOWN, commit
from keeping.programs import ProgramFailed
from keeping.putting_back import InUse, require_nobody
from keeping.retention import Keep, dropped
from keeping.servers import DatabaseServer
from keeping.shelves import Folder
from keeping.way_back import CARRY_OVER, SET_ASIDE

# Of this many days with an upgrade the last backup is kept.
KEEP = Keep(3, 0, 0)
BACKUPS = "before-upgrades"
UPGRADED_TO = "upgraded_to"
# Held on the database by whoever upgrades it, from whichever machine: any number that nothing else takes.
UPGRADING = 0x75706772616465
PIP = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
MANAGE = str(BASE_DIR / "manage.py")


class CannotUpgrade(Exception):
    """The upgrade does not begin, or it failed; the message says why, and the way back."""


@dataclass
class Upgrade:
    """One upgrade, and how far it has come."""

    folder: Path
    install: list[str]
    python: str = sys.executable
    say: Callable[[str], object] = print
    backup: Path | None = field(default=None, init=False)
    changing: bool = field(default=False, init=False)

    def run(self) -> None:
        """Do it all. Raises CannotUpgrade."""
        with _alone(self.folder), _alone_at_the_database() as ours:
            if (self.folder / SET_ASIDE).exists():
                self.changing = True
                raise self._failed("An upgrade was interrupted while it carried the data to another PostgreSQL.")
            self._back_up(ours)
            try:
                self._replace()
            except KeyboardInterrupt:
                raise self._failed("Interrupted.") from None

    def _replace(self) -> None:
        self._step("Installing what this release needs ...", *self.install)
        self._carry_over()
        self.changing = True
        self._step("Migrating ...", MANAGE, "migrate", "--no-input", "--verbosity=0")
        self._step("Checking ...", MANAGE, "check", "--database=default")
        self._step("Collecting static files ...", "-m", "config.collecting")
        self._conclude()

    def _back_up(self, ours: int | None) -> None:
        """The rows of before, in a file. Uploads stay where they are: no upgrade touches them."""
        settings = database_settings()
        if settings["ENGINE"] == "config.embedded" and not (self.folder / "postgres" / "PG_VERSION").exists():
            raise CannotUpgrade("There is no database here. Is DATABASE_URL, or CHORUS_DATA, set where this runs?")
        self.say("Backing up ...")
        moment, shelf = datetime.now(UTC), Folder(self.folder / BACKUPS)
        try:
            if settings["ENGINE"] == "config.embedded" and EmbeddedServer.at(self.folder).is_used():
                raise InUse("The site is in use. Stop it first.")
            server = DatabaseServer.of(settings)
            require_nobody(server, ours)
            name = shelf.place(moment, lambda file: back_up(file, server, self._former(), moment=moment))
        except (OSError, NoSiteThere, ProgramFailed, InUse, psycopg2.Error) as problem:
            raise CannotUpgrade(f"{str(problem).strip()}\nNothing was changed.") from problem
        finally:
            # Its programs are about to be replaced.
            EmbeddedServer.at(self.folder).leave()
        self.backup = Path(shelf.shown(name))
        for old in dropped(shelf.names(), KEEP, name):
            shelf.drop(old)

    def _carry_over(self) -> None:
        """Hand the embedded server's data over by the backup, where the PostgreSQL that came cannot read them."""
        versions = EmbeddedServer.at(self.folder).versions()
        if database_settings()["ENGINE"] != "config.embedded" or versions is None or versions[0] == versions[1]:
            return
        self.say(f"Carrying the data from PostgreSQL {versions[0]} to {versions[1]} ...")
        self.changing = True
        (self.folder / "postgres").rename(self.folder / SET_ASIDE)
        self._step("", "-m", "keeping.way_back", CARRY_OVER, str(self.backup))

    def _conclude(self) -> None:
        versions = EmbeddedServer.at(self.folder).versions()
        aside = self.folder / SET_ASIDE
        if aside.exists() and versions:
            made_by = (aside / "PG_VERSION").read_text().strip()
            kept = aside.with_name(f"postgres.{made_by}-{datetime.now(UTC):%Y%m%d%H%M%S}")
            aside.rename(kept)
            self.say(f"The data as the former PostgreSQL had them are in {kept}; remove them when all is well.")
        if (here := commit()) != UNKNOWN:
            (self.folder / UPGRADED_TO).write_text(f"{here}\n")
        if self.backup:
            self.say(f"The database as it was before is in {self.backup}.")
        self.say("Upgraded. Start the site again: `make run`, or your service.")

    def _step(self, said: str, *arguments: str) -> None:
        if said:
            self.say(said)
        done = subprocess.run([self.python, *arguments], cwd=BASE_DIR, check=False)  # noqa: S603
        if done.returncode:
            raise self._failed(f"This failed: python {' '.join(arguments)}")

    def _failed(self, why: str) -> CannotUpgrade:
        return CannotUpgrade("\n".join([why, "", *self._way_back()]))

    def _way_back(self) -> list[str]:
        """The commands that bring back what was there before, as far as anything was changed."""
        former = self._former()
        steps = [f"git checkout {former if former != UNKNOWN else '(the release that you ran before)'}", "make run"]
        if self.changing:
            newest = max((self.folder / BACKUPS).glob("*.zip"), default=None)
            steps.insert(0, shlex.join([self.python, "-m", "keeping.way_back", str(self.backup or newest)]))
        lost = "The database is not as it was." if self.changing else "The database is as it was."
        return [f"{lost} The way back:", *(f"  {step}" for step in steps)]

    def _former(self) -> str:
        """The commit that was here before, as far as git, or the last upgrade, knows."""
        recorded = self.folder / UPGRADED_TO
        here = commit()
        if recorded.exists() and (former := recorded.read_text().strip()) != here:
            return former
        former = commit("HEAD@{1}")
        return former if former != here else UNKNOWN


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One upgrade at a time on this machine."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / "upgrade.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise CannotUpgrade("Another upgrade of this site is at work. Nothing was changed.") from error
    finally:
        os.close(descriptor)


@contextmanager
def _alone_at_the_database() -> Iterator[int | None]:
    """One upgrade at a time of a database that several machines share; the backend that holds the lock.

    Nobody but this machine reaches an embedded one, and it has to be stopped meanwhile.
    """
    settings = database_settings()
    if settings["ENGINE"] == "config.embedded":
        yield None
        return
    try:
        with DatabaseServer.of(settings).connected() as session:
            session.autocommit = True
            with session.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [UPGRADING])
                if cursor.fetchone() != (True,):
                    raise CannotUpgrade("Another machine is upgrading this site. Nothing was changed.")
            yield session.info.backend_pid
    except psycopg2.OperationalError as error:
        raise CannotUpgrade(f"The database: {error}") from error


def main() -> None:
    """Upgrade the site of this folder."""
    try:
        read_env_file()
        Upgrade(data_folder(), [*PIP, "--requirement", str(BASE_DIR / "requirements.txt")]).run()
    except (CannotUpgrade, ImproperlyConfigured) as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
