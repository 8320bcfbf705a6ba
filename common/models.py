"""The one row that a site keeps of itself."""

from __future__ import annotations

import time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Subquery
from django.db.models.functions import Coalesce


class SiteProfileQuerySet(models.QuerySet["SiteProfile"]):
    """The one row."""

    def locked(self) -> SiteProfile:
        """The row, made now if there is none, for a transaction that decides by it."""
        self.get_or_create(pk=1)
        return self.select_for_update().get(pk=1)

    def keep(self, **columns: object) -> None:
        """Store these columns. Pages that show one of them and were kept before are stale from then on."""
        self.get_or_create(pk=1)
        if columns.keys() & {"name", "language", "time_zone"}:
            columns["edition"] = F("edition") + 1
        self.filter(pk=1).update(**columns)

    def begin_anew(self) -> None:
        """Make every page stale that was kept or sent before, of whatever version it was: the rows are others now."""
        self.get_or_create(pk=1)
        self.filter(pk=1).update(edition=time.time_ns() // 1000)


class SiteProfile(models.Model):
    """What a site is called, how it writes dates, and how far its first day has come. There is one, or none yet.

    Read it by `common.site_profile.this_site`: the environment may say otherwise.
    """

    class Demo(models.TextChoices):
        """What became of the fictional catalogue of a first run."""

        OPEN = "", "not decided"
        LOADED = "loaded", "loaded"
        REFUSED = "refused", "refused or removed"

    name = models.CharField(max_length=60, blank=True, help_text="Stands in the masthead, in titles and in mail.")
    language = models.CharField(max_length=10, blank=True, help_text="How dates are written.")
    time_zone = models.CharField(max_length=60, blank=True, help_text="By which clock times are shown.")
    demo = models.CharField(max_length=10, choices=Demo.choices, blank=True, editable=False)
    mail_works_by = models.CharField(
        max_length=300, blank=True, editable=False, help_text="The mail server that took a mail for a trial."
    )
    put_away = ArrayField(
        models.CharField(max_length=20), default=list, editable=False, help_text="First steps that are not asked again."
    )
    edition = models.PositiveBigIntegerField(default=0, editable=False, help_text="Rises with what pages show of it.")

    objects = SiteProfileQuerySet.as_manager()

    class Meta:
        verbose_name = "site"
        verbose_name_plural = "site"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_site_profile")]

    def __str__(self) -> str:
        return self.name or "this site"


def site_edition() -> Coalesce:
    """The edition of what pages show of the site itself, as a part of a query for the version of a page."""
    return Coalesce(Subquery(SiteProfile.objects.filter(pk=1).values("edition")[:1]), 0)
