"""The form field into which a track list is typed or pasted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from albums.track_lists import LONGEST_LIST, InvalidTrackList, ListedTrack, read_track_list
from common.form_fields import TextField


class TrackListField(TextField):
    """A track list, one track a line; its value is a list of `ListedTrack`."""

    def __init__(self, **options: Any) -> None:
        known: dict[str, Any] = {
            "label": "Tracks",
            "required": False,
            "max_length": LONGEST_LIST,
            "widget": forms.Textarea(attrs={"rows": 4}),
            "help_text": "One a line, in order, with its length if you know it: “1. Slack Water 4:07”.",
        }
        super().__init__(**(known | options))

    def clean(self, value: str | None) -> list[ListedTrack]:
        """The tracks. Raises ValidationError for what is no list of tracks."""
        try:
            return read_track_list(super().clean(value) or "")
        except InvalidTrackList as error:
            raise ValidationError(str(error), code="tracks") from error
