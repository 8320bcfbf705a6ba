"""What belongs to the signed-in critic, and the page on which a review of theirs is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from common.limits import over_limit
from common.requests import SignedInRequest
from reviews.desk.forms import CorrectionForm, WithdrawalForm
from reviews.desk.manuscript import as_card
from reviews.desk.overview import with_moves
from reviews.desk.writing import TOO_OFTEN
from reviews.life.steps import NotAllowed
from reviews.models import Critic, Review, Verdict
from reviews.quoting.markdown import render_markdown


def bylines_of(request: SignedInRequest) -> list[Critic]:
    """The bylines that the signed-in user has claimed, with their scales and how many of their reviews count."""
    with_scales = request.user.bylines.with_review_counts().select_related("scale", "publication__scale", "thresholds")
    return list(with_scales.prefetch_related("scale__letters", "publication__scale__letters"))


def own_review_or_404(request: SignedInRequest, pk: int) -> Review:
    """The one place that loads a review for its critic; anybody else's is not there."""
    own = Review.objects.editable_by(request.user).with_cards().select_related("album__film", "revises")
    return get_object_or_404(own.prefetch_related("album__credits__artist"), pk=pk)


def gone(request: SignedInRequest) -> HttpResponse:
    """Say that a draft is no more: it was thrown away by another click, or published while its page was open."""
    messages.warning(request, "That draft is not there any more: it was thrown away, or published meanwhile.")
    return redirect("desk")


def review_page(
    request: SignedInRequest,
    found: Review,
    *,
    problem: str = "",
    status: int = 200,
    **forms: Any,
) -> HttpResponse:
    """A review that is not being written: what became of it, and what its critic can do about it now."""
    with_moves([found])
    context = {
        "section": "desk",
        "review": found,
        "card": as_card(found, list(found.excerpts.all())),
        "text": render_markdown(found.body),
        "problem": problem,
        "pending": found.pending_revisions.pending().first(),
        "corrections": found.correction_requests.select_related("answered_by"),
        "verdicts": [choice for choice in Verdict.choices if choice[0] != found.verdict],
        "withdrawal": WithdrawalForm(),
        "correction": CorrectionForm(),
        **forms,
    }
    return render(request, "desk/review.html", context, status=status)


def refused(request: SignedInRequest, found: Review, problem: NotAllowed, **forms: Any) -> HttpResponse:
    """Say why a step is not possible, on the review's page as it stands by now."""
    if not Review.objects.filter(pk=found.pk).exists():
        return gone(request)
    return review_page(request, own_review_or_404(request, found.pk), problem=str(problem), status=409, **forms)


def act(request: SignedInRequest, found: Review, step: Callable[[], object], said: str, **forms: Any) -> HttpResponse:
    """Take a step with the review and say so on its page.

    Too often: 429. Not possible as the review stands by now: 409. Both say why, on the review's page with its forms.
    """
    if over_limit(request, "desk-write"):
        return review_page(request, found, problem=TOO_OFTEN, status=429, **forms)
    try:
        step()
    except NotAllowed as problem:
        return refused(request, found, problem, **forms)
    messages.success(request, said)
    return redirect("desk-review", found.pk)
