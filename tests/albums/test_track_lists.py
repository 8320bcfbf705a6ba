"""A track list is read as people write it, and as it was printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from albums.models import Track
from albums.track_lists import InvalidTrackList, ListedTrack, printed_track_list, read_track_list


def read(text: str) -> list[tuple[str, int | None]]:
    return [(track.title, track.seconds) for track in read_track_list(text)]


@pytest.mark.parametrize(
    ("line", "track"),
    [
        ("Slack Water", ("Slack Water", None)),
        ("1. Slack Water 4:07", ("Slack Water", 247)),
        ("02) Slack Water (1:02:03)", ("Slack Water", 3723)),
        ("Slack Water – 61:00", ("Slack Water", 3660)),
        ("1999", ("1999", None)),
        ("7 Seconds 3:59", ("7 Seconds", 239)),
        ("潮 [3:00]", ("潮", 180)),
        ("Meet Me at 4:07 ()", ("Meet Me at 4:07", None)),
    ],
)
def test_a_track_is_read_from_its_line(line, track):
    assert read(f"\n{line}\n\n") == [track]


@pytest.mark.parametrize(
    "text",
    [
        "01 Shunting 3:10\n02 Slack Water 4:07\n03 7 Seconds",
        "1 - Shunting 3:10\n2 - Slack Water 4:07\n3 - 7 Seconds",
        "A1 Shunting 3:10\nA2 Slack Water 4:07\nB1 7 Seconds",
        "1. Shunting (3:10)\n2. Slack Water (4:07)\n3. 7 Seconds",
        "Shunting 3:10\nSlack Water 4:07\n7 Seconds",
    ],
)
def test_numbers_before_titles_are_left_out(text):
    assert read(text) == [("Shunting", 190), ("Slack Water", 247), ("7 Seconds", None)]


def test_a_number_that_begins_a_title_stays_where_not_every_line_has_one():
    assert read("99 Gulls\nSlack Water") == [("99 Gulls", None), ("Slack Water", None)]
    assert read("7 Seconds\n99 Gulls") == [("7 Seconds", None), ("99 Gulls", None)]


def test_discs_begin_anew():
    tracks = read_track_list("Disc 1\nShunting\nSlack Water\nCD 2:\nLow Tide 2:00")
    assert tracks == [
        ListedTrack("Shunting", None, 1, 1),
        ListedTrack("Slack Water", None, 1, 2),
        ListedTrack("Low Tide", 120, 2, 1),
    ]


def test_rising_numbers_are_kept_with_their_gaps():
    assert [track.position for track in read_track_list("2. Shunting\n5. Slack Water")] == [2, 5]
    assert [track.position for track in read_track_list("2. Shunting\nSlack Water")] == [1, 2]


@pytest.mark.parametrize("text", [" - 4:07", "x" * 501, "x\n" * 201])
def test_what_is_no_track_list_is_refused(text):
    with pytest.raises(InvalidTrackList):
        read_track_list(text)


titles = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)


@given(
    st.lists(
        st.tuples(titles.filter(bool), st.none() | st.integers(1, 40_000), st.integers(1, 3)), min_size=1, max_size=8
    )
)
def test_what_is_printed_is_read_as_it_was(rows):
    tracks = [
        Track(title=title, seconds=seconds, disc=disc, position=position)
        for position, (title, seconds, disc) in enumerate(sorted(rows, key=lambda row: row[2]), 1)
    ]
    found = read_track_list(printed_track_list(tracks))
    assert [tuple(track) for track in found] == [
        (track.title, track.seconds, track.disc, track.position) for track in tracks
    ]
