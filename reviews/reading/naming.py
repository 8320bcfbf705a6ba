"""Which record a document reviews, by what it says itself, from the plainest statement to the faintest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from common.names import fold, short_title
from reviews.reading.above_text import TWO_PARTS
from reviews.reading.findings import Finding, Where
from reviews.reading.subjects import subject_in
from reviews.reading.testimony import Testimony
from reviews.reading.text_witness import Witness
from reviews.reading.titles import Subject, is_release_line, subject_of, subject_of_line


@dataclass(frozen=True)
class RecordNames:
    """Where a record may be named: the headline, other wordings of it, short lines around the text, hints, the text."""

    headline: str
    titles: list[str]
    lines: list[str]
    hints: list[str]
    witness: Witness


def name_record(claims: Testimony, names: RecordNames) -> None:
    """Claim the album and the artist, unless the markup or a box of facts has named the album already."""
    if album := claims.first("album"):
        if not claims.first("artist") and (subject := subject_of(names.headline, names.witness)):
            same = fold(short_title(subject.album)) == fold(short_title(album.value))
            claims.add("artist", subject.artist if same else None, Where.HEADING, subject.sure)
        return
    subject, where = next(_statements(claims, names), (None, Where.BODY))
    if subject is None:
        return
    claims.add("album", subject.album, where, subject.sure)
    if subject.artist:
        claims.found["artist"] = [Finding(subject.artist, where, subject.sure)]


def _statements(claims: Testimony, names: RecordNames) -> Iterator[tuple[Subject, Where]]:
    yield from _of_the_markup(claims, names.witness)
    for title in dict.fromkeys([names.headline, *claims.values("headline"), *names.titles]):
        if subject := subject_of(title, names.witness):
            yield subject, Where.HEADING
    for named in claims.all("album named"):
        if names.witness.speaks_of(named.value):
            yield Subject("", named.value), named.where
    for line in names.lines:
        if subject := subject_of_line(line, names.witness):
            yield subject, Where.FACTS
    subject = subject_in(names.witness, names.headline, names.hints)
    if subject and not _names_another(names.headline, subject):
        yield subject, Where.BODY
    if any(map(is_release_line, names.lines)) and (subject := subject_of(names.headline, names.witness, is_name=True)):
        yield subject, Where.HEADING


def _names_another(headline: str, subject: Subject) -> bool:
    """Whether the headline has the artist and, behind a colon or a dash, something else than this title."""
    artist, album, whole = fold(subject.artist), fold(subject.album), fold(headline)
    return bool(artist and TWO_PARTS.search(headline) and whole.startswith(artist) and album not in whole)


def _of_the_markup(claims: Testimony, witness: Witness) -> Iterator[tuple[Subject, Where]]:
    """What the markup calls the thing reviewed, with its artist beside it or in one name."""
    artist = claims.first("artist")
    for named in claims.all("album named"):
        if artist and named.where is artist.where:
            yield Subject(artist.value, named.value), named.where
        elif subject := subject_of(named.value, witness, is_name=True):
            yield subject, named.where
