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
from reviews.reading.tracks import only_track_in, tracks_named

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


def suggestions_for(manuscript: Manuscript) -> tuple[list[Suggestion], str]:
    """At most three sentences of a checked manuscript that are no excerpt yet, the best first; or why there is none."""
    body = manuscript.body[:LONGEST_BODY_READ]
    if not body:
        return [], "There is no text yet."
    album = manuscript.chosen_album
    mentions = tracks_named(body, track_titles(album), artist_names(album)) if album else []
    names = _names(album) if album else ()
    taken = [(excerpt.start, excerpt.end) for excerpt in manuscript.excerpts]
    language = manuscript.form["language"].value() or "en"
    longest = longest_excerpt(manuscript.body, hosted=manuscript.hosted)
    best = best_sentences(body, mentions, names, language, longest)
    found = [
        Suggestion(body[span.start : span.end], span, only_track_in(span, mentions))
        for span in best
        if not any(start < span.end and span.start < end for start, end in taken)
    ]
    if not found:
        return [], "What suggests itself is an excerpt already." if best else why_none(body, longest, language)
    return found[:MOST_SUGGESTIONS], ""


def suggestion_at(manuscript: Manuscript, place: str) -> Suggestion | None:
    """The suggestion that stands at `place`; None when none does by now, or ever did."""
    return next((found for found in suggestions_for(manuscript)[0] if found.place == place), None)


def _names(album: Album) -> tuple[str, ...]:
    return (album.short_title, *artist_names(album))
