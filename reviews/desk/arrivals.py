"""Documents that arrive at a critic's desk: asked for by their address, or announced by a feed of the critic's own.

Each is opened as a draft like any other, under a form token that names it. Saved as a review, it is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from albums.models import Album
from common.names import fold
from reviews.desk.albums import search_albums
from reviews.desk.drafts import draft_of, keep
from reviews.desk.forms import NEW_ALBUM
from reviews.desk.grade_question import GradeQuestion
from reviews.desk.manuscript import ROWS
from reviews.desk.offers import grade_offer
from reviews.grading.grades import InvalidGrade, parse_grade
from reviews.incoming.asked_for import document_at, refusal_of_address
from reviews.incoming.courier import call_courier
from reviews.incoming.readings import album_named, value_of
from reviews.life.sources import refusal_to_fetch
from reviews.models import Critic, DocumentReview, Draft, IncomingDocument, Review
from reviews.models.incoming_document import IncomingDocumentQuerySet

State = IncomingDocument.State
SALT = "reviews.desk.arrivals"
WITH_CURATORS = (State.NEEDS_POLICY, State.TO_FETCH, State.READ)
MOST_SHOWN = 50
MOST_PARTS = 1000


class NotBroughtIn(Exception):
    """A page that does not come to the critic's desk; the message says why. `review` is what it is already, if own."""

    def __init__(self, reason: str, review: Review | None = None) -> None:
        super().__init__(reason)
        self.review = review


@dataclass(frozen=True)
class ReviewPart:
    """One review of a document that was read."""

    number: int
    headline: str
    album: str
    words: int
    remark: str


def arrivals_of(user: User) -> list[IncomingDocument]:
    """What waits at the user's desk to become a draft, and what they have asked for and is not there yet."""
    asked = Q(asked_by=user, state__in=[State.NEEDS_POLICY, State.TO_FETCH, State.FAILED, State.PASSED_OVER])
    own = own_documents(user).filter(Q(state=State.READ) | asked)
    return list(own.defer("packed", "reading").order_by("-seen_at", "-pk")[:MOST_SHOWN])


def own_documents(user: User) -> IncomingDocumentQuerySet:
    """Documents that are for one of the user's bylines."""
    return IncomingDocument.objects.filter(for_critic__user=user)


def ask_for_own(address: str, byline: Critic, user: User) -> IncomingDocument:
    """Put a page of the critic's on its way to the desk, in the caller's transaction. Raises NotBroughtIn."""
    if reason := refusal_of_address(address):
        raise NotBroughtIn(reason)
    document, new = document_at(address, user, uuid4(), byline)
    if new:
        _refuse_where_nothing_is_fetched(document)
        transaction.on_commit(call_courier)
        return document
    if taken := document.reviews.select_related("review__critic").first():
        own = taken.review if taken.review.critic and taken.review.critic.user_id == user.pk else None
        raise NotBroughtIn("That page is here already, as a review.", own)
    if document.for_critic_id is None and document.state in WITH_CURATORS:
        raise NotBroughtIn("That page is with the curators already. You may paste its text.")
    if document.for_critic and document.for_critic.user_id != user.pk:
        raise NotBroughtIn("That page is on another critic’s desk. You may paste its text.")
    _refuse_where_nothing_is_fetched(document)
    if document.state not in (State.TO_FETCH, State.READ, State.NEEDS_POLICY):
        document.state, document.reason, document.tries = State.TO_FETCH, "", 0
        document.next_try_at = timezone.now()
    document.for_critic, document.asked_by = byline, user
    document.save(update_fields=["state", "reason", "tries", "next_try_at", "for_critic", "asked_by"])
    transaction.on_commit(call_courier)
    return document


def _refuse_where_nothing_is_fetched(document: IncomingDocument) -> None:
    if document.policy and (refusal := refusal_to_fetch(document.policy, document.address)):
        raise NotBroughtIn(f"{refusal} Paste the text instead.")


def parts_of(document: IncomingDocument, bylines: list[Critic]) -> list[ReviewPart]:
    """The reviews in a document that was read, one each to be opened."""
    return [_part(number, reading, bylines) for number, reading in enumerate(_readings(document))]


def open_as_draft(document: IncomingDocument, part: int, user: User) -> Draft:
    """What the critic goes on with: the draft that was begun of it, else one filled with what was read.

    Raises TooManyDrafts, and LookupError where there is no such part.
    """
    readings = _readings(document)
    if not 0 <= part < len(readings):
        raise LookupError(part)
    token = token_of(document.pk, part)
    begun = draft_of(user, None, token).first()
    return begun or keep(user, None, token, _filled(document, readings[part], token, user))


def token_of(key: int, part: int) -> UUID:
    """The form token of one part of a document. Nobody can make up another's: half of it is a signature."""
    named = key.to_bytes(6, "big") + part.to_bytes(2, "big")
    return UUID(bytes=named + salted_hmac(SALT, named.hex(), algorithm="sha256").digest()[:8])


def note_taken(review: Review, user: User) -> None:
    """Remember of a review that was just stored which document it came from, if it came from one."""
    token = review.form_token
    if token is None:
        return
    key, part = int.from_bytes(token.bytes[:6], "big"), int.from_bytes(token.bytes[6:8], "big")
    if not constant_time_compare(token_of(key, part).hex, token.hex):
        return
    document = own_documents(user).select_for_update(of=["self"]).filter(pk=key).first()
    if document is None or document.reviews.filter(part=part).exists():
        return
    DocumentReview.objects.create(document=document, review=review, part=part)
    if document.reviews.count() >= len(_readings(document)):
        document.state, document.reason = State.TAKEN, ""
        document.save(update_fields=["state", "reason"])


def _readings(document: IncomingDocument) -> list[dict[str, Any]]:
    reading = document.reading
    return (reading["parts"] or [reading])[:MOST_PARTS] if reading else []


def _part(number: int, reading: dict[str, Any], bylines: list[Critic]) -> ReviewPart:
    signed = value_of(reading, "critic")
    known = not signed or fold(signed) in {byline.folded for byline in bylines}
    remark = "" if known else f"It is signed by {signed}, which is none of your bylines."
    album = ", ".join(filter(None, (value_of(reading, "album"), value_of(reading, "artist"))))
    return ReviewPart(number, value_of(reading, "headline"), album, len(reading["body"].split()), remark)


def _filled(document: IncomingDocument, reading: dict[str, Any], token: UUID, user: User) -> QueryDict:
    """The form as the critic would post it who had typed all that was read."""
    byline = document.for_critic
    if byline is None:
        raise ValueError("nobody’s document is opened at no desk")
    house = document.policy.publication if document.policy and document.policy.publication else byline.publication
    data = QueryDict(mutable=True)
    data.update(
        {
            "form_token": str(token),
            "critic": str(byline.pk),
            "headline": value_of(reading, "headline")[:500],
            "body": reading["body"],
            "language": value_of(reading, "language"),
            "publication": str(house.pk) if house and not house.is_aggregator else "",
            "source_url": document.address or value_of(reading, "source_url"),
            "published_on": value_of(reading, "published"),
            "updated_on": value_of(reading, "updated"),
            **_album(reading, user),
            **{f"{ROWS}-{name}_FORMS": count for name, count in ROW_COUNTS.items()},
        }
    )
    _grade(data, value_of(reading, "grade"), byline)
    return data


ROW_COUNTS = {"TOTAL": "1", "INITIAL": "0", "MIN_NUM": "0", "MAX_NUM": "20"}


def _album(reading: dict[str, Any], user: User) -> dict[str, str]:
    """The album that is named; as a proposal when nothing here is like it."""
    if album := album_named(reading):
        return {"album": str(album.pk)}
    title, artist = value_of(reading, "album"), value_of(reading, "artist")
    if not title or not artist or search_albums(user, f"{artist} {title}"):
        return {"album": ""}
    proposal = {"proposal_title": title[:500], "proposal_artist": artist[:300], "proposal_kind": Album.Kind.ALBUM}
    return {"album": NEW_ALBUM, **proposal}


def _grade(data: QueryDict, printed: str, byline: Critic) -> None:
    question = GradeQuestion.of(byline)
    try:
        grade = parse_grade(printed, question.scale.rule() if question.scale else None) if printed else None
    except InvalidGrade:
        return
    offer = grade_offer(grade, question)[0] if grade else None
    if offer:
        offer.fill(data)
