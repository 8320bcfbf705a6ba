"""An artist's records as a drawing."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from albums.models import Album
from albums.timeline import HEIGHT, WIDTH, timeline


def scored(day: date, score: float = 75, low: float = 70, high: float = 80) -> Album:
    return Album(
        release_date=day, release_precision="day", consensus_score=score, consensus_low=low, consensus_high=high
    )


STANDINGS = st.tuples(st.dates(date(1900, 1, 1), date(2100, 1, 1)), *[st.floats(0, 100)] * 3)


@st.composite
def discographies(draw) -> list[Album]:
    albums = []
    for day, *points in sorted(draw(st.lists(STANDINGS, min_size=2, max_size=12))):
        low, score, high = sorted(points)
        albums.append(scored(day, score, low, high))
    return albums


def test_one_record_is_no_line():
    assert timeline([]) is None
    assert timeline([scored(date(2020, 1, 1))]) is None


@given(discographies())
def test_every_record_lies_within_the_drawing(albums):
    drawing = timeline(albums)
    assert [point.album for point in drawing.points] == albums
    for point in drawing.points:
        assert 0 <= point.x <= WIDTH
        assert 0 <= point.y_high <= point.y <= point.y_low <= HEIGHT
        assert 0 < point.label_y <= point.y


@given(discographies())
def test_time_runs_to_the_right_and_scores_upwards(albums):
    points = timeline(albums).points
    assert [point.x for point in points] == sorted(point.x for point in points)
    by_height = sorted(points, key=lambda point: -point.y)
    scores = [point.album.consensus_score for point in by_height]
    assert all(low <= high + 0.1 for low, high in pairwise(scores))


@given(discographies())
def test_every_marked_score_brackets_the_records(albums):
    (bottom, at_bottom), (top, at_top) = timeline(albums).scores
    assert 0 <= bottom <= min(album.consensus_low for album in albums)
    assert max(album.consensus_high for album in albums) <= top <= 100
    assert at_top < at_bottom


@given(discographies())
def test_the_years_that_are_marked_do_not_touch(albums):
    years = timeline(albums).years
    places = [x for _, x in years]
    assert all(right - left >= 38 for left, right in pairwise(places))
    assert years[0][0] == albums[0].release_date.year
    assert {year for year, _ in years} <= {album.release_date.year for album in albums}


def test_records_of_one_day_stand_in_one_place():
    first, second = timeline([scored(date(2020, 1, 1)), scored(date(2020, 1, 1), 60, 50, 70)]).points
    assert first.x == second.x
    assert first.y < second.y


def test_a_perfect_record_beside_another_is_drawn():
    top = timeline([scored(date(2020, 1, 1), 100, 100, 100), scored(date(2021, 1, 1), 100, 100, 100)])
    assert {point.y for point in top.points} == {top.scores[1][1]}
