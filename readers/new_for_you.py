"""What is new for a reader, and why each of it is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User

from albums.models import Album, Genre, Label
from common.keyset import Place
from common.page_addresses import absolute
from readers.models import Follow, NewsItem
from readers.models.follow import TARGETS
from readers.models.news import NEWEST_FIRST
from reviews.models import Review


@dataclass(frozen=True)
class NewsEntry:
    """One review or record, and the names of what the reader follows of it."""

    item: NewsItem
    because: tuple[Any, ...]

    @property
    def review(self) -> Review | None:
        """The review that came; None when it is a record."""
        return self.item.review

    @property
    def album(self) -> Album:
        """The record."""
        return self.item.record

    @property
    def headline(self) -> str:
        """What came, in one line."""
        record = f"{self.album} by {self.album.artist_credit}"
        return f"{self.review.voice} on {record}" if self.review else record

    @property
    def verdict(self) -> str:
        """What a review makes of it, with the grade as printed; empty of a record."""
        if self.review is None:
            return ""
        return ", ".join(filter(None, [str(self.review.get_verdict_display()), self.review.grade]))

    @property
    def address(self) -> str:
        """Where it stands on this site, as the rest of the world writes it."""
        return absolute(self.review.get_absolute_url() if self.review else self.album.get_absolute_url())


def newest(reader: User, many: int, before: str = "") -> tuple[list[NewsEntry], str]:
    """So many entries from the newest on, or from behind the one that `before` names; and where the next begin.

    In a constant number of queries, whatever the reader follows.
    """
    rows = NewsItem.objects.of(reader).visible()
    place = _place(reader, before)
    if place:
        rows = rows.filter(NEWEST_FIRST.beyond(place))
    found = list(NEWEST_FIRST.sorted(rows.with_cards())[: many + 1])
    more = str(found[many - 1].pk) if len(found) > many else ""
    return with_reasons(reader, found[:many]), more


def with_reasons(reader: User, items: Sequence[NewsItem]) -> list[NewsEntry]:
    """The items with what the reader follows of each, in a constant number of queries."""
    followed = _followed(reader)
    tags = _tags(followed, [item.record for item in items])
    return [NewsEntry(item, tuple(_reasons(item, followed, tags))) for item in items]


def _place(reader: User, before: str) -> Place | None:
    if not (before.isascii() and before.isdigit() and len(before) < 19):
        return None
    return NEWEST_FIRST.place_of(NewsItem.objects.of(reader), int(before))


def _followed(reader: User) -> dict[str, set[int]]:
    keys: dict[str, set[int]] = defaultdict(set)
    for row in Follow.objects.of(reader).order_by().values_list(*(f"{kind}_id" for kind in TARGETS)):
        for kind, key in zip(TARGETS, row, strict=True):
            if key is not None:
                keys[kind].add(key)
    return keys


def _tags(followed: dict[str, set[int]], albums: Iterable[Album]) -> dict[str, dict[int, Genre | Label]]:
    """Of the albums' genres and labels those that are followed, by their keys."""
    albums = list(albums)
    genres = {key for album in albums for key in album.genre_ids} & followed["genre"]
    labels = {key for album in albums for key in album.label_ids} & followed["label"]
    return {"genre": dict(Genre.objects.in_bulk(genres)), "label": dict(Label.objects.in_bulk(labels))}


def _reasons(item: NewsItem, followed: dict[str, set[int]], tags: dict[str, dict[int, Genre | Label]]) -> Iterable[Any]:
    review, album = item.review, item.record
    if review and review.critic_id in followed["critic"]:
        yield review.critic
    if review and review.publication_id in followed["publication"]:
        yield review.publication
    if album.pk in followed["album"]:
        yield album
    yield from (credit.artist for credit in album.credits.all() if credit.artist_id in followed["artist"])
    yield from (tags["genre"][key] for key in album.genre_ids if key in tags["genre"])
    yield from (tags["label"][key] for key in album.label_ids if key in tags["label"])
