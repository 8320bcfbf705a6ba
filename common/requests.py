"""What a view's request carries once the middleware and the decorators have done their part."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    """A request that `HtmxMiddleware` has seen: every request of the site."""

    htmx: HtmxDetails


class SignedInRequest(HtmxRequest):
    """A request behind `login_required`, or in the admin: somebody is signed in."""

    user: User


def user_of(request: HttpRequest) -> User:
    """Who is signed in, where a method that Django names takes any request and gets none without: in the admin."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def person_of(request: HttpRequest) -> User | None:
    """Who is signed in, if anybody is. Of a request that was refused before anyone looked, nobody."""
    user = getattr(request, "user", None)
    return user if isinstance(user, User) else None
