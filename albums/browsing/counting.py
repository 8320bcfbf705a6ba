"""How many albums pass the filters, and how many beside each value that could be chosen instead.

Counting costs what a sample costs, however many albums there are. A sample is drawn first: the albums with the lowest
places in `albums.models.album.DRAW`, which lie evenly among all. If that is the whole catalogue, the counts are exact.
Otherwise every set of albums that the sample says is small is fetched, up to EXACT_UP_TO of them, and counted exactly;
what is larger is estimated from the sample, and says so.
"""

# ruff: noqa: S608 - statements are put together from names in the code; what strangers type goes in as parameters

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper

from albums.browsing.filters import AskedListing, Tag
from albums.models import Album
from albums.models.album import DRAW, DRAWS
from common.keyset import Place

SAMPLE = 4096
EXACT_UP_TO = 5000
# Albums whose critics and publications are looked at: a record may have hundreds of either.
VOICES_OF = 1000
MOST_VALUES = 50
MOST_OF_FEW = 200
# Fewer hits than these in a sample round an estimate to one figure, or say no more than that it is below something.
HITS_FOR_TWO_FIGURES, HITS_FOR_ONE = 400, 10

# A little more than can be counted exactly: estimates err.
WORTH_FETCHING = 1.2 * EXACT_UP_TO

# Both ends of an index. Undated albums stand before all others.
_YEARS = """
(SELECT '', 'years', extract(year FROM release_date)::text, 0 FROM albums_album
WHERE NOT proposed AND coalesce(release_date, '0001-01-01') > '0001-01-01'
ORDER BY coalesce(release_date, '0001-01-01'), id LIMIT 1)
UNION ALL
(SELECT '', 'years', extract(year FROM release_date)::text, 0 FROM albums_album
WHERE NOT proposed ORDER BY coalesce(release_date, '0001-01-01') DESC, id DESC LIMIT 1)"""

Rows = dict[tuple[str, str], list[tuple[str, int]]]
"""What a query of counts answers: values and their numbers, by set of albums and facet."""

ALL = "all"
PAGE = "page"


@dataclass(frozen=True)
class Count:
    """A number of albums: exact, about, or under what it says."""

    number: int
    precision: str = ""

    def __str__(self) -> str:
        return f"{self.precision} {intcomma(self.number)}" if self.precision else intcomma(self.number)

    @classmethod
    def of(cls, hits: int, weight: float) -> Count:
        """So many hits in a sample of one album in `weight`."""
        if weight == 1:
            return cls(hits)
        if hits < HITS_FOR_ONE:
            return cls(_rounded(HITS_FOR_ONE * weight, 1), "under")
        return cls(_rounded(hits * weight, 2 if hits >= HITS_FOR_TWO_FIGURES else 1), "about")


def _rounded(number: float, figures: int) -> int:
    whole = round(number)
    return round(whole, figures - len(str(whole)))


@dataclass
class Hits:
    """How many of the albums that were looked at have each value, each of them standing for `weight` albums."""

    weight: float = 1.0
    of: dict[str, int] = field(default_factory=dict)

    def count(self, *values: str) -> Count:
        """Albums with any of these values, of which an album has one at most."""
        return Count.of(sum(self.of.get(value, 0) for value in values), self.weight)


@dataclass
class Counts:
    """All that was counted for one state of the list."""

    totals: dict[str, Count]
    """How many pass, by the key of the filter that is left out; under "" how many pass all."""
    estimates: dict[str, float]
    """What the sample says of each of these numbers, unrounded."""
    complete: bool
    """Whether the sample is the whole catalogue."""
    values: dict[str, Hits] = field(default_factory=dict)
    """Beside the values of each facet, all other filters applied."""
    page: list[int] | None = None
    """Primary keys of the page, where every album that passes was at hand; None where it has to be looked up."""
    years: range = range(0)
    """From the first year of release to the last."""


@dataclass(frozen=True)
class Facet:
    """Something of which albums have values, to be counted beside each."""

    key: str
    column: str
    value: str
    most: int = MOST_VALUES
    rows: int | None = None

    def set_in(self, asked: AskedListing) -> str:
        """The key of the filter to leave out when counting: its own, since its values are chosen instead."""
        return self.key if self.key in asked.keys else ""


def facets(tags: Sequence[Tag]) -> list[Facet]:
    """What is counted: kinds, years of release, and the values of these tags."""
    return [
        Facet("kind", "kind", "kind"),
        Facet("year", "release_date", "date_part('year', release_date)::int", most=MOST_OF_FEW),
        *(
            Facet(
                tag.key,
                tag.column,
                f"unnest({tag.column})",
                most=MOST_OF_FEW if tag.few else MOST_VALUES,
                rows=VOICES_OF if tag.many_to_an_album else None,
            )
            for tag in tags
        ),
    ]


def count(
    asked: AskedListing, tags: Sequence[Tag], place: Place | None, *, backwards: bool, size: int, beside: bool = True
) -> Counts:
    """Count what is asked for, and `beside` each value that could be chosen instead. One query, or two.

    Where all that pass are at hand the second brings the page, too: `size` primary keys beyond `place`, or from the
    start; backwards from it, or from the end.
    """
    counted = facets(tags) if beside else []
    counts = _drawn(asked, counted)
    if counts.complete:
        return counts
    small = [each for each, estimate in counts.estimates.items() if estimate <= WORTH_FETCHING]
    if small:
        fetched = _fetched(asked, counted, small, place, backwards=backwards, size=size)
        _prefer(counts, fetched, counted, asked)
    return counts


def _drawn(asked: AskedListing, counted: Sequence[Facet]) -> Counts:
    """What the sample says."""
    passes = {_passes(each.key): ExpressionWrapper(each.passes, BooleanField()) for each in asked.filters}
    columns = dict.fromkeys(facet.column for facet in counted)
    sample = Album.objects.listed().annotate(draw=DRAW, **passes).order_by("draw").values("draw", *columns, *passes)
    sql, params = sample[:SAMPLE].query.sql_with_params()
    complete = f"(SELECT count(*) FROM drawn) < {SAMPLE}"
    parts = ["SELECT '', 'drawn', max(draw)::text, count(*) FROM drawn", _YEARS]
    parts += [
        f"SELECT '{each}', '{ALL}', NULL, count(*) FROM drawn WHERE {_all_but(asked, each)}"
        for each in ("", *asked.keys)
    ]
    for facet in counted:
        among = facet.set_in(asked)
        most = f"CASE WHEN NOT {complete} THEN {facet.rows} END" if facet.rows else None
        parts.append(_beside(among, facet, f"drawn WHERE {_all_but(asked, among)}", most))
    rows = _run(f"WITH drawn AS MATERIALIZED ({sql}) ", parts, params)
    ((last, size),) = rows.pop(("", "drawn"))
    years = [int(year) for year, _ in rows.pop(("", "years"), ()) if year]
    weight = DRAWS / (int(last) + 1) if size == SAMPLE else 1.0
    hits = {each: rows.pop((each, ALL))[0][1] for each in ("", *asked.keys)}
    counts = Counts(
        totals={each: Count.of(number, weight) for each, number in hits.items()},
        estimates={each: number * weight for each, number in hits.items()},
        complete=weight == 1,
    )
    if years:
        counts.years = range(min(years), max(years) + 1)
    for facet in counted:
        among = facet.set_in(asked)
        looked_at = hits[among] if facet.rows is None or counts.complete else min(hits[among], facet.rows)
        scale = hits[among] / looked_at if looked_at else 1.0
        counts.values[facet.key] = Hits(weight * scale, dict(rows.get((among, facet.key), ())))
    return counts


def _fetched(
    asked: AskedListing,
    counted: Sequence[Facet],
    small: Sequence[str],
    place: Place | None,
    *,
    backwards: bool,
    size: int,
) -> Rows:
    """What all the albums of the small sets say: rows of a value and its number, by set and facet."""
    beside = {each: [facet for facet in counted if facet.set_in(asked) == each] for each in small}
    params: list[Any] = []
    tables, parts = [], []
    for each in small:
        passing = Album.objects.listed().filter(asked.passing(without=each))
        if each and not beside[each]:
            continue
        columns = ["id", *dict.fromkeys(facet.column for facet in beside[each])]
        albums = passing.annotate(draw=DRAW, sort_key=asked.order.key).order_by().values("draw", "sort_key", *columns)
        sql, given = albums[: EXACT_UP_TO + 1].query.sql_with_params()
        tables.append(f"{_table(each)} AS MATERIALIZED ({sql})")
        params += given
        parts.append(f"SELECT '{each}', '{ALL}', NULL, count(*) FROM {_table(each)}")
        parts += [_beside(each, facet, f"{_table(each)} ORDER BY draw", facet.rows) for facet in beside[each]]
    if "" in small:
        for each in small:
            if each and not beside[each]:
                fewer = Album.objects.listed().filter(asked.passing(without=each)).order_by().values("pk")
                sql, given = fewer[: EXACT_UP_TO + 1].query.sql_with_params()
                params += given
                parts.append(
                    f"SELECT '{each}', '{ALL}', NULL, CASE WHEN NOT EXISTS (SELECT FROM {_table('')}) "
                    f"THEN (SELECT count(*) FROM ({sql}) fewer) END"
                )
        page, beyond = _page(asked, place, backwards=backwards, size=size)
        params += beyond
        parts.append(page)
    if not tables:
        return {}
    return _run(f"WITH {', '.join(tables)} ", parts, params)


def _prefer(counts: Counts, fetched: Rows, counted: Sequence[Facet], asked: AskedListing) -> None:
    """Put what was counted exactly in the place of what was estimated."""
    for each in counts.totals:
        ((_, number),) = fetched.get((each, ALL), [(None, None)])
        if number is None or number > EXACT_UP_TO:
            continue
        counts.totals[each] = Count(number)
        if not each:
            counts.page = [int(key) for key, _ in fetched.get(("", PAGE), [])]
        for facet in counted:
            if facet.set_in(asked) == each:
                weight = max(1.0, number / facet.rows) if facet.rows else 1.0
                counts.values[facet.key] = Hits(weight, dict(fetched.get((each, facet.key), ())))


def _page(asked: AskedListing, place: Place | None, *, backwards: bool, size: int) -> tuple[str, list[Any]]:
    descending = asked.order.descending is not backwards
    direction = "DESC" if descending else "ASC"
    beyond = f"WHERE (sort_key, id) {'<' if descending else '>'} (%s, %s)" if place else ""
    page = (
        f"(SELECT '', '{PAGE}', id::text, row_number() OVER (ORDER BY sort_key {direction}, id {direction}) "
        f"FROM {_table('')} {beyond} ORDER BY 4 LIMIT {size})"
    )
    return page, [place.key, place.pk] if place else []


def _beside(among: str, facet: Facet, source: str, rows: str | int | None) -> str:
    """How many albums of the source have each value, the most frequent first."""
    limit = f"LIMIT {rows}" if rows else ""
    narrowed = f"(SELECT {facet.column} FROM {source} {limit}) narrowed"
    each = f"(SELECT {facet.value} AS value FROM {narrowed}) each"
    return (
        f"(SELECT '{among}', '{facet.key}', value::text, count(*) FROM {each} "
        f"WHERE value IS NOT NULL GROUP BY value ORDER BY 4 DESC, value LIMIT {facet.most})"
    )


def _all_but(asked: AskedListing, key: str) -> str:
    return " AND ".join(_passes(each.key) for each in asked.filters if each.key != key) or "TRUE"


def _passes(key: str) -> str:
    return f"passes_{key}"


def _table(each: str) -> str:
    return f"without_{each}" if each else "passing"


def _run(tables: str, parts: Sequence[str], params: Sequence[Any]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(tables + " UNION ALL ".join(parts), params)
        rows: Rows = defaultdict(list)
        for among, facet, value, number in cursor.fetchall():
            rows[among, facet].append((value, number))
    return rows
