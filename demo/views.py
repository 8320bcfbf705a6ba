"""The page on which an administrator takes the demo away."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from common.requests import SignedInRequest
from demo.removal import plan_removal, remove_demo


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def removal_page(request: SignedInRequest) -> HttpResponse:
    """Say what would go and what would stay; posted, take it away."""
    if not request.user.is_superuser:
        raise Http404("The demo is the administrator's to take away.")
    if request.method == "POST":
        staying = remove_demo().names_of_staying()
        messages.success(request, f"The demo is gone{f', except for {len(staying)} that stay' if staying else ''}.")
        return redirect("first-steps")
    return render(request, "demo/removal.html", {"removal": plan_removal()})
