"""What stands against publishing a review, and what a curator should look at before."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import MD5, Coalesce

from reviews.desk.sources import aggregator_at, blocked_at, refusal_of
from reviews.models import BlockedSource, Excerpt, Publication, Review
from reviews.models.review import ReviewQuerySet


def with_concerns(reviews: ReviewQuerySet) -> ReviewQuerySet:
    """The reviews with all that `obstacles` and `doubts` ask about, in two queries however many they are."""
    itself_and_its_revisions = Q(pk=OuterRef("pk")) | Q(pk=Coalesce(OuterRef("revises"), 0)) | Q(revises=OuterRef("pk"))
    others = Review.objects.filter(~itself_and_its_revisions)
    published = others.filter(album=OuterRef("album"), critic=OuterRef("critic"), status=Review.Status.PUBLISHED)
    return (
        reviews.select_related("album__lead_artist", "critic", "publication", "revises")
        .prefetch_related("excerpts")
        .annotate(
            has_rival=Exists(published),
            has_twin=Exists(others.exclude(body="").alias(digest=MD5("body")).filter(digest=MD5(OuterRef("body")))),
        )
    )


def obstacles(review: Review, blocked: Iterable[BlockedSource] | None = None) -> list[str]:
    """Why the review, taken from `with_concerns`, cannot be published. `blocked`: all blocked sources, if known."""
    found = []
    if review.source_url and (source := blocked_at(review.source_url, blocked)):
        found.append(refusal_of(source))
    if not review.verdict:
        found.append("Without a grade it needs a verdict before it can be published.")
    if review.album.proposed:
        found.append("Its album is only proposed: accept the album first.")
    if review.publication_id and review.publication.is_aggregator:
        found.append(f"{review.publication} gathers others' reviews and is never the source of one.")
    if review.revises_id:
        found += _obstacles_to_revising(review)
    if review.has_rival:
        found.append(f"{review.critic} already has a published review of this album.")
    return found


def _obstacles_to_revising(review: Review) -> list[str]:
    if review.revises.status != Review.Status.PUBLISHED:
        return ["The review that it revises is not published any more."]
    if review.revises.revision != review.revises_number:
        return [
            "What it revises was changed after it was begun: return it, so that its critic can bring both together."
        ]
    return []


def doubts(review: Review, aggregators: Iterable[Publication]) -> list[str]:
    """What is odd about the review, taken from `with_concerns`, though it could be published."""
    found = []
    excerpts = list(review.excerpts.all())
    about_the_record = {Excerpt.About.ALBUM, Excerpt.About.TRACK}
    if not excerpts:
        found.append("It has no excerpt.")
    elif not any(excerpt.about in about_the_record for excerpt in excerpts):
        found.append("None of its excerpts is about the record.")
    elif not any(excerpt.lead for excerpt in excerpts):
        found.append("No excerpt leads.")
    if review.source_url and (name := aggregator_at(review.source_url, aggregators)):
        found.append(f"Its source link leads to {name}, which gathers others’ reviews.")
    if review.has_twin:
        found.append("Another review has the same text, word for word.")
    if review.critic_id and review.critic.hidden:
        found.append("Its critic is hidden: it would neither be shown nor count.")
    return found
