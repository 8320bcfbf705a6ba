"""Taking a document that was read: what a person has checked becomes a review, in one transaction, and once.

The key of a review is its document's address together with its album: of a roundup each part makes one. A document that
has changed since makes the next revision of its review.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from common.names import fold
from common.slugs import free_slug
from reviews.grading.grades import InvalidGrade, parse_grade
from reviews.incoming.recognition import critic_of
from reviews.life.publishing import publish, submit
from reviews.life.revising import correct
from reviews.life.steps import NotAllowed
from reviews.models import DocumentReview, Excerpt, IncomingDocument, Publication, Review, SourcePolicy
from reviews.quoting.resemblance import fingerprint
from reviews.reading.document import ParsedReview

State = IncomingDocument.State
TAKEN_OVER = (
    *("headline", "body", "headings", "source_url", "language", "published_on", "updated_on", "grade", "score"),
    *("publication", "document_sha256", *Review.JUDGED),
)
"""What a changed document may change of the review that it once brought."""


@dataclass(frozen=True)
class Checked:
    """One part of a document as a person has checked it.

    `review` is not stored: its album, text, address and dates are set. Names of the critic and the publication are as
    signed, and become the ones that are here by these names, or new ones. `grade` is as printed; `verdict` is the
    curator's, for a review without one. `excerpts` are spans of the body.
    """

    review: Review
    critic: str = ""
    publication: str = ""
    grade: str = ""
    verdict: str = ""
    excerpts: Sequence[Excerpt] = ()


class AlreadyTaken(NotAllowed):
    """Somebody else has taken that part of the document; `review` is what it became."""

    def __init__(self, review: Review) -> None:
        super().__init__("Somebody has taken this document meanwhile. It is a review now.")
        self.review = review


def take(document: IncomingDocument, part: int, checked: Checked, by: User, publishing: bool) -> Review:
    """Store the review and hand it to the curators, or with `publishing` to readers at once.

    Raises NotAllowed, and then nothing is stored; AlreadyTaken where two have done so at once.
    """
    try:
        return _take(document, part, checked, by, publishing)
    except IntegrityError:
        # Another has just created the same critic or publication; now they are there to be found.
        return _take(document, part, checked, by, publishing)


@transaction.atomic
def _take(document: IncomingDocument, part: int, checked: Checked, by: User, publishing: bool) -> Review:
    document = IncomingDocument.objects.select_for_update(of=("self",)).select_related("policy").get(pk=document.pk)
    earlier = document.reviews.select_related("review").filter(part=part).first()
    if earlier and document.state == State.TAKEN:
        raise AlreadyTaken(earlier.review)
    review = checked.review
    review.publication = _publication(checked.publication, document.policy)
    review.document_name = (document.file_name or document.address)[-255:]
    review.document_sha256 = fingerprint(review.headline, review.body, checked.grade)
    review = _revised(earlier.review, checked, by) if earlier else _created(review, checked, by)
    if not earlier:
        DocumentReview.objects.create(document=document, review=review, part=part)
    if publishing and review.status == Review.Status.SUBMITTED:
        review = publish(review, by)
    parts = max(len((document.reading or {}).get("parts", ())), 1)
    if document.reviews.count() >= parts:
        document.state, document.reason = State.TAKEN, ""
        document.save(update_fields=["state", "reason"])
    return review


def _created(review: Review, checked: Checked, by: User) -> Review:
    person = critic_of(ParsedReview(body="", critic=checked.critic or None), review.album)
    if checked.critic and person.critic is None:
        raise NotAllowed(person.remark)
    review.critic = person.critic
    _refuse_second(review)
    _judge(review, checked, by)
    review.save()
    for excerpt in checked.excerpts:
        excerpt.review = review
    Excerpt.objects.bulk_create(checked.excerpts)
    return submit(review, by)


def _judge(review: Review, checked: Checked, by: User) -> None:
    """Grade and verdict, by the scale of those who wrote it: they are known by now."""
    scale = review.grading_scale()
    try:
        review.grade_as(parse_grade(checked.grade, scale.rule() if scale else None) if checked.grade else None)
    except InvalidGrade as problem:
        raise NotAllowed(str(problem)) from problem
    if checked.verdict and not review.grade:
        review.judge(checked.verdict, Review.VerdictSetBy.CURATOR, by)


def _refuse_second(review: Review) -> None:
    """Refuse another review of the album from the same page, or by the same critic."""
    others = Review.objects.standing().filter(album=review.album, revises=None)
    if review.source_url and (double := others.from_page(review.source_url).first()):
        raise NotAllowed(f"That page is here already, as review {double.pk} of this album by {double.byline}.")
    if review.critic_id and (rival := others.filter(critic=review.critic_id).first()):
        raise NotAllowed(f"{review.critic} already has a review of this album here (review {rival.pk}).")


def _revised(stored: Review, checked: Checked, by: User) -> Review:
    if not stored.is_standing():
        raise NotAllowed(f"The review that it became was {stored.get_status_display().lower()} here.")
    checked.review.critic = stored.critic
    _judge(checked.review, checked, by)
    if stored.verdict_set_by == Review.VerdictSetBy.CRITIC:
        checked.review.verdict = ""
    changed = [name for name in TAKEN_OVER if getattr(stored, name) != getattr(checked.review, name)]
    if not checked.review.verdict:
        changed = [name for name in changed if name not in Review.JUDGED]
    for name in changed:
        setattr(stored, name, getattr(checked.review, name))
    if changed:
        correct(stored, changed, by)
    return Review.objects.get(pk=stored.pk)


def _publication(name: str, policy: SourcePolicy | None) -> Publication | None:
    """The house of that name, created when new; a site whose house nobody has named yet is that one's from now on."""
    if not name:
        return None
    house = Publication.objects.filter(folded=fold(name)).first()
    if house is None:
        site = f"https://{policy.host}/" if policy else ""
        slug = free_slug(name, Publication.objects.all(), "publication")
        house = Publication.objects.create(name=name, slug=slug, site=site)
    if house.is_aggregator:
        raise NotAllowed(f"{house} gathers others’ reviews and is never the source of one.")
    if policy and policy.publication_id is None and policy.critic_id is None:
        policy.publication = house
        policy.save(update_fields=["publication"])
    return house


def put_aside(document: IncomingDocument, reason: str) -> None:
    """Take it off the desk without a review; it can be found again, and taken after all."""
    IncomingDocument.objects.filter(pk=document.pk).exclude(state=State.TAKEN).update(
        state=State.PUT_ASIDE, reason=reason[:500]
    )
