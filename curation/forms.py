"""The forms of curation: what a curator chooses before records are merged or split."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.db.models import QuerySet
from django.utils.formats import date_format

from albums.models import Album
from common.form_fields import LineField, TextField
from curation.mergeable import Mergeable
from curation.merging import Choices
from curation.models import NamedRecord
from curation.preview import Preview
from curation.rivals import BOTH, Rivalry
from curation.splitting import Parting
from reviews.models import Review

SIDES = ("survivor", "other")


class ReasonForm(forms.Form):
    """Why."""

    reason = TextField(
        max_length=2000,
        help_text="It stays with the record of what was done. Its first paragraph is in the public corrections log.",
        widget=AdminTextareaWidget(attrs={"rows": 3}),
    )


class MergeForm(ReasonForm):
    """A choice for each column that differs and for each rivalry, and the reason."""

    def __init__(self, preview: Preview, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.preview = preview
        for rivalry in preview.rivalries:
            self.fields[rivalry.name] = _radios(
                _question(rivalry), [(key, _answer(rivalry, key)) for key in rivalry.answers()]
            )
        for difference in preview.differences:
            answers = zip(SIDES, (difference.survivors, difference.others), strict=True)
            self.fields[f"take-{difference.name}"] = _radios(difference.label, list(answers), difference.taken)

    def conflicts(self) -> list[forms.BoundField]:
        """The choices nobody can make but a person."""
        return [self[rivalry.name] for rivalry in self.preview.rivalries]

    def differences(self) -> list[forms.BoundField]:
        """The columns that differ."""
        return [self[f"take-{difference.name}"] for difference in self.preview.differences]

    def choices(self) -> Choices:
        """What was chosen, once the form is valid."""
        chosen = self.cleaned_data
        names = [difference.name for difference in self.preview.differences]
        return Choices(
            of_other=frozenset(name for name in names if chosen[f"take-{name}"] == "other"),
            settled={rivalry.name: chosen[rivalry.name] for rivalry in self.preview.rivalries},
        )


class SplitForm(ReasonForm):
    """What leaves a record, and where to: to one of the records `found`, or to a new one."""

    look_for = LineField(
        required=False,
        max_length=300,
        label="Look for others named",
        widget=AdminTextInputWidget(attrs={"class": "vTextField", "type": "search"}),
    )
    new_name = LineField(
        required=False,
        max_length=200,
        label="Name of the new one",
        widget=AdminTextInputWidget(attrs={"class": "vTextField"}),
    )

    def __init__(
        self,
        mergeable: Mergeable,
        source: NamedRecord,
        shown: Sequence[Review],
        found: Sequence[NamedRecord],
        *args: Any,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.mergeable = mergeable
        reviews = Review.objects.filter(**{mergeable.kind: source})
        self.fields["reviews"] = KeysField(reviews, [(review.pk, described(review)) for review in shown])
        if isinstance(source, Album):
            tracks = [(track.pk, f"{track.disc}.{track.position} {track}") for track in source.tracks.all()]
            guests = source.credits.exclude(artist=source.lead_artist_id).select_related("artist")
            self.fields["tracks"] = KeysField(source.tracks.all(), tracks)
            self.fields["credits"] = KeysField(guests, [(credit.pk, str(credit)) for credit in guests])
        self.fields["target"] = forms.ModelChoiceField(
            mergeable.records().exclude(pk=source.pk),
            required=False,
            label="They go to",
            initial="",
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": f"That {mergeable.name} is not there any more. Look for it again."},
        )
        self.fields["target"].widget.choices = [
            ("", f"A new {mergeable.name}, named below"),
            *((record.pk, named_with_its_address(record)) for record in found),
        ]
        self.order_fields(["reviews", "tracks", "credits", "target", "look_for", "new_name", "reason"])

    def clean(self) -> dict[str, Any]:
        """Something leaves, and it has one place to go."""
        super().clean()
        cleaned = self.cleaned_data
        if not any(cleaned.get(name) for name in ("reviews", "tracks", "credits")) and not self.errors:
            self.add_error(None, "Choose what is to leave.")
        if "target" in cleaned and bool(cleaned["target"]) == bool(cleaned.get("new_name")):
            self.add_error("new_name", "Choose one that is there, or a new one and its name: one of the two.")
        return cleaned

    def parting(self) -> Parting:
        """What was chosen, once the form is valid."""
        chosen = self.cleaned_data
        return Parting(
            reviews=chosen["reviews"],
            tracks=chosen.get("tracks", ()),
            credits=chosen.get("credits", ()),
            target=chosen["target"].pk if chosen["target"] else None,
            new_name=chosen["new_name"],
        )


class KeysField(forms.TypedMultipleChoiceField):
    """Boxes to tick, one a row; the rows may be more than are shown."""

    def __init__(self, rows: QuerySet, shown: list[tuple[int, str]]) -> None:
        self.rows = rows
        super().__init__(choices=shown, coerce=int, required=False, widget=forms.CheckboxSelectMultiple)

    def validate(self, value: list[str]) -> None:
        """Each is a key of one of the rows."""
        keys = [int(key) for key in value if key.isascii() and key.isdigit() and len(key) < 19]
        if len(keys) < len(value) or self.rows.filter(pk__in=keys).count() < len(set(keys)):
            raise forms.ValidationError("Some of what was chosen is not there any more. Look again.")

    def valid_value(self, value: str) -> bool:
        """Left to `validate`, which asks once for all."""
        return True


def _radios(label: str, choices: list[tuple[str, str]], initial: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        initial=initial or None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )


def named_with_its_address(record: NamedRecord) -> str:
    """A record in one line, told from its namesakes by artist, year or word of its own, and by its address."""
    if isinstance(record, Album):
        beside = [str(record.lead_artist), str(record.release_date.year) if record.release_date else ""]
    else:
        beside = [getattr(record, "disambiguation", "")]
    return ", ".join([str(record), *filter(None, beside)]) + f" ({unquote(record.get_absolute_url())})"


def _question(rivalry: Rivalry) -> str:
    review = rivalry.survivors
    if rivalry.both_may_stay:
        return f"Two reviews in {review.house} without a byline: which stays published?"
    return f"Two reviews of {review.album} by {review.byline}: which stays published?"


def _answer(rivalry: Rivalry, key: str) -> str:
    if key == BOTH:
        return "Both: they are different reviews"
    return described(rivalry.survivors if key == str(rivalry.survivors.pk) else rivalry.others)


def described(review: Review) -> str:
    """A review in one line: number, headline, house, grade or verdict, and when it first appeared."""
    parts = [
        f"Review {review.pk}",
        f"“{review.headline}”" if review.headline else "",
        review.voice,
        review.grade or review.get_verdict_display(),
        date_format(review.published_on, "DATE_FORMAT") if review.published_on else "",
        "" if review.status == Review.Status.PUBLISHED else review.get_status_display().lower(),
    ]
    return ", ".join(part for part in parts if part)
