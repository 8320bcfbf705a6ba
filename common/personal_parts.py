"""What of a page is one person's: parts with a name, filled for many keys at once, and put into slots of kept pages.

A room says how a part is made (`@personal_part("own-score")`), a template says where it stands
(`{% personal "own-score" album.pk %}`; in Jinja2 `{{ personal(request, "own-score", album.pk) }}`). On a page that is
kept for everybody the template leaves a slot there, and `common.kept_pages` fills it for whoever asks; on any other
page the part is made at once. Whoever makes a part is given all keys that a page asks for, so that it asks the database
once. `docs/decisions/slots-of-kept-pages.md` tells more.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString, mark_safe

Key = tuple[str | int | bool | None, ...]
"""What a template gives after the part's name: plain values, which are kept with the page."""
Maker = Callable[[HttpRequest, Sequence[Key]], Mapping[Key, str]]
"""Makes the part of one person, which `request.user` is, for each of these keys. A key that it leaves out is empty.

What it returns is put into the page as it is: a maker escapes, as a template does.
"""


class Slot(NamedTuple):
    """A part's name and its key."""

    name: str
    key: Key


_makers: dict[str, Maker] = {}


def personal_part(name: str) -> Callable[[Maker], Maker]:
    """The function below makes the part of this name."""

    def register(maker: Maker) -> Maker:
        _makers[name] = maker
        return maker

    return register


def personal(request: HttpRequest, name: str, *key: str | int | bool | None) -> SafeString:
    """The part for whoever asks; while a page is rendered that is kept for everybody, the mark of a slot for it."""
    slot = Slot(name, key)
    slots: Slots | None = getattr(request, "slots", None)
    html = made(request, [slot])[0] if slots is None else slots.mark(slot)
    return mark_safe(html)  # noqa: S308  whoever makes a part escapes


def made(request: HttpRequest, slots: Iterable[Slot]) -> list[str]:
    """The parts for whoever asks, one for each slot. Every maker is asked once."""
    slots = list(slots)
    keys: dict[str, dict[Key, None]] = {}
    for slot in slots:
        keys.setdefault(slot.name, {})[slot.key] = None
    parts = {name: _makers[name](request, list(asked)) for name, asked in keys.items()}
    return [parts[slot.name].get(slot.key, "") for slot in slots]


def form_token(request: HttpRequest) -> str:
    """The token that this person's forms carry: one and the same in all parts of an answer."""
    token: str | None = getattr(request, "form_token", None)
    if token is None:
        token = get_token(request)
        request.form_token = token  # type: ignore[attr-defined]
    return token


def alike(request: HttpRequest, parts: Iterable[str]) -> str:
    """The parts as one text that stays the same as long as they say the same: tokens are drawn anew for each answer."""
    text = "\0".join(parts)
    token: str | None = getattr(request, "form_token", None)
    return text.replace(token, request.META["CSRF_COOKIE"]) if token else text


class Slots:
    """The slots of a page that is being rendered. Their marks cannot be guessed, so no text of the page is one."""

    def __init__(self) -> None:
        self._word = secrets.token_hex(16)
        self._marked: list[Slot] = []

    def mark(self, slot: Slot) -> str:
        """What stands in the page until the slot is filled."""
        self._marked.append(slot)
        return f"{self._word}{len(self._marked) - 1}."

    def parted(self, page: bytes) -> tuple[list[bytes], list[Slot]]:
        """What stands between the marks of the rendered page, and the slots in their order."""
        between = re.split(self._word.encode() + rb"(\d+)\.", page)
        return between[::2], [self._marked[int(number)] for number in between[1::2]]
