"""What a merge or a split would do, shown before it is done. A constant number of queries, however much would move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, ForeignKey, QuerySet

from albums.models import Credit, Track
from common.model_fields import linked_model
from curation.merge_rules import Gone, Left, relations_to, rule_for
from curation.mergeable import Mergeable, group_name, shown
from curation.merging import differing, must_be_chosen, taken_by_default
from curation.models import NamedRecord
from curation.rivals import Rivalry, rivalries
from curation.splitting import Parting, rivals_of
from reviews.models import Review

SAMPLES = 5


@dataclass(frozen=True)
class Belongings:
    """Rows that point at the record that goes: how many, the first few, and what becomes of them."""

    name: str
    means: str
    count: int
    samples: tuple[str, ...]


@dataclass(frozen=True)
class DifferingColumns:
    """A group of columns in which the two differ; `taken` is the side taken unless somebody chooses, "" for none."""

    name: str
    label: str
    survivors: str
    others: str
    taken: str


@dataclass(frozen=True)
class Preview:
    """All that a curator sees before they decide."""

    mergeable: Mergeable
    survivor: NamedRecord
    other: NamedRecord
    belongings: Sequence[Belongings]
    differences: Sequence[DifferingColumns]
    rivalries: Sequence[Rivalry]


@dataclass(frozen=True)
class Leaving:
    """All that a curator sees before a record is split: what would go, where to, and what stands in the way there."""

    target: NamedRecord | None
    reviews: Sequence[Review]
    tracks: Sequence[Track]
    credits: Sequence[Credit]
    rivals: Sequence[Review]


def leaving(parting: Parting, mergeable: Mergeable, source: NamedRecord) -> Leaving:
    """What the split would do. A `target` that is None is a new record, which has nothing to stand in the way."""
    reviews = Review.objects.filter(pk__in=parting.reviews, **{mergeable.kind: source})
    target = mergeable.records().filter(pk=parting.target).first() if parting.target else None
    named = reviews.select_related("album", "critic", "publication").order_by("album__folded", "critic__folded", "pk")
    return Leaving(
        target,
        list(named.defer("body", "headings")),
        list(Track.objects.filter(pk__in=parting.tracks).order_by("disc", "position")),
        list(Credit.objects.filter(pk__in=parting.credits).select_related("artist").order_by("position")),
        list(rivals_of(reviews, target)) if target else [],
    )


def preview_of(mergeable: Mergeable, survivor: NamedRecord, other: NamedRecord) -> Preview:
    """What the merge of `other` into `survivor` would do. Raises NoRule."""
    belongings = [_belongings(relation, other) for relation in relations_to(mergeable.model)]
    taken = taken_by_default(mergeable, survivor, other)
    return Preview(
        mergeable,
        survivor,
        other,
        [found for found in belongings if found],
        [_difference(group, survivor, other, taken) for group in differing(mergeable, survivor, other)],
        rivalries(mergeable, survivor.pk, other.pk),
    )


def _belongings(relation: ForeignKey, other: NamedRecord) -> Belongings | None:
    rule = rule_for(relation)
    if isinstance(rule, Left):
        return None
    rows = relation.model._base_manager.filter(**{relation.attname: other.pk})
    count = rows.count()
    if not count:
        return None
    meta = relation.model._meta
    if isinstance(rule, Gone):
        return Belongings(str(meta.verbose_name_plural), rule.means, count, ())
    if meta.auto_created:
        # A join table: what is joined says more than the joint.
        end = next(field for field in meta.concrete_fields if field.remote_field and field is not relation)
        joined = linked_model(relation.model, end.name)
        related = joined._base_manager.filter(pk__in=rows.values(end.attname)).order_by("pk")
        return Belongings(str(joined._meta.verbose_name_plural), rule.means, count, _few(related))
    keys = [field.name for field in meta.concrete_fields if field.remote_field and field is not relation]
    return Belongings(str(meta.verbose_name_plural), rule.means, count, _few(rows.select_related(*keys).order_by("pk")))


def _few(rows: QuerySet[Any]) -> tuple[str, ...]:
    return tuple(str(row) for row in rows[:SAMPLES])


def _difference(
    group: tuple[Field, ...], survivor: NamedRecord, other: NamedRecord, taken: frozenset[str]
) -> DifferingColumns:
    name = group[0].name
    side = "" if must_be_chosen(group, survivor, other) else "other" if name in taken else "survivor"
    return DifferingColumns(name, group_name(group), shown(survivor, group), shown(other, group), side)
