"""Search over everything that has a name: albums, artists, critics, publications, tracks.

Names are compared folded (case, accents and punctuation aside). A name matches when it holds the words, or when
PostgreSQL's trigram word similarity finds it close enough to be a slip of the pen.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from albums.models import Album, Artist, ArtistAlias, Track
from albums.names import fold, short_title
from reviews.models import Critic, Publication

LONGEST_QUERY = 200
CLOSE_ENOUGH = 0.45
NOTHING = Q(pk__in=())


@dataclass(frozen=True)
class Results:
    """What was found, section by section, best first."""

    albums: list[Album]
    artists: list[Artist]
    tracks: list[Track]
    critics: list[Critic]
    publications: list[Publication]

    def __bool__(self) -> bool:
        return any((self.albums, self.artists, self.tracks, self.critics, self.publications))

    @property
    def count(self) -> int:
        """How many were found in all sections."""
        return sum(map(len, (self.albums, self.artists, self.tracks, self.critics, self.publications)))


def search(words: str, each: int = 12) -> Results:
    """Find `words` in names; at most `each` a section. Eight queries at most, with what cards need; none for nothing.

    "OST" and what else names an edition or a soundtrack is left out of the words when more remains.
    """
    words = words.replace("\x00", "").strip()[:LONGEST_QUERY]
    folded = fold(short_title(words.upper()))  # few type "OST" in capitals
    if not folded:
        return Results([], [], [], [], [])
    with transaction.atomic():
        _forgive_slips()
        return _results(folded, each)


def _forgive_slips() -> None:
    """Let the trigram index bring what is close enough here; PostgreSQL's own threshold, 0.6, knows few slips."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(CLOSE_ENOUGH)])


def _results(folded: str, each: int) -> Results:
    albums = _close(Album.objects.listed(), folded, also=Q(pk__in=_albums_by(folded)))
    tracks = _close(Track.objects.filter(album__proposed=False), folded).select_related("album__lead_artist")
    return Results(
        albums=list(albums.with_cards().select_related("lead_artist")[:each]),
        artists=list(_close(Artist.objects.listed(), folded, also=Q(pk__in=_artists_also_known_as(folded)))[:each]),
        tracks=list(tracks[:each]),
        critics=list(_close(Critic.objects.listed(), folded).select_related("publication")[:each]),
        publications=list(_close(Publication.objects.sources(), folded)[:each]),
    )


def _close(rows: QuerySet, folded: str, also: Q = NOTHING) -> QuerySet:
    """Rows whose folded name holds the words or comes close, closest first; `also` adds rows found another way."""
    exact = Case(
        When(folded=folded, then=Value(3.0)),
        When(folded__startswith=folded, then=Value(2.0)),
        When(folded__contains=folded, then=Value(1.0)),
        default=Value(0.0),
        output_field=FloatField(),
    )
    found = rows.annotate(closeness=TrigramWordSimilarity(folded, "folded")).filter(
        Q(folded__contains=folded) | Q(folded__trigram_word_similar=folded) | also
    )
    return found.annotate(rank=exact + F("closeness")).order_by("-rank", Length("folded"), "pk")


def _artists_also_known_as(folded: str) -> QuerySet:
    return ArtistAlias.objects.filter(folded__startswith=folded).values("artist")


def _albums_by(folded: str) -> QuerySet:
    """Albums whose words name the artist: alone, by alias, or with the title ("harrow tide tables")."""
    named = Q(artists__folded=folded) | Q(artists__aliases__folded=folded)
    words = folded.split()
    for cut in range(1, len(words)):
        for artist, title in ((words[:cut], words[cut:]), (words[cut:], words[:cut])):
            artist_name, album_title = " ".join(artist), " ".join(title)
            named |= Q(artists__folded=artist_name, folded__startswith=album_title)
            named |= Q(artists__aliases__folded=artist_name, folded__startswith=album_title)
        if cut >= 6:
            break
    return Album.objects.listed().filter(named).values("pk")
