"""Which reviews: the sets that the site speaks of, each by one word."""

from __future__ import annotations

from collections.abc import Collection

from django.apps import apps
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When

from albums.models import Album
from common.web_addresses import source_key
from reviews.models.statuses import CLOSED, PENDING, SEEN, Status


class ReviewQuerySet(models.QuerySet):
    """Reviews, by the words the site uses for them."""

    def published(self) -> ReviewQuerySet:
        """Reviews that readers may see: published ones whose critic is not hidden."""
        return self.filter(Q(critic__isnull=True) | Q(critic__hidden=False), status=Status.PUBLISHED)

    def counted(self) -> ReviewQuerySet:
        """Reviews that make the consensus: published, not withdrawn, critic not hidden, one per critic and album.

        The database lets a critic have one published review of an album, and publishes none without a grade or a
        verdict, so what is published is what counts. Page, card, chart, API and stored score all start here.
        """
        return self.published()

    def waiting(self) -> ReviewQuerySet:
        """Reviews in the curators' queue, oldest submission first."""
        return self.filter(status=Status.SUBMITTED).order_by("submitted_at", "pk")

    def pending(self) -> ReviewQuerySet:
        """Reviews that are begun and not decided about: drafts, and those in the curators' queue."""
        return self.filter(status__in=PENDING)

    def standing(self) -> ReviewQuerySet:
        """Reviews that are not over: neither rejected nor withdrawn."""
        return self.exclude(status__in=CLOSED)

    def seen(self) -> ReviewQuerySet:
        """Reviews that readers have seen, whether they still do or not."""
        return self.filter(status__in=SEEN)

    def unseen(self) -> ReviewQuerySet:
        """Reviews that nobody but their critic and the curators has ever seen."""
        return self.exclude(status__in=SEEN)

    def from_page(self, url: str) -> ReviewQuerySet:
        """Reviews that name that page as their source, however its address is written; none for an empty one."""
        return self.exclude(source_url="").filter(source_page=source_key(Value(url)))

    def differing(self) -> ReviewQuerySet:
        """Reviews that two curators have read differently, and nobody has settled it."""
        # Whatever is differed about was coded, and codings are few where reviews are many.
        coded = apps.get_model("reviews", "VerdictCoding").objects.values("review")
        return self.filter(pk__in=coded).exclude(second_verdict="")

    def editable_by(self, user: User) -> ReviewQuerySet:
        """Reviews that user may open at the desk: those under a byline that they have claimed."""
        return self.filter(critic__user=user)

    def newest_first(self, *within: str) -> ReviewQuerySet:
        """By the moment of publication here, within each value of these columns."""
        return self.order_by(*within, F("published_at").desc(nulls_last=True), "-pk")

    def by_voices(self, critics: Collection[models.Model], publications: Collection[models.Model]) -> ReviewQuerySet:
        """Reviews by any of these critics or in any of these publications."""
        return self.filter(Q(critic__in=critics) | Q(publication__in=publications))

    def on_listed_albums(self) -> ReviewQuerySet:
        """Reviews of albums that readers may see."""
        return self.filter(album__in=Album.objects.listed())

    def quotable(self) -> ReviewQuerySet:
        """Reviews with an excerpt that may stand for them."""
        leads = apps.get_model("reviews", "Excerpt").objects.leading().filter(review=OuterRef("pk"))
        return self.filter(Exists(leads))

    def with_last_revision(self) -> ReviewQuerySet:
        """With `revised_at`, the moment of the last revision of those that have more than one."""
        last = apps.get_model("reviews", "Revision").objects.filter(review=OuterRef("pk"), number=OuterRef("revision"))
        revised = When(revision__gt=1, then=Subquery(last.values("made_at")))
        return self.annotate(revised_at=Case(revised, output_field=models.DateTimeField()))

    def with_cards(self) -> ReviewQuerySet:
        """With all that a review's card shows, in a constant number of queries."""
        return (
            self.with_last_revision()
            .select_related("critic", "publication", "album__lead_artist")
            .prefetch_related("excerpts__track")
        )
