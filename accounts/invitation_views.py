"""The page that somebody opens who was asked in: a name, a password, and they are signed in."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.forms import InvitationForm
from accounts.invitations import InvitationOver, accept, administrator_exists
from accounts.models import Invitation
from common.limits import over_limit

IN = {
    Invitation.Role.ADMINISTRATOR: ("home", "The site is yours. What it needs next stands below."),
    Invitation.Role.CURATOR: ("admin:index", "You are a curator of this site. This is your desk."),
}


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str, role: str) -> HttpResponse:
    """Make an account by an address that was printed or mailed, once. 410 when that was done, 404 for any other."""
    if over_limit(request, "invitation", "ip"):
        return render(request, "429.html", status=429)
    invitation = Invitation.objects.by_token(token)
    if invitation is not None and invitation.role != role:
        invitation = None
    if role == Invitation.Role.ADMINISTRATOR and administrator_exists():
        return _closed(request, role, 410)
    if invitation is None or not invitation.is_open():
        return _closed(request, role, 410 if invitation else 404)
    form = InvitationForm(request.POST if request.method == "POST" else None, email=invitation.email)
    if form.is_valid():
        given = form.cleaned_data
        try:
            person = accept(invitation, given["name"], given.get("email", ""), given["password"])
        except InvitationOver:
            return _closed(request, role, 410)
        except IntegrityError:
            form.add_error(None, "Somebody took that name or address a moment ago. Choose another.")
        else:
            page, word = IN[Invitation.Role(role)]
            response = perform_login(request, person, email_verification="none", redirect_url=reverse(page))
            messages.success(request, word)
            return response
    context = {"form": form, "invitation": invitation, "first": role == Invitation.Role.ADMINISTRATOR}
    response = render(request, "accounts/invitation.html", context, status=422 if form.is_bound else 200)
    response["Referrer-Policy"] = "same-origin"
    return response


def _closed(request: HttpRequest, role: str, status: int) -> HttpResponse:
    context = {"first": role == Invitation.Role.ADMINISTRATOR, "over": status == 410}
    return render(request, "accounts/invitation_closed.html", context, status=status)
