"""Geometry: every review is drawn once, inside the drawing, and no mark hides another."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.plots import SLIVER, DotPlot, dot_plot, history_plot, strip, waterfall
from reviews.consensus.model import VERDICTS

WIDTHS = [720, 340]
GRADED = st.lists(st.floats(0, 100), max_size=60)
UNGRADED = st.lists(st.sampled_from(VERDICTS), max_size=60)
INTERVALS = st.none() | st.tuples(*[st.floats(0, 100)] * 3).map(lambda points: tuple(sorted(points)))


def drawn(grades: list[float], verdicts: list[str], interval=None, width: float = 720) -> DotPlot:
    graded = [(grade, f"grade {number}") for number, grade in enumerate(grades)]
    return dot_plot(
        graded, [(verdict, f"verdict {number}") for number, verdict in enumerate(verdicts)], interval, width
    )


def marks_of(plot: DotPlot) -> list:
    return [*plot.dots, *(mark for band in plot.bands for mark in band.marks)]


@pytest.mark.parametrize("width", WIDTHS)
@given(GRADED, UNGRADED, INTERVALS)
def test_every_review_is_drawn_once(width, grades, verdicts, interval):
    plot = drawn(grades, verdicts, interval, width)
    expected = [f"grade {n}" for n in range(len(grades))] + [f"verdict {n}" for n in range(len(verdicts))]
    assert sorted(mark.item for mark in marks_of(plot)) == sorted(expected)


@pytest.mark.parametrize("width", WIDTHS)
@given(GRADED, UNGRADED)
def test_no_mark_hides_another(width, grades, verdicts):
    plot = drawn(grades, verdicts, width=width)
    for one, other in combinations(marks_of(plot), 2):
        apart = max(abs(one.x - other.x), abs(one.y - other.y))
        assert apart >= plot.size - 0.011  # coordinates are rounded to hundredths


@pytest.mark.parametrize("width", WIDTHS)
@given(GRADED, UNGRADED, INTERVALS)
def test_everything_lies_within_the_drawing(width, grades, verdicts, interval):
    plot = drawn(grades, verdicts, interval, width)
    for mark in marks_of(plot):
        assert 0 <= mark.x <= plot.width - plot.size
        assert 0 <= mark.y <= plot.height - plot.size
    assert 0 <= plot.left < plot.right <= plot.width
    assert plot.axis_y < plot.label_y < plot.height
    if interval:
        assert plot.left <= plot.low <= plot.score <= plot.high <= plot.right
    else:
        assert (plot.low, plot.score, plot.high) == (None, None, None)


@given(GRADED)
def test_a_grade_stands_above_the_axis_where_its_print_puts_it(grades):
    plot = drawn(grades, [])
    by_item = {mark.item: mark for mark in plot.dots}
    for number, grade in enumerate(grades):
        mark = by_item[f"grade {number}"]
        centre = plot.left + grade / 100 * (plot.right - plot.left)
        assert mark.x + plot.size / 2 == pytest.approx(centre, abs=0.02)
        assert mark.y + plot.size <= plot.axis_y


@pytest.mark.parametrize("width", WIDTHS)
@given(UNGRADED)
def test_a_verdict_stands_below_the_axis_within_its_band(width, verdicts):
    plot = drawn([], verdicts, width=width)
    assert [band.verdict for band in plot.bands] == ["pan", "mixed", "positive", "rave"]
    for band in plot.bands:
        assert len(band.marks) == verdicts.count(band.verdict)
        for mark in band.marks:
            assert band.x <= mark.x
            assert mark.x + plot.size <= band.x + band.width
            assert mark.y >= plot.axis_y


def test_the_bands_fill_the_axis_without_a_gap():
    plot = drawn([], [])
    assert plot.bands[0].x == plot.left
    assert plot.bands[-1].x + plot.bands[-1].width == pytest.approx(plot.right, abs=0.02)
    for one, following in pairwise(plot.bands):
        assert one.x + one.width == pytest.approx(following.x, abs=0.02)


@pytest.mark.parametrize("width", WIDTHS)
def test_five_hundred_equal_reviews_are_stacked(width):
    plot = drawn([80.0] * 250, ["rave"] * 250, width=width)
    assert len({(mark.x, mark.y) for mark in marks_of(plot)}) == 500


@given(st.lists(st.tuples(st.sampled_from(VERDICTS), st.integers(0, 500)), max_size=4))
def test_a_strip_fills_its_width_with_what_there_is(counts):
    parts = strip(counts)
    assert [(key, count) for key, count, _, _ in parts] == [(key, count) for key, count in counts if count]
    if parts:
        assert sum(width for *_, width in parts) == pytest.approx(100, abs=0.03)
        for (_, _, x, width), (_, _, following, _) in pairwise(parts):
            assert x + width == pytest.approx(following, abs=0.02)


@given(st.floats(0, 100), st.lists(st.floats(-30, 30), min_size=1, max_size=40))
def test_a_waterfall_stays_within_its_width_and_each_bar_begins_where_the_last_one_ended(start, moves):
    steps = waterfall(start, moves)
    assert len(steps) == len(moves)
    for step in steps:
        assert 0 <= step.x <= step.x + step.width <= 100.011
        assert step.width >= SLIVER
    for (before, after), move in zip(pairwise(steps), moves[1:], strict=True):
        edge = after.x if move >= 0 else after.end
        assert edge == pytest.approx(min(before.end, after.end), abs=SLIVER + 0.02)


def test_moves_of_nothing_are_drawn_as_slivers():
    assert [step.width for step in waterfall(74, [0, 0])] == [SLIVER, SLIVER]


STEPS = st.lists(
    st.tuples(st.floats(0, 2e9), st.tuples(*[st.floats(0, 100)] * 3).map(sorted)), min_size=2, max_size=30
).map(lambda steps: [(time, score, low, high, None) for time, (low, score, high) in sorted(steps)])


@given(STEPS)
def test_a_history_lies_within_its_drawing_and_runs_to_the_right(steps):
    plot = history_plot(steps)
    assert [point.x for point in plot.points] == sorted(point.x for point in plot.points)
    for point in plot.points:
        assert 0 <= point.x <= plot.width
        assert 0 <= point.y <= plot.height
    (floor, at_floor), (ceiling, at_ceiling) = plot.scores
    assert 0 <= floor < ceiling <= 100
    assert at_ceiling < at_floor


def test_steps_of_one_moment_are_drawn_apart():
    points = history_plot([(5.0, 70, 65, 75, None)] * 3).points
    assert len({point.x for point in points}) == 3


def test_one_step_is_no_history():
    assert history_plot([(5.0, 70, 65, 75, None)]) is None


def test_where_the_method_changed_the_line_is_interrupted_and_no_step_is_drawn():
    steps = [(float(moment), 70 + moment, 65 + moment, 75 + moment, None) for moment in range(4)]
    whole, broken = history_plot(steps), history_plot(steps, breaks={2})
    assert whole.line.count("M") == whole.interval.count("M") == 1
    assert broken.line.count("M") == broken.interval.count("M") == broken.interval.count("z") == 2
    assert broken.breaks == (broken.points[2].x,)
    before, after = broken.line[1:].split("M")
    assert before.endswith(f"H{broken.points[2].x}V{broken.points[1].y}")
    assert after.startswith(f"{broken.points[2].x} {broken.points[2].y}")
