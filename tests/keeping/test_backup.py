"""`manage.py backup`: everything in one file, whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import stat
import threading
from datetime import UTC, datetime, timedelta
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from curation.jobs.schedule import nightly_backup
from keeping import backing_up, programs
from keeping.backup_file import BackupReader
from keeping.programs import Programs
from keeping.retention import name_at
from keeping.servers import DatabaseServer
from keeping.shelves import Folder
from keeping.snapshot import snapshot_of
from reviews.models import Review
from tests.factories import CriticFactory, ReviewFactory
from tests.keeping.sites import COVERS, a_site, backed_up, compared, contents, furnish, restored


def read(file, name):
    with ZipFile(file) as opened:
        return opened.read(name)


def test_the_manifest_names_versions_rows_and_the_hash_of_every_file(kept):
    said = json.loads(read(kept.file, "manifest.json"))
    with ZipFile(kept.file) as opened:
        found = {
            name: hashlib.sha256(opened.read(name)).hexdigest() for name in opened.namelist() if name != "manifest.json"
        }
    assert {name: described["sha256"] for name, described in said["files"].items()} == found
    assert found.keys() == {"database.dump", "settings.env", *(f"uploads/{cover}" for cover in COVERS)}
    assert said["tables"]["reviews_review"][0] == 2
    assert said["postgresql"]["server"] >= 15
    assert "0001_initial" in said["migrations"]["reviews"]


def test_only_the_owner_may_read_it(kept):
    assert stat.S_IMODE(kept.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.file.parent.stat().st_mode) == 0o700


def test_a_database_without_tables_is_not_backed_up(transactional_db, media, tmp_path):
    with a_site("bare", migrated=False), pytest.raises(CommandError, match=r"It has no tables\. Is DATABASE_URL"):
        backed_up(tmp_path / "backups", "--keep", "1,0,0")


def test_an_upload_that_is_gone_is_named_and_the_rest_is_backed_up(site, media, tmp_path):
    furnish()
    (media / COVERS[0]).unlink()
    errors = io.StringIO()
    call_command("backup", str(tmp_path), stdout=io.StringIO(), stderr=errors)
    (made,) = tmp_path.glob("*.zip")
    assert COVERS[0] in errors.getvalue()
    assert json.loads(read(made, "manifest.json"))["missing_uploads"] == [COVERS[0]]
    assert read(made, f"uploads/{COVERS[1]}")


def test_uploads_can_be_left_to_their_storage(site, media, tmp_path):
    furnish()
    made = backed_up(tmp_path / "backups", "--without-uploads")
    with ZipFile(made) as opened:
        assert set(opened.namelist()) == {"database.dump", "settings.env", "manifest.json"}


def test_a_full_disk_is_told_and_nothing_is_left(empty, tmp_path, monkeypatch):
    def full(*arguments, **options):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(backing_up, "settings_without_secrets", full)
    with pytest.raises(CommandError, match=r"No space left on device\. No backup was made\. Make room"):
        backed_up(tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_dump_that_fails_is_told_in_its_own_words_and_nothing_is_left(empty, tmp_path, monkeypatch):
    folder = tmp_path / "programs"
    folder.mkdir()
    (folder / "pg_dump").write_text("#!/bin/sh\nprintf half\necho 'the lamp went out' >&2\nexit 1\n")
    (folder / "pg_dump").chmod(0o755)
    monkeypatch.setattr(backing_up, "programs_for", lambda *versions: Programs(18, folder))
    with pytest.raises(CommandError, match=r"the lamp went out No backup was made\."):
        backed_up(tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_programs_that_are_older_than_the_server_are_not_used(tmp_path, monkeypatch):
    monkeypatch.setattr(programs, "found", lambda: frozenset({Programs(15, tmp_path)}))
    with pytest.raises(programs.ProgramFailed, match=r"of PostgreSQL 18 or newer are needed; there are those of: 15\."):
        programs.programs_for(18)


def test_of_several_programs_the_nearest_to_the_server_that_reads_the_dump_is_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(programs, "found", lambda: frozenset(Programs(major, tmp_path) for major in (15, 16, 18)))
    assert programs.programs_for(14).major == 15
    assert programs.programs_for(16).major == 16
    assert programs.programs_for(15, made_with=17).major == 18


def test_what_a_killed_backup_left_goes_with_the_next_one(empty, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / ".chorus-left").write_bytes(b"half")
    backed_up(folder)
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_those_kept_no_longer_go_when_the_new_one_is_there_and_are_named(empty, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    old = [name_at(datetime.now(UTC) - timedelta(days=ago)) for ago in (1, 2, 3)]
    for name in old:
        (folder / name).write_bytes(b"old")
    said = io.StringIO()
    call_command("backup", str(folder), "--keep", "2,0,0", stdout=said, stderr=io.StringIO())
    assert not (folder / old[1]).exists()
    assert (folder / old[0]).exists()
    assert said.getvalue().splitlines()[1:] == [f"Kept no longer: {old[2]}", f"Kept no longer: {old[1]}"]


def test_one_that_cannot_be_thrown_away_is_named_and_the_new_one_is_there(empty, tmp_path, monkeypatch):
    def stuck(shelf, name):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    (tmp_path / name_at(datetime(2020, 1, 1, tzinfo=UTC))).write_bytes(b"old")
    monkeypatch.setattr(Folder, "drop", stuck)
    with pytest.raises(CommandError, match=r"The backup is made\. chorus-2020.* stays: Permission denied\."):
        backed_up(tmp_path, "--keep", "1,0,0")
    assert len(list(tmp_path.glob("*.zip"))) == 2


def test_one_that_another_backup_has_thrown_away_meanwhile_is_no_matter(tmp_path):
    Folder(tmp_path).drop("chorus-20200101T000000Z.zip")


def test_when_no_backup_could_be_made_none_is_thrown_away(empty, tmp_path, monkeypatch):
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / name_at(datetime(2020, 1, 1, tzinfo=UTC))).write_bytes(b"old")
    (folder / name_at(datetime(2020, 1, 2, tzinfo=UTC))).write_bytes(b"old")
    monkeypatch.setattr(programs, "found", frozenset)
    with pytest.raises(CommandError, match="are needed"):
        backed_up(folder, "--keep", "1,0,0")
    assert len(list(folder.iterdir())) == 2


def test_the_options_are_explained_when_they_are_wrong(tmp_path):
    with pytest.raises(CommandError, match="three numbers"):
        call_command("backup", str(tmp_path), "--keep", "7")


def test_a_backup_made_while_reviews_are_published_is_of_one_moment(site, media, tmp_path):
    critic, stop = CriticFactory(), threading.Event()
    ReviewFactory(published=True, critic=critic)

    def publish():
        try:
            while not stop.is_set():
                ReviewFactory(published=True, critic=CriticFactory())
        finally:
            connection.close()

    writer = threading.Thread(target=publish)
    writer.start()
    try:
        made = [backed_up(tmp_path / "backups") for _ in range(2)]
    finally:
        stop.set()
        writer.join()
    for file in made:
        with a_site("again"):
            # It compares the rows of the dump with the sums that another connection took of the same moment.
            assert "the same as in the backup" in restored(file)
            assert Review.objects.count() > 0


def test_a_snapshot_does_not_see_what_comes_after_it(site):
    with snapshot_of(DatabaseServer.of(connection.settings_dict)) as snapshot:
        before = snapshot.contents()
        ReviewFactory()
        assert snapshot.contents() == before
    assert contents() != before


def test_a_snapshot_outlasts_the_servers_patience_with_idle_transactions(db, monkeypatch):
    monkeypatch.setenv("PGOPTIONS", "-c idle_in_transaction_session_timeout=15s")
    with snapshot_of(DatabaseServer.of(connection.settings_dict)) as snapshot:
        snapshot.cursor.execute("SHOW idle_in_transaction_session_timeout")
        assert snapshot.cursor.fetchone() == ("0",)


def test_programs_are_led_to_the_server_that_the_site_is_connected_to(monkeypatch):
    """By what libpq finds in the environment, too; but not by how long a page's query may take."""
    monkeypatch.setenv("PGHOST", "db.example")
    monkeypatch.setenv("PGOPTIONS", "-c statement_timeout=15s")
    environment = DatabaseServer("dbname=chorus").environment
    assert environment["PGHOST"] == "db.example"
    assert "PGOPTIONS" not in environment


def test_its_reader_finds_it_whole(kept):
    with kept.file.open("rb") as file:
        archive = BackupReader(file)
        archive.require_described()
        archive.check_contents()
    assert compared(archive.contents) == kept.contents


def test_a_site_that_names_a_place_is_backed_up_every_night():
    (job,) = nightly_backup("/srv/backups", "7,4,12")
    assert (job.command, job.arguments) == ("backup", ("/srv/backups", "--keep", "7,4,12"))
    assert nightly_backup("", "7,4,12") == []
