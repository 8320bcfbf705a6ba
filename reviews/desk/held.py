"""A form that was posted when its sign-in or its key was over: handed back whole, to be sent again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views import csrf

from common.held_forms import held_form

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Like `login_required`, but a form that was posted is held: signing in would lose what it says."""
    for_anybody = login_required(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            return _hold(request, signed_out=True)
        return for_anybody(request, *args, **kwargs)

    return guarded


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form without a valid key. One from the desk, sent by a page of this site, may be sent again.

    Signing in changes the key, so a page that was opened before is refused once. A page of another site gets nothing
    that a careless click could send on.
    """
    if request.path.startswith(reverse("desk")) and _is_from_here(request):
        return _hold(request, signed_out=not request.user.is_authenticated)
    return csrf.csrf_failure(request, reason)


def _hold(request: HttpRequest, *, signed_out: bool) -> HttpResponse:
    if request.POST.get("step") == "autosave":
        state = {"state": "signed-out"} if signed_out else {"state": "stale", "token": get_token(request)}
        return JsonResponse(state, status=403)
    context = {"section": "desk", "signed_out": signed_out, "held": held_form(request)}
    return render(request, "desk/held.html", context, status=403)


def _is_from_here(request: HttpRequest) -> bool:
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
