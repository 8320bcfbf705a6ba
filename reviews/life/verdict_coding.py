"""Verdicts for prose without a grade, coded twice: a second curator reads alone, and where two differ it is settled.

Each act is one transaction. The first coding is kept where reviews are stored: see `VerdictCoding.objects.follow`.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from reviews.life.revising import revise
from reviews.life.steps import NotAllowed, locked
from reviews.models import Review, ReviewToCode, Verdict, VerdictCoding, VerdictSettlement
from reviews.models.verdict_coding import digest_of

CANNOT_TELL = ""


@transaction.atomic
def code_blind(
    review: Review, verdict: str, words: str, body_digest: str, by: User, at: datetime | None = None
) -> VerdictCoding:
    """Keep what `by` makes of the text with that digest; `verdict` empty: cannot tell. The same words twice are one.

    Raises NotAllowed, with words for a person, when this text is not theirs to code any more.
    """
    review = locked(review)
    own = VerdictCoding.objects.filter(review=review, curator=by, body_digest=body_digest).first()
    if own is not None:
        if (own.verdict, own.words) == (verdict, words):
            return own
        raise NotAllowed("You have coded this text already, and a coding is not changed after it.")
    if digest_of(review.body) != body_digest:
        raise NotAllowed("The text was revised while you read it. Read it as it stands now.")
    if not ReviewToCode.objects.to_code_by(by).filter(pk=review.pk).exists():
        raise NotAllowed(_why_not(review))
    coding = VerdictCoding.objects.create(
        review=review,
        curator=by,
        verdict=verdict,
        words=words,
        revision=review.revision,
        body_digest=body_digest,
        at=at or timezone.now(),
    )
    VerdictCoding.objects.follow(review)
    return coding


def _why_not(review: Review) -> str:
    if review.score is not None:
        return "It is not in the sample of graded texts, or somebody has coded it meanwhile."
    if review.verdict_set_by != Review.VerdictSetBy.CURATOR:
        return "Its critic has given the verdict, and the critic’s word stands: there is nothing to code any more."
    if VerdictCoding.objects.of_text(review).telling().count() > 1:
        return "Another curator has coded it meanwhile: it has its two codings."
    return "It is not for you to code: you know its verdict, or it does not wait for a second one."


def verdicts_open_to(review: Review, user: User) -> list[Verdict]:
    """How that curator may settle it: one of the two who differ can only agree with the other, a third is free."""
    if not review.second_verdict:
        return []
    first, second = VerdictCoding.objects.of_text(review).telling()[:2]
    if user.pk in (first.curator_id, review.verdict_user_id):
        return [Verdict(review.second_verdict)]
    return [Verdict(review.verdict)] if user.pk == second.curator_id else list(Verdict)


@transaction.atomic
def settle(review: Review, verdict: str, reason: str, by: User) -> VerdictSettlement:
    """Decide between two curators who differ. Another verdict than the one that counts is a revision of the review.

    The same decision by the same curator twice is one. Raises NotAllowed when nothing is left to settle, without a
    reason, or for a verdict that is not theirs to choose.
    """
    review = locked(review)
    settled = VerdictSettlement.objects.of_text(review).first()
    if settled is not None and (settled.curator_id, settled.verdict) == (by.pk, verdict):
        return settled
    if not review.second_verdict:
        raise NotAllowed(f"There is nothing left to settle: it is {review.get_verdict_display().lower()} by now.")
    if verdict not in verdicts_open_to(review, by):
        raise NotAllowed("You are one of the two: agree with the other, or leave it to a third curator.")
    if not reason.strip():
        raise NotAllowed("Give a reason: the other curators will read it.")
    settled = VerdictSettlement.objects.create(
        review=review, curator=by, verdict=verdict, reason=reason.strip(), body_digest=digest_of(review.body)
    )
    if verdict == review.verdict:
        VerdictCoding.objects.follow(review)
    else:
        review.judge(verdict, Review.VerdictSetBy.CURATOR, by)
        revise(review, Review.JUDGED, by)
    return settled
