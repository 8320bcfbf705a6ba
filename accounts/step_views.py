"""The first steps of a site, as a page of its administrator's; the front page shows them, too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.first_steps import KEYS, bring_back, first_steps, put_away
from accounts.forms import InviteForm
from accounts.invitations import invite_curator, make_curator
from accounts.mail_trial import MailFailed, send_trial
from accounts.verification import address_of
from common.limits import over_limit
from common.requests import SignedInRequest
from common.site_form import SiteForm

TOO_MANY = "That was tried many times within the hour. Wait a little, then try once more."
TOO_MANY_INVITED = "You have invited many people today. What you typed is still here: send it tomorrow."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def steps_page(request: SignedInRequest) -> HttpResponse:
    """What is done and what is not. A button does one thing and leads back; what went wrong stays in its form."""
    if not request.user.is_superuser:
        raise Http404("First steps are the administrator's.")
    if request.method != "POST":
        return render(request, "accounts/first_steps.html", steps_context(request))
    act = _ACTS.get(request.POST.get("do", ""))
    problem = act(request) if act else {}
    if problem:
        context = steps_context(request) | problem
        return render(request, "accounts/first_steps.html", context, status=context.pop("status"))
    return redirect("home" if request.POST.get("from") == "home" else "first-steps")


def steps_context(request: SignedInRequest) -> dict[str, Any]:
    """What the list of steps is printed from."""
    return {
        "first_steps": first_steps(),
        "site_form": SiteForm(auto_id="site-%s"),
        "invite_form": InviteForm(auto_id="invite-%s"),
        "own_address": address_of(request.user),
    }


def _keep_site(request: SignedInRequest) -> dict[str, Any]:
    form = SiteForm(request.POST, auto_id="site-%s")
    if not form.is_valid():
        return {"site_form": form, "status": 422}
    form.save()
    messages.success(request, f"The site is called {form.cleaned_data['name']}.")
    return {}


def _try_mail(request: SignedInRequest) -> dict[str, Any]:
    if over_limit(request, "mail-trial"):
        return {"mail_problem": TOO_MANY, "status": 429}
    address = address_of(request.user)
    if not address:
        return {"mail_problem": "Your account has no address yet: give it one, then try again.", "status": 422}
    try:
        send_trial(address)
    except MailFailed as problem:
        return {"mail_problem": problem, "status": 422}
    messages.success(request, f"The mail server took the mail to {address}. Look whether it has come.")
    return {}


def _invite(request: SignedInRequest) -> dict[str, Any]:
    form = InviteForm(request.POST, auto_id="invite-%s")
    if not form.is_valid():
        return {"invite_form": form, "status": 422}
    if over_limit(request, "invite"):
        form.add_error(None, TOO_MANY_INVITED)
        return {"invite_form": form, "status": 429}
    email = form.cleaned_data["email"]
    known = invite_curator(email, request.user)
    if known:
        messages.success(request, f"{known.get_username()} has an account with that address, and is a curator now.")
    else:
        messages.success(request, f"The invitation to {email} is on its way. It is good for fourteen days.")
    return {}


def _join(request: SignedInRequest) -> dict[str, Any]:
    make_curator(request.user)
    messages.success(request, "You are a curator. “Curate” above leads to your desk.")
    return {}


def _put_away(request: SignedInRequest) -> dict[str, Any]:
    step = request.POST.get("step", "")
    put_away(*(KEYS if step == "all" else [step]))
    return {}


def _bring_back(request: SignedInRequest) -> dict[str, Any]:
    bring_back()
    return {}


_ACTS: dict[str, Callable[[SignedInRequest], dict[str, Any]]] = {
    "site": _keep_site,
    "mail": _try_mail,
    "invite": _invite,
    "join": _join,
    "put-away": _put_away,
    "bring-back": _bring_back,
}
