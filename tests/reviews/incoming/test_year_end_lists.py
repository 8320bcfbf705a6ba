"""Year-end lists as people paste and export them: read, matched, stored whole or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.incoming.year_end_lists import (
    ListedLine,
    NotAList,
    look_again,
    matched,
    read_year_end_list,
    store_year_end_list,
)
from reviews.models import ListedAlbum, YearEndList
from tests.factories import AlbumFactory, ArtistFactory, PublicationFactory


def lines(text: str) -> list[tuple[int | None, str, str]]:
    found, problems = read_year_end_list(text)
    assert problems == []
    return [(line.place, line.artist, line.title) for line in found]


def problem(text: str) -> str:
    return "; ".join(read_year_end_list(text)[1])


THREE = [(1, "Ada Quill", "Low Water"), (2, "Zed", "Ballast"), (3, "The Slow Ferries", "Third")]


@pytest.mark.parametrize(
    "text",
    [
        "1. Ada Quill - Low Water\n2. Zed - Ballast\n3. The Slow Ferries - Third",
        "1) Ada Quill – Low Water\n\n2) Zed — Ballast\n3) The Slow Ferries -- Third\n",
        "#1 Ada Quill - Low Water\n#2 Zed - “Ballast”\n#3 The Slow Ferries - 'Third'",
        "1 Ada Quill - Low Water\n2 Zed - Ballast\n3 The Slow Ferries - Third",
        "3. The Slow Ferries - Third\n2. Zed - Ballast\n1. Ada Quill - Low Water",
        "1. Ada Quill: Low Water\n2. Zed: Ballast\n3. The Slow Ferries: Third",
        "1.\tAda Quill\tLow Water\n2.\tZed\tBallast\n3.\tThe Slow Ferries\tThird",
        "rank,artist,title\n1,Ada Quill,Low Water\n2,Zed,Ballast\n3,The Slow Ferries,Third",
        "Artist;Album;Place\nAda Quill;Low Water;1\nThe Slow Ferries;Third;3\nZed;Ballast;2",
    ],
)
def test_a_ranked_list_is_read_as_people_write_it(text):
    assert lines(text) == THREE


def test_a_list_without_numbers_is_not_ranked_and_keeps_its_order():
    assert lines("Zed - Ballast\n65 Quays - Low Water") == [(None, "Zed", "Ballast"), (None, "65 Quays", "Low Water")]


def test_joint_places_are_read():
    assert [place for place, *_ in lines("1. A - B\n=2. C - D\n2= E - F\nT4. G - H")] == [1, 2, 2, 4]


def test_a_dash_in_a_title_stays():
    assert lines("1. Zed - Ballast - Live") == [(1, "Zed", "Ballast - Live")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1. Zed - Ballast\nA heading", "line 2: “A heading” does not read as “Artist - Title”"),
        ("1. Zed - Ballast\nAda - Low Water", "“Low Water” has no place, and others have"),
        ("1. Zed - Ballast\n2. ZED - Ballast", "stands there 2 times"),
        ("1. Zed - Ballast\n5. Ada - Low Water", "cannot be at place 5: only 1 stand before it"),
        ("0. Zed - Ballast", "places count from 1"),
        ("rank,artist,title\nfirst,Zed,Ballast", "row 2: “first” is no place"),
        ("artist,title\nZed,", "row 2: it names no artist, or no title"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text, said):
    assert said in problem(text)


@pytest.mark.parametrize("text", ["", " \n\n", "A - B\n" * 502, "x" * 100_001])
def test_what_is_no_list_is_refused(text):
    with pytest.raises(NotAList):
        read_year_end_list(text)


@given(st.text(max_size=400))
def test_whatever_is_pasted_is_a_list_or_not(text):
    try:
        found, problems = read_year_end_list(text)
    except NotAList:
        return
    assert found or problems
    assert all(line.artist and line.title for line in found)


@pytest.fixture
def wanted(db):
    return YearEndList(publication=PublicationFactory(name="The Lantern"), year=2025)


def test_lines_find_their_records_and_others_wait_under_their_names(wanted):
    album = AlbumFactory(title="Low Water", lead_artist=ArtistFactory(name="Ada Quill"))
    found = matched(read_year_end_list("1. ada quill - Low Water (Deluxe Edition)\n2. Zed - Ballast")[0])
    assert [line.album for line in found] == [album, None]
    stored = store_year_end_list(wanted, found)
    rows = list(stored.lines.values_list("line", "place", "artist", "title", "album"))
    assert rows == [(1, 1, "ada quill", "Low Water (Deluxe Edition)", album.pk), (2, 2, "Zed", "Ballast", None)]


def test_what_waits_is_found_when_it_has_come(wanted):
    stored = store_year_end_list(wanted, [ListedLine("Zed", "Ballast", 1), ListedLine("Ada", "Nowhere", 2)])
    assert look_again(stored) == 0
    album = AlbumFactory(title="Ballast", lead_artist=ArtistFactory(name="Zed"))
    assert look_again(stored) == 1
    assert stored.lines.get(line=1).album == album


def test_a_record_that_is_not_clear_waits(wanted):
    for _ in range(2):
        AlbumFactory(title="Ballast", lead_artist=ArtistFactory(name="Zed", slug=f"zed-{_}"), slug="ballast")
    [line] = matched([ListedLine("Zed", "Ballast", 1)])
    assert line.album is None


def test_two_lines_that_mean_one_record_count_once(wanted):
    album = AlbumFactory()
    store_year_end_list(wanted, [ListedLine("Zed", "Ballast", 1, album), ListedLine("Zed", "Ballast II", 2, album)])
    assert [line.album for line in ListedAlbum.objects.order_by("line")] == [album, None]
