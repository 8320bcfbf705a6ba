"""The album a critic writes about: found by search, or proposed when the catalogue lacks it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q

from albums.entries import InvalidEntry
from albums.identity import Record, album_meant, slug_of
from albums.models import Album, Artist, Credit, Track
from albums.models.album import AlbumQuerySet
from albums.musicbrainz.described import add_described
from albums.track_lists import ListedTrack
from common.names import fold
from common.slugs import free_slug
from reviews.models import Review
from reviews.search import search_one_kind

MOST_FOUND = 8
SEARCHED_WORDS = 8


@dataclass(frozen=True)
class Proposal:
    """An album that the catalogue lacks, as a critic describes it. `precision` is empty without a date."""

    title: str
    artist: str
    kind: str
    release_date: date | None = None
    precision: str = ""
    disambiguation: str = ""
    tracks: tuple[ListedTrack, ...] = ()
    musicbrainz_id: UUID | None = None

    @property
    def record(self) -> Record:
        """What tells it from other records of the artist."""
        return Record(
            self.title, self.release_date, self.precision, self.kind, self.disambiguation, self.musicbrainz_id
        )

    @property
    def entry(self) -> dict[str, Any]:
        """As `albums.entries` takes it."""
        dated = {"release_date": self.record.release_iso} if self.release_date else {}
        return dated | {
            "title": self.title,
            "artists": [{"name": self.artist}],
            "kind": self.kind,
            "disambiguation": self.disambiguation,
            "tracks": [track.entry for track in self.tracks],
        }


def pickable_by(user: User) -> AlbumQuerySet:
    """Albums that user may write about: listed ones, and those proposed with a review of their own."""
    own = Review.objects.editable_by(user).filter(album=OuterRef("pk"))
    return Album.objects.filter(Q(proposed=False) | Exists(own)).select_related("lead_artist").with_cards()


def search_albums(user: User, query: str) -> list[Album]:
    """Pickable albums that `query` names: those proposed with a review of the user's own, then what search finds."""
    words = fold(query).split()[:SEARCHED_WORDS] if query.strip() else []
    if not words:
        return []
    pickable = pickable_by(user)
    proposed = pickable.filter(proposed=True)
    for word in words:
        proposed = proposed.filter(Q(folded__contains=word) | Q(lead_artist__folded__contains=word))
    keys = [
        *proposed.newest_first().values_list("pk", flat=True)[:MOST_FOUND],
        *search_one_kind(query, "albums", MOST_FOUND),
    ]
    found = pickable.in_bulk(keys[:MOST_FOUND])
    return [found[key] for key in keys if key in found]


def album_proposed(proposal: Proposal) -> Album | None:
    """The album that is here already, proposed or not; None for one that is missing. Raises CannotTell."""
    if proposal.musicbrainz_id and (known := Album.objects.of_musicbrainz(proposal.musicbrainz_id).first()):
        return known
    return album_meant(proposal.record, list(Artist.objects.known_as(proposal.artist)))


def propose_album(proposal: Proposal) -> Album:
    """The album that a proposal means, created as proposed when it is missing. Two proposals at once make one.

    Raises CannotTell where it may be one that is here or another.
    """
    try:
        return _propose(proposal)
    except IntegrityError:
        # Another request has just created the same artist; now it is there to be found.
        return _propose(proposal)


@transaction.atomic
def _propose(proposal: Proposal) -> Album:
    return _from_musicbrainz(proposal) or _as_described(proposal)


def _from_musicbrainz(proposal: Proposal) -> Album | None:
    """The album as it was taken from MusicBrainz into the form; None where it was not, or artists are in doubt."""
    if proposal.musicbrainz_id is None:
        return None
    try:
        added = add_described(proposal.musicbrainz_id, proposal.entry, by_curator=False)
    except InvalidEntry:
        return None
    if added is None:
        return None
    album, is_new = added
    if is_new:
        album.proposed = True
        album.save(update_fields=["proposed"])
    return album


def _as_described(proposal: Proposal) -> Album:
    artist = Artist.objects.known_as(proposal.artist).order_by("pk").first()
    if artist is None:
        slug = free_slug(proposal.artist, Artist.objects.all(), "artist")
        artist = Artist.objects.create(name=proposal.artist, slug=slug)
    Artist.objects.select_for_update().get(pk=artist.pk)  # one proposal at a time
    if album := album_proposed(proposal):
        return album
    album = Album.objects.create(
        title=proposal.title,
        disambiguation=proposal.disambiguation,
        slug=slug_of(proposal.record, artist),
        lead_artist=artist,
        kind=proposal.kind,
        release_date=proposal.release_date,
        release_precision=proposal.precision,
        proposed=True,
    )
    credited_as = proposal.artist if proposal.artist != artist.name else ""
    Credit.objects.create(album=album, artist=artist, position=1, credited_as=credited_as)
    for track in proposal.tracks:
        Track.objects.create(album=album, **track._asdict())
    return album
