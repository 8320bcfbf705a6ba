"""The orders that albums can be listed in. Every one has an index (`album_listed_...`)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Func

from albums.models.album import RELEASED, SCORED, SPREAD
from common.keyset import Keyset


@dataclass(frozen=True)
class Order(Keyset):
    """One order, and what a form calls it."""

    name: str = ""


def _descending(name: str, key: F | Func) -> Order:
    return Order(key, descending=True, name=name)


ORDERS = {
    "new": _descending("Newest", RELEASED),
    "best": _descending("Highest consensus", SCORED),
    "reviews": _descending("Most reviews", F("counted_reviews")),
    "divisive": _descending("Most divisive", SPREAD),
    "title": Order(F("folded"), name="Title"),
}
DEFAULT = "new"
