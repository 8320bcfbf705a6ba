"""Tokens of the API: what a person's may do, and whose it is that a program shows."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from accounts.models import ApiToken
from reviews.life.steps import NotAllowed

MOST_TOKENS = 20


def scopes_open_to(user: User) -> list[ApiToken.Scope]:
    """What a token of that person may be allowed to do."""
    may = {
        ApiToken.Scope.REVIEWS: user.bylines.exists(),
        ApiToken.Scope.DOCUMENTS: user.has_perm("reviews.take_document"),
    }
    return [scope for scope, open_to in may.items() if open_to]


def allows(token: ApiToken, scope: ApiToken.Scope) -> bool:
    """Whether a program may do that with the token just now: who lost a role has tokens that can do less."""
    return scope in token.scopes and scope in scopes_open_to(token.user)


@transaction.atomic
def issue_token(user: User, name: str, scopes: list[str]) -> str:
    """A new token's words, which are shown once. Raises NotAllowed where there is one of that name, or too many."""
    User.objects.select_for_update().get(pk=user.pk)
    own = user.api_tokens.in_force()
    if own.filter(name=name).exists():
        raise NotAllowed("You have a token of that name already. Revoke it, or choose another name.")
    if own.count() >= MOST_TOKENS:
        raise NotAllowed(f"You have {MOST_TOKENS} tokens, which is the most. Revoke one first.")
    return ApiToken.objects.issue(user, name, scopes)


def revoke(token: ApiToken) -> None:
    """Make it worth nothing, from the next request on."""
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
