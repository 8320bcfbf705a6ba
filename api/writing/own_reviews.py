"""A critic's own reviews: written, submitted, revised, withdrawn, as at the desk."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import IntegrityError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field

from accounts.models import ApiToken
from api.problems import Problem, Wrong
from api.shown.base import CONTENT_TYPE
from api.writing.permitted import WITH_TOKEN, TokenRequest, needs
from api.writing.posted_once import Done, answer_once
from api.writing.review_form import ReviewWords, ReviewWritten, about, byline_of, form_of, wrongs_of
from api.writing.wrongs import wrongs_in
from common.page_addresses import absolute
from common.query import LARGEST_KEY
from reviews.desk.drafts import ChangedMeanwhile
from reviews.desk.forms import WithdrawalForm
from reviews.desk.manuscript import Manuscript
from reviews.desk.own import bylines_of
from reviews.desk.saving import store
from reviews.desk.writing import CHANGED_UNDERNEATH
from reviews.life.publishing import drop, take_back, withdraw
from reviews.life.revised_fields import version_of
from reviews.life.revising import begin_revision
from reviews.models import Critic, Review, Verdict
from reviews.models.review_sets import ReviewQuerySet
from reviews.models.statuses import Status

router = Router()
A_PAGE = 50
SCOPE = ApiToken.Scope.REVIEWS


class Handling(Schema):
    """What becomes of what was written."""

    submit: bool = Field(False, description="Hand it to the curators. Otherwise it is a draft.")
    even_if_here: bool = Field(False, description="Submit it though it may be one that is here already (409).")


class NewReview(ReviewWritten, Handling):
    """A review to be made."""


class ChangedReview(ReviewWritten, Handling):
    """A draft as it shall be from now on."""

    version: datetime = Field(description="The draft's `version` that you have seen; another is not written over.")


class RevisedReview(ReviewWords, Handling):
    """A published review as it shall be from now on. Readers see it once a curator has published it."""

    version: datetime = Field(description="The review's `version` that you have seen.")


class Reason(Schema):
    """Why a review is withdrawn."""

    reason: str = Field(description="Curators read it; its first paragraph is in the public log.")


class OwnReview(Schema):
    """One of a critic's own reviews, and what became of it. Its text is not given out."""

    id: int
    status: Status
    version: datetime
    url: str = Field(description="Where the desk has it.")
    public_url: str | None = Field(description="Where readers see it, once it is published.")
    album: str = Field(description="The album's address.")
    critic: str
    headline: str
    grade: str | None
    verdict: Verdict | None
    revises: int | None = Field(description="The review whose place it is to take.")
    reason: str = Field(description="What a curator, or its critic, gave as the reason for its status.")
    excerpts: int = Field(description="How many quotations of it there are.")


class OwnReviews(Schema):
    """A page of them, the newest first."""

    reviews: list[OwnReview]
    next: str | None = Field(description="The address of the next page.")


class PageOfOwn(Schema):
    """Which page."""

    before: int = Field(LARGEST_KEY, description="Only reviews with a smaller `id`.", ge=1, le=LARGEST_KEY)


@router.get("/own/reviews", response=OwnReviews, openapi_extra=WITH_TOKEN)
@needs(SCOPE)
def own_reviews(request: TokenRequest, asked: Query[PageOfOwn]) -> HttpResponse:
    """Your reviews, in every state."""
    found = list(_own(request).filter(pk__lt=asked.before).order_by("-pk")[: A_PAGE + 1])
    more = absolute(f"{request.path}?before={found[A_PAGE - 1].pk}") if len(found) > A_PAGE else None
    shown = OwnReviews(reviews=[_shown(review) for review in found[:A_PAGE]], next=more)
    return _private(shown)


@router.get("/own/reviews/{int:pk}", response=OwnReview, openapi_extra=WITH_TOKEN)
@needs(SCOPE)
def own_review(request: TokenRequest, pk: int) -> HttpResponse:
    """One of your reviews."""
    return _private(_shown(_own_or_404(request, pk)))


@router.post("/own/reviews", response={201: OwnReview}, openapi_extra=WITH_TOKEN)
@needs(SCOPE, "desk-write")
def write_review(request: TokenRequest, written: NewReview) -> HttpResponse:
    """Write a review, and submit it if you say so."""
    bylines = bylines_of(request)

    def act() -> Done:
        chosen, tracks = about(written, request.user)
        fixed = {**chosen, "critic": _byline_or_problem(written, bylines).pk, "form_token": uuid4()}
        data = form_of(written, tracks, **fixed)
        return _made(_stored(Manuscript(request.user, bylines, None, data, submitting=written.submit), written))

    return answer_once(request, act)


@router.put("/own/reviews/{int:pk}", response=OwnReview, openapi_extra=WITH_TOKEN)
@needs(SCOPE, "desk-write")
def rewrite_review(request: TokenRequest, pk: int, written: ChangedReview) -> HttpResponse:
    """Write a draft anew, whole; a revision keeps its album and its byline."""
    bylines = bylines_of(request)

    def act() -> Done:
        found = _own_or_404(request, pk)
        chosen, tracks = about(written, request.user) if not found.revises_id else ({}, list(found.album.tracks.all()))
        byline = _byline_or_problem(written, bylines).pk if not found.revises_id else found.critic_id
        data = form_of(written, tracks, **chosen, critic=byline, seen_at=written.version.isoformat())
        return _changed(_stored(Manuscript(request.user, bylines, found, data, submitting=written.submit), written))

    return answer_once(request, act)


@router.post("/own/reviews/{int:pk}/revision", response={201: OwnReview}, openapi_extra=WITH_TOKEN)
@needs(SCOPE, "desk-write")
def revise_own_review(request: TokenRequest, pk: int, written: RevisedReview) -> HttpResponse:
    """Revise a published review: what you write waits beside it until a curator publishes it."""
    bylines = bylines_of(request)

    def act() -> Done:
        found = _own_or_404(request, pk)
        if found.updated_at != written.version:
            raise _changed_meanwhile(found)
        if begun := found.pending_revisions.pending().first():
            raise Problem(409, f"A revision of it has been begun: {begun.pk}. Change that one.")
        pending = begin_revision(found, request.user)
        fixed = {"seen_at": pending.updated_at.isoformat(), "revises_seen": version_of(found)}
        data = form_of(written, list(found.album.tracks.all()), **fixed)
        return _made(_stored(Manuscript(request.user, bylines, pending, data, submitting=written.submit), written))

    return answer_once(request, act)


@router.post("/own/reviews/{int:pk}/withdrawal", response=OwnReview, openapi_extra=WITH_TOKEN)
@needs(SCOPE, "desk-write")
def withdraw_own_review(request: TokenRequest, pk: int, said: Reason) -> HttpResponse:
    """Take a published review down. It counts no longer, and readers no longer see it."""
    form = WithdrawalForm({"reason": said.reason})
    if not form.is_valid():
        raise Problem.with_body(wrongs_in(form.errors, {}))

    def act() -> Done:
        return _changed(withdraw(_own_or_404(request, pk), request.user, form.cleaned_data["reason"]))

    return answer_once(request, act)


@router.post("/own/reviews/{int:pk}/taking-back", response=OwnReview, openapi_extra=WITH_TOKEN)
@needs(SCOPE, "desk-write")
def take_own_review_back(request: TokenRequest, pk: int) -> HttpResponse:
    """Take a submitted review out of the curators' queue: it is a draft again."""
    return answer_once(request, lambda: _changed(take_back(_own_or_404(request, pk), request.user)))


@router.delete("/own/reviews/{int:pk}", response={204: None}, openapi_extra=WITH_TOKEN)
@needs(SCOPE, "desk-write")
def throw_own_draft_away(request: TokenRequest, pk: int) -> HttpResponse:
    """Throw a draft away, for good."""

    def act() -> Done:
        found = _own_or_404(request, pk)
        shown = _shown(found)
        drop(found, request.user)
        return Done(204, shown)

    return answer_once(request, act)


def _own(request: TokenRequest) -> ReviewQuerySet:
    return _with_what_is_shown(Review.objects.editable_by(request.user))


def _with_what_is_shown(reviews: ReviewQuerySet) -> ReviewQuerySet:
    return reviews.select_related("critic", "album__lead_artist").annotate(excerpt_count=Count("excerpts"))


def _own_or_404(request: TokenRequest, pk: int) -> Review:
    return get_object_or_404(_own(request), pk=min(pk, LARGEST_KEY))


def _byline_or_problem(written: ReviewWritten, bylines: list[Critic]) -> Critic:
    if (found := byline_of(written, bylines)) is not None:
        return found
    slugs = ", ".join(byline.slug for byline in bylines)
    raise Problem.with_body([Wrong(where="body", name="critic", detail=f"Choose your byline: {slugs}.")])


def _stored(manuscript: Manuscript, handling: Handling) -> Review:
    """Check and store it, and submit it if asked. Raises a problem (409, 422)."""
    if not manuscript.check():
        raise Problem.with_body(wrongs_of(manuscript))
    if handling.submit and not handling.even_if_here and (duplicates := manuscript.duplicates()):
        found = "; ".join(duplicate.how for duplicate in duplicates)
        raise Problem(409, f"It may be here already: {found}. If it is not, say `even_if_here`.")
    try:
        return store(manuscript, submitting=handling.submit)
    except ChangedMeanwhile as changed:
        raise _changed_meanwhile(changed.review) from changed
    except IntegrityError as broken:
        raise Problem(409, CHANGED_UNDERNEATH) from broken


def _changed_meanwhile(review: Review | None) -> Problem:
    by_now = f" Its version is {review.updated_at.isoformat()} by now, its status {review.status}." if review else ""
    return Problem(409, f"Another version is stored than the one you have seen, or kept at the desk.{by_now}")


def _made(review: Review) -> Done:
    done = _changed(review)
    return Done(201, done.shown, absolute(reverse("api-own-review", args=[review.pk])))


def _changed(review: Review) -> Done:
    """It as it is stored by now."""
    return Done(200, _shown(_with_what_is_shown(Review.objects.all()).get(pk=review.pk)))


def _shown(review: Review) -> OwnReview:
    is_public = review.status == Review.Status.PUBLISHED
    return OwnReview(
        id=review.pk,
        status=Status(review.status),
        version=review.updated_at,
        url=absolute(review.get_desk_url()),
        public_url=absolute(review.get_absolute_url()) if is_public else None,
        album=absolute(review.album.get_absolute_url()),
        critic=review.critic.slug if review.critic else "",
        headline=review.headline,
        grade=review.grade or None,
        verdict=Verdict(review.verdict) if review.verdict else None,
        revises=review.revises_id,
        reason=review.reason,
        excerpts=review.excerpt_count,  # type: ignore[attr-defined]  # annotated by `_with_what_is_shown`
    )


def _private(shown: Schema) -> HttpResponse:
    headers = {"Cache-Control": "private, no-store"}
    return HttpResponse(shown.model_dump_json(), content_type=CONTENT_TYPE, headers=headers)
