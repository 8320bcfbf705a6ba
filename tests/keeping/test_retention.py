"""Which backups are kept: enough of the past, and never fewer because a clock went wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keeping.retention import Keep, dropped, moment_of, name_at

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)


def nightly(days: int) -> list[str]:
    """A backup of each of so many nights, the last one at NOON."""
    return [name_at(NOON - timedelta(days=ago)) for ago in range(days)]


def test_the_newest_of_each_day_week_and_month_is_kept():
    names = nightly(400)
    kept = [moment_of(name).date().isoformat() for name in names if name not in dropped(names, Keep(3, 2, 3), names[0])]
    assert kept == ["2026-03-04", "2026-03-03", "2026-03-02", "2026-03-01", "2026-02-28", "2026-01-31"]


def test_of_several_on_one_day_the_newest_is_kept():
    morning, noon = name_at(NOON - timedelta(hours=5)), name_at(NOON)
    assert dropped([morning, noon], Keep(7, 4, 12), noon) == [morning]


def test_backups_of_one_second_are_told_apart():
    names = [name_at(NOON), name_at(NOON, 1), name_at(NOON, 10)]
    assert dropped(names, Keep(1, 0, 0), names[2]) == names[:2]


def test_after_a_year_of_silence_the_old_ones_are_still_there():
    old = [name_at(NOON - timedelta(days=365 + ago)) for ago in range(3)]
    assert dropped([*old, name_at(NOON)], Keep(4, 0, 0), name_at(NOON)) == []


def test_with_the_clock_set_back_a_day_neither_the_new_one_nor_the_newest_by_name_is_dropped():
    names = nightly(10)
    just_made = name_at(NOON - timedelta(days=1, hours=1))
    assert not {just_made, names[0]} & set(dropped([*names, just_made], Keep(1, 0, 0), just_made))


def test_what_bears_another_name_is_never_dropped():
    others = ["notes.txt", "chorus-20260304.zip", "chorus-20269999T120000Z.zip", "before-chorus-20260304T120000Z.zip"]
    assert dropped([*others, name_at(NOON)], Keep(1, 0, 0), name_at(NOON)) == []


@given(st.lists(MOMENTS, min_size=1, max_size=40), st.tuples(*[st.integers(0, 5)] * 3))
def test_what_was_just_made_and_the_newest_stay_and_dropping_twice_drops_nothing_more(moments, numbers):
    names = sorted({name_at(moment) for moment in moments})
    just_made = names[len(names) // 2]
    gone = dropped(names, Keep(*numbers), just_made)
    rest = [name for name in names if name not in gone]
    assert {just_made, names[-1]} <= set(rest)
    assert dropped(rest, Keep(*numbers), just_made) == []


@given(MOMENTS, st.integers(0, 20))
def test_a_name_says_when_its_backup_was_made(moment, again):
    assert moment_of(name_at(moment, again)) == moment


@pytest.mark.parametrize("text", ["", "7", "7,4", "7,4,12,1", "a,b,c", "-1,4,12", "0,0,0", "٣,4,12"])
def test_anything_but_three_numbers_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match=r"three numbers|Nothing would be kept"):
        Keep.read(text)
