"""Saved voices: the critics and publications that a reader trusts, as named sets, one of them "mine"."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from common.page_addresses import address
from reviews.models import Critic, Publication

MOST_SETS = 30
"""As many sets one reader may have."""


class SavedVoicesQuerySet(models.QuerySet["SavedVoices"]):
    """Sets of saved voices."""

    def with_voices(self) -> SavedVoicesQuerySet:
        """With those of their voices that readers may see, by name, in three queries."""
        return self.prefetch_related(
            models.Prefetch("critics", Critic.objects.listed().order_by("folded"), "seen_critics"),
            models.Prefetch("publications", Publication.objects.sources().order_by("folded"), "seen_publications"),
        )


class SavedVoices(models.Model):
    """One set. The one that is `mine` shows its number beside the site's own."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_voices")
    name = models.CharField(max_length=80)
    mine = models.BooleanField(default=False)
    critics = models.ManyToManyField(Critic, blank=True, related_name="+")
    publications = models.ManyToManyField(Publication, blank=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = SavedVoicesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "saved voices"
        default_permissions = ()
        ordering = ["-mine", Lower("name"), "pk"]
        constraints = [
            models.UniqueConstraint(
                "owner",
                Lower("name"),
                name="saved_voices_have_a_name_of_their_own",
                violation_error_message=_("You have a set of that name already."),
            ),
            models.UniqueConstraint(fields=["owner"], condition=Q(mine=True), name="saved_voices_are_mine_once"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_voices_are_named"),
        ]

    seen_critics: list[Critic]
    seen_publications: list[Publication]

    def __str__(self) -> str:
        return self.name

    @property
    def query(self) -> str:
        """The set as the query string of a page that looks at chosen voices; asks for `with_voices`."""
        chosen = [("critics", critic.slug) for critic in self.seen_critics]
        chosen += [("publications", house.slug) for house in self.seen_publications]
        return urlencode(chosen)

    @property
    def chart_address(self) -> str:
        """The chart in the order of these voices."""
        return f"{address('chart-best')}?{self.query}"
