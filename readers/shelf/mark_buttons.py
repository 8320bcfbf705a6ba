"""The buttons with which a reader marks an album."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from readers.models import ReaderMark
from reviews.models import Verdict


def mark_buttons(form_token: str, album: int, mark: ReaderMark | None) -> SafeString:
    """The buttons of one album, those pressed that the mark says."""
    state, verdict = (mark.state, mark.verdict) if mark else ("", "")
    shown = {
        "album": album,
        "mark": mark,
        "form_token": form_token,
        "heard": _pressed(state == ReaderMark.State.HEARD),
        "wanted": _pressed(state == ReaderMark.State.WANTED),
        "verdicts": [(value, name, _pressed(value == verdict)) for value, name in Verdict.choices],
    }
    return render_to_string("readers/mark_buttons.html", shown)


def _pressed(is_so: bool) -> str:
    return "true" if is_so else "false"
