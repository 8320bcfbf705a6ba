"""`make upgrade`: the former release's data become this one's, or the printed way back restores them.

Each run is a process of its own on a data folder of its own; instead of pip a line of Python is "installed".
"""

from __future__ import annotations

import fcntl
import lzma
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from config.declared_settings import DEFAULTS
from config.embedded.server import EmbeddedServer
from keeping import upgrading, way_back
from keeping.programs import programs_for
from keeping.servers import DatabaseServer
from keeping.snapshot import snapshot_of
from keeping.upgrading import CannotUpgrade
from keeping.way_back import FAILED, SET_ASIDE

DUMPS = settings.BASE_DIR / "tests" / "upgrades"
UPGRADE = """
import sys
from pathlib import Path
from keeping.upgrading import CannotUpgrade, Upgrade
try:
    Upgrade(Path(sys.argv[1]), ["-c", sys.argv[2]]).run()
except CannotUpgrade as problem:
    sys.exit(str(problem))
"""
# Nothing waits for the disk, and nothing is compressed.
QUICK = """
from config.settings import *
DATABASES["default"]["DURABLE"] = False
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
"""
# What a wheel of another PostgreSQL does to a site: its programs refuse the data that are there.
OTHER_POSTGRESQL = "import sys, pathlib; pathlib.Path({!r}).write_text('17\\n')"
FAILING = """
from django.db import migrations

def fail(apps, schema_editor):
    raise RuntimeError("the bridge is out")

class Migration(migrations.Migration):
    dependencies = [("albums", "0001_initial")]
    operations = [migrations.RunPython(fail)]
"""
DAMAGING = """
from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("albums", "0001_initial")]
    operations = [migrations.RunSQL("UPDATE albums_album SET title = 'lost'")]
"""


class Site:
    """A data folder, and what commands do there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "quick_settings.py").write_text(QUICK)
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in DEFAULTS},
            "CHORUS_DATA": str(folder),
            "ENV_FILE": "",
            "DJANGO_SETTINGS_MODULE": "quick_settings",
            "PYTHONPATH": f"{settings.BASE_DIR}{os.pathsep}{folder}",
        }

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=settings.BASE_DIR,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )

    def upgrade(self, install: str = "") -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-c", UPGRADE, str(self.folder), install)

    def go_back(self, said: str) -> subprocess.CompletedProcess[str]:
        (line,) = [line for line in said.splitlines() if "keeping.way_back" in line and line.startswith("  ")]
        return self.run(*shlex.split(line))

    def contents(self) -> dict[str, list[int | str]]:
        server = EmbeddedServer(self.folder, durable=False)
        try:
            address = server.use()
            place = {"HOST": address.socket_folder, "PORT": address.port, "USER": address.user}
            with snapshot_of(DatabaseServer.of({"ENGINE": "config.postgres", "NAME": "chorus", **place})) as snapshot:
                return snapshot.contents()
        finally:
            server.leave()


@pytest.fixture(scope="module")
def formers() -> Iterator[dict[str, Path]]:
    """The data folders of sites at former releases, by commit. (Not below pytest's: PostgreSQL could not enter.)"""
    made = {}
    for commit in ("ba28bc6", "dd63b96"):
        folder = made[commit] = Path(tempfile.mkdtemp(prefix="former-"))
        server = EmbeddedServer(folder, durable=False)
        address = server.use()
        place = {"HOST": address.socket_folder, "PORT": address.port, "USER": address.user}
        with lzma.open(DUMPS / f"{commit}.dump.xz") as dump:
            programs_for(18).load(DatabaseServer.of({"ENGINE": "config.postgres", "NAME": "chorus", **place}), dump)
        server.leave()
    yield made
    for folder in made.values():
        shutil.rmtree(folder)


@pytest.fixture
def site(formers: dict[str, Path]) -> Iterator[Site]:
    """A site at the later of the former releases."""
    yield from _copied(formers["dd63b96"])


@pytest.fixture
def old_site(formers: dict[str, Path]) -> Iterator[Site]:
    """A site at the earliest release."""
    yield from _copied(formers["ba28bc6"])


def _copied(former: Path) -> Iterator[Site]:
    folder = Path(tempfile.mkdtemp(prefix="upgraded-"))
    subprocess.run([shutil.which("cp"), "-a", f"{former}/.", str(folder)], check=True)
    yield Site(folder)
    running = EmbeddedServer(folder).process()
    if running:
        running.kill()
    shutil.rmtree(folder)


@pytest.fixture
def failing(tmp_path: Path, site: Site) -> Site:
    """The site, and a release that damages it and then fails."""
    migrations = tmp_path / "failing" / "migrations"
    migrations.mkdir(parents=True)
    for path, text in {
        migrations.parent / "__init__.py": "",
        migrations / "__init__.py": "",
        migrations / "0001_damage.py": DAMAGING,
        migrations / "0002_fail.py": FAILING.replace('("albums", "0001_initial")', '("failing", "0001_damage")'),
        tmp_path / "failing_settings.py": "from quick_settings import *\nINSTALLED_APPS += ['failing']\n",
    }.items():
        path.write_text(text)
    site.environment["PYTHONPATH"] += f"{os.pathsep}{tmp_path}"
    site.environment["DJANGO_SETTINGS_MODULE"] = "failing_settings"
    return site


def test_a_site_of_the_earliest_release_is_upgraded_and_nothing_is_lost(old_site):
    before = old_site.contents()
    done = old_site.upgrade()
    assert done.returncode == 0, done.stdout
    assert "Upgraded. Start the site again" in done.stdout
    after = old_site.contents()
    kept = ["albums_album", "albums_track", "reviews_review", "reviews_excerpt", "reviews_revision", "auth_user"]
    assert [after[table][0] for table in kept] == [before[table][0] for table in kept]
    assert old_site.run(sys.executable, "manage.py", "migrate", "--check").returncode == 0


def test_when_a_migration_fails_the_printed_way_back_restores_the_site(failing):
    before = failing.contents()
    failed = failing.upgrade()
    assert failed.returncode == 1
    assert "the bridge is out" in failed.stdout
    assert "The database is not as it was. The way back:" in failed.stdout
    assert failing.contents()["albums_album"] != before["albums_album"]

    back = failing.go_back(failed.stdout)
    assert "rows are back, the same as in the backup" in back.stdout
    assert failing.contents() == before


def test_the_data_are_carried_to_another_postgresql(site):
    before = site.contents()["reviews_review"]
    done = site.upgrade(OTHER_POSTGRESQL.format(str(site.folder / "postgres" / "PG_VERSION")))
    assert "Carrying the data from PostgreSQL 17 to 18 ..." in done.stdout, done.stdout
    assert done.returncode == 0, done.stdout
    assert site.contents()["reviews_review"][0] == before[0]
    (former,) = site.folder.glob("postgres.17-*")
    assert (former / "PG_VERSION").exists()


def test_when_that_fails_later_the_way_back_leads_to_the_former_data(failing):
    before, version = failing.contents(), failing.folder / "postgres" / "PG_VERSION"
    failed = failing.upgrade(OTHER_POSTGRESQL.format(str(version)))
    assert (failing.folder / SET_ASIDE).exists()

    again = failing.upgrade()
    assert "An upgrade was interrupted" in again.stdout
    back = failing.go_back(again.stdout)
    assert back.returncode == 0, back.stdout
    assert version.read_text() == "17\n", failed.stdout
    version.write_text("18\n")  # as the former release's packages have it
    assert failing.contents() == before
    assert (failing.folder / FAILED).exists()


def test_the_way_back_is_printed_as_a_shell_takes_it(tmp_path):
    failed = upgrading.Upgrade(tmp_path, [])
    failed.changing, failed.backup = True, tmp_path / "my data" / "chorus-20261130T031500Z.zip"
    (line,) = [line for line in failed._way_back() if "keeping.way_back" in line]
    assert shlex.split(line)[-1] == str(failed.backup)


def test_without_a_file_the_way_back_says_what_it_takes():
    with pytest.raises(SystemExit, match=r"keeping\.way_back FILE"):
        way_back.main()


def test_what_cannot_be_installed_changes_nothing(site):
    before = site.contents()
    failed = site.upgrade("raise SystemExit('no such wheel')")
    assert failed.returncode == 1
    assert "The database is as it was. The way back:\n  git checkout" in failed.stdout
    assert "way_back" not in failed.stdout
    assert site.contents() == before


def test_a_site_in_use_is_not_upgraded(site):
    server = EmbeddedServer(site.folder, durable=False)
    server.use()
    try:
        refused = site.upgrade()
    finally:
        server.leave()
    assert refused.returncode == 1
    assert refused.stdout.endswith("The site is in use. Stop it first.\nNothing was changed.\n")


def test_without_a_database_there_is_nothing_to_upgrade(tmp_path, monkeypatch):
    monkeypatch.setattr(upgrading, "database_settings", lambda: {"ENGINE": "config.embedded"})
    with pytest.raises(CannotUpgrade, match=r"There is no database here\. Is DATABASE_URL"):
        upgrading.Upgrade(tmp_path, []).run()


def test_of_two_upgrades_at_once_the_second_is_refused(tmp_path):
    with (tmp_path / "upgrade.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(CannotUpgrade, match="Another upgrade of this site is at work"):
            upgrading.Upgrade(tmp_path, []).run()


def test_of_two_machines_that_share_a_database_one_upgrades_it(transactional_db, tmp_path, monkeypatch):
    there = connection.settings_dict | {"ENGINE": "config.postgres"}
    monkeypatch.setattr(upgrading, "database_settings", lambda: there)
    with upgrading._alone_at_the_database() as ours:
        assert ours
        with pytest.raises(CannotUpgrade, match="Another machine is upgrading this site"):
            upgrading.Upgrade(tmp_path, []).run()
