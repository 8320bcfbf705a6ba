"""What the critic's and the curator's excerpt rows have in common: how words are found, and what may lead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from albums.models import Track
from reviews.models import Excerpt
from reviews.quoting.allowance import NO_BOUND
from reviews.quoting.excerpt_rules import may_be_quoted, not_verbatim, too_long
from reviews.quoting.spans import Span, find_span


class TrackField(forms.TypedChoiceField):
    """One of `tracks`, or none. The tracks are given, so that many rows together cost no query of their own."""

    default_error_messages = {
        "invalid_choice": "This track is not on the chosen album. Choose one that is, or none.",
    }

    def __init__(self, tracks: Iterable[Track], **options: Any) -> None:
        self.tracks = {str(track.pk): track for track in tracks}
        choices = [("", "No track"), *((key, track.title) for key, track in self.tracks.items())]
        super().__init__(choices=choices, coerce=self._track, empty_value=None, required=False, **options)

    def _track(self, key: str) -> Track:
        if str(key) not in self.tracks:
            raise ValueError(f"no track {key} here")
        return self.tracks[str(key)]


class QuotingForm(forms.BaseForm):
    """A row with the fields `text`, `about`, `track` and `lead`."""

    def settle_subject(self, cleaned: dict[str, Any]) -> None:
        """What names a track is about it; what leads is about the record, or refused."""
        if cleaned.get("track"):
            cleaned["about"] = Excerpt.About.TRACK
        if cleaned.get("lead") and cleaned.get("about") not in Excerpt.ABOUT_THE_RECORD:
            self.add_error("lead", "Only words about the album or one of its tracks may stand on the card.")

    allowance = NO_BOUND
    """How much the source of the review lets be quoted."""

    def find_words(self, body: str, words: str, near: int, *, hosted: bool, stored: str = "") -> Span | None:
        """Where the words stand in `body`, nearest to `near`; None when they do not, or are more than may be quoted.

        Words that are `stored` as an excerpt already are not measured anew.
        """
        span = find_span(body, words, near)
        if span is None:
            self.add_error("text", ValidationError(not_verbatim(body, words, near), code="not-verbatim"))
            return None
        text = body[span.start : span.end]
        if text != stored and not may_be_quoted(len(text), body, hosted=hosted):
            self.add_error("text", ValidationError(too_long(len(text), body), code="too-long"))
            return None
        if text != stored and not hosted and len(text) > self.allowance.longest(body):
            self.add_error("text", ValidationError(self.allowance.refusal(len(text), body), code="too-long"))
            return None
        return span


def refuse_repeated(row: forms.BaseForm) -> None:
    """Say at the row that its words are an excerpt already."""
    row.add_error("text", "These words are an excerpt already. Remove one of the two.")


def refuse_one_too_many(row: forms.BaseForm) -> None:
    """Say at the row that as many excerpts lead as may."""
    row.add_error("lead", f"At most {most_leads()} excerpts may stand on the card.")


def most_leads() -> int:
    """How many excerpts of one review may lead."""
    return int(settings.EXCERPT_LIMITS["leads"])
