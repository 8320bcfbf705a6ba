"""Critics' year-end lists put together: points by place, one list like another, and the working of every total.

A place p is worth 110 / (10 + p) points: 10 for the first, 9.2 for the second, 5.5 for the tenth, 1.8 for the fiftieth.
That is reciprocal rank fusion with k = 10, scaled so that a first place counts ten. Joint places share what the places
that they take up are worth; on a list without places each record gets the mean of what a ranked list of that length
gives. Points are rounded to a tenth line by line, so printed shares add up to the printed total, and equal totals share
a place.

Source: Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning
Methods" (SIGIR 2009), where k is 60, for lists of a thousand; docs/decisions/year-end-lists.md says why ten here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from albums.models import Album
from reviews.consensus.ranking import Rank, ordinal, ranks_of
from reviews.models import ListedAlbum, Publication, YearEndList

ALBUMS_A_PAGE = 100
FLATTENS = 10
FIRST_PLACE = 10


@dataclass(frozen=True)
class ListShare:
    """What one list gives an album."""

    list: YearEndList
    line: ListedAlbum
    points: Decimal


@dataclass
class CombinedPlace:
    """An album in the combined list: its points, and which list gave it how many."""

    key: int
    shares: list[ListShare] = field(default_factory=list)
    rank: Rank | None = None
    album: Album | None = None

    @property
    def points(self) -> Decimal:
        """The sum of what the lists give it."""
        return sum((share.points for share in self.shares), Decimal(0))

    @property
    def firsts(self) -> int:
        """On how many lists it stands first."""
        return sum(share.line.place == 1 for share in self.shares)


@dataclass(frozen=True)
class CountedList:
    """One of the lists that were put together: how long it is, and all the points it gives."""

    list: YearEndList
    lines: int
    ranked: bool
    waiting: int
    points: Decimal
    share: float


@dataclass(frozen=True)
class CombinedLists:
    """A page of a year's combined list, and the lists behind it."""

    year: int
    places: list[CombinedPlace]
    lists: list[CountedList]
    albums: int
    waiting: int
    more: bool


def points_of(place: int) -> Fraction:
    """What a place on a ranked list is worth, exactly."""
    return Fraction(FIRST_PLACE * (FLATTENS + 1), FLATTENS + place)


def points_along(places: Sequence[int | None]) -> list[Decimal]:
    """What each line of a list is worth, by the lines' places, to a tenth. None: the list is not ranked."""
    joint = Counter(places)
    worth = {
        place: _mean([points_of((place or 1) + behind) for behind in range(count)]) for place, count in joint.items()
    }
    return [worth[place] for place in places]


def _mean(points: Sequence[Fraction]) -> Decimal:
    mean = sum(points, Fraction(0)) / len(points)
    # Half up, exactly: a float could fall on either side.
    return Decimal((mean * 20 + 1) // 2).scaleb(-1)


LADDER = [(ordinal(place), points_along([place])[0]) for place in (1, 2, 3, 5, 10, 25, 50)]
"""What some places are worth, for the page that says how."""


def years_with_lists() -> list[int]:
    """The years of which there are lists, the newest first."""
    public = YearEndList.objects.public().order_by("-year")
    return list(public.values_list("year", flat=True).distinct())


def combined_lists(year: int, number: int = 1) -> CombinedLists:
    """A page of the combined list of a year. Five queries, however many lists there are."""
    lists = list(YearEndList.objects.public().filter(year=year).select_related("publication"))
    lines: dict[int, list[ListedAlbum]] = defaultdict(list)
    for line in ListedAlbum.objects.filter(list__in=lists).order_by("list", "line"):
        lines[line.list_id].append(line)
    listed = {line.album_id for of_list in lines.values() for line in of_list if line.album_id}
    shown = {album.pk: album for album in Album.objects.listed().filter(pk__in=listed).only("folded")}
    places: dict[int, CombinedPlace] = {}
    counted = []
    for one in lists:
        worth = points_along([line.place for line in lines[one.pk]])
        counted.append((one, sum(worth, Decimal(0))))
        for line, points in zip(lines[one.pk], worth, strict=True):
            if line.album_id is not None and line.album_id in shown:
                place = places.setdefault(line.album_id, CombinedPlace(line.album_id))
                place.shares.append(ListShare(one, line, points))
    ordered = _ranked(places.values(), shown)
    start = (number - 1) * ALBUMS_A_PAGE
    page = ordered[start : start + ALBUMS_A_PAGE]
    cards = Album.objects.filter(pk__in=[place.key for place in page]).with_cards().in_bulk()
    for place in page:
        place.album = cards[place.key]
        place.shares.sort(key=lambda share: (-share.points, share.list.publication.folded))
    total = sum((points for _, points in counted), Decimal(0))
    return CombinedLists(
        year=year,
        places=page,
        lists=[_counted(one, lines[one.pk], points, total) for one, points in counted],
        albums=len(ordered),
        waiting=sum(line.album_id is None for of_list in lines.values() for line in of_list),
        more=len(ordered) > start + ALBUMS_A_PAGE,
    )


def _ranked(places: Iterable[CombinedPlace], shown: dict[int, Album]) -> list[CombinedPlace]:
    ordered = sorted(places, key=lambda place: (-place.points, -len(place.shares), shown[place.key].folded, place.key))
    ranks = ranks_of((float(place.points), float(place.points)) for place in ordered)
    for place, rank in zip(ordered, ranks, strict=True):
        place.rank = rank
    return ordered


def _counted(one: YearEndList, lines: Sequence[ListedAlbum], points: Decimal, total: Decimal) -> CountedList:
    return CountedList(
        list=one,
        lines=len(lines),
        ranked=any(line.place for line in lines),
        waiting=sum(line.album_id is None for line in lines),
        points=points,
        share=float(points / total) if total else 0.0,
    )


def lists_of(publication: Publication, year: int) -> list[YearEndList]:
    """A publication's lists of a year, with their lines and the records that these mean, where readers may see them."""
    found = list(publication.year_end_lists.filter(year=year))
    lines: dict[int, list[ListedAlbum]] = defaultdict(list)
    rows = ListedAlbum.objects.filter(list__in=found).select_related("album__lead_artist").order_by("list", "line")
    for line in rows:
        if line.album and line.album.proposed:
            line.album = None
        lines[line.list_id].append(line)
    for one in found:
        one.shown_lines = lines[one.pk]
    return found
