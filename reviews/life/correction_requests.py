"""Requests for correction: a critic asks, a curator answers. One transaction each."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from reviews.life.acts import Act, tell
from reviews.life.steps import NotAllowed
from reviews.models import CorrectionRequest, Review


def ask_for_correction(review: Review, kind: str, words: str, by: User) -> CorrectionRequest:
    """Ask curators to put something right in a published review. The same words twice are one request.

    Raises NotAllowed when the review is not published, or another request about the same thing waits.
    """
    if review.status != Review.Status.PUBLISHED:
        raise NotAllowed("Only a published review can be corrected.")
    try:
        with transaction.atomic():
            return CorrectionRequest.objects.create(review=review, kind=kind, words=words, asked_by=by)
    except IntegrityError:
        waiting = CorrectionRequest.objects.waiting().filter(review=review, kind=kind).first()
        if waiting and waiting.words == words:
            return waiting
        raise NotAllowed("A request about this waits already. It will be answered here.") from None


@transaction.atomic
def answer_request(request: CorrectionRequest, state: str, answer: str, by: User) -> CorrectionRequest:
    """Answer a request, once, with words for the critic. `state`: corrected or declined.

    Raises NotAllowed when somebody has answered it before, or without words.
    """
    request = CorrectionRequest.objects.select_for_update().select_related("review").get(pk=request.pk)
    if request.state != CorrectionRequest.State.OPEN:
        raise NotAllowed("Somebody has answered this request meanwhile.")
    if not answer.strip():
        raise NotAllowed("Answer in a few words: the critic will read them.")
    request.state, request.answer = state, answer.strip()
    request.answered_by, request.answered_at = by, timezone.now()
    request.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    tell(Act.ANSWERED, request.review, by, request.answer)
    return request
