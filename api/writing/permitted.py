"""What a token must be allowed to do before an operation that writes is begun, and how often it may."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from ninja.decorators import decorate_view

from accounts.models import ApiToken
from accounts.tokens import allows
from api.entering import ApiRequest
from api.problems import Problem
from common.limits import seconds_over_limit
from common.requests import SignedInRequest

WITH_TOKEN: dict[str, Any] = {"security": [{"BearerToken": []}]}
"""Said of an operation in the OpenAPI document: nobody may without a token."""
Operation = Callable[..., HttpResponse]


class TokenRequest(ApiRequest, SignedInRequest):
    """A request with a token that may do what it asks for; `user` is the token's person."""

    auth: ApiToken


def needs(scope: ApiToken.Scope, counted_as: str = "") -> Callable[[Operation], Operation]:
    """Around an operation, before what was sent is read: a token (401) that may do that (403), and not too often (429).

    `counted_as` is the limit that it shares with the same thing done on a page.
    """

    def around(operation: Operation) -> Operation:
        @wraps(operation)
        def permitted(request: TokenRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                _require(request, scope)
                _count(request, counted_as)
            except Problem as problem:
                return problem.answer()
            return operation(request, *args, **kwargs)

        return permitted

    return decorate_view(around)


def _require(request: TokenRequest, scope: ApiToken.Scope) -> None:
    if request.auth is None:
        raise Problem(401, "This needs a token.", headers={"WWW-Authenticate": "Bearer"})
    if not allows(request.auth, scope):
        raise Problem(403, f"This needs a token with the scope “{scope}”, of somebody who may: {scope.label}.")


def _count(request: TokenRequest, action: str) -> None:
    if action and (seconds := seconds_over_limit(request, action)):
        raise Problem(429, headers={"Retry-After": str(seconds)})
