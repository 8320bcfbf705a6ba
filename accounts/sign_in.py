"""Signing in, with a limit on attempts."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from django.http import HttpRequest, HttpResponse

from common.limits import over_limit
from common.proxies import client_network


def _name_and_address(group: str, request: HttpRequest) -> str:
    return f"{client_network(request)} {request.POST.get('username', '')[:150].casefold()}"


class SignIn(LoginView):
    """allauth's sign-in. Too many attempts from one address, on one name or in all, get 429 and keep the name."""

    def post(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        """Count the attempt before anything is checked."""
        limited = [over_limit(request, "sign-in", _name_and_address), over_limit(request, "sign-in-address", "ip")]
        if any(limited):
            unchecked = self.get_form_class()(request=request, initial={"login": request.POST.get("username", "")})
            context = self.get_context_data(form=unchecked, limited=True)
            return self.render_to_response(context, status=429, headers={"Retry-After": "300"})
        return super().post(request, *args, **options)
