"""What stands against publishing a review, and what a curator should look at before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict
from urllib.parse import urlsplit

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import MD5, Coalesce

from albums.models import Album
from reviews.grading.grades import InvalidGrade, parse_grade
from reviews.life.revised_fields import contested, label_of, revised_by
from reviews.life.sources import aggregator_at, blocked_at, leads_to, refusal_of
from reviews.models import BlockedSource, Publication, Review
from reviews.quoting.resemblance import fingerprint
from reviews.quoting.suggest import speaks_of_film


class Concerns(TypedDict):
    """What `with_concerns` adds to each review: what else is here."""

    has_rival: bool
    has_double: bool
    has_twin: bool
    has_same_link: bool


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    ReviewWithConcerns = WithAnnotations[Review, Concerns]


def with_concerns(reviews: QuerySet[Review]) -> QuerySet[ReviewWithConcerns]:
    """The reviews with all that `obstacles` and `doubts` ask about, in a constant number of queries."""
    itself_and_its_revisions = Q(pk=OuterRef("pk")) | Q(pk=Coalesce(OuterRef("revises"), 0)) | Q(revises=OuterRef("pk"))
    others = Review.objects.filter(~itself_and_its_revisions)
    same = others.filter(album=OuterRef("album"), critic=OuterRef("critic"))
    linked = others.standing().exclude(source_url="")
    return (
        reviews.select_related(
            *("album__lead_artist", "critic__scale", "critic__publication__scale", "publication__scale", "revises")
        )
        .prefetch_related(
            "excerpts",
            *(f"{path}scale__letters" for path in ("critic__", "critic__publication__", "publication__")),
        )
        .annotate(
            has_rival=Exists(same.filter(status=Review.Status.PUBLISHED)),
            has_double=Exists(same.filter(status=Review.Status.SUBMITTED)),
            has_twin=Exists(
                others.standing().exclude(body="").alias(digest=MD5("body")).filter(digest=MD5(OuterRef("body")))
            ),
            has_same_link=Exists(linked.filter(source_page=OuterRef("source_page"))),
        )
    )


def obstacles(review: ReviewWithConcerns, blocked: Iterable[BlockedSource] | None = None) -> list[str]:
    """Why the review, taken from `with_concerns`, cannot be published. `blocked`: all blocked sources, if known."""
    found = []
    if review.source_url and (source := blocked_at(review.source_url, blocked)):
        found.append(refusal_of(source))
    if not review.verdict:
        found.append("Without a grade it needs a verdict before it can be published.")
    if review.album.proposed:
        found.append("Its album is only proposed: accept the album first.")
    if review.publication and review.publication.is_aggregator:
        found.append(f"{review.publication} gathers others' reviews and is never the source of one.")
    if review.revises_id:
        found += _obstacles_to_revising(review)
    if review.has_rival:
        found.append(f"{review.critic} already has a published review of this album.")
    return found


def _obstacles_to_revising(review: Review) -> list[str]:
    revised = revised_by(review)
    if revised.status != Review.Status.PUBLISHED:
        return ["The review that it revises is not published any more."]
    if revised.revision != review.revises_number:
        return [
            "What it revises was changed after it was begun: return it, so that its critic can bring both together."
        ]
    if both := contested(review):
        labels = " and ".join(label_of(name) for name in sorted(both))
        return [
            f"Its {labels} was set right here after it was begun, and changed by its critic too: set it to what is "
            "right, or return it."
        ]
    return []


def doubts(review: ReviewWithConcerns, aggregators: Iterable[Publication], is_alike: bool = False) -> list[str]:
    """What is odd about the review, taken from `with_concerns`, though it could be published.

    `is_alike`: whether it is among those that `reviews.life.duplicates.alike_on_their_albums` finds.
    """
    found = _doubts_about_excerpts(review)
    if review.source_url:
        found += _doubts_about_link(review, aggregators)
    if review.has_double:
        found.append(f"Another review of this album by {review.critic} waits.")
    if review.has_twin:
        found.append("Another review has the same text, word for word.")
    elif is_alike:
        found.append("Another review of the album has almost the same text.")
    if problem := _problem_with_grade(review):
        found.append(f"Its grade is not on the scale it is printed on. {problem}")
    if review.document_name and not review.source_url:
        found.append("It names no source.")
    if review.document_name and not review.publication_id:
        found.append("It names no publication.")
    if (
        not review.text_forgotten_at
        and review.document_sha256
        and review.document_sha256 != fingerprint(review.headline, review.body, review.grade)
    ):
        found.append("Its headline, text or grade was changed here after it was imported.")
    if review.critic and review.critic.hidden:
        found.append("Its critic is hidden: it would neither be shown nor count.")
    return found


def _doubts_about_excerpts(review: Review) -> list[str]:
    excerpts = list(review.excerpts.all())
    if not excerpts:
        return ["It has no excerpt."]
    if not any(excerpt.is_about_the_record for excerpt in excerpts):
        return ["None of its excerpts is about the record."]
    leads = [excerpt for excerpt in excerpts if excerpt.lead]
    if not leads:
        return ["No excerpt leads."]
    made_for_a_film = review.album.kind == Album.Kind.SOUNDTRACK
    return [
        f"An excerpt that leads speaks of the film: “{lead}”"
        for lead in leads
        if made_for_a_film and speaks_of_film(lead.text)
    ]


def _doubts_about_link(review: ReviewWithConcerns, aggregators: Iterable[Publication]) -> list[str]:
    found = []
    house = review.publication
    if name := aggregator_at(review.source_url, aggregators):
        found.append(f"Its source link leads to {name}, which gathers others’ reviews.")
    elif house and house.site and not leads_to(review.source_url, house):
        found.append(f"Its source link leads to {urlsplit(review.source_url).hostname}, not to {house} ({house.site}).")
    if review.has_same_link:
        found.append("Another review has the same source link.")
    return found


def _problem_with_grade(review: Review) -> str:
    scale = review.grading_scale()
    if not review.grade or scale is None:
        return ""
    try:
        parse_grade(review.grade, scale.rule())
    except InvalidGrade as problem:
        return str(problem)
    return ""
