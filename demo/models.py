"""Which rows are the demo's, so that it can be taken away and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models


class DemoRowQuerySet(models.QuerySet["DemoRow"]):
    """Rows that the demo brought."""

    def keys_of(self, model: type[models.Model]) -> set[int]:
        """The keys of that model's rows."""
        return set(self.filter(model=model._meta.label).values_list("key", flat=True))

    def note(self, model: type[models.Model], keys: Iterable[int]) -> None:
        """These rows are the demo's."""
        self.bulk_create([self.model(model=model._meta.label, key=key) for key in sorted(keys)], ignore_conflicts=True)


class DemoRow(models.Model):
    """One record, review or account of the demo. What belongs to it (credits, tracks, excerpts) is not listed."""

    model = models.CharField(max_length=50)
    key = models.BigIntegerField()

    objects = DemoRowQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="demo_row_once")]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"
