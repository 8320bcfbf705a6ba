"""What is new for a reader: the page, the feed, and how often there is mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.verification import address_of
from common.limits import over_limit
from common.requests import SignedInRequest
from readers.models import Follow, Subscription
from readers.new_for_you import newest
from readers.news_feed import NewsFeed
from readers.subscriptions import (
    choose_mail,
    feed_address,
    reader_of_feed,
    reader_to_stop,
    renew_feed,
    subscription_of,
)

A_PAGE = 30


class PaceForm(forms.Form):
    """How often there is mail."""

    mail = forms.ChoiceField(
        choices=Subscription.Mail.choices, widget=forms.RadioSelect, label=_("Mail of what is new")
    )


@login_required
@never_cache
@require_safe
def new_for_you(request: SignedInRequest) -> HttpResponse:
    """What has come of what the reader follows, the newest first, with what came since the last visit marked."""
    before = request.GET.get("before", "")
    entries, more = newest(request.user, A_PAGE, before)
    context: dict[str, Any] = {
        "section": "news",
        "entries": entries,
        "more": more,
        "before": before,
        "follows_any": bool(entries) or Follow.objects.of(request.user).exists(),
        "seen_before": subscription_of(request.user).look(),
    }
    return render(request, "readers/new_for_you.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def news_settings(request: SignedInRequest) -> HttpResponse:
    """Choose how often there is mail, and see the feed's address."""
    own = subscription_of(request.user)
    form = PaceForm(request.POST if request.method == "POST" else None, initial={"mail": own.mail})
    if form.is_valid():
        choose_mail(request.user.pk, form.cleaned_data["mail"])
        messages.success(request, gettext("Your choice is stored."))
        return redirect("news-settings")
    context = {
        "section": "news",
        "form": form,
        "address": address_of(request.user),
        "feed": feed_address(request.user),
    }
    return render(request, "readers/news_settings.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def renew_news_feed(request: SignedInRequest) -> HttpResponse:
    """Give the feed another address; the old one is worth nothing from now on."""
    if over_limit(request, "renew-feed"):
        messages.error(request, gettext("You have renewed it many times within the hour. Try again later."))
        return redirect("news-settings")
    renew_feed(request.user)
    messages.success(request, gettext("The feed has a new address. The old one leads nowhere."))
    return redirect("news-settings")


@require_safe
def news_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The feed at its secret address, for whoever knows it."""
    reader = reader_of_feed(token)
    if reader is None:
        raise Http404("There is no feed at this address, or not any more.")
    response = NewsFeed(request, reader).answer(request)
    response["X-Robots-Tag"] = "noindex, nofollow"
    patch_cache_control(response, private=True, max_age=60)
    return response


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop_news(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the mail, signed in or not: mail programs post here by themselves (RFC 8058).

    The token says whose mail; it can do nothing else, so it needs no session and no CSRF key.
    """
    reader = reader_to_stop(token)
    if reader is None:
        return render(request, "readers/stop_news.html", {"broken": True}, status=404)
    if request.method == "POST":
        choose_mail(reader, Subscription.Mail.NEVER)
    return render(request, "readers/stop_news.html", {"token": token, "done": request.method == "POST"})
