"""When two records of one artist and title are one, when they are two, and when nobody can tell."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from albums.identity import CannotTell, Record, which

ONE, OTHER = (UUID(int=number) for number in (1, 2))


def record(released: str = "", kind: str = "album", told: str = "", title: str = "Harrow", **more: object) -> Record:
    year, month, day = (*map(int, released.split("-")), 0, 0)[:3] if released else (0, 0, 0)
    precision = "day" if day else "month" if month else "year" if year else ""
    return Record(title, date(year, month or 1, day or 1) if year else None, precision, kind, told, **more)


def said(released: str = "", kind: str = "", told: str = "", **more: object) -> Record:
    return record(released, kind, told, **more)


def found(what: Record, *known: Record) -> int | str | None:
    """The number of the record that is meant, None for another, "unclear"."""
    try:
        return which(what, dict(enumerate(known)))
    except CannotTell:
        return "unclear"


@pytest.mark.parametrize(
    ("what", "known", "number"),
    [
        # The only one of its name, and nothing against it.
        (said(), [record("1994")], 0),
        (said("1994"), [record()], 0),
        (said(), [record()], 0),
        (said("1994-05"), [record("1994-11-30")], 0),
        (said("1994", title="HARROW (Deluxe Edition)"), [record("1994")], 0),
        (said("2024", title="Harrow (30th Anniversary Edition)"), [record("1994")], 0),
        # December here and February there; but a year later may be another.
        (said("1995-02-01"), [record("1994-12-01")], 0),
        (said("1995"), [record("1994-12-01")], "unclear"),
        (said("1995-06-01"), [record("1994-12-01")], "unclear"),
        (said("1978"), [record("1977"), record("1980")], "unclear"),
        # Another year, another kind, a disambiguation that it has not.
        (said("1996"), [record("1994")], None),
        (said("2001"), [record("1994"), record("2016")], None),
        (said("1994", "live"), [record("1994")], None),
        (said(kind="ep"), [record("1994")], None),
        (said("1994", told="Green Album"), [record("1994")], None),
        (said(told="Green Album"), [record("1994", told="Blue Album")], None),
        # Of several the one that what is said speaks for.
        (said("2001-06-05"), [record("1994"), record("2001"), record("2016")], 1),
        (said(told="green  album"), [record("1994", told="Blue Album"), record(told="Green Album")], 1),
        (said(kind="live"), [record("1994"), record("1996", "live")], 1),
        (said("1994"), [record("1994", told="Green Album"), record("1994")], 1),
        (said(), [record("1994"), record()], 1),
        (said("1994-05-10"), [record("1994-05-10"), record("1994-08-01")], 0),
        (said("1994"), [record("1994", "live"), record("1994-05-10")], "unclear"),
        (said(title="Harrow (Deluxe)"), [record("1994"), record("2004", title="Harrow (Deluxe)")], 1),
        # Nothing speaks for one of several.
        (said(), [record("1994"), record("2001"), record("2016")], "unclear"),
        (said(), [record("1994"), record("2001", told="Green Album")], "unclear"),
        (said("2001"), [record("1994"), record()], "unclear"),
        (said("1994"), [record("1994", told="Green Album"), record("1994", told="Blue Album")], "unclear"),
        (said("2024", title="Harrow (Deluxe)"), [record("1994"), record("2001")], "unclear"),
        # An id says it all.
        (said("1978", "live", musicbrainz_id=ONE), [record("1994", musicbrainz_id=ONE)], 0),
        (said("1994", musicbrainz_id=ONE), [record("1994", musicbrainz_id=OTHER)], None),
        (said("1994", musicbrainz_id=ONE), [record("1994")], 0),
        (said("1978", "live", key=7), [record("1994", key=6), record("1994", key=7)], 1),
        (said("1994", key=9), [record("1994", key=6)], 0),
        (said("1994"), [], None),
    ],
)
def test_what_is_said_means_one_or_another_or_nobody_can_tell(what, known, number):
    assert found(what, *known) == number


RECORDS = st.builds(
    record,
    st.sampled_from(["", "1994", "1994-05-10", "1995-01-03", "1995", "1996", "2001"]),
    st.sampled_from(["album", "live"]),
    st.sampled_from(["", "Green Album", "Blue Album"]),
    st.sampled_from(["Harrow", "Harrow (Deluxe)"]),
)


@given(st.lists(RECORDS, unique=True, max_size=4))
def test_a_record_as_it_stands_here_is_itself_or_unclear_never_another(known):
    for number, one in enumerate(known):
        meant = found(one, *known)
        assert meant in (number, "unclear") or known[meant].title != one.title


@given(RECORDS, st.lists(RECORDS, max_size=4))
def test_a_record_that_is_surely_another_is_never_taken_for_one_that_is_here(what, known):
    meant = found(what, *known)
    if isinstance(meant, int):
        other = known[meant]
        assert other.kind == what.kind
        assert what.disambiguation in ("", other.disambiguation)
        years = {each.released.year for each in (what, other) if each.released}
        assert max(years, default=0) - min(years, default=0) <= 1 or what.is_edition


def test_the_order_of_what_is_here_does_not_matter():
    known = [record("1994"), record("1994", told="Green Album"), record("2001", "live")]
    what = said("1994")
    assert which(what, dict(enumerate(known))) == 0
    assert which(what, dict(enumerate(reversed(known)))) == 2


@pytest.mark.parametrize(
    ("what", "known", "words", "column"),
    [
        (
            said(),
            [record("1994"), record("2001", "live", "Green Album")],
            "it could be “Harrow” (1994) or “Harrow” (Green Album, 2001, live): give the release_date or the "
            "disambiguation",
            "release_date",
        ),
        (
            said("1995"),
            [record("1994")],
            "it could be “Harrow” (1994) or another record: give the disambiguation if it is another, and "
            "title and date as here if not",
            "disambiguation",
        ),
        (
            said("1994"),
            [record("1994", told="Blue Album"), record("1994", told="Green Album")],
            "it could be “Harrow” (Blue Album, 1994) or “Harrow” (Green Album, 1994): give the disambiguation",
            "disambiguation",
        ),
    ],
)
def test_what_cannot_be_told_names_the_candidates_and_what_would_tell(what, known, words, column):
    with pytest.raises(CannotTell) as unclear:
        which(what, dict(enumerate(known)))
    assert (str(unclear.value), unclear.value.column) == (words, column)
