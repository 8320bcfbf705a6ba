"""Files from elsewhere: columns become marks, what is unknown waits by name, and nothing is marked unasked."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from albums.models import Album, Artist, ArtistAlias, Credit
from albums.naming_many import NamedRecord, albums_meant
from readers.models import ReaderMark, ShelfImport
from readers.shelf.brought.brought_files import NotAShelf, read_shelf
from readers.shelf.brought.brought_shelves import bring_in, look_up_all, take_over
from tests.curators import signed_in
from tests.factories import AlbumFactory, ArtistFactory, UserFactory

RYM = (
    "RYM Album, First Name,Last Name,First Name localized, Last Name localized,Title,Release_Date,Rating,Ownership,"
    "Purchase Date,Media Type,Review\n"
)
DISCOGS = (
    "Catalog#,Artist,Title,Label,Format,Rating,Released,release_id,CollectionFolder,Date Added,"
    "Collection Media Condition,Collection Sleeve Condition,Collection Notes\n"
)
WANTLIST = "Catalog#,Artist,Title,Label,Format,Rating,Released,release_id,Notes\n"


def listen(artist: str, release: str, number: int = 0) -> dict:
    said = {"artist_name": artist, "track_name": f"Track {number}", "release_name": release, "additional_info": {}}
    return {"listened_at": 1_700_000_000 + number, "track_metadata": said}


def said_by(content: str | bytes) -> list[tuple]:
    brought = read_shelf(content.encode() if isinstance(content, str) else content)
    return [(line.artist, line.title, line.year, line.state, line.verdict) for line in brought.lines]


def test_rate_your_musics_ratings_become_verdicts_and_its_wishes_wishes():
    rows = (
        '"1","The Slow","Ferries","","","Low &amp; Water","1994","9","o","","CD",""\n'
        '"2","","Ottilie Brandt","","","Ebb","2001","4","n","","",""\n'
        '"3","","Ottilie Brandt","","","Flood","","0","w","","",""\n'
        '"4","","","","","Nameless","","7","n","","",""\n'
    )
    assert said_by(RYM + rows) == [
        ("The Slow Ferries", "Low & Water", 1994, "heard", "rave"),
        ("Ottilie Brandt", "Ebb", 2001, "heard", "pan"),
        ("Ottilie Brandt", "Flood", None, "wanted", ""),
    ]
    assert read_shelf((RYM + rows).encode()).skipped == 1


def test_discogs_collection_is_heard_its_wantlist_wanted_and_a_pressings_year_says_nothing():
    row = 'QUAY 1,"Slow Ferries, The (2)",Low Water,Quay,"LP, Album",{rating},2019,77{more}\n'
    assert said_by(DISCOGS + row.format(rating=4, more=",Uncategorized,2020-01-01 10:00:00,,,")) == [
        ("Slow Ferries, The", "Low Water", None, "heard", "positive")
    ]
    assert said_by(WANTLIST + row.format(rating="", more=",")) == [
        ("Slow Ferries, The", "Low Water", None, "wanted", "")
    ]


def test_listens_of_one_record_are_one_line_in_every_form_that_listenbrainz_has():
    listens = [listen("The Slow Ferries", "Low Water", number) for number in range(3)] + [{"track_metadata": None}]
    lines = "\n".join(map(json.dumps, listens))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("listens/2026/1.jsonl", lines)
        archive.writestr("feedback.jsonl", "{}")
    for content in (json.dumps(listens), lines, packed.getvalue()):
        assert said_by(content) == [("The Slow Ferries", "Low Water", None, "heard", "")]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "artist,song\nA,B\n",
        "[1, 2",
        "{",
        "artist,title,mark\n",
        "RYM Album,Title,Rating\n",
        b"PK\x03\x04",
        b"\xff\xfe",
    ],
)
def test_what_is_no_shelf_is_refused_in_words(content):
    with pytest.raises(NotAShelf):
        said_by(content)


@given(
    st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: (RYM + text).encode(errors="replace")))
)
def test_no_file_breaks_the_reader(content):
    try:
        brought = read_shelf(content)
    except NotAShelf:
        return
    assert all(line.artist and line.title for line in brought.lines)


def marks_csv(*records: tuple[str, str]) -> bytes:
    return ("artist,title,mark\n" + "".join(f"{artist},{title},heard\n" for artist, title in records)).encode()


@pytest.mark.django_db
def test_a_record_is_known_by_name_alias_or_credit_line_and_not_where_it_could_be_another():
    ferries = ArtistFactory(name="The Slow Ferries")
    album = AlbumFactory(title="Low Water", lead_artist=ferries)
    ArtistAlias.objects.create(artist=ferries, name="TSF")
    guest = Artist.objects.create(name="Ida Quay", slug="ida-quay")
    duet = AlbumFactory(title="Ebb", lead_artist=ferries)
    Credit.objects.filter(album=duet, position=1).update(join_phrase=" & ")
    Credit.objects.create(album=duet, artist=guest, position=2)
    for year in (1994, 2001):
        AlbumFactory(title="The Slow Ferries", lead_artist=ferries, release_date=f"{year}-05-01", slug=f"own-{year}")
    proposed = AlbumFactory(title="Not Yet", lead_artist=ferries, proposed=True)
    asked = [
        NamedRecord("the slow ferries", "LOW WATER (Deluxe Edition)"),
        NamedRecord("TSF", "Low Water", album.release_date.year),
        NamedRecord("The Slow Ferries & Ida Quay", "Ebb"),
        NamedRecord("The Slow Ferries", "The Slow Ferries"),
        NamedRecord("The Slow Ferries", proposed.title),
        NamedRecord("Nobody", "Nothing"),
    ]
    assert list(albums_meant(asked)) == [album.pk, album.pk, duet.pk, None, None, None]


@pytest.mark.django_db
def test_five_hundred_lines_are_looked_up_in_as_many_queries_as_five():
    albums = [AlbumFactory() for _ in range(5)]
    named = [NamedRecord(album.lead_artist.name, album.title) for album in albums]
    counts = []
    for asked in (named, named * 100):
        with CaptureQueriesContext(connection) as captured:
            assert None not in list(albums_meant(asked))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 4


@pytest.mark.django_db
def test_nothing_is_marked_before_its_reader_says_so_and_what_is_marked_stays():
    reader, here, marked = UserFactory(), AlbumFactory(), AlbumFactory()
    ReaderMark.objects.create(owner=reader, album=marked, state="wanted")
    content = marks_csv(*((album.lead_artist.name, album.title) for album in (here, marked)), ("Nobody", "Nothing"))
    client = signed_in(reader)
    shown = client.post(reverse("shelf-imports"), {"file": SimpleUploadedFile("marks.csv", content)}, follow=True)
    assert shown.context["counts"] == {"found": 2, "waiting": 1, "marked": 1}
    assert "Nothing" in shown.content.decode()
    assert ReaderMark.objects.count() == 1
    for _ in range(2):
        client.post(reverse("take-import", args=[ShelfImport.objects.get().pk]))
    assert dict(ReaderMark.objects.values_list("album", "state")) == {here.pk: "heard", marked.pk: "wanted"}


@pytest.mark.django_db
def test_a_line_that_waits_becomes_a_mark_once_its_record_is_here():
    reader = UserFactory()
    brought = bring_in(reader, read_shelf(marks_csv(("Ida Quay", "Low Water"))), "marks.csv")
    take_over(brought)
    assert not ReaderMark.objects.exists()
    album = AlbumFactory(title="Low Water", lead_artist=ArtistFactory(name="Ida Quay"))
    assert look_up_all(timezone.now()) == 0
    assert look_up_all(timezone.now() + timedelta(days=2)) == 1
    assert ReaderMark.objects.get().album == album


@pytest.mark.django_db
def test_a_long_file_is_looked_up_in_the_background_and_goes_on_where_it_was(monkeypatch):
    monkeypatch.setattr("readers.shelf.brought.brought_shelves.AT_THE_DOOR", 1)
    monkeypatch.setattr("readers.shelf.brought.brought_shelves.AT_ONCE", 2)
    albums: list[Album] = [AlbumFactory() for _ in range(3)]
    reader: User = UserFactory()
    content = marks_csv(*((album.lead_artist.name, album.title) for album in albums))
    brought = bring_in(reader, read_shelf(content), "marks.csv")
    assert brought.state == "matching"
    assert take_over(brought) == 0
    ShelfImport.objects.filter(pk=brought.pk).update(looked_up=1)
    look_up_all()
    brought.refresh_from_db()
    assert (brought.state, brought.looked_up) == ("ready", 3)
    assert take_over(brought) == 2
