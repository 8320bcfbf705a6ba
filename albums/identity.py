"""When two records are one: the rule by which entries, tables and proposals find the album that they mean.

Records of one artist and one title, as self-titled ones are, are told apart by year, kind and disambiguation. What is
said may fit a record that is here, or none, which makes it another; where it could be one or the other nobody guesses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType
from uuid import UUID

from albums.models import Album, Artist
from common.names import fold, short_title
from common.slugs import distinct_slug

_BEHIND = re.compile(r"(?P<title>.*\S)\s*[(\[](?P<told>[^()\[\]]+)[)\]]")

CLOSE = 92
"""Days by which the dates of one release may differ: it comes out in December here and in February there."""


@dataclass(frozen=True)
class Record:
    """What tells a record from others by its artist, as far as it is known; empty: it is not.

    `key` is the album's that is meant, where whoever says it knows; it counts only among those of the title.
    """

    title: str
    released: date | None = None
    precision: str = ""
    kind: str = ""
    disambiguation: str = ""
    musicbrainz_id: UUID | None = None
    key: int | None = None

    @classmethod
    def of(cls, album: Album) -> Record:
        """What is known of an album that is here."""
        return cls(
            album.title,
            album.release_date,
            album.release_precision,
            album.kind,
            album.disambiguation,
            album.musicbrainz_id,
            album.pk,
        )

    def __str__(self) -> str:
        known = [
            self.disambiguation,
            str(self.released.year) if self.released else "undated",
            self.kind if self.kind != Album.Kind.ALBUM else "",
        ]
        return f"“{self.title}” ({', '.join(filter(None, known))})"

    def names(self, known: Record) -> bool:
        """Whether it says by an id which record it is."""
        by_key = self.key is not None and self.key == known.key
        return by_key or (self.musicbrainz_id is not None and self.musicbrainz_id == known.musicbrainz_id)

    @property
    def release_iso(self) -> str:
        """The date for machines, no more exact than it is known."""
        length = {"year": 4, "month": 7, "day": 10}.get(self.precision, 0)
        return self.released.isoformat()[:length] if self.released else ""

    @property
    def told(self) -> str:
        """The disambiguation, folded."""
        return fold(self.disambiguation) if self.disambiguation else ""

    @property
    def is_edition(self) -> bool:
        """Whether the title names an edition, or says that it is a soundtrack."""
        return short_title(self.title) != self.title

    def slug(self, used: Collection[str]) -> str:
        """An address that is none of those used: the title's, else with what tells the record apart behind it."""
        year = str(self.released.year) if self.released else ""
        return distinct_slug(self.title, used, "untitled", self.disambiguation, year)


class CannotTell(ValueError):
    """What is said could be one of several records, or another; the message names them and what would tell.

    `column` is what should be said of it besides: "release_date" or "disambiguation". `named` are the records.
    """

    def __init__(self, said: Record, candidates: Collection[Record]) -> None:
        self.named = named = " or ".join(sorted(map(str, candidates)))
        self.column = "disambiguation" if said.released else "release_date"
        if len(candidates) == 1:
            advice = " or another record: give the disambiguation if it is another, and title and date as here if not"
        elif said.released:
            advice = ": give the disambiguation"
        else:
            advice = ": give the release_date or the disambiguation"
        super().__init__(f"it could be {named}{advice}")


def album_meant(said: Record, artists: Collection[Artist]) -> Album | None:
    """The album of one of these artists that is meant, proposed or not; None for another record. Raises CannotTell."""
    title, _ = told_behind(said.title)
    albums, less = (
        {album.pk: album for album in Album.objects.titled(name).filter(lead_artist__in=artists).order_by("pk")}
        if name
        else {}
        for name in (said.title, title)
    )
    key = which(said, *({key: Record.of(album) for key, album in found.items()} for found in (albums, less)))
    return (albums | less).get(key)


def slug_of(said: Record, lead_artist: Artist) -> str:
    """A free address for a new album of that artist."""
    return said.slug(set(Album.objects.filter(lead_artist=lead_artist).values_list("slug", flat=True)))


class Dates(Enum):
    """What the dates of two records say."""

    NOTHING = "nothing"
    SAME = "the same"
    NEAR = "perhaps the same"
    APART = "two records"


def told_behind(title: str) -> tuple[str, str]:
    """A title and what may be a disambiguation behind it: "Harrow (Green Album)". Empty texts without one."""
    parts = _BEHIND.fullmatch(short_title(title))
    return (parts["title"], parts["told"]) if parts else ("", "")


def which(said: Record, known: Mapping[int, Record], less: Mapping[int, Record] = MappingProxyType({})) -> int | None:
    """The key of the record that is meant, of those that the artist has under that title; None for another record.

    `less` are those under the title less what is told behind it, to ask when there are none: the title may name one of
    several by its disambiguation. Raises CannotTell.
    """
    if less and not known:
        return _told_in_title(said, less)
    for key, record in known.items():
        if said.names(record):
            return key
    possible = {key: record for key, record in known.items() if not _differ(said, record)}
    for alike in (_described_alike, _same):
        found = {key: record for key, record in possible.items() if alike(said, record)}
        if found:
            return _closest(said, found)
    if not possible:
        return None
    if any(dates(said, record) is Dates.NEAR for record in possible.values()):
        raise CannotTell(said, possible.values())
    if said.released and len(known) > 1:
        raise CannotTell(said, possible.values())
    return _closest(said, possible)


def _told_in_title(said: Record, less: Mapping[int, Record]) -> int | None:
    told = fold(told_behind(said.title)[1])
    less = {key: record for key, record in less.items() if not _has_other_id(said, record)}
    named = [key for key, record in less.items() if record.told == told]
    if len(named) == 1:
        return named[0]
    if len(less) > 1:
        raise CannotTell(said, [record for record in less.values() if not _differ(said, record)] or less.values())
    return None


def dates(said: Record, known: Record) -> Dates:
    """What the dates of what is said and of a record that is here say of the two."""
    if said.released is None or known.released is None:
        return Dates.NOTHING
    years = abs(said.released.year - known.released.year)
    if years == 0:
        return Dates.SAME
    if said.is_edition and fold(said.title) != fold(known.title):
        return Dates.NOTHING  # the date may be the edition's
    if years > 1:
        return Dates.APART
    exact = Album.Precision.YEAR not in (said.precision, known.precision)
    return Dates.SAME if exact and abs((said.released - known.released).days) <= CLOSE else Dates.NEAR


def _differ(said: Record, known: Record) -> bool:
    """Whether the two are surely two: other kinds, other dates, other ids; a disambiguation that the known has not."""
    return (
        _has_other_id(said, known)
        or bool(said.disambiguation and said.told != known.told)
        or bool(said.kind and known.kind and said.kind != known.kind)
        or dates(said, known) is Dates.APART
    )


def _has_other_id(said: Record, known: Record) -> bool:
    return len({said.musicbrainz_id, known.musicbrainz_id} - {None}) > 1


def _same(said: Record, known: Record) -> bool:
    """Whether something speaks for the two being one."""
    return bool(said.disambiguation) or dates(said, known) is Dates.SAME


def _described_alike(said: Record, known: Record) -> bool:
    """Whether all that is said is what is known, and nothing more is known."""
    year, known_year = (record.released and record.released.year for record in (said, known))
    return year == known_year and said.told == known.told


def _closest(said: Record, found: Mapping[int, Record]) -> int:
    """The one of several that the words and the day fit best. Raises CannotTell."""
    narrower: tuple[Callable[[Record], bool], ...] = (
        lambda record: fold(record.title) == fold(said.title),
        lambda record: not record.is_edition,
        lambda record: said.precision == Album.Precision.DAY and record.release_iso == said.release_iso,
    )
    for fits in narrower:
        if len(found) > 1:
            found = {key: record for key, record in found.items() if fits(record)} or found
    if len(found) > 1:
        raise CannotTell(said, found.values())
    return next(iter(found))
