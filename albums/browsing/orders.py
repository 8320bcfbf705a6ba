"""The orders that albums can be listed in, and where a page begins and ends in them.

Every order has the primary key as its last word, and an index (`album_listed_...`), so the albums beyond some album are
one range of it however far down the list that is.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BooleanField, F, Func, Value
from django.db.models.lookups import GreaterThan, LessThan

from albums.models import Album
from albums.models.album import RELEASED, SCORED, SPREAD, AlbumQuerySet


class RowValue(Func):
    """Several values as one, compared from the left; the type is never looked at."""

    function = "ROW"
    output_field = BooleanField()


@dataclass(frozen=True)
class AlbumPlace:
    """Where one album stands in an order."""

    key: object
    album: int


@dataclass(frozen=True)
class Order:
    """One order: by a key that is never null, then by primary key, both the same way round."""

    name: str
    key: F | Func
    descending: bool = True

    def place_of(self, album: int) -> AlbumPlace | None:
        """Where that listed album stands; None when there is no such album. One query."""
        key = Album.objects.listed().filter(pk=album).values_list(self.key, flat=True).first()
        return None if key is None else AlbumPlace(key, album)

    def sorted(self, albums: AlbumQuerySet, *, backwards: bool = False) -> AlbumQuerySet:
        """The albums in this order, or from its end."""
        if self.descending is not backwards:
            return albums.order_by(self.key.desc(), F("pk").desc())
        return albums.order_by(self.key.asc(), F("pk").asc())

    def beyond(self, place: AlbumPlace, *, backwards: bool = False) -> GreaterThan | LessThan:
        """The condition of what comes after a place, or before it."""
        comparison = LessThan if self.descending is not backwards else GreaterThan
        return comparison(RowValue(self.key, F("pk")), RowValue(Value(place.key), Value(place.album)))


ORDERS = {
    "new": Order("Newest", RELEASED),
    "best": Order("Highest consensus", SCORED),
    "reviews": Order("Most reviews", F("counted_reviews")),
    "divisive": Order("Most divisive", SPREAD),
    "title": Order("Title", F("folded"), descending=False),
}
DEFAULT = "new"
