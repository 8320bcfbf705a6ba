"""What a curator checks of a document: the form, filled with what was read, and the record that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import QueryDict

from albums.entries import InvalidEntry, import_album, release_date
from albums.models import Album
from albums.musicbrainz.described import add_described
from albums.track_list_field import TrackListField
from common.fields import longest_text
from common.form_fields import LineField, TextField, offer
from reviews.desk.forms import LANGUAGES
from reviews.forms.review_fields import BodyField
from reviews.grading.grades import InvalidGrade, parse_grade
from reviews.incoming.readings import album_named, value_of
from reviews.incoming.recognition import artist_names, excerpt_at, track_titles
from reviews.incoming.taking import Checked
from reviews.life.sources import aggregator_at, blocked_at, refusal_of
from reviews.models import Excerpt, IncomingDocument, Review, Verdict
from reviews.quoting.allowance import Allowance
from reviews.quoting.excerpt_rules import not_verbatim
from reviews.quoting.spans import Span, find_span
from reviews.quoting.suggest import MOST_SUGGESTIONS, best_sentences, why_none
from reviews.reading.tracks import TrackMention, tracks_named
from reviews.search import search_one_kind

NEW = "new"
MOST_CANDIDATES = 6
READ = ("headline", "critic", "publication", "source_url", "language", "grade")
"""Fields of the form that a reading fills by the same name."""


class CheckForm(forms.Form):
    """One part of a document as it is to become a review."""

    album = forms.CharField(required=False, max_length=20)
    album_query = LineField(label="Find another", required=False, max_length=200)
    new_title = LineField(label="Title", required=False, max_length=longest_text(Album, "title"))
    new_artist = LineField(label="Artist", required=False, max_length=300)
    new_kind = forms.ChoiceField(label="Kind", choices=Album.Kind, initial=Album.Kind.ALBUM, required=False)
    new_released = LineField(label="Released", required=False, help_text="2025-09-19, 2025-09 or 2025.")
    new_tracks = TrackListField()
    new_musicbrainz = forms.UUIDField(required=False, widget=forms.HiddenInput)
    musicbrainz_query = LineField(
        label="Take it from MusicBrainz",
        required=False,
        max_length=300,
        help_text="Title and artist, or an address on musicbrainz.org.",
    )
    headline = LineField(label="Headline", required=False, max_length=500)
    critic = LineField(label="Byline", required=False, max_length=200, help_text="Empty: not stated.")
    publication = LineField(
        label="Publication", required=False, max_length=200, help_text="Empty: self-published or not stated."
    )
    source_url = forms.CharField(
        label="Source", required=False, max_length=1000, validators=[URLValidator(["http", "https"])]
    )
    language = forms.ChoiceField(label="Language", required=False, choices=[("", "Not known"), *LANGUAGES])
    published_on = forms.DateField(
        label="Published", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    updated_on = forms.DateField(
        label="Updated", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    grade = LineField(label="Grade as printed", required=False, max_length=40)
    verdict = forms.ChoiceField(
        label="Verdict", required=False, choices=[("", "Leave it open"), *Verdict.choices], widget=forms.RadioSelect
    )
    body = BodyField(label="Text of the review", widget=forms.Textarea(attrs={"data-quotation-source": True}))
    quotes = forms.MultipleChoiceField(required=False, choices=[])
    words = TextField(
        label="Other words",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "data-quotation": True}),
        help_text="Exactly as they stand in the text.",
    )

    def __init__(self, check: Check, data: QueryDict | None = None) -> None:
        self.check = check
        super().__init__(data, initial=check.initial)
        offer(self, "quotes", [(found.place, found.text) for found in check.suggestions(self.text)])

    @property
    def text(self) -> str:
        """The text as it stands in the form, for the sentences that are offered of it."""
        typed = self.data.get("body") if self.is_bound else None
        return (typed or self.check.initial["body"]).replace("\r\n", "\n")

    def clean_source_url(self) -> str:
        """Never an aggregator's page, nor a blocked one."""
        url = self.cleaned_data["source_url"]
        if url and (name := aggregator_at(url)):
            raise ValidationError(f"{name} gathers others’ reviews. Link to the page where this one appeared.")
        if url and (blocked := blocked_at(url)):
            raise ValidationError(refusal_of(blocked))
        return url

    def clean_grade(self) -> str:
        """A grade that says what it is out of, or lies on a known scale; the scale of its house is tried later."""
        grade = self.cleaned_data["grade"]
        if grade and self.check.scale is None:
            try:
                parse_grade(grade)
            except InvalidGrade as problem:
                raise ValidationError(str(problem)) from problem
        return grade

    def clean_new_released(self) -> str:
        """A day, a month or a year."""
        said = self.cleaned_data["new_released"]
        if said:
            try:
                release_date(said)
            except InvalidEntry as problem:
                raise ValidationError("Write it like 2025-09-19, 2025-09 or 2025.") from problem
        return said

    def clean(self) -> dict[str, Any]:
        """The album, and the quotations where they stand in the text."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("published_on"), cleaned.get("updated_on")
        if first and last and last < first:
            self.add_error("updated_on", "This is before it was published.")
        if cleaned.get("album") == NEW and not (cleaned.get("new_title") and cleaned.get("new_artist")):
            self.add_error("album", "A new album needs its title and its artist.")
        elif cleaned.get("album") != NEW and self.check.chosen(cleaned.get("album", "")) is None:
            self.add_error("album", "Choose the album that it reviews, or describe a new one.")
        if cleaned.get("verdict") and cleaned.get("grade"):
            cleaned["verdict"] = ""  # a graded review's verdict follows from the grade
        cleaned["excerpts"] = self._excerpts(cleaned) if cleaned.get("body") else []
        return cleaned

    def _excerpts(self, cleaned: dict[str, Any]) -> list[Excerpt]:
        body: str = cleaned["body"]
        found: list[Excerpt] = []
        chosen = {quote: span for quote in cleaned.get("quotes", ()) if (span := _span(quote, body))}
        if words := cleaned.get("words"):
            own = find_span(body, words, 0)
            if own is None:
                self.add_error("words", not_verbatim(body, words, 0))
            else:
                chosen[words] = own
        allowance = self.check.allowance
        longest = allowance.longest(body)
        for span in sorted(set(chosen.values())):
            if span.end - span.start > longest:
                self.add_error("words", allowance.refusal(span.end - span.start, body))
            else:
                found.append(excerpt_at(span, body, self.check.mentions(body), len(found)))
        if refusal := allowance.refusal_of_all([excerpt.end - excerpt.start for excerpt in found], body):
            self.add_error("words", refusal)
        return found

    def album_to_review(self) -> Album:
        """The chosen album, or the new one, created. Raises ValidationError where the catalogue has two such."""
        said = self.cleaned_data
        if said["album"] != NEW:
            chosen = self.check.chosen(said["album"])
            if chosen is None:
                raise ValidationError("That album is not there any more. Choose another.")
            return chosen
        entry: dict[str, Any] = {
            "title": said["new_title"],
            "artists": [{"name": said["new_artist"]}],
            "kind": said["new_kind"] or Album.Kind.ALBUM,
            "tracks": [track.entry for track in said["new_tracks"]],
        }
        if said["new_released"]:
            entry["release_date"] = said["new_released"]
        try:
            key = said["new_musicbrainz"]
            added = add_described(key, entry, by_curator=True) if key else None
            return added[0] if added else import_album(entry)[0]
        except InvalidEntry as problem:
            raise ValidationError(str(problem)) from problem

    def checked(self, album: Album) -> Checked:
        """What the form says, for `reviews.incoming.taking`."""
        said = self.cleaned_data
        names = ("headline", "source_url", "language", "published_on", "updated_on", "body")
        review = Review(album=album, **{name: said[name] for name in names})
        body = said["body"]
        review.headings = [line for line in self.check.reading["headings"] if line in body]
        return Checked(review, said["critic"], said["publication"], said["grade"], said["verdict"], said["excerpts"])


@dataclass(frozen=True)
class Suggested:
    """A sentence that may be quoted, and where it stands."""

    text: str
    span: Span

    @property
    def place(self) -> str:
        """Where it stands, as the form sends it."""
        return f"{self.span.start}-{self.span.end}"


class Check:
    """One part of a document on the desk: what was read, and what the site knows about it."""

    def __init__(self, document: IncomingDocument, part: int = 0, query: str = "") -> None:
        self.document, self.part, self.query = document, part, query
        self._mentions: dict[str, list[TrackMention]] = {}
        parts = (document.reading or {}).get("parts") or []
        self.parts = len(parts) or 1
        self.reading: Mapping[str, Any] = parts[part] if parts else document.reading or EMPTY
        self.scale = document.policy.publication.scale if document.policy and document.policy.publication else None

    @property
    def allowance(self) -> Allowance:
        """How much may be quoted."""
        snippet = self.reading["quoting"]["longest_snippet"]
        policy = self.document.policy
        return policy.allowance(snippet) if policy else Allowance(characters=snippet)

    @cached_property
    def initial(self) -> dict[str, Any]:
        """What the form begins with: what was read, and what is known of the site."""
        values: dict[str, Any] = {name: value_of(self.reading, name) for name in READ}
        house = self.document.policy.publication if self.document.policy else None
        values["publication"] = values["publication"] or (house.name if house else "")
        values["source_url"] = values["source_url"] or self.document.address
        values["published_on"] = value_of(self.reading, "published") or None
        values["updated_on"] = value_of(self.reading, "updated") or None
        values["body"] = self.reading["body"]
        values["new_title"], values["new_artist"] = value_of(self.reading, "album"), value_of(self.reading, "artist")
        best = self.candidates[0] if self.candidates and not self.query else None
        values["album"] = str(best.pk) if best else NEW if values["new_title"] else ""
        return values

    @cached_property
    def recognised(self) -> Album | None:
        """The album that it names beyond doubt."""
        return album_named(self.reading)

    @cached_property
    def candidates(self) -> list[Album]:
        """Albums to choose from: the one that is named, else, or when others are looked for, what search finds."""
        if self.query:
            return self._found(self.query)
        return [self.recognised] if self.recognised else []

    def _found(self, words: str) -> list[Album]:
        keys = search_one_kind(words, "albums", MOST_CANDIDATES)
        albums = Album.objects.listed().select_related("lead_artist").in_bulk(keys)
        return [albums[key] for key in keys if key in albums]

    def chosen(self, key: str) -> Album | None:
        """The album of that key, if readers may see it."""
        if not key.isdecimal() or len(key) > 18:
            return None
        return Album.objects.listed().select_related("lead_artist").filter(pk=int(key)).first()

    def mentions(self, body: str) -> list[TrackMention]:
        """Where the text names tracks of the album."""
        if body not in self._mentions:
            album = self.recognised
            self._mentions[body] = tracks_named(body, track_titles(album), artist_names(album)) if album else []
        return self._mentions[body]

    @property
    def language(self) -> str:
        """What it was read to be written in; English where that is not known."""
        return value_of(self.reading, "language") or "en"

    def suggestions(self, body: str) -> list[Suggested]:
        """At most three sentences worth quoting, the best first; none where the page asks for it."""
        quoting = self.reading["quoting"]
        longest = self.allowance.longest(body)
        if quoting["reserved"] or not longest:
            return []
        names = [name for name in (value_of(self.reading, "album"), value_of(self.reading, "artist")) if name]
        spans = best_sentences(body, self.mentions(body), names, self.language, longest)
        found = [Suggested(body[span.start : span.end], span) for span in spans]
        free = [one for one in found if not any(one.text in kept for kept in quoting["unquotable"])]
        return free[:MOST_SUGGESTIONS]

    def why_no_suggestion(self, body: str) -> str:
        """Why no sentence is suggested, for the curator."""
        if self.reading["quoting"]["reserved"]:
            return "The page reserves its text from machines: choose the words yourself, as a person may."
        return why_none(body, self.allowance.longest(body), self.language)


EMPTY: Mapping[str, Any] = {
    "kind": "other",
    "is": "nothing that could be read",
    "fields": {},
    "body": "",
    "headings": [],
    "parts": [],
    "warnings": [],
    "quoting": {"may_archive": True, "longest_snippet": None, "reserved": False, "unquotable": []},
}


def _span(place: str, body: str) -> Span | None:
    start, _, end = place.partition("-")
    if not (start.isdecimal() and end.isdecimal() and len(place) < 20):
        return None
    span = Span(int(start), int(end))
    return span if span.start < span.end <= len(body) else None
