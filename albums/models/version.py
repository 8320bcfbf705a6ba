"""What version of the catalogue a page shows, so that a rendered page can be kept until the data changes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps.registry import Apps
from django.apps.registry import apps as installed
from django.db import models
from django.db.backends.utils import CursorWrapper
from django.db.models import Sum, Value

from albums.models.triggers import VERSION_PARTS
from common.models import site_edition
from common.prepared import PreparedQuery
from common.site_profile import edition_is


class CatalogueVersionQuerySet(models.QuerySet):
    """The parts of the catalogue's version."""

    def current(self) -> int:
        """The catalogue's version: a number that rises with every change that any page could show. One query."""
        changes, edition = _CURRENT.first() or (0, 0)
        edition_is(edition)
        return changes + edition


class CatalogueVersion(models.Model):
    """One part of the catalogue's version. Triggers count here (albums.models.triggers); nothing else writes it."""

    part = models.SmallIntegerField(primary_key=True)
    changes = models.BigIntegerField()

    objects = CatalogueVersionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"part {self.part}: {self.changes}"


@contextmanager
def entered_in_one_go(cursor: CursorWrapper) -> Iterator[None]:
    """Around the entering of new albums: each counts once, with all that hangs on it, and not once for every part."""
    cursor.execute("SET LOCAL chorus.count_changes = 'off'")
    yield
    cursor.execute("SET LOCAL chorus.count_changes = 'on'")
    cursor.execute("UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0")


_CURRENT = PreparedQuery(
    "catalogue_version",
    0,
    # Grouped by nothing, so that the one row is the sum of all.
    lambda: CatalogueVersion.objects.annotate(all=Value(1)).values("all").values_list(Sum("changes"), site_edition()),
)


def version_of_catalogue(**address: object) -> int:
    """The version of pages that may show anything of the catalogue, whatever their address."""
    return CatalogueVersion.objects.current()


def restore_parts(using: str, apps: Apps = installed, **signal: object) -> None:
    """After migrating, and after `flush`: make the parts again where they are gone, or no page would ever be stale.

    Their sum is above any that was counted to, so that no page kept before is taken for a new one. `apps` are those of
    the state that was migrated to.
    """
    try:
        parts = apps.get_model("albums", "CatalogueVersion")
    except LookupError:
        return
    if not parts.objects.using(using).exists():
        counts = [int(time.time() * 1000), *[0] * (VERSION_PARTS - 1)]
        parts.objects.using(using).bulk_create(parts(part=part, changes=count) for part, count in enumerate(counts))
