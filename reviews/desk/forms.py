"""The form in which a critic writes a review."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.core.validators import URLValidator

from albums.entries import InvalidEntry, release_date
from albums.identity import CannotTell
from albums.models import Album
from albums.track_list_field import TrackListField
from common.form_fields import LineField, TextField, offer, offer_rows
from reviews.desk.albums import Proposal, album_proposed
from reviews.desk.grade_question import NO_GRADE, GradeQuestion
from reviews.forms.review_fields import BodyField, PastDateField
from reviews.grading.grades import Grade, InvalidGrade
from reviews.life.sources import aggregator_at, blocked_at, refusal_of
from reviews.models import CorrectionRequest, Critic, Disclosure, Publication, Review, Verdict

NEW_ALBUM = "new"
STORED_AS_TYPED = (
    *("headline", "body", "source_url", "language", "published_on", "updated_on", "publication", "hosted"),
    "disclosures",
)


def language_tag(code: str) -> str:
    """Django's language code as a language tag: "pt-br" is "pt-BR", "zh-hans" is "zh-Hans"."""
    language, _, rest = code.partition("-")
    return f"{language}-{rest.upper() if len(rest) == 2 else rest.title()}" if rest else language


LANGUAGES = sorted(((language_tag(code), str(name)) for code, name in settings.LANGUAGES), key=lambda row: row[1])


class ReviewForm(forms.Form):
    """All that a critic says of a review except its excerpts.

    `critic` is the byline that is being written under, as far as known before validation; it decides which grades are
    offered. A draft needs a byline and an album; `submitting` asks for all that the curators need.
    """

    error_css_class = "has-error"

    critic = forms.ModelChoiceField(
        Critic.objects.none(), label="Byline", empty_label=None, error_messages={"required": "Choose your byline."}
    )
    album = forms.CharField(label="Album", required=False, max_length=20)
    album_query = forms.CharField(label="Search the catalogue", required=False, max_length=200)
    proposal_title = LineField(label="Title", required=False, max_length=500)
    proposal_artist = LineField(label="Artist", required=False, max_length=300)
    proposal_kind = forms.ChoiceField(label="Kind", choices=Album.Kind, initial=Album.Kind.ALBUM, required=False)
    proposal_released = LineField(label="Released", required=False, help_text="2025-09-19, 2025-09 or 2025.")
    proposal_disambiguation = LineField(
        label="What tells it apart",
        required=False,
        max_length=200,
        help_text="Only where the artist has another record of that title: “Green Album”.",
    )
    proposal_tracks = TrackListField()
    proposal_musicbrainz = forms.UUIDField(required=False, widget=forms.HiddenInput)
    musicbrainz_query = LineField(label="Take it from MusicBrainz", required=False, max_length=300)

    headline = LineField(label="Headline", required=False, max_length=500)
    body = BodyField(label="Text", required=False)
    language = forms.ChoiceField(label="Language of the text", required=False)
    publication = forms.ModelChoiceField(
        Publication.objects.filter(is_aggregator=False),
        label="Publication",
        required=False,
        empty_label="Self-published or not stated",
    )
    source_url = forms.CharField(
        label="Link to the review",
        required=False,
        max_length=1000,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        validators=[
            URLValidator(["http", "https"], message="This is no web address. Paste the whole link, from https:// on.")
        ],
    )
    published_on = PastDateField(label="First published", required=False, widget=forms.DateInput({"type": "date"}))
    updated_on = PastDateField(label="Last updated", required=False, widget=forms.DateInput({"type": "date"}))
    hosted = forms.BooleanField(
        label="This text may be shown in full here",
        required=False,
        help_text="Tick it if the text is yours to publish. Otherwise readers see only the excerpts and the link.",
    )

    disclosures = forms.MultipleChoiceField(label="Disclosure", required=False, choices=Disclosure)

    grade = forms.CharField(label="Grade", required=False, max_length=40)
    grade_written = forms.CharField(label="Your grade", required=False, max_length=40)
    verdict = forms.ChoiceField(
        label="Verdict",
        required=False,
        choices=[("", "As my grade says"), *Verdict.choices],
        error_messages={"invalid_choice": "Choose one of the verdicts."},
    )

    def __init__(
        self,
        *args: Any,
        user: User,
        critic: Critic,
        chosen: Album | None = None,
        submitting: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.chosen = chosen
        self.submitting = submitting
        self.question = GradeQuestion.of(critic)
        self.grades_mean_verdicts = hasattr(critic, "thresholds") and self.question.gives_grades
        offer_rows(self, "critic", user.bylines.all())
        stored = self.initial.get("language")
        extra = [(stored, stored)] if stored and stored not in dict(LANGUAGES) else []
        offer(self, "language", [("", "Not stated"), *extra, *LANGUAGES])
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea | forms.TextInput) and name != "body":
                field.widget.attrs.setdefault("autocomplete", "off")

    def clean_album(self) -> Album | str:
        """The chosen album, NEW_ALBUM for a proposal, or "" while none is chosen."""
        chosen = self.cleaned_data["album"]
        if chosen == NEW_ALBUM or (not chosen and self.data.get(self.add_prefix("proposal_title"), "").strip()):
            return NEW_ALBUM
        if not chosen:
            raise forms.ValidationError("Choose the album that the review is about. Drafts are filed under it too.")
        if self.chosen is None:
            raise forms.ValidationError("This album is not in the catalogue any more. Search for it again.")
        return self.chosen

    def clean_proposal_released(self) -> tuple:
        """The release date with its precision; (None, "") when unknown."""
        text = self.cleaned_data["proposal_released"]
        if not text:
            return None, ""
        try:
            return release_date(text)
        except InvalidEntry as error:
            raise forms.ValidationError("Write it like 2025-09-19, 2025-09 or 2025, or leave it empty.") from error

    def clean_source_url(self) -> str:
        """Refuse an aggregator's address: it is never where a review appeared."""
        url = self.cleaned_data["source_url"]
        if url and (name := aggregator_at(url)):
            raise forms.ValidationError(
                f"{name} gathers others’ reviews. Link to the page where yours first appeared, or leave this empty."
            )
        if url and (blocked := blocked_at(url)):
            raise forms.ValidationError(refusal_of(blocked))
        return url

    def clean(self) -> dict[str, Any]:
        """What takes more than one answer to judge."""
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("album") == NEW_ALBUM:
            for name, wanted in (("proposal_title", "the album’s title"), ("proposal_artist", "its artist")):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, f"To propose an album, give {wanted}.")
            self._clean_proposal()
        self._clean_dates(cleaned)
        self._clean_grade(cleaned)
        if self.submitting:
            self._clean_for_curators(cleaned)
        return cleaned

    def _clean_proposal(self) -> None:
        """Refuse an album that may be one that is here: only the critic can say."""
        if any(name.startswith("proposal_") for name in self.errors):
            return
        try:
            album_proposed(self._proposed())
        except CannotTell as unclear:
            self.add_error(
                "proposal_disambiguation",
                f"It could be {unclear.named}, which is here: choose it above, or say what tells yours apart.",
            )

    def _clean_dates(self, cleaned: dict[str, Any]) -> None:
        first, last = cleaned.get("published_on"), cleaned.get("updated_on")
        if first and last and last < first:
            self.add_error("updated_on", "This is before the review was first published. Correct one of the two dates.")

    def _clean_grade(self, cleaned: dict[str, Any]) -> None:
        try:
            cleaned["grade"] = self.question.answer(cleaned.get("grade", ""), cleaned.get("grade_written", ""))
        except InvalidGrade as error:
            self.add_error("grade", str(error))

    def _clean_for_curators(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("body") and "body" not in self.errors:
            self.add_error("body", "Write or paste the review before you submit it.")
        if "grade" in self.errors or "verdict" in self.errors or cleaned.get("verdict"):
            return
        if not cleaned.get("grade"):
            self.add_error("verdict", "Without a grade, choose a verdict: what does the review amount to?")
        elif not self.grades_mean_verdicts:
            self.add_error("verdict", "Choose a verdict: only you can say what your grade amounts to.")

    @property
    def proposal(self) -> Proposal | None:
        """The album that is proposed in place of a chosen one."""
        return self._proposed() if self.cleaned_data.get("album") == NEW_ALBUM else None

    def _proposed(self) -> Proposal:
        released, precision = self.cleaned_data["proposal_released"]
        return Proposal(
            title=self.cleaned_data["proposal_title"],
            artist=self.cleaned_data["proposal_artist"],
            kind=self.cleaned_data["proposal_kind"] or Album.Kind.ALBUM,
            release_date=released,
            precision=precision,
            disambiguation=self.cleaned_data["proposal_disambiguation"],
            tracks=tuple(self.cleaned_data["proposal_tracks"]),
            musicbrainz_id=self.cleaned_data.get("proposal_musicbrainz"),
        )

    def fill(self, review: Review) -> None:
        """Write the valid answers on `review`, except its album; what was refused stays as it is. Saves nothing."""
        for name in ("critic", *STORED_AS_TYPED):
            if name in self.cleaned_data:
                setattr(review, name, self.cleaned_data[name])
        review.headings = [heading for heading in review.headings if heading in review.body]
        if "grade" in self.cleaned_data and "verdict" in self.cleaned_data:
            self._judge(review, self.cleaned_data["grade"], self.cleaned_data["verdict"])

    def _judge(self, review: Review, grade: Grade | None, verdict: str) -> None:
        kept = review.verdict == verdict and review.verdict_set_by == Review.VerdictSetBy.CRITIC
        curators = review.verdict == verdict and review.verdict_set_by == Review.VerdictSetBy.CURATOR and not grade
        if not kept and not curators:
            review.judge(verdict, Review.VerdictSetBy.CRITIC, self.user)
        review.grade_as(grade)
        if review.verdict_set_by == Review.VerdictSetBy.GRADE and not self.grades_mean_verdicts:
            # What a grade amounts to is the critic's to say; the site's own reading of grades is not offered for it.
            review.judge("", "")


class WithdrawalForm(forms.Form):
    """Why a published review is taken down."""

    reason = TextField(
        label="Why do you withdraw it?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The curators read this, and it stays with the review. Its first paragraph is in the public log.",
        error_messages={"required": "Say why you withdraw it: it stays with the review."},
    )


class CorrectionForm(forms.Form):
    """What a critic asks curators to put right."""

    kind = forms.ChoiceField(
        label="What is wrong?",
        choices=CorrectionRequest.Kind,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is wrong.", "invalid_choice": "Choose what is wrong."},
    )
    words = TextField(
        label="What should stand there?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what is wrong and what should stand there."},
    )


def answers_of(review: Review) -> dict[str, Any]:
    """A stored review as the form's first answers."""
    choice, written = GradeQuestion.of(review.critic).choice_for(review)
    derived = review.verdict_set_by == Review.VerdictSetBy.GRADE
    return {
        **{name: getattr(review, name) for name in STORED_AS_TYPED},
        "critic": review.critic_id,
        "publication": review.publication_id,
        "album": str(review.album_id),
        "grade": choice,
        "grade_written": written,
        "verdict": "" if derived else review.verdict,
    }


def first_answers(critic: Critic) -> dict[str, Any]:
    """What a new review starts from: the byline's house, and "No grade" for one who never grades."""
    return {
        "critic": critic.pk,
        "publication": critic.publication_id,
        "disclosures": [],
        "grade": "" if GradeQuestion.of(critic).gives_grades else NO_GRADE,
        "proposal_kind": Album.Kind.ALBUM,
    }
