"""Who asks, and how often they may: looked at before anything of a request is answered, from what is kept or anew."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from ninja.security import HttpBearer

from api.problems import Problem
from common.limits import seconds_to_wait

Operation = Callable[..., HttpResponse]


class Token(Protocol):
    """What a bearer token stands for."""

    pk: int


class ApiRequest(HttpRequest):
    """A request that has been let in."""

    auth: Token | None


class BearerToken(HttpBearer):
    """`Authorization: Bearer <token>`: what the token stands for becomes `request.auth`; None without one."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """The token of that name. Raises a problem (401) for any that the site does not know."""
        raise Problem(401, "This site knows no such token.", headers={"WWW-Authenticate": "Bearer"})


bearer = BearerToken()


def let_in(operation: Operation) -> Operation:
    """Around every operation: `request.auth`, and a problem (429) for who asks too often, by token or by address."""

    @wraps(operation)
    def enter(request: ApiRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            request.auth = bearer(request)
            _count(request)
        except Problem as problem:
            return problem.answer()
        return operation(request, *args, **kwargs)

    return enter


def _count(request: ApiRequest) -> None:
    if request.auth is None:
        seconds = seconds_to_wait(request, "api-address")
    else:
        seconds = seconds_to_wait(request, "api-token", str(request.auth.pk))
    if seconds:
        raise Problem(429, headers={"Retry-After": str(seconds)})
