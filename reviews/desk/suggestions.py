"""Sentences of the text offered as excerpts. Nothing becomes one until its critic says so."""

from __future__ import annotations

from dataclasses import dataclass

from albums.models import Album
from reviews.desk.manuscript import Manuscript
from reviews.incoming.recognition import artist_names, track_titles
from reviews.models import Excerpt
from reviews.quoting.excerpt_rules import longest_excerpt
from reviews.quoting.spans import Span
from reviews.quoting.suggest import MOST_SUGGESTIONS, best_sentences, why_none
from reviews.reading.tracks import tracks_named

LONGEST_BODY_READ = 100_000
"""Characters: beyond, reading every sentence would take too long for an answer at once."""


@dataclass(frozen=True)
class Suggestion:
    """A sentence, where it stands, and the track that it names, if any."""

    text: str
    span: Span
    track: object | None

    @property
    def place(self) -> str:
        """Where it stands, as the button that takes it over says it."""
        return f"{self.span.start}-{self.span.end}"

    def row(self) -> dict[str, object]:
        """The excerpt row that it would fill."""
        about = Excerpt.About.TRACK if self.track else Excerpt.About.ALBUM
        return {"text": self.text, "near": self.span.start, "about": about, "track": self.track or ""}


def suggestions_for(manuscript: Manuscript) -> list[Suggestion]:
    """At most three sentences of a checked manuscript that are no excerpt yet, the best first."""
    body = manuscript.body[:LONGEST_BODY_READ]
    album = manuscript.chosen_album
    mentions = tracks_named(body, track_titles(album), artist_names(album)) if album else []
    names = _names(album) if album else ()
    taken = [(excerpt.start, excerpt.end) for excerpt in manuscript.excerpts]
    found = []
    longest = longest_excerpt(manuscript.body, hosted=manuscript.hosted)
    for span in best_sentences(body, mentions, names, _language(manuscript), longest):
        if not any(start < span.end and span.start < end for start, end in taken):
            track = next((mention.key for mention in mentions if span.start <= mention.start < span.end), None)
            found.append(Suggestion(body[span.start : span.end], span, track))
    return found[:MOST_SUGGESTIONS]


def why_no_suggestion(manuscript: Manuscript) -> str:
    """Why there is none, for its critic."""
    if not manuscript.body:
        return "There is no text yet."
    if manuscript.excerpts and best_sentences(manuscript.body[:LONGEST_BODY_READ], language=_language(manuscript)):
        return "What suggests itself is an excerpt already."
    return why_none(manuscript.body, longest_excerpt(manuscript.body, hosted=manuscript.hosted), _language(manuscript))


def suggestion_at(manuscript: Manuscript, place: str) -> Suggestion | None:
    """The suggestion that stands at `place`; None when none does by now, or ever did."""
    return next((found for found in suggestions_for(manuscript) if found.place == place), None)


def _language(manuscript: Manuscript) -> str:
    return manuscript.form["language"].value() or "en"


def _names(album: Album) -> tuple[str, ...]:
    return (album.short_title, *artist_names(album))
