"""The feeds that a critic has claimed: each new post is put before them as a draft."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from common.limits import over_limit
from common.query import LARGEST_KEY
from common.requests import SignedInRequest
from reviews.desk.bringing_in import OwnAddressForm
from reviews.desk.held import signed_in
from reviews.desk.own import bylines_of
from reviews.desk.views import no_byline
from reviews.desk.writing import TOO_OFTEN
from reviews.incoming.feed_claims import NotProved, claim, consent_words, end_claim, token_of
from reviews.incoming.fetching.asking import site_fetcher
from reviews.models import Critic, Feed


class FeedClaimForm(OwnAddressForm):
    """A feed, or the first page of a site, and the consent."""

    consent = forms.BooleanField(error_messages={"required": "Without your consent nothing is fetched."})

    def __init__(self, data: QueryDict | None = None, *, bylines: list[Critic]) -> None:
        super().__init__(data, bylines=bylines)
        self.fields["address"].label = "Your site’s first page, or its feed"
        self.fields["address"].error_messages["required"] = "Give the address of your site or of its feed."
        self.fields["consent"].label = consent_words()


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def feeds(request: SignedInRequest) -> HttpResponse:
    """What was claimed, and the form to claim another."""
    bylines = bylines_of(request)
    if not bylines:
        return no_byline(request)
    if request.method != "POST":
        return _page(request, FeedClaimForm(bylines=bylines))
    form = FeedClaimForm(request.POST, bylines=bylines)
    if over_limit(request, "claim-feed"):
        form.add_error(None, TOO_OFTEN)
        return _page(request, form, status=429)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        feed = claim(form.cleaned_data["address"], form.byline, request.user, site_fetcher())
    except NotProved as problem:
        form.add_error("address", str(problem))
        return _page(request, form, status=422)
    messages.success(request, f"“{feed}” is yours. What is new in it comes to your desk.")
    return redirect("desk-feeds")


@login_required
@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a claim of one's own."""
    feed = get_object_or_404(_own_feeds(request), pk=min(pk, LARGEST_KEY))
    if over_limit(request, "desk-write"):
        messages.warning(request, TOO_OFTEN)
        return redirect("desk-feeds")
    end_claim(feed, request.user)
    messages.success(request, f"“{feed}” is not asked any more.")
    return redirect("desk-feeds")


def _own_feeds(request: SignedInRequest) -> QuerySet[Feed]:
    return Feed.objects.filter(critic__user=request.user).select_related("policy", "critic")


def _page(request: SignedInRequest, form: FeedClaimForm, status: int = 200) -> HttpResponse:
    proofs = [(byline, token_of(byline), f"{settings.SITE_URL}{byline.get_absolute_url()}") for byline in form.bylines]
    context = {"section": "desk", "form": form, "feeds": _own_feeds(request), "proofs": proofs}
    return render(request, "desk/feeds.html", context, status=status)
