"""What a critic does about a review that readers see: revise, withdraw, contest, ask for a correction."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.limits import over_limit
from common.requests import SignedInRequest
from reviews.desk.forms import CorrectionForm, WithdrawalForm
from reviews.desk.held import signed_in
from reviews.desk.own import act, own_review_or_404, refused, review_page
from reviews.desk.writing import TOO_OFTEN
from reviews.life.correction_requests import ask_for_correction
from reviews.life.publishing import contest_verdict, withdraw
from reviews.life.revising import begin_revision
from reviews.life.revision_changes import history_of
from reviews.life.steps import NotAllowed
from reviews.models import Verdict


@login_required
@require_POST
def revise_review(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin the next revision of a published review, or go on with the one that was begun."""
    found = own_review_or_404(request, pk)
    if over_limit(request, "desk-write"):
        return review_page(request, found, problem=TOO_OFTEN, status=429)
    try:
        pending = begin_revision(found, request.user)
    except NotAllowed as problem:
        return refused(request, found, problem)
    return redirect("desk-review", pending.pk)


@signed_in
@require_POST
def withdraw_review(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a published review down, with a reason."""
    found = own_review_or_404(request, pk)
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return review_page(request, found, withdrawal=form, status=422)
    return act(
        request,
        found,
        lambda: withdraw(found, request.user, form.cleaned_data["reason"]),
        "The review is withdrawn. Readers no longer see it, and it no longer counts.",
        withdrawal=form,
    )


@login_required
@require_POST
def contest(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say one's own verdict where a curator has set it; it counts at once."""
    found = own_review_or_404(request, pk)
    verdict = request.POST.get("verdict", "")
    if verdict not in Verdict.values:
        return review_page(request, found, problem="Choose one of the verdicts.", status=422)
    said = f"Your word stands: the verdict is {Verdict(verdict).label.lower()}."
    return act(request, found, lambda: contest_verdict(found, verdict, request.user), said)


@signed_in
@require_POST
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask curators for a correction."""
    found = own_review_or_404(request, pk)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return review_page(request, found, correction=form, status=422)
    return act(
        request,
        found,
        lambda: ask_for_correction(found, form.cleaned_data["kind"], form.cleaned_data["words"], request.user),
        "The curators are asked. Their answer will stand here.",
        correction=form,
    )


@login_required
@require_safe
def history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every revision of the review, with the words that changed."""
    found = own_review_or_404(request, pk)
    context = {"section": "desk", "review": found, "entries": history_of(found)}
    return render(request, "desk/history.html", context)
