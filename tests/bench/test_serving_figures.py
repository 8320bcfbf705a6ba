"""The arithmetic of the benchmark, and the file that it writes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.serving.desks import Deed, Desks, QueueFigures
from bench.serving.figures import Latency, Throughput, median_ratio, percentile, summed
from bench.serving.freshness import Freshness
from bench.serving.measured_pages import PAGES, MeasuredPage
from bench.serving.measuring import First, Kept, Memory, _enough
from bench.serving.nonsense import Nonsense
from bench.serving.report import milliseconds, render, table
from bench.serving.results import LONG_ALBUM, BenchRun, Machine, aims, growth
from bench.serving.run_by_run import figures_of, keep, past_runs
from bench.serving.signed_in import SIGNED_IN_PAGES, SignedIn, SignedInPage

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
    assert Latency.of_round([0.06, 0.06], [0.002, 0.002]).times_control == pytest.approx(30)


def test_a_figure_is_that_of_the_middle_round():
    rounds = [Latency.of_round([seconds] * 9 + [seconds * 2], [0.001]) for seconds in (0.010, 0.500, 0.012)]
    found = summed(rounds)
    assert (found.p50, found.p99) == (0.012, 0.024)
    assert (found.tail, found.times_control) == (pytest.approx(2), pytest.approx(12))
    assert summed([Throughput([5.0], [10.0]), Throughput([1.0], [10.0]), Throughput([6.0], [10.0])]).of_control == 0.5
    with pytest.raises(ValueError, match="nothing was measured"):
        summed([])


def first(page: MeasuredPage, small: float, big: float) -> First:
    control = [0.001] * 10
    load = Throughput([150.0] * 3, [9000.0] * 3)
    return First(page, Latency.of_round([small] * 10, control), Latency.of_round([big] * 10, control), load, 8, 16_000)


def with_a_tail(page: MeasuredPage) -> First:
    return replace(first(page, 0.01, 0.01), big=Latency.of_round([0.010] * 10 + [0.026], [0.001]))


def long_album(seconds: float, size: int) -> First:
    return replace(first(MeasuredPage(LONG_ALBUM, "album_most"), seconds, seconds), bytes=size)


def kept(page: MeasuredPage, warm: float, unchanged: float) -> Kept:
    alone = Latency.of_round([0.001], [0.0005])
    return Kept(page, Throughput([warm], [1.0]), Throughput([unchanged], [1.0]), alone, alone, 1, 1)


def signed_in(page: SignedInPage, of_control: float) -> SignedIn:
    return SignedIn(page, Latency.of_round([0.004], [0.001]), Throughput([of_control], [1.0]), 4)


def queue_page(name: str, seconds: float = 0.08, queries: int = 12) -> QueueFigures:
    return QueueFigures(name, Latency.of_round([seconds], [0.001]), queries, queries_few=12)


@pytest.fixture
def results():
    machine = Machine("A processor", 2, 25, "3.11.7", "18", 0.1, "2026-11-22", "abc1234", "wrk", 2, 4)
    made = BenchRun(machine, {"20,000 albums": True, "200,000 albums": False})
    made.first = [first(page, 0.010, 0.012) for page in PAGES]
    made.kept = [kept(page, 0.6, 0.8) for page in PAGES if page.kept]
    made.cold = [(page, 0.2) for page in PAGES]
    made.freshness = Freshness(workers=2, published=1000, seen=1000, seconds=[0.02] * 1000, queries=30)
    made.nonsense = Nonsense()
    made.desks = Desks(
        10_000, [queue_page("first page")], [Deed("Submit a review", Latency.of_round([0.04], [0.001]), 36)]
    )
    made.memory = [Memory(120, 80), Memory(130, 90)]
    made.signed_in = [signed_in(page, 0.3) for page in SIGNED_IN_PAGES]
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
        (lambda results: results.memory.append(Memory(131, 90)), "Memory"),
        (lambda results: results.nonsense.wrong.append("/search/, an emoji: 500 after 0.10 s"), "Nonsense: crashes"),
        (lambda results: setattr(results.nonsense, "slowest", 1.2), "Nonsense: slowest"),
        (lambda results: results.desks.pages.append(queue_page("search", seconds=0.151)), "search: p99"),
        (lambda results: results.desks.pages.append(queue_page("search", queries=13)), "search: queries"),
        (lambda results: setattr(results, "minutes", 12.1), "The whole run"),
        (lambda results: results.kept.__setitem__(1, kept(results.kept[1].page, 0.49, 0.8)), "warm"),
        (lambda results: results.kept.__setitem__(1, kept(results.kept[1].page, 0.6, 0.64)), "304"),
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
        (lambda results: results.first.append(with_a_tail(MeasuredPage("Tail", "home"))), "Tail: p99 by p50"),
        (
            lambda results: results.signed_in.append(signed_in(SIGNED_IN_PAGES[0], 0.24)),
            "signed in: of the control's rate",
        ),
        (lambda results: results.first.append(long_album(0.0181, 24_000)), "the most reviews: time by"),
        (lambda results: results.first.append(long_album(0.018, 24_001)), "the most reviews: bytes by"),
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
    assert "Signed in\n" not in written


def test_a_run_in_one_catalogue_tells_nothing_of_growth(results):
    alone = replace(results.first[0], small=None)
    assert growth(alone) is None
    part = BenchRun(results.machine, {"2,000 albums": True}, first=[alone])
    assert "Growth" not in render(part)
    assert not [aim for aim in aims(part) if "catalogue" in aim.what]


def test_each_whole_run_adds_a_line_to_the_history(results, tmp_path):
    path = tmp_path / "history.csv"
    assert past_runs(path) == []
    keep(path, [figures_of(results)])
    results.machine = replace(results.machine, commit="def5678")
    keep(path, [*past_runs(path), figures_of(results)])
    runs = past_runs(path)
    assert [run["commit"] for run in runs] == ["abc1234", "def5678"]
    assert runs[0]["album first, times control"] == "12.00"
    assert runs[0]["album 304, of control"] == "0.80"
    shown = render(results, runs).splitlines()
    assert [line.split(" | ")[1] for line in shown if line.startswith("| 2026-11-22 |")] == ["def5678", "abc1234"]


def test_the_history_of_before_lacks_what_was_not_measured_then(results, tmp_path):
    path = tmp_path / "history.csv"
    path.write_text("date,commit\n2026-01-01,0000000\n")
    (run,) = past_runs(path)
    assert run["album warm, of control"] == ""
    results.kept = []
    assert figures_of(results)["album warm, of control"] == ""


def test_a_quick_run_asks_for_every_figure_of_the_history(results):
    quick = BenchRun(
        results.machine,
        {"2,000 albums": True},
        first=[found for found in results.first if found.page.quick],
        kept=[found for found in results.kept if found.page.quick],
        signed_in=results.signed_in,
        memory=results.memory,
    )
    assert all(figures_of(quick).values())
    assert figures_of(quick) == figures_of(results)


def test_growth_is_told_by_the_median():
    assert growth(first(PAGES[0], 0.010, 0.013)) == pytest.approx(1.3)


@pytest.mark.parametrize(("seconds", "shown"), [(0.00042, "0.42"), (0.0063, "6.3"), (0.041, "41"), (1.234, "1234")])
def test_milliseconds_have_about_three_figures(seconds, shown):
    assert milliseconds(seconds) == shown


def test_every_row_of_a_table_has_its_columns():
    assert table(("page", "ms"), [("Home", 1)]).splitlines() == ["| page | ms |", "| --- | ---: |", "| Home | 1 |"]


@pytest.mark.parametrize(
    ("timed", "passed", "enough"),
    [(100, 0.1, True), (99, 3.9, False), (20, 4.0, True), (19, 4.0, False), (3, 12.0, True), (2, 60.0, False)],
)
def test_slow_pages_are_timed_less_often_but_never_only_once(timed, passed, enough):
    assert _enough(timed, passed, 4.0) is enough


def test_a_run_in_which_no_page_could_be_measured_is_reported(results):
    bare = BenchRun(results.machine, results.reused, unmeasured=[(PAGES[0], "/ was answered with 503.")])
    assert "/ was answered with 503." in render(bare)
