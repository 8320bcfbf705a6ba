"""`manage.py restore`: the same site again, or a word why not and nothing changed."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import psycopg2
import pytest
from django.core.management import CommandError
from django.db import OperationalError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from albums.models import Album
from common.sealed_zip import BrokenSeal
from keeping import putting_back, restoring
from keeping.backup_file import BackupReader
from keeping.servers import DatabaseServer
from keeping.snapshot import Snapshot
from reviews.models import Review
from tests.factories import ReviewFactory, UserFactory
from tests.keeping.sites import COVERS, a_site, backed_up, compared, contents, restored


def forged(file, folder, entries=None, manifest=lambda said: None):
    """The backup with entries changed or (None) left out, and with a manifest that describes them so."""
    with ZipFile(file) as opened:
        found = {name: opened.read(name) for name in opened.namelist()}
    said = json.loads(found.pop("manifest.json"))
    for name, content in (entries or {}).items():
        if content is None:
            del found[name], said["files"][name]
        else:
            found[name] = content
            said["files"][name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    manifest(said)
    made = folder / "forged.zip"
    with ZipFile(made, "w", ZIP_STORED) as opened:
        for name, content in found.items():
            opened.writestr(name, content)
        opened.writestr("manifest.json", json.dumps(said))
    return made


def test_every_row_and_every_upload_is_back(kept, site, media):
    assert "2 uploads are back, the same as in the backup" in restored(kept.file)
    assert contents() == kept.contents
    with ZipFile(kept.file) as opened:
        assert [(media / cover).read_bytes() for cover in COVERS] == [opened.read(f"uploads/{name}") for name in COVERS]


def test_what_is_restored_is_a_site_that_works(kept, site, client):
    restored(kept.file)
    review = Review.objects.published().order_by("pk").first()
    assert client.get(review.album.get_absolute_url()).status_code == 200
    ReviewFactory(album=review.album, published=True)  # the sequences go on, and the triggers count
    assert Review.objects.count() == 3
    assert Album.objects.get(pk=review.album_id).version > review.album.version


def test_a_database_without_tables_is_empty_enough(kept, transactional_db, media):
    with a_site("bare", migrated=False):
        restored(kept.file)
        assert contents() == kept.contents


def test_the_same_site_gives_the_same_rows_again(kept, site, media, tmp_path):
    restored(kept.file)
    again = backed_up(tmp_path / "backups")
    with again.open("rb") as file:
        assert compared(BackupReader(file).contents) == kept.contents


@pytest.mark.parametrize("there", [ReviewFactory, UserFactory])
def test_a_site_that_is_not_empty_is_left_alone(kept, site, there):
    there()
    before = contents()
    with pytest.raises(CommandError, match=r"This site is not empty: there are rows in \w+\..*Nothing was changed"):
        restored(kept.file)
    assert contents() == before


def test_with_replace_what_is_there_gives_way(kept, site):
    ReviewFactory()
    restored(kept.file, "--replace")
    assert contents() == kept.contents


def test_no_page_that_was_kept_or_sent_before_is_taken_for_one_of_the_restored_site(kept, site, client):
    restored(kept.file)
    path = Album.objects.first().get_absolute_url()
    for _ in range(2):
        sent = client.get(path)
        restored(kept.file, "--replace")
        assert client.get(path, headers={"If-None-Match": sent["ETag"]}).status_code == 200


def test_a_site_in_use_is_left_alone(kept, empty, monkeypatch):
    monkeypatch.setattr(putting_back, "PATIENCE_SECONDS", 0)
    with (
        DatabaseServer.of(connection.settings_dict).connected(),
        pytest.raises(CommandError, match=r"in use: its database has 1 other connections\. Stop it first"),
    ):
        restored(kept.file)


def test_one_of_a_newer_version_is_refused_with_what_is_unknown(kept, empty, tmp_path):
    newer = forged(kept.file, tmp_path, manifest=lambda said: said["migrations"]["reviews"].append("9999_hologram"))
    with pytest.raises(CommandError, match=r"of a newer Chorus .*reviews\.9999_hologram.*Install that version"):
        restored(newer)


def test_one_of_a_newer_postgresql_is_refused(kept, empty, tmp_path):
    newer = forged(kept.file, tmp_path, manifest=lambda said: said["postgresql"].update(server=99))
    with pytest.raises(CommandError, match=r"It is of PostgreSQL 99; this site's server is \d+"):
        restored(newer)


@pytest.mark.parametrize("share", [0, 0.3, 0.9, 0.999])
def test_one_that_was_cut_short_is_refused(kept, empty, tmp_path, share):
    whole = kept.file.read_bytes()
    short = tmp_path / "short.zip"
    short.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(CommandError, match=r"It is no zip file, or a part of one\. Nothing was changed"):
        restored(short)


@pytest.mark.parametrize("name", ["database.dump", f"uploads/{COVERS[0]}"])
def test_one_changed_byte_is_found_and_its_file_named(kept, empty, tmp_path, name):
    with ZipFile(kept.file) as opened:
        content, start = opened.read(name), opened.getinfo(name).header_offset
    changed = bytearray(kept.file.read_bytes())
    changed[changed.index(content, start) + len(content) // 2] ^= 1
    (tmp_path / "changed.zip").write_bytes(changed)
    with pytest.raises(CommandError, match=rf"'{name}' is damaged\. Nothing was changed"):
        restored(tmp_path / "changed.zip")


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_byte_changed_anywhere_is_refused_or_changes_nothing_that_is_read(kept, place, bit):
    changed = bytearray(kept.file.read_bytes())
    changed[int(len(changed) * place)] ^= 1 << bit
    with kept.file.open("rb") as file:
        whole = BackupReader(file)
        try:
            found = BackupReader(BytesIO(changed))
            found.require_described()
            found.check_contents()
        except BrokenSeal:
            return
        assert found.manifest == whole.manifest
        assert all(found.open(name).read() == whole.open(name).read() for name in whole.manifest["files"])


@pytest.mark.parametrize("name", ["database.dump", "settings.env"])
def test_without_one_of_its_parts_it_is_no_backup(kept, empty, tmp_path, name):
    with pytest.raises(CommandError, match="it was not made by backup"):
        restored(forged(kept.file, tmp_path, {name: None}))


def test_an_upload_that_would_lie_outside_its_folder_is_refused(kept, empty, tmp_path):
    trap = forged(kept.file, tmp_path, {"uploads/a/../../../trap.png": b"trap"})
    with pytest.raises(CommandError, match="leads out of its folder"):
        restored(trap)


def test_a_dump_that_the_database_refuses_changes_nothing(kept, empty, tmp_path):
    before = contents()
    with pytest.raises(CommandError, match=r"the database refuses: .*It is as it was"):
        restored(forged(kept.file, tmp_path, {"database.dump": b"PGDMP and no more"}))
    assert contents() == before


def test_what_the_backup_lacks_of_the_uploads_is_said(kept, site, tmp_path):
    said = restored(forged(kept.file, tmp_path, {f"uploads/{COVERS[0]}": None}))
    assert f"1 uploads that rows name are neither in the backup nor here: {COVERS[0]}." in said


def test_another_upload_of_the_same_name_is_left_alone(kept, empty, media):
    (media / COVERS[0]).parent.mkdir(parents=True)
    (media / COVERS[0]).write_bytes(b"mine")
    with pytest.raises(CommandError, match=rf"another upload of the name '{COVERS[0]}'"):
        restored(kept.file)
    assert (media / COVERS[0]).read_bytes() == b"mine"


def test_rows_that_differ_from_what_the_backup_says_are_told(kept, site, tmp_path):
    other = forged(kept.file, tmp_path, manifest=lambda said: said["tables"]["reviews_review"].__setitem__(0, 9))
    with pytest.raises(CommandError, match=r"Other rows than the backup says are in: reviews_review\."):
        restored(other)


@pytest.mark.parametrize("error", [OSError("The bucket: it does not answer"), OperationalError("the disk is full")])
def test_what_fails_after_the_rows_are_back_is_told_as_that(kept, site, monkeypatch, error):
    def failing(*arguments):
        raise error

    monkeypatch.setattr(restoring, "stored_uploads", failing)
    with pytest.raises(CommandError, match=rf"The rows are back, but what comes after them failed: {error}\."):
        restored(kept.file)
    assert contents() == kept.contents


def test_rows_that_cannot_be_compared_are_told_to_be_in(kept, site, monkeypatch):
    def away(snapshot):
        raise psycopg2.OperationalError("the server closed the connection")

    with monkeypatch.context() as patched:
        patched.setattr(Snapshot, "contents", away)
        with pytest.raises(CommandError, match=r"rows are in, but cannot be compared: the server closed"):
            restored(kept.file)
    assert contents() == kept.contents


def test_a_file_that_is_not_there_is_said(empty, tmp_path):
    with pytest.raises(CommandError, match="No such file or directory"):
        restored(tmp_path / "nothing.zip")
