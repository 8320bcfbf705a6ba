"""The pages on which a person asks for a byline and reads what became of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.claims import claim_byline, withdraw_claim
from accounts.forms import BylineNameForm, ClaimForm
from accounts.models import BylineClaim
from common.limits import over_limit
from common.names import fold
from common.requests import SignedInRequest
from reviews.life.steps import NotAllowed
from reviews.models import Critic

SHOWN = 12
TOO_MANY = "You have asked for many bylines today. What you typed is still here: send it tomorrow."


@login_required
@require_safe
def bylines(request: SignedInRequest) -> HttpResponse:
    """The person's bylines and their claims."""
    context = {
        "bylines": request.user.bylines.with_review_counts(),
        "claims": request.user.byline_claims.select_related("critic").waiting_first(),
    }
    return render(request, "accounts/bylines.html", context)


@login_required
@permission_required("accounts.add_bylineclaim", raise_exception=True)
@require_safe
def find_byline(request: SignedInRequest) -> HttpResponse:
    """Look for the critic one is; else ask for a new byline."""
    form = BylineNameForm(request.GET if "name" in request.GET else None)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        name = form.cleaned_data["name"]
        context |= {"name": name, "found": list(_critics_named_like(name)[:SHOWN])}
    return render(request, "accounts/find_byline.html", context)


@login_required
@permission_required("accounts.add_bylineclaim", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: SignedInRequest) -> HttpResponse:
    """Say where one writes, and hand the claim to the curators. `critic` or `name` in the address says to what."""
    wanted = _wanted(request)
    if wanted is None:
        return redirect("find-byline")
    context = {"claim": wanted}
    if request.method != "POST":
        return render(request, "accounts/claim.html", context | {"form": ClaimForm(instance=wanted)})
    form = ClaimForm(request.POST, instance=wanted)
    if over_limit(request, "claim"):
        return render(request, "accounts/claim.html", context | {"form": form, "problem": TOO_MANY}, status=429)
    if not form.is_valid():
        return render(request, "accounts/claim.html", context | {"form": form}, status=422)
    try:
        claim_byline(form.save(commit=False))
    except NotAllowed as problem:
        return render(request, "accounts/claim.html", context | {"form": form, "problem": problem}, status=409)
    messages.success(request, "The curators have your claim. You will be told here and by e-mail what they decide.")
    return redirect("bylines")


@login_required
@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a waiting claim back."""
    own = get_object_or_404(BylineClaim, pk=pk, user=request.user)
    try:
        withdraw_claim(own)
    except NotAllowed as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"You no longer claim {own.byline}.")
    return redirect("bylines")


def _critics_named_like(name: str) -> QuerySet[Critic]:
    return Critic.objects.listed().filter(folded__contains=fold(name)).select_related("publication")


def _wanted(request: SignedInRequest) -> BylineClaim | None:
    if slug := request.GET.get("critic"):
        if "\0" in slug:
            return None
        critic = get_object_or_404(Critic.objects.listed(), slug=slug)
        return BylineClaim(user=request.user, critic=critic)
    named = BylineNameForm(request.GET)
    return BylineClaim(user=request.user, name=named.cleaned_data["name"]) if named.is_valid() else None
