"""The queue's page, and what is done from it: take, release, publish what passes all checks."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from common.query import LARGEST_KEY
from common.requests import SignedInRequest
from curation.models import Holdable, LikelyDuplicate
from curation.queue.bulk_publishing import publish_passing
from curation.queue.filters import Checks, Holder, read_filters
from curation.queue.holding import release, standing_of, take
from curation.queue.page import PAGE_SIZE, page_of_queue, tallies
from curation.queue.waiting_kinds import SOURCES, Source, seen_by
from reviews.life.steps import NotAllowed
from reviews.models import Review

MOST_COUNTED = 100


@require_safe
def queue(request: SignedInRequest) -> HttpResponse:
    """Everything that waits and that this person may see, longest waiting first."""
    if not seen_by(request.user):
        raise PermissionDenied
    filters = read_filters(request.GET)
    page = page_of_queue(request.user, filters)
    found = tallies(request.user)
    context = {
        **admin.site.each_context(request),
        "title": "The queue",
        "page": page,
        "filters": filters,
        "everything": filters.address(kind=None),
        "tallies": [(tally, filters.address(kind=tally.kind)) for tally in found],
        "total": sum(tally.count for tally in found),
        "holders": Holder.choices,
        "checks": Checks.choices,
        "from_the_start": filters.address(),
        "next": filters.address(after=page.next) if page.next else "",
        "select_passing": f"{filters.address(after=filters.after)}&select=passing",
        "selected": request.GET.get("select") == "passing",
        "passing": sum(row.passes for row in page.rows),
        "may_publish": request.user.has_perm("reviews.publish_review"),
        "duplicates": LikelyDuplicate.objects.open()[: MOST_COUNTED + 1].count()
        if request.user.has_perm("curation.view_likelyduplicate")
        else 0,
        "most_counted": MOST_COUNTED,
        "PAGE_SIZE": PAGE_SIZE,
    }
    return render(request, "admin/curation/queue/queue.html", context)


@require_POST
def take_one(request: SignedInRequest, kind: str, key: int) -> HttpResponse:
    """Hold a thing, so that nobody else begins with it."""
    return _hold(request, kind, key, take, "You hold it now.")


@require_POST
def release_one(request: SignedInRequest, kind: str, key: int) -> HttpResponse:
    """Give a thing back."""
    return _hold(request, kind, key, release, "Nobody holds it now.")


@require_POST
def publish_selected(request: SignedInRequest) -> HttpResponse:
    """Publish what passes all checks of the reviews that are selected; name what is left, with its reason."""
    if not request.user.has_perm("reviews.publish_review"):
        raise PermissionDenied
    keys = {int(key) for key in request.POST.getlist("review")[:PAGE_SIZE] if key.isdecimal() and len(key) < 19}
    back = _back(request, reverse("queue"))
    if not keys:
        messages.warning(request, "Nothing was selected.")
        return HttpResponseRedirect(back)
    outcome = publish_passing(keys, request.user)
    for review in outcome.published:
        admin.site.get_model_admin(Review).log_change(request, review, "Published from the queue.")
    for review, reason in outcome.left:
        messages.warning(request, f"{review} was left. {reason}")
    if count := len(outcome.published):
        messages.success(request, ngettext("%d review is published.", "%d reviews are published.", count) % count)
    if outcome.decided:
        told = ngettext("%d was decided before.", "%d were decided before.", outcome.decided) % outcome.decided
        messages.info(request, told)
    return HttpResponseRedirect(back)


def _hold(
    request: SignedInRequest,
    kind: str,
    key: int,
    step: Callable[[Holdable, int, User], None],
    done: str,
) -> HttpResponse:
    source = _source(request, kind)
    if key > LARGEST_KEY:
        raise Http404
    refusal = ""
    try:
        step(source.holdable, key, request.user)
    except NotAllowed as problem:
        refusal = str(problem)
    if request.htmx:
        context = {"row": standing_of(source.holdable, key, request.user), "refusal": refusal, "done": done}
        return render(request, "admin/curation/queue/hold.html", context, status=409 if refusal else 200)
    if refusal:
        messages.error(request, refusal)
    else:
        messages.success(request, done)
    return HttpResponseRedirect(_back(request, source.page_of(key)))


def _source(request: SignedInRequest, kind: str) -> Source:
    if kind not in Holdable.values:
        raise Http404
    source = SOURCES[Holdable(kind)]
    if not request.user.has_perm(source.may_decide):
        raise PermissionDenied
    return source


def _back(request: SignedInRequest, otherwise: str) -> str:
    """Where the form says it came from, if that is on this site."""
    came_from = request.POST.get("next", "")
    return came_from if url_has_allowed_host_and_scheme(came_from, allowed_hosts=None) else otherwise
