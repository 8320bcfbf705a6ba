"""What can be merged: its model, and which of its columns are chosen together when two records differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, Q, QuerySet
from django.utils.text import capfirst

from albums.models import Album, Artist, Credit
from albums.models.album import AlbumQuerySet
from common.model_fields import stored_field
from curation.models import NamedRecord, Rearrangeable
from reviews.models import Critic, Publication, Review

ADDRESS = frozenset({"slug", "lead_artist"})
"""The survivor keeps its address."""


@dataclass(frozen=True)
class Mergeable:
    """One kind of record.

    `together` lists columns that make sense only together. `agreed` are no choice: `settle` says what becomes of them.
    """

    kind: Rearrangeable
    model: type[NamedRecord]
    together: tuple[tuple[str, ...], ...] = ()
    agreed: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What one of it is called."""
        return self.kind.label

    def records(self) -> QuerySet[Any]:
        """All of them, with what their names and addresses need."""
        return Album.objects.select_related("lead_artist") if self.model is Album else self.model._default_manager.all()

    def groups(self) -> Iterator[tuple[Field, ...]]:
        """The columns a curator chooses between, those that go together in one tuple; the first names the group.

        Whatever can be edited is among them, so a new column is offered without being named here.
        """
        meta = self.model._meta
        coupled = {name: group for group in self.together for name in group}
        seen: set[str] = set()
        for field in meta.concrete_fields:
            if field.name in seen or field.name in ADDRESS | self.agreed or not field.editable or field.primary_key:
                continue
            names = coupled.get(field.name, (field.name,))
            seen.update(names)
            yield tuple(stored_field(self.model, name) for name in names)

    def albums(self, *keys: int) -> AlbumQuerySet:
        """The albums whose consensus, credits or address those records may touch, in the order of their locks."""
        if self.model is Album:
            touched = Q(pk__in=keys)
        elif self.model is Artist:
            touched = Q(lead_artist__in=keys) | Q(pk__in=Credit.objects.filter(artist__in=keys).values("album"))
        else:
            touched = Q(pk__in=Review.objects.filter(**{f"{self.kind}__in": keys}).values("album"))
        return Album.objects.filter(touched).order_by("pk")


MERGEABLE = {
    found.kind: found
    for found in (
        Mergeable(
            Rearrangeable.ALBUM,
            Album,
            together=(
                ("title", "language", "folded"),
                ("kind", "film"),
                ("release_date", "release_precision"),
                ("cover", "cover_width", "cover_height"),
            ),
            agreed=frozenset({"proposed"}),
        ),
        Mergeable(Rearrangeable.ARTIST, Artist, together=(("name", "folded"),)),
        Mergeable(Rearrangeable.CRITIC, Critic, together=(("name", "folded"),)),
        Mergeable(
            Rearrangeable.PUBLICATION, Publication, together=(("name", "folded"),), agreed=frozenset({"is_aggregator"})
        ),
    )
}


def group_name(group: tuple[Field, ...]) -> str:
    """What a group of columns is called on a form."""
    return capfirst(str(group[0].verbose_name))


def shown(record: NamedRecord, group: tuple[Field, ...]) -> str:
    """What the record says there, for people; a dash for nothing."""
    if isinstance(record, Album) and group[0].name == "release_date":
        return record.released or "–"
    words = []
    for field in group:
        if not field.editable or (value := getattr(record, field.name)) in (None, "", []):
            continue
        if field.choices:
            value = getattr(record, f"get_{field.name}_display")()
        words.append(("Yes" if value else "No") if isinstance(value, bool) else str(value))
    return ", ".join(words) or "–"
