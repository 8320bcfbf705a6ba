"""What a view's request carries once the middleware and the decorators have done their part. For annotations."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    """A request that `HtmxMiddleware` has seen: every request of the site."""

    htmx: HtmxDetails


class SignedInRequest(HtmxRequest):
    """A request behind `login_required`, or in the admin: somebody is signed in."""

    user: User
