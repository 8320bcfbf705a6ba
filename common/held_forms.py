"""A form that was posted and cannot be taken now: what it says, to be handed back and sent again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException

SECRETS = re.compile(r"password|secret|credential|passkey|^otp|^code$", re.IGNORECASE)
"""Fields that no page repeats: a form with one of them is typed again."""

WRITTEN_FROM = 200
"""Values of so many characters, or of several lines, are shown: somebody wrote them."""


_UNREADABLE = (BadRequest, SuspiciousOperation, MultiPartParserError, RawPostDataException, OSError, ValueError)


@dataclass(frozen=True)
class HeldField:
    """One value of a form. `label` is what stands beside it on a page that shows it."""

    name: str
    value: str

    @property
    def label(self) -> str:
        """The field's name in words."""
        return self.name.rpartition("-")[2].replace("_", " ").capitalize()

    @property
    def is_written(self) -> bool:
        """Whether it is a text that somebody wrote, rather than a choice or a key."""
        return len(self.value) >= WRITTEN_FROM or "\n" in self.value.strip()


@dataclass(frozen=True)
class HeldForm:
    """What was posted, but for files. `with_files`: they have to be chosen again."""

    fields: tuple[HeldField, ...]
    with_files: bool = False


def held_form(request: HttpRequest) -> HeldForm | None:
    """What the request posted, but for its key against forgery; None when that is nothing, unreadable, or secret."""
    if request.method != "POST":
        return None
    try:
        fields = [HeldField(name, str(value)) for name, values in request.POST.lists() for value in values]
        with_files = bool(request.FILES)
    except _UNREADABLE:
        return None
    if any(SECRETS.search(field.name) for field in fields):
        return None
    kept = tuple(field for field in fields if field.name != "csrfmiddlewaretoken")
    return HeldForm(kept, with_files) if kept or with_files else None
