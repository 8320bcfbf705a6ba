"""Reading a table of scores: from a CSV file to numbered, checked rows in which every name is a number.

A million rows name far fewer albums, publications and critics, so each spelling is checked and folded once and rows
refer to the names by number. What identifies an album, a publication and a critic is what identifies them in the
catalogue: artist and title, name, name; case, accents, punctuation and the words for an edition aside.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from operator import itemgetter, methodcaller
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from albums.entries import InvalidEntry, release_date
from albums.identity import told_behind
from albums.models import Album, Artist
from common.fields import longest_text
from common.names import fold, short_title
from common.tables.cells import read
from common.tables.opening import Opening, opening_of
from common.tables.uploads import column_name
from reviews.grading.grades import ScaleRule
from reviews.incoming.score_tables.problems import BadRow, BadValue, NotScores
from reviews.incoming.score_tables.row_grades import Rating, rating_of
from reviews.models import Critic, Publication, Review
from reviews.reading.dates import latest_day

REQUIRED = ("artist", "album", "publication", "score")
OPTIONAL = ("release_date", "disambiguation", "critic", "grade", "verdict", "url", "published")
LONGEST = {
    "artist": longest_text(Artist, "name"),
    "album": longest_text(Album, "title"),
    "disambiguation": longest_text(Album, "disambiguation"),
    "publication": longest_text(Publication, "name"),
    "critic": longest_text(Critic, "name"),
    "url": longest_text(Review, "source_url"),
}
LONGEST_FOLDED = 600

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UNPRINTED = r"\s\x00-\x1f\x7f-\x9f\ud800-\udfff"
_ADDRESS = re.compile(rf"(https?://[^/?#\\{_UNPRINTED}]+)(?:[/?#][^{_UNPRINTED}]*)?")


class AlbumName(NamedTuple):
    """An album as the file names it. Titles that fold alike are one name as long as year and disambiguation are one."""

    artist: int
    title: str
    folded: str
    is_edition: bool
    released: date | None
    precision: str
    disambiguation: str
    less: str
    """The title less what is told behind it (`albums.identity`), folded; often empty."""


class Name(NamedTuple):
    """An artist's or a publication's name and what identifies it."""

    text: str
    folded: str


class CriticOfHouse(NamedTuple):
    """A critic's name, and the publication it stands in: that tells two critics of one name apart."""

    text: str
    folded: str
    publication: int


class ScoreRow(NamedTuple):
    """One review as a row states it. Album, publication, critic and rating are places in the lists of `Names`."""

    number: int
    album: int
    publication: int
    critic: int | None
    rating: int
    url: str
    published: str | None


@dataclass
class Names:
    """All that a file names, and the ratings it gives, each once, in the order of first mention."""

    artists: list[Name] = field(default_factory=list)
    albums: list[AlbumName] = field(default_factory=list)
    publications: list[Name] = field(default_factory=list)
    critics: list[CriticOfHouse] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)


class ScoreTable:
    """An open table of scores. Raises NotScores when the file is none.

    `scale_of` gives the scale on which a publication (folded) prints the grade of a critic (folded, or empty).
    `refuse_address` is asked about links and raises BadValue; it returns whether it need not be asked again about the
    same site.
    """

    def __init__(
        self,
        file: io.BufferedReader[Any],
        scale_of: Callable[[str, str], ScaleRule | None],
        refuse_address: Callable[[str], bool],
        today: date,
    ) -> None:
        self.names = Names()
        self.bad: list[BadRow] = []
        self.count = 0
        self._scale_of, self._refuse_address = scale_of, refuse_address
        self._last_day = latest_day(today)
        opening, self._rows = _reader(file)
        self._number = opening.number
        try:
            header = [column_name(name) for name in next(self._rows, [])]
        except csv.Error as error:
            raise NotScores(f"its first line cannot be read ({error})") from error
        self._width = len(header)
        self.ignored = _check_header(header)
        # A column that is not there reads as the empty value behind each row.
        places = [header.index(name) if name in header else -1 for name in (*REQUIRED, *OPTIONAL)]
        self._pick = itemgetter(*places)
        self._known: dict[object, int] = {}
        self._albums: dict[tuple[str, str, str, str], int] = {}
        self._voices: dict[tuple[str, str], tuple[int, int | None, ScaleRule | None]] = {}
        self._ratings: dict[tuple[object, ...], int] = {}
        self._days: dict[str, str | None] = {"": None}
        self._addresses: set[str] = set()

    def rows(self) -> Iterator[ScoreRow]:
        """The good rows; `bad` collects the others and `count` all that were read. To be taken once."""
        number = self._number
        while True:
            number += 1
            try:
                values = next(self._rows)
                if not any(values):
                    continue
                self.count += 1
                yield self._row(number, values)
            except StopIteration:
                return
            except BadValue as problem:
                self.bad.append(BadRow(number, str(problem)))
            except csv.Error as problem:
                self.count += 1
                self.bad.append(BadRow(number, f"it cannot be read ({problem}): is a quotation mark left open?"))

    def _row(self, number: int, values: list[str]) -> ScoreRow:
        if len(values) != self._width:
            raise BadValue(f"it has {len(values)} values, the header {self._width} columns")
        values.append("")
        artist, title, publication, score, released, told, critic, grade, verdict, url, published = self._pick(values)
        album = self._albums.get((artist, title, released, told))
        if album is None:
            album = self._albums[artist, title, released, told] = self._album(artist, title, released, told)
        voice = self._voices.get((publication, critic))
        if voice is None:
            voice = self._voices[publication, critic] = self._voice(publication, critic)
        house, byline, scale = voice
        rating = self._ratings.get((score, grade, verdict, id(scale)))
        if rating is None:
            rating = self._ratings[score, grade, verdict, id(scale)] = self._rating(score, grade, verdict, scale)
        if published in self._days:
            day = self._days[published]
        else:
            day = self._days[published] = self._day(published)
        url = self._address(url) if url else ""
        if not url and self.names.ratings[rating].score is None:
            raise BadValue("a verdict alone needs the url at which the review can be read")
        return ScoreRow(number, album, house, byline, rating, url, day)

    def _number_of(self, names: list, identity: object, new: Callable[[], object]) -> int:
        if identity not in self._known:
            names.append(new())
            self._known[identity] = len(names) - 1
        return self._known[identity]

    def _album(self, artist: str, title: str, released: str, told: str) -> int:
        artist, title = _name("artist", artist), _name("album", title)
        day, precision = _release(_text("release_date", released))
        short, told = short_title(title), _text("disambiguation", told)
        known_as, folded, is_edition = _folded(artist), _folded(short), title != short
        lead = self._number_of(self.names.artists, ("artist", known_as), lambda: Name(artist, known_as))
        return self._number_of(
            self.names.albums,
            ("album", lead, folded, is_edition and fold(title), day and day.year, told and fold(told)),
            lambda: AlbumName(lead, title, folded, is_edition, day, precision, told, _less(title)),
        )

    def _voice(self, publication: str, critic: str) -> tuple[int, int | None, ScaleRule | None]:
        publication, critic = _name("publication", publication), _text("critic", critic)
        house, byline = _folded(publication), _folded(critic) if critic else ""
        place = self._number_of(self.names.publications, ("publication", house), lambda: Name(publication, house))
        signed = None
        if critic:
            identity = ("critic", byline, place)
            signed = self._number_of(self.names.critics, identity, lambda: CriticOfHouse(critic, byline, place))
        return place, signed, self._scale_of(house, byline)

    def _rating(self, score: str, grade: str, verdict: str, scale: ScaleRule | None) -> int:
        rating = rating_of(_text("score", score), _text("grade", grade), _text("verdict", verdict), scale)
        return self._number_of(self.names.ratings, rating, lambda: rating)

    def _day(self, published: str) -> str | None:
        text = _text("published", published)
        try:
            day, precision = release_date(text) if text else (None, "day")
        except InvalidEntry as error:
            raise BadValue(f"published: {error}") from error
        if precision != "day":
            raise BadValue(f"published: “{text}” names no day, like 2025-09-19")
        if day and day > self._last_day:
            raise BadValue(f"published: {text} is still to come")
        return day.isoformat() if day else None

    def _address(self, url: str) -> str:
        url = read(url).strip()
        match = _ADDRESS.fullmatch(url)
        if match is None or len(url) > LONGEST["url"]:
            raise BadValue(f"url: “{_text('url', url)[:80]}” is no web address")
        if match[1] not in self._addresses:
            try:
                URLValidator(["http", "https"])(match[1])
            except ValidationError as error:
                raise BadValue(f"url: “{url[:80]}” is no web address") from error
            if self._refuse_address(url):
                self._addresses.add(match[1])
        return url


def _reader(file: io.BufferedReader[Any]) -> tuple[Opening, Iterator[list[str]]]:
    if file.peek(2)[:2] in _UTF_16:
        raise NotScores("it is UTF-16: save it as UTF-8")
    # Bytes that are not UTF-8 come through as lone surrogates, and the row they stand in is refused by its number.
    lines = map(methodcaller("decode", "utf-8", "surrogateescape"), file)
    is_empty = not file.peek(1)
    opening = opening_of(lines)
    if opening is None:
        raise NotScores("it is empty" if is_empty else "its first line is blank: it must name the columns")
    return opening, csv.reader(chain([opening.line], lines), delimiter=opening.separator)


def _check_header(header: list[str]) -> list[str]:
    """The columns that are not read. Raises NotScores when one that is needed is missing or stands twice."""
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        found = ", ".join(header)
        shown = f"; it names {found}" if found.isprintable() and len(found) < 300 else ""
        raise NotScores(f"its first line does not name the column {' nor '.join(missing)}{shown}")
    for name in (*REQUIRED, *OPTIONAL):
        if header.count(name) > 1:
            raise NotScores(f"its first line names the column {name} twice")
    return [name for name in header if name and name not in (*REQUIRED, *OPTIONAL)]


def _text(column: str, value: str) -> str:
    """The text that the cell stands for, with single spaces. Raises BadValue for what no text field can hold."""
    if "\x00" in value:
        raise BadValue(f"{column}: there is a NUL byte in it")
    if not value.isascii() and any("\udc80" <= character <= "\udcff" for character in value):
        raise BadValue(f"{column}: it is not UTF-8; save the file as UTF-8 and import it again")
    value = " ".join(read(value).split())
    longest = LONGEST.get(column)
    if longest and len(value) > longest:
        raise BadValue(f"{column}: it is longer than {longest} characters; is a quotation mark left open?")
    return value


def _name(column: str, value: str) -> str:
    text = _text(column, value)
    if not text:
        raise BadValue(f"the {column} is missing")
    return text


def _less(title: str) -> str:
    less, _ = told_behind(title)
    return _folded(less) if less else ""


def _folded(name: str) -> str:
    return fold(name)[:LONGEST_FOLDED]


def _release(text: str) -> tuple[date | None, str]:
    if not text:
        return None, ""
    try:
        return release_date(text)
    except InvalidEntry as error:
        raise BadValue(f"release_date: {error}") from error
