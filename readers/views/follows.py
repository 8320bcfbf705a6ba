"""Following a thing, no longer following it, and the page of all that one follows."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from common.limits import over_limit
from common.query import LARGEST_KEY
from common.requests import SignedInRequest
from readers.follow_part import follow_button
from readers.following import SHOWN, FollowsTooMany, follow, shown_or_404, stop_following, too_often
from readers.models import Follow
from readers.models.follow import TARGETS, is_followed

A_PAGE = 100
FROM_LIST = "list"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_page(request: SignedInRequest, kind: str, key: int) -> HttpResponse:
    """Follow a thing; asked for by its address, a page with the button, to which signing in leads back."""
    target = shown_or_404(kind, key)
    if request.method != "POST":
        return _ask(request, kind, target)
    if over_limit(request, "follow"):
        return _refused(request, kind, target, too_often(), 429)
    try:
        follow(request.user, target)
    except FollowsTooMany as problem:
        return _refused(request, kind, target, str(problem), 409)
    return _done(request, kind, target, followed=True)


@login_required
@require_POST
def unfollow(request: SignedInRequest, kind: str, key: int) -> HttpResponse:
    """Follow a thing no more, whatever has become of it."""
    if kind not in TARGETS or key > LARGEST_KEY:
        raise Http404("There is no such thing to follow.")
    stop_following(request.user, kind, key)
    target = SHOWN[kind]().filter(pk=key).first()
    if target is None or request.POST.get("from") == FROM_LIST:
        messages.success(request, gettext("You follow it no more."))
        return redirect("following")
    return _done(request, kind, target, followed=False)


@login_required
@require_safe
def following(request: SignedInRequest) -> HttpResponse:
    """All that the reader follows, of one kind where the address names one, the newest follow first."""
    own = Follow.objects.of(request.user)
    counts = own.aggregate(**{f"of_{kind}": Count(kind) for kind in TARGETS})
    kind = request.GET.get("kind", "")
    kind = kind if kind in TARGETS else ""
    narrowed = own.filter(**{f"{kind}__isnull": False}) if kind else own
    page = Paginator(narrowed.with_targets(), A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "section": "news",
        "page": page,
        "page_query": f"?kind={kind}&" if kind else "?",
        "kind": kind,
        "counts": [(name, counts[f"of_{name}"]) for name in TARGETS if counts[f"of_{name}"]],
        "all": sum(counts.values()),
    }
    return render(request, "readers/following.html", context)


def _ask(request: SignedInRequest, kind: str, target: Any, problem: str = "", status: int = 200) -> HttpResponse:
    context = {"kind": kind, "target": target, "followed": is_followed(request.user, kind, target.pk)}
    return render(request, "readers/follow.html", context | {"problem": problem}, status=status)


def _refused(request: SignedInRequest, kind: str, target: Any, problem: str, status: int) -> HttpResponse:
    if request.htmx:
        messages.error(request, problem)
        return HttpResponseClientRedirect(target.get_absolute_url())
    refused = _ask(request, kind, target, problem, status)
    if status == 429:
        refused["Retry-After"] = "60"
    return refused


def _done(request: SignedInRequest, kind: str, target: Any, *, followed: bool) -> HttpResponse:
    if request.htmx:
        return HttpResponse(follow_button(request, kind, target.pk, str(target), followed=followed))
    said = gettext("You follow %(name)s.") if followed else gettext("You follow %(name)s no more.")
    messages.success(request, said % {"name": target})
    return redirect(target)
