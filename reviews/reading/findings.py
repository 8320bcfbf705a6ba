"""What was found in a document: each value with where it was read, and the reading that they make up."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from reviews.grading.grades import Grade, ScaleRule
from reviews.reading.directives import UNRESTRICTED, Directives
from reviews.reading.document import ParsedReview
from reviews.reading.facts import AlbumFacts, FilmFacts
from reviews.reading.kinds import Kind

MOST_STARS = 6

FIELDS = (
    "headline",
    "critic",
    "publication",
    "published",
    "updated",
    "grade",
    "album",
    "artist",
    "language",
    "source_url",
)


class Where(enum.StrEnum):
    """Where a value was read, in words for the person who checks it."""

    JSON_LD = "JSON-LD"
    MICRODATA = "microdata"
    H_REVIEW = "h-review"
    META = "meta tag"
    MARKUP = "markup of the page"
    ADDRESS = "address"
    FRONT_MATTER = "front matter"
    MAIL_HEADER = "header of the mail"
    PROPERTIES = "properties of the file"
    BYLINE = "byline line"
    GRADE_LINE = "grade line"
    FACTS = "box of facts"
    HEADING = "heading"
    BODY = "body"
    HOUSE_RULE = "rule of this source"
    FEED = "feed"
    FILE_NAME = "file name"
    ORDER = "said by the person who imports"


@dataclass(frozen=True)
class Document:
    """Bytes and what is known of them: the address and headers they came with, or the name of their file."""

    data: bytes
    address: str = ""
    content_type: str = ""
    file_name: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class HouseRule:
    """What is known of a source beforehand: its name, and the highest grade that its bare numbers count up to."""

    publication: str = ""
    maximum: int | None = None

    @property
    def scale(self) -> ScaleRule | None:
        """The scale that its grades are on, where its highest grade is known."""
        if self.maximum is None:
            return None
        return ScaleRule("stars" if self.maximum <= MOST_STARS else "points", Decimal(self.maximum))


NO_RULE = HouseRule()


@dataclass(frozen=True)
class Finding:
    """One value, where it was read, and whether that settles it; else a person should look."""

    value: Any
    where: Where
    sure: bool = True


@dataclass(frozen=True)
class Reading:
    """What a document says. `fields` has those of FIELDS that it says; what it does not say is missing.

    `parts` are the reviews of a roundup, each with its own text. `standfirst`, `head` and `track_list` are what stands
    around the text and may tell the album; `places` say closer than a finding where a line stood. `warnings` are
    sentences for the person who checks. `because` says what spoke against a review where nothing called it another.
    """

    kind: Kind
    fields: Mapping[str, Finding]
    body: str
    because: str = ""
    headings: tuple[str, ...] = ()
    parts: tuple[Reading, ...] = ()
    warnings: tuple[str, ...] = ()
    quoting: Directives = UNRESTRICTED
    critic_bio: str | None = None
    film: FilmFacts | None = None
    album_facts: AlbumFacts | None = None
    standfirst: str | None = None
    head: tuple[str, ...] = ()
    track_list: tuple[str, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> Any:
        """The value of one of FIELDS, None when the document does not say it."""
        finding = self.fields.get(name)
        return finding.value if finding else None

    @property
    def reason(self) -> str:
        """Why it is no review, in words that follow what it is: " (it has words for concerts ...)"; often nothing."""
        return f" (it has {self.because})" if self.because else ""

    @property
    def sources(self) -> dict[str, str]:
        """For each field that was found, where."""
        return {name: str(self.fields[name].where) for name in FIELDS if name in self.fields}

    @property
    def draft(self) -> ParsedReview:
        """The reading as the draft of a review, whatever its kind."""
        published: date | None = self.value("published")
        grade: Grade | None = self.value("grade")
        return ParsedReview(
            body=self.body,
            headline=self.value("headline"),
            critic=self.value("critic"),
            critic_bio=self.critic_bio,
            publication=self.value("publication"),
            published=published,
            updated=self.value("updated"),
            source_url=self.value("source_url"),
            grade=grade,
            language=self.value("language"),
            headings=self.headings,
            film=self.film,
            album_facts=self._facts(),
            standfirst=self.standfirst,
            head=(*self.head, *self._perhaps_named()),
            track_list=self.track_list,
            warnings=self.warnings,
            where={name: self.places.get(name, where) for name, where in self.sources.items()},
        )

    def _perhaps_named(self) -> tuple[str, ...]:
        """The album with its artist as one line, where it was read but not beyond doubt."""
        album, artist = self.fields.get("album"), self.value("artist")
        return (f"{artist} – {album.value}",) if album and not album.sure and artist else ()

    def _facts(self) -> AlbumFacts | None:
        """The box about the album; made of the title and artist that were read elsewhere, where there is none."""
        album = self.fields.get("album")
        if self.album_facts or not album or not album.sure:
            return self.album_facts
        return AlbumFacts(title=album.value, artist=self.value("artist"))


def reading_of(draft: ParsedReview, kind: Kind = Kind.REVIEW) -> Reading:
    """The reading that a draft of plain text amounts to."""
    places = {
        "headline": Where.HEADING,
        "critic": Where.BYLINE,
        "publication": Where.BYLINE,
        "published": Where.BYLINE,
        "updated": Where.BYLINE,
        "grade": Where.GRADE_LINE,
        "language": Where.BODY,
        "source_url": Where.BYLINE,
    }
    fields = {name: Finding(value, where) for name, where in places.items() if (value := getattr(draft, name))}
    facts = draft.album_facts
    if facts and facts.title:
        fields["album"] = Finding(facts.title, Where.FACTS)
        if facts.artist:
            fields["artist"] = Finding(facts.artist, Where.FACTS)
    return Reading(
        kind=kind,
        fields=fields,
        body=draft.body,
        headings=draft.headings,
        warnings=draft.warnings,
        critic_bio=draft.critic_bio,
        film=draft.film,
        album_facts=facts,
        standfirst=draft.standfirst,
        head=draft.head,
        track_list=draft.track_list,
        places=draft.where,
    )
