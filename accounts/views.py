"""The pages of a person's account: overview, notices, mail, deletion."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import confirm_email
from django.contrib import messages
from django.contrib.auth import get_user_model, logout
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.deletion import delete_account
from accounts.forms import DeletionForm, MailForm
from accounts.models import MutedMail, Notice
from accounts.models.notice import SWITCHABLE
from accounts.notices import read_unsubscribe_token
from accounts.verification import address_of
from common.limits import over_limit
from common.requests import SignedInRequest
from reviews.models import Review

A_PAGE = 30
WAIT = "Too many attempts. Wait five minutes, then try again."


@login_required
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """What belongs to the account, and where it is changed."""
    context = {"address": address_of(request.user), "bylines": request.user.bylines.all()}
    return render(request, "accounts/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, key: str) -> HttpResponse:
    """Confirm an e-mail address by the mailed link. A second click leads to where the first one led, or says so."""
    try:
        return confirm_email(request, key=key)
    except Http404:
        there = get_adapter().get_login_redirect_url(request) if request.user.is_authenticated else request.path
        return redirect(there)


@login_required
@require_safe
def notices(request: SignedInRequest) -> HttpResponse:
    """What happened to the person's reviews and claims, unread first."""
    own = Notice.objects.filter(recipient=request.user).unread_first().with_subjects()
    page = Paginator(own, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/notices.html", {"page": page, "page_query": "?", "section": "notices"})


@login_required
@require_POST
def read_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark one notice as read."""
    notice = get_object_or_404(Notice, pk=pk, recipient=request.user)
    Notice.objects.filter(pk=notice.pk).unread().update(read_at=timezone.now())
    return redirect("notices")


@login_required
@require_POST
def read_all_notices(request: SignedInRequest) -> HttpResponse:
    """Mark all notices as read."""
    Notice.objects.filter(recipient=request.user).unread().update(read_at=timezone.now())
    return redirect("notices")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notice_settings(request: SignedInRequest) -> HttpResponse:
    """Choose of which notices there is e-mail too."""
    muted = set(MutedMail.objects.filter(user=request.user).values_list("kind", flat=True))
    wanted = [kind for kind, _ in SWITCHABLE if kind not in muted]
    form = MailForm(request.POST if request.method == "POST" else None, initial={"kinds": wanted})
    if form.is_valid():
        with transaction.atomic():
            MutedMail.objects.filter(user=request.user, kind__in=form.cleaned_data["kinds"]).delete()
            _mute(request.user.pk, *(kind for kind, _ in SWITCHABLE if kind not in form.cleaned_data["kinds"]))
        messages.success(request, "Your choice is stored.")
        return redirect("notice-settings")
    context = {"form": form, "address": address_of(request.user)}
    return render(request, "accounts/notice_settings.html", context, status=422 if form.is_bound else 200)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Switch one kind of e-mail off, signed in or not: mail programs post here by themselves (RFC 8058).

    The token says whose mail and which; it can do nothing else, so it needs no session and no CSRF key.
    """
    found = read_unsubscribe_token(token)
    person = get_user_model().objects.filter(pk=found[0]).first() if found else None
    if found is None or person is None or found[1] not in dict(SWITCHABLE):
        return render(request, "accounts/unsubscribe.html", {"broken": True}, status=404)
    context: dict[str, Any] = {"kind": Notice.Kind(found[1]).label, "token": token}
    if request.method == "POST":
        _mute(person.pk, found[1])
        context["done"] = True
    return render(request, "accounts/unsubscribe.html", context)


@login_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: SignedInRequest) -> HttpResponse:
    """Delete the account, once the person has said what becomes of their reviews and typed their password."""
    own = Review.objects.filter(critic__user=request.user)
    published = own.filter(status=Review.Status.PUBLISHED).count()
    context = {
        "published": published,
        "unpublished": own.unseen().count(),
        "bylines": request.user.bylines.all(),
    }
    if request.user.is_staff:
        return render(request, "accounts/delete_staff.html", status=403 if request.method == "POST" else 200)
    if request.method != "POST":
        return render(request, "accounts/delete.html", context | {"form": DeletionForm(request.user, published)})
    if over_limit(request, "password-check"):
        unchecked = DeletionForm(request.user, published, initial={"reviews": request.POST.get("reviews")})
        context |= {"form": unchecked, "problem": WAIT}
        refused = render(request, "accounts/delete.html", context, status=429)
        refused["Retry-After"] = "300"
        return refused
    form = DeletionForm(request.user, published, request.POST)
    if not form.is_valid():
        return render(request, "accounts/delete.html", context | {"form": form}, status=422)
    with suppress(get_user_model().DoesNotExist):  # the second of two clicks
        delete_account(request.user, keep_reviews=form.keeps_reviews)
    logout(request)
    messages.success(request, "Your account is deleted.")
    return redirect("home")


def _mute(user_pk: int, *kinds: str) -> None:
    MutedMail.objects.bulk_create([MutedMail(user_id=user_pk, kind=kind) for kind in kinds], ignore_conflicts=True)
