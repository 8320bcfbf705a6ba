"""The buttons with which a reader marks an album."""

from __future__ import annotations

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from readers.models import ReaderMark
from reviews.models import Verdict

ALBUMS_REMEMBERED = 2_000
_TOKEN = "the-token-of-the-form"  # noqa: S105  it stands where the token is to be


def mark_buttons(form_token: str, album: int, said: tuple[str, str] | None) -> SafeString:
    """The buttons of one album, those pressed that the mark's state and verdict say; None where there is no mark."""
    return SafeString(_buttons(album, said, get_language()).replace(_TOKEN, form_token))


@lru_cache(ALBUMS_REMEMBERED)
def _buttons(album: int, said: tuple[str, str] | None, language: str | None) -> str:
    """The same in one language for everybody who says the same of the album, but for the token."""
    state, verdict = said or ("", "")
    shown = {
        "album": album,
        "marked": said is not None,
        "verdict": verdict,
        "form_token": _TOKEN,
        "heard": _pressed(state == ReaderMark.State.HEARD),
        "wanted": _pressed(state == ReaderMark.State.WANTED),
        "verdicts": [(value, name, _pressed(value == verdict)) for value, name in Verdict.choices],
    }
    return render_to_string("readers/mark_buttons.html", shown)


def _pressed(is_so: bool) -> str:
    return "true" if is_so else "false"
