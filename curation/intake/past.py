"""Looking back: what a site published before its feed begins, counted first, and taken when a curator says so."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common.limits import over_limit
from common.query import LARGEST_KEY
from common.requests import SignedInRequest
from reviews.incoming.courier import call_courier
from reviews.incoming.feed_discovery import NotLookedAt
from reviews.incoming.fetching.asking import site_fetcher
from reviews.incoming.looking_back import (
    MOST_PAGES,
    MOST_TAKEN,
    OlderPage,
    SiteMap,
    ask_for_pages,
    look_at_map,
    look_at_page,
    map_of,
    take_addresses,
)
from reviews.models import Feed

SALT = "curation.intake.past"
HOUR = 60 * 60
TOO_OFTEN = "That is a great many pages looked at. Try again in some minutes."


class MapForm(forms.Form):
    """Where the site's map is."""

    address = forms.URLField(label="The site’s map", max_length=1000)


class PagesForm(forms.Form):
    """How many older pages are read."""

    pages = forms.IntegerField(label="How many pages", min_value=1, max_value=MOST_PAGES, initial=5)


@permission_required("reviews.change_feed", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def look_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Look at the site's map or at the feed's older pages, and take what was counted."""
    feed = get_object_or_404(Feed.objects.select_related("policy", "critic"), pk=min(pk, LARGEST_KEY))
    if request.method != "POST":
        return _page(request, feed, MapForm(initial={"address": map_of(feed)}))
    step = request.POST.get("step", "map")
    if step == "take":
        return _take(request, feed)
    if step == "pages":
        return _ask_for_pages(request, feed)
    form = MapForm({"address": request.POST.get("address") or map_of(feed)})
    if over_limit(request, "look-back"):
        form.add_error(None, TOO_OFTEN)
        return _page(request, feed, form, status=429)
    if not form.is_valid():
        return _page(request, feed, form, status=422)
    try:
        if step == "page":
            return _page(request, feed, form, page=look_at_page(feed, site_fetcher()))
        return _page(request, feed, form, found=look_at_map(feed, form.cleaned_data["address"], site_fetcher()))
    except NotLookedAt as problem:
        form.add_error(None if step == "page" else "address", str(problem))
        return _page(request, feed, form, status=422)


def _take(request: SignedInRequest, feed: Feed) -> HttpResponse:
    try:
        key, addresses = signing.loads(request.POST.get("addresses", ""), salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        messages.warning(request, "That count is out of date. Look at the map again.")
        return _back(feed)
    if key != feed.pk:
        raise Http404
    count = take_addresses(feed, addresses, request.user)
    transaction.on_commit(call_courier)
    messages.success(request, ngettext("%d page is on its way.", "%d pages are on their way.", count) % count)
    return _back(feed)


def _ask_for_pages(request: SignedInRequest, feed: Feed) -> HttpResponse:
    form = PagesForm(request.POST)
    if not form.is_valid():
        messages.warning(request, f"Give a number of pages, at most {MOST_PAGES}.")
        return _back(feed)
    until = ask_for_pages(feed, form.cleaned_data["pages"])
    transaction.on_commit(call_courier)
    messages.success(request, f"Its pages to number {until} are read one after the other.")
    if not Feed.objects.followed().filter(pk=feed.pk).exists():
        messages.warning(request, "Nothing is read while it is switched off, or while its site’s policy says no.")
    return _back(feed)


def _back(feed: Feed) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("look-back", args=[feed.pk]))


def _page(
    request: SignedInRequest,
    feed: Feed,
    form: MapForm,
    status: int = 200,
    found: SiteMap | None = None,
    page: OlderPage | None = None,
) -> HttpResponse:
    taken = found.new[:MOST_TAKEN] if found else ()
    context = {
        "feed": feed,
        "form": form,
        "found": found,
        "taken": taken,
        "signed": signing.dumps((feed.pk, taken), salt=SALT, compress=True) if taken else "",
        "page": page,
        "pages_form": PagesForm(),
        "title": f"Look back: {feed}",
    }
    shown = admin.site.each_context(request) | context
    return render(request, "admin/curation/intake/look_back.html", shown, status=status)
