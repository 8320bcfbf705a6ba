"""Columns that are derived from another column of their row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from common.names import fold


class FoldedField(models.CharField):
    """Holds `fold()` of another text column, for matching and sorting without regard to case and accents.

    Written by `save()` and `bulk_create()`; whoever writes the source by `update()` writes this one too.
    """

    def __init__(self, source: str = "", **options: Any) -> None:
        self.source = source
        options.setdefault("max_length", 600)
        options["editable"] = False
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Keep `source` in migrations."""
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "source": self.source}

    def pre_save(self, instance: models.Model, add: bool) -> str:
        """Fold the source as it stands."""
        folded = fold(getattr(instance, self.source))[: self.max_length]
        setattr(instance, self.attname, folded)
        return folded


def longest_text(model: type[models.Model], column: str) -> int:
    """How many characters a column of text holds. Raises TypeError for what is none, or unbounded."""
    field = model._meta.get_field(column)
    if not isinstance(field, models.CharField) or field.max_length is None:
        raise TypeError(f"{model.__name__}.{column} is no text of a bounded length")
    return field.max_length


def folded_search(model_name: str) -> GinIndex:
    """The trigram index that finds misspelt and partial names in a model's `folded` column."""
    return GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name=f"{model_name}_folded_search")
