"""Who asks, and how often they may: looked at before anything of a request is answered, from what is kept or anew."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.security import HttpBearer

from accounts.models import ApiToken
from accounts.models.api_token import WORDS
from accounts.models.invitation import digest_of
from accounts.tokens import revoke
from api.problems import Problem
from common.limits import seconds_to_wait

Operation = Callable[..., HttpResponse]


class ApiRequest(HttpRequest):
    """A request that has been let in."""

    auth: ApiToken | None


class BearerToken(HttpBearer):
    """`Authorization: Bearer <token>`: what the token stands for becomes `request.auth`; None without one."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        """The token of those words, whose person is then who asks. Raises a problem (401) for any not in force."""
        found = ApiToken.objects.by_words(token)
        if found is None:
            raise Problem(401, "This site knows no such token.", headers={"WWW-Authenticate": "Bearer"})
        found.note_use()
        request.user = found.user
        return found


bearer = BearerToken()


def let_in(operation: Operation) -> Operation:
    """Around every operation: `request.auth`, and a problem (429) for who asks too often, by token or by address."""

    @wraps(operation)
    def enter(request: ApiRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            _refuse_token_in_address(request)
            request.auth = bearer(request)
            _count(request)
        except Problem as problem:
            return problem.answer()
        return operation(request, *args, **kwargs)

    return enter


def _refuse_token_in_address(request: ApiRequest) -> None:
    """Addresses are kept in logs and histories of others: a token that stood in one is nobody's secret any more."""
    stand_there = WORDS.findall(request.META.get("QUERY_STRING", ""))
    if not stand_there:
        return
    for token in ApiToken.objects.in_force().filter(digest__in=[digest_of(words) for words in stand_there]):
        revoke(token)
    raise Problem(400, "A token stands in the address, where others can read it. It is revoked: make another one.")


def _count(request: ApiRequest) -> None:
    if request.auth is None:
        seconds = seconds_to_wait(request, "api-address")
    else:
        seconds = seconds_to_wait(request, "api-token", str(request.auth.pk))
    if seconds:
        raise Problem(429, headers={"Retry-After": str(seconds)})
