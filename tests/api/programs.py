"""What people's own programs do: send with a token, and read what went wrong."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from accounts.tokens import issue_token


class Program:
    """A program of somebody's, with a token that has these scopes."""

    def __init__(self, user: User, *scopes: str) -> None:
        self.words = issue_token(user, f"for {', '.join(scopes) or 'reading'}", list(scopes))

    def send(self, method: str, path: str, said: Any = None, **headers: str) -> Any:
        """What it is answered."""
        return getattr(Client(), method)(
            path,
            data=json.dumps(said) if said is not None else None,
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.words}", **headers},
        )


def problem(response: HttpResponse, status: int) -> Any:
    """What a response of that status says went wrong."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    return response.json()
