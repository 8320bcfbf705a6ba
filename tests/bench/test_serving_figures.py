"""The arithmetic of the benchmark, and the file that it writes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.serving.desks import Deed, Desks, QueueFigures
from bench.serving.figures import Latency, Throughput, median_ratio, percentile
from bench.serving.freshness import Freshness
from bench.serving.measured_pages import PAGES, MeasuredPage
from bench.serving.measuring import First, Kept, Memory, _enough
from bench.serving.nonsense import Nonsense
from bench.serving.report import milliseconds, render, table
from bench.serving.results import BenchRun, Machine, aims, growth

times = st.lists(st.floats(0.0001, 100), min_size=1, max_size=400)


def test_a_percentile_is_a_value_by_nearest_rank():
    hundred = [number / 1000 for number in range(1, 101)]
    assert percentile(hundred, 0.5) == 0.050
    assert percentile(hundred, 0.99) == 0.099
    assert percentile([0.3], 0.99) == 0.3
    with pytest.raises(ValueError, match="nothing was timed"):
        percentile([], 0.5)


@given(times, st.floats(0.01, 1))
def test_a_percentile_leaves_no_more_than_its_share_above(seconds, share):
    value = percentile(seconds, share)
    assert value in seconds
    assert sum(second > value for second in seconds) <= (1 - share) * len(seconds) + 1e-9


def test_what_slowed_both_cancels_out():
    assert median_ratio([500, 250, 50], [1000, 500, 100]) == 0.5
    assert Throughput([500, 250, 50], [1000, 500, 100]).of_control == 0.5
    assert Latency(page=[0.06, 0.06], control=[0.002, 0.002]).times_control == pytest.approx(30)


def first(page: MeasuredPage, small: float, big: float) -> First:
    control = [0.001] * 10
    load = Throughput([150.0] * 3, [9000.0] * 3)
    return First(page, Latency([small] * 10, control), Latency([big] * 10, control), load, 8, 16_000)


def kept(page: MeasuredPage, warm: float, unchanged: float) -> Kept:
    alone = Latency([0.001], [0.0005])
    return Kept(page, Throughput([warm], [1.0]), Throughput([unchanged], [1.0]), alone, alone, 1, 1)


def queue_page(name: str, seconds: float = 0.08, queries: int = 12) -> QueueFigures:
    return QueueFigures(name, Latency([seconds], [0.001]), queries, queries_few=12)


@pytest.fixture
def results():
    machine = Machine("A processor", 2, 25, "3.11.7", "18", 0.1, "2026-11-22", "abc1234", "wrk", 2, 4)
    made = BenchRun(machine, {"20,000 albums": True, "200,000 albums": False})
    made.first = [first(page, 0.010, 0.012) for page in PAGES]
    made.kept = [kept(page, 0.6, 0.8) for page in PAGES if page.kept]
    made.cold = [(page, 0.2) for page in PAGES]
    made.freshness = Freshness(workers=2, published=1000, seen=1000, seconds=[0.02] * 1000, queries=30)
    made.nonsense = Nonsense()
    made.desks = Desks(10_000, [queue_page("first page")], [Deed("Submit a review", Latency([0.04], [0.001]), 36)])
    made.memory = [Memory(120, 80), Memory(130, 90)]
    made.minutes = 12
    return made


def missed(results: BenchRun) -> list[str]:
    return [aim.what for aim in aims(results) if not aim.met]


def test_a_run_that_meets_every_aim_says_so(results):
    assert missed(results) == []
    written = render(results)
    assert "falls short" not in written
    assert "made in this run" in written
    assert "| Submit a review | 40 | 40 | 40.0 | 36 |  |" in written


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda results: setattr(results.freshness, "seen", 999), "Published reviews"),
        (lambda results: results.unmeasured.append((PAGES[0], "/ was answered with 503.")), "Home: could be measured"),
        (lambda results: results.memory.append(Memory(151, 90)), "Memory"),
        (lambda results: results.nonsense.wrong.append("/search/, an emoji: 500 after 0.10 s"), "Nonsense: crashes"),
        (lambda results: setattr(results.nonsense, "slowest", 1.2), "Nonsense: slowest"),
        (lambda results: results.desks.pages.append(queue_page("search", seconds=0.151)), "search: p99"),
        (lambda results: results.desks.pages.append(queue_page("search", queries=13)), "search: queries"),
        (lambda results: setattr(results, "minutes", 15.1), "The whole run"),
        (lambda results: results.kept.__setitem__(1, kept(results.kept[1].page, 0.49, 0.8)), "warm"),
        (lambda results: results.kept.__setitem__(1, kept(results.kept[1].page, 0.6, 0.69)), "304"),
        (lambda results: results.first.append(first(MeasuredPage("Slow", "home", p99=40), 0.040, 0.041)), "Slow: p99"),
        (lambda results: results.first.append(first(MeasuredPage("Slow", "home", p50=25), 0.025, 0.026)), "Slow: p50"),
        (
            lambda results: results.first.append(first(MeasuredPage("Slow", "home", times=60), 0.060, 0.061)),
            "Slow: first",
        ),
        (
            lambda results: results.first.append(first(MeasuredPage("Slow", "home", queries=7), 0.01, 0.01)),
            "Slow: queries",
        ),
        (lambda results: results.first.append(first(MeasuredPage("Grows", "home"), 0.010, 0.0131)), "Grows: time"),
        (
            lambda results: results.first.append(first(MeasuredPage("Albums, page 5,000", "home"), 0.018, 0.0181)),
            "Albums, page 5,000: time by",
        ),
    ],
)
def test_whatever_falls_short_is_named_first_and_plainly(results, change, named):
    change(results)
    (short,) = missed(results)
    assert named in short
    written = render(results)
    aims_table = written[written.index("| aim |") :].splitlines()
    assert short in aims_table[2]
    assert "**falls short**" in aims_table[2]


def test_a_part_of_a_run_is_reported_without_what_it_left_out(results):
    part = BenchRun(results.machine, results.reused, first=results.first[:1])
    written = render(part)
    assert "Memory" not in written
    assert "Published" not in written
    assert "minutes" not in written
    assert "desks" not in written


def test_growth_is_told_by_the_median():
    assert growth(first(PAGES[0], 0.010, 0.013)) == pytest.approx(1.3)


@pytest.mark.parametrize(("seconds", "shown"), [(0.00042, "0.42"), (0.0063, "6.3"), (0.041, "41"), (1.234, "1234")])
def test_milliseconds_have_about_three_figures(seconds, shown):
    assert milliseconds(seconds) == shown


def test_every_row_of_a_table_has_its_columns():
    assert table(("page", "ms"), [("Home", 1)]).splitlines() == ["| page | ms |", "| --- | ---: |", "| Home | 1 |"]


@pytest.mark.parametrize(
    ("timed", "passed", "enough"),
    [(300, 0.1, True), (299, 3.9, False), (60, 4.0, True), (59, 4.0, False), (5, 12.0, True), (4, 60.0, False)],
)
def test_slow_pages_are_timed_less_often_but_never_only_once(timed, passed, enough):
    assert _enough(timed, passed, 4.0) is enough


def test_a_run_in_which_no_page_could_be_measured_is_reported(results):
    bare = BenchRun(results.machine, results.reused, unmeasured=[(PAGES[0], "/ was answered with 503.")])
    assert "/ was answered with 503." in render(bare)
