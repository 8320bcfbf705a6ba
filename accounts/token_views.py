"""The pages on which a person makes and revokes tokens for programs of their own."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import TokenForm
from accounts.models import ApiToken
from accounts.tokens import issue_token, revoke, scopes_open_to
from common.limits import over_limit
from common.query import LARGEST_KEY
from common.requests import SignedInRequest
from reviews.life.steps import NotAllowed

TOO_OFTEN = "You have made many tokens within the hour. What you typed stands here: send it a little later."


@login_required
@require_safe
def tokens(request: SignedInRequest) -> HttpResponse:
    """The person's tokens in force, with what each may do and when it was used last."""
    return render(request, "accounts/tokens.html", {"tokens": request.user.api_tokens.in_force()})


@login_required
@reauthentication_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_token(request: SignedInRequest) -> HttpResponse:
    """Make a token, and show its words once: they are kept nowhere."""
    if request.method != "POST":
        return _form(request, TokenForm(user=request.user))
    form = TokenForm(request.POST, user=request.user)
    if over_limit(request, "token"):
        return _form(request, form, 429, problem=TOO_OFTEN)
    if not form.is_valid():
        return _form(request, form, 422)
    try:
        words = issue_token(request.user, form.cleaned_data["name"], form.cleaned_data["scopes"])
    except NotAllowed as problem:
        return _form(request, form, 409, problem=str(problem))
    context = {"name": form.cleaned_data["name"], "words": words}
    return render(request, "accounts/token_made.html", context, status=201)


@login_required
@require_POST
def revoke_token(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a token worth nothing."""
    own = get_object_or_404(ApiToken, pk=min(pk, LARGEST_KEY), user=request.user)
    revoke(own)
    messages.success(request, f"“{own.name}” is revoked: programs that show it are refused.")
    return redirect("tokens")


def _form(request: SignedInRequest, form: TokenForm, status: int = 200, **more: str) -> HttpResponse:
    context = {"form": form, "has_scopes": bool(scopes_open_to(request.user)), **more}
    return render(request, "accounts/new_token.html", context, status=status)
