"""The feeds of a site: looked for on one of its pages, shown, and followed when a curator ticks them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common.limits import over_limit
from common.query import LARGEST_KEY
from common.requests import SignedInRequest
from common.web_addresses import host_of
from reviews.incoming.courier import call_courier
from reviews.incoming.feed_discovery import NamedFeed, NotLookedAt, feeds_at
from reviews.incoming.fetching.asking import site_fetcher
from reviews.models import Feed, SourcePolicy

TOO_OFTEN = "That is a great many pages looked at. Try again in some minutes."


class HomeForm(forms.Form):
    """The page on which the feeds are named."""

    address = forms.URLField(label="Page to look at", max_length=1000, help_text="Or the feed itself.")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        policy: SourcePolicy,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.policy = policy

    def clean_address(self) -> str:
        """A page of that site."""
        address = self.cleaned_data["address"]
        if host_of(address) != self.policy.host:
            raise ValidationError(f"That is no page of {self.policy.host}.")
        return address


@permission_required("reviews.change_sourcepolicy", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def find_feeds(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a page of the site names as its feeds, to be ticked and followed."""
    if pk > LARGEST_KEY:
        raise Http404
    policy = get_object_or_404(SourcePolicy.objects.select_related("publication", "critic"), pk=pk)
    if request.method != "POST":
        return _page(request, policy, HomeForm(policy=policy, initial={"address": home_of(policy)}))
    if request.POST.get("step") == "follow":
        return _follow(request, policy)
    form = HomeForm({"address": request.POST.get("address") or home_of(policy)}, policy=policy)
    if over_limit(request, "find-feeds"):
        form.add_error(None, TOO_OFTEN)
        return _page(request, policy, form, status=429)
    if not form.is_valid():
        return _page(request, policy, form, status=422)
    try:
        named = feeds_at(form.cleaned_data["address"], site_fetcher(), timezone.now())
    except NotLookedAt as problem:
        form.add_error("address", str(problem))
        return _page(request, policy, form, status=422)
    return _page(request, policy, form, named=named)


def home_of(policy: SourcePolicy) -> str:
    """Where a site begins: as its house or critic gives it, else by its name."""
    said = policy.publication.site if policy.publication else ""
    return said if said and host_of(said) == policy.host else f"https://{policy.host}/"


def follow(policy: SourcePolicy, url: str, title: str, by: User) -> bool:
    """Follow a feed of the site from now on; whether it was not followed before."""
    feed = Feed(policy=policy, url=url, title=title[:300], added_by=by)
    try:
        with transaction.atomic():
            feed.clean_fields()
            feed.save()
    except (ValidationError, IntegrityError):
        return False
    return True


def _follow(request: SignedInRequest, policy: SourcePolicy) -> HttpResponse:
    ticked = [url for url in request.POST.getlist("feed")[:50] if host_of(url) == policy.host]
    if not ticked:
        messages.warning(request, "No feed was ticked.")
        return HttpResponseRedirect(reverse("find-feeds", args=[policy.pk]))
    new = sum(follow(policy, url, request.POST.get(f"title-{url}", ""), request.user) for url in ticked)
    transaction.on_commit(call_courier)
    if new:
        messages.success(request, ngettext("%d feed is added.", "%d feeds are added.", new) % new)
    if new < len(ticked):
        messages.info(request, "The others were here already.")
    if not policy.allows_feeds():
        said = "Nothing is asked of them until the policy says “Fetch what its feeds announce, too”."
        messages.warning(request, said)
    return HttpResponseRedirect(reverse("admin:reviews_sourcepolicy_change", args=[policy.pk]))


def _page(
    request: SignedInRequest,
    policy: SourcePolicy,
    form: HomeForm,
    status: int = 200,
    named: list[NamedFeed] | None = None,
) -> HttpResponse:
    here = set(policy.feeds.values_list("url", flat=True))
    rows = [(feed, feed.url in here, host_of(feed.url) != policy.host) for feed in named or ()]
    title = f"The feeds of {policy.host}"
    context = {"policy": policy, "form": form, "looked": named is not None, "rows": rows, "title": title}
    shown = admin.site.each_context(request) | context
    return render(request, "admin/curation/intake/find_feeds.html", shown, status=status)
