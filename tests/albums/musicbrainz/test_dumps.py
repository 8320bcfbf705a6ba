"""`import_musicbrainz --dump` reads a dump as a stream, goes on where it was interrupted, and brings nothing twice."""

import io
import json
import tarfile
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from albums.models import Album, AlbumSource, Artist, DumpReading
from albums.musicbrainz import dump_import
from tests.factories import AlbumFactory, ArtistFactory, reviewed_album
from tests.musicbrainz import artist, credit, group, key_of

pytestmark = pytest.mark.django_db
FERRIES = credit(artist("The Slow Ferries", sort_name="Slow Ferries, The", aliases=["TSF", "tsf", "The Slow Ferries"]))


@pytest.fixture(autouse=True)
def in_threes(monkeypatch):
    monkeypatch.setattr(dump_import, "AT_ONCE", 3)


@pytest.fixture
def dump(tmp_path):
    """Write a dump of these groups; lines may be given as they are."""

    def write(*groups, name="release-group.tar.xz", packed="xz", member="mbdump/release-group"):
        body = b"".join((one if isinstance(one, bytes) else json.dumps(one).encode()) + b"\n" for one in groups)
        path = tmp_path / name
        with tarfile.open(path, f"w:{packed}") as archive:
            for file, content in (("TIMESTAMP", b"2026-11-28"), (member, body)):
                info = tarfile.TarInfo(file)
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
        return path

    return write


def read(path, **options):
    out = StringIO()
    call_command("import_musicbrainz", dump=path, stdout=out, **options)
    return out.getvalue().strip()


def several(count, **more):
    return [group(f"Low Water {number}", FERRIES, **more) for number in range(count)]


def test_all_that_it_says_is_here(dump):
    links = [{"type": "discogs", "url": {"resource": "https://discogs.example/7"}}]
    line = credit(FERRIES[0]["artist"], " feat. ", ("Ada Quill", "A. Quill"))
    path = dump(group("Low Water", line, date="2019-03", secondary=["Live"], relations=links), *several(6))
    assert read(path) == "7 lines: 7 created."
    album = Album.objects.get(title="Low Water")
    assert (album.artist_credit, album.kind, album.release_iso) == (
        "The Slow Ferries feat. A. Quill",
        "live",
        "2019-03",
    )
    assert [link.url for link in album.links.all()] == ["https://discogs.example/7"]
    lead = Artist.objects.get(name="The Slow Ferries")
    assert (lead.sort_name, [alias.name for alias in lead.aliases.all()]) == ("Slow Ferries, The", ["TSF"])
    assert not album.genres.exists()
    assert not [said for said in AlbumSource.objects.values_list("said", flat=True) if "folk" in str(said)]


def test_twice_changes_nothing_and_a_later_dump_only_what_is_new(dump):
    groups = several(5)
    read(dump(*groups))
    DumpReading.objects.all().delete()
    assert read(dump(*groups)) == "5 lines: 5 unchanged."
    groups[2]["first-release-date"] = "2018"
    assert (
        read(dump(*groups, group("Ballast", FERRIES), name="later.tar.xz"))
        == "6 lines: 1 created, 4 unchanged, 1 updated."
    )


def test_what_a_curator_changed_and_what_the_service_told_stays(dump, brainz, bring_in):
    key = brainz.record("Low Water", FERRIES)
    bring_in(key)
    Album.objects.update(disambiguation="the first")
    assert read(dump(group("Low Water", FERRIES, date="2018"))) == "1 lines: 1 updated."
    album = Album.objects.get()
    assert (album.release_iso, album.disambiguation, album.tracks.count(), album.labels.count()) == (
        "2018",
        "the first",
        2,
        1,
    )


def test_what_the_service_tells_after_a_dump_completes_it(dump, brainz, bring_in):
    read(dump(group("Low Water", FERRIES)))
    bring_in(brainz.record("Low Water", FERRIES))
    album = Album.objects.get()
    assert (album.tracks.count(), album.labels.count()) == (2, 1)


def test_interrupted_it_goes_on_where_it_was_and_brings_nothing_twice(dump, monkeypatch):
    path, stored = dump(*several(10)), []
    store = dump_import._store

    def dying(reading, chunk, wanted):
        if len(stored) == 2:
            raise KeyboardInterrupt
        store(reading, chunk, wanted)
        stored.append(chunk)

    monkeypatch.setattr(dump_import, "_store", dying)
    with pytest.raises(KeyboardInterrupt):
        read(path)
    assert Album.objects.count() == DumpReading.objects.get().lines == 6
    monkeypatch.setattr(dump_import, "_store", store)
    assert read(path) == "10 lines: 10 created."
    assert Album.objects.count() == 10


def test_a_full_disk_says_so_and_loses_nothing(dump, monkeypatch):
    path, store, stored = dump(*several(7)), dump_import._store, []

    def full(reading, chunk, wanted):
        if stored:
            raise OperationalError("could not extend file: No space left on device\nHINT: Check free disk space.")
        store(reading, chunk, wanted)
        stored.append(chunk)

    monkeypatch.setattr(dump_import, "_store", full)
    with pytest.raises(CommandError, match=r"No space left on device\. What came before is here"):
        read(path)
    monkeypatch.setattr(dump_import, "_store", store)
    assert read(path) == "7 lines: 7 created."


def test_a_dump_that_was_read_is_not_read_again(dump):
    path = dump(*several(2))
    read(path)
    Album.objects.all().delete()
    assert read(path) == "2 lines: 2 created."
    assert not Album.objects.exists()


def test_only_what_is_wanted_comes_in(dump):
    reviewed_album("rave", lead_artist__name="The Slow Ferries")
    groups = [
        group("Low Water", FERRIES, date="2020-05"),
        group("Ballast", FERRIES, date="2019"),
        group("Undated", FERRIES, date=""),
        group("Harbour", credit("Ada Quill"), date="2021"),
    ]
    wanted = {"since": "2020", "only_artists_reviewed": True}
    assert read(dump(*groups), **wanted) == "4 lines: 1 created, 3 not wanted."
    assert read(dump(*groups), since="2021") == "4 lines: 1 created, 3 not wanted."


def test_what_may_be_here_is_looked_at_one_by_one(dump):
    album = AlbumFactory(title="Low Water", lead_artist=ArtistFactory(name="tsf"), release_date=date(2019, 3, 8))
    doubtful = AlbumFactory(title="Ballast", lead_artist=album.lead_artist, release_date=date(2018, 3, 8))
    known_as = credit(artist("TSF"))
    groups = [group("Low Water", known_as), group("Ballast", known_as, date="2019"), group("Salt", known_as)]
    assert read(dump(*groups)) == "3 lines: 1 bad, 1 created, 1 updated."
    album.refresh_from_db()
    doubtful.refresh_from_db()
    assert (str(album.musicbrainz_id), doubtful.musicbrainz_id) == (key_of("release-group", "Low Water"), None)


def test_namesakes_of_one_artist_are_two_records_with_two_addresses(dump):
    one, other = (
        group("Harrow", FERRIES, date="1994"),
        group("Harrow", FERRIES, key=key_of("release-group", "2"), date="2001"),
    )
    assert read(dump(one, other)) == "2 lines: 2 created."
    assert {album.slug for album in Album.objects.all()} == {"harrow", "harrow-2001"}


def test_bad_lines_are_counted_and_stop_nobody(dump):
    lines = [b"{", b"", b"[]", b"[" * 5000, b'{"id": 7}', b"\xff\xfe", group("One", primary="Single"), group("x" * 501)]
    lines += [group("No artist", []), group("Late", credit(artist("y" * 301))), group("Low Water")]
    assert read(dump(*lines, group("Nul", disambiguation="a\0b"))) == "12 lines: 8 bad, 3 created, 1 no record."


@pytest.mark.parametrize("packed", ["xz", "gz", ""])
def test_it_may_be_packed_or_not(dump, packed):
    assert read(dump(*several(2), packed=packed, name="dump")) == "2 lines: 2 created."


def test_a_dump_that_breaks_off_says_so_and_what_came_before_is_here(dump):
    path = dump(*[group(f"{number} {key_of('x', str(number))}", FERRIES) for number in range(2000)])
    path.write_bytes(path.read_bytes()[:-4000])
    with pytest.raises(CommandError, match=r"breaks off after [\d,]+ lines; what came before them is here"):
        read(path)
    assert Album.objects.count() == DumpReading.objects.get().lines > 0


def test_what_is_no_dump_is_refused(dump, tmp_path):
    (tmp_path / "page.html").write_text("<html>")
    for path, said in [
        (tmp_path / "nothing", "No such file"),
        (tmp_path / "page.html", "breaks off"),
        (dump(name="artist.tar.xz", member="mbdump/artist"), "has no mbdump/release-group"),
    ]:
        with pytest.raises(CommandError, match=said):
            read(path)
