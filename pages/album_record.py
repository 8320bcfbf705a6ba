"""An album and its reviews as its pages need them, read with few queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from albums.models import Album, AlbumLink, Artist, Credit, Genre, Label
from albums.musicbrainz.web_service import address_of
from reviews.models import Consensus, Excerpt, ListedAlbum, Mention, Publication, Review, Verdict, YearEndList

# What hangs off an album in one row, since as querysets these cost more to put together than to answer.
FACTS = """
SELECT json_build_object(
    'credits', (SELECT json_agg(json_build_object('credited_as', credit.credited_as, 'join_phrase', credit.join_phrase,
                                                  'name', artist.name, 'slug', artist.slug) ORDER BY credit.position)
                FROM albums_credit credit JOIN albums_artist artist ON artist.id = credit.artist_id
                WHERE credit.album_id = %(album)s),
    'genres', (SELECT json_agg(json_build_object('name', genre.name, 'slug', genre.slug) ORDER BY genre.folded)
               FROM albums_genre genre JOIN albums_album_genres tagged ON tagged.genre_id = genre.id
               WHERE tagged.album_id = %(album)s),
    'labels', (SELECT json_agg(json_build_object('name', label.name, 'slug', label.slug) ORDER BY label.folded)
               FROM albums_label label JOIN albums_album_labels tagged ON tagged.label_id = label.id
               WHERE tagged.album_id = %(album)s),
    'links', (SELECT json_agg(json_build_object('kind', kind, 'url', url) ORDER BY kind, id)
              FROM albums_albumlink WHERE album_id = %(album)s),
    'mentions', (SELECT json_agg(json_build_object('source', source, 'title', title, 'author', author)
                                 ORDER BY received_at, id)
                 FROM reviews_mention WHERE album_id = %(album)s AND review_id IS NULL AND state = 'accepted'),
    'listings', (SELECT json_agg(json_build_object('place', line.place, 'pk', list.id, 'year', list.year,
                                                   'title', list.title, 'name', house.name, 'slug', house.slug)
                                 ORDER BY list.year DESC, line.place NULLS LAST, house.folded, list.id)
                 FROM reviews_listedalbum line JOIN reviews_yearendlist list ON list.id = line.list_id
                 JOIN reviews_publication house ON house.id = list.publication_id
                 WHERE line.album_id = %(album)s AND NOT house.is_aggregator),
    'cover_file', (SELECT cover_file FROM albums_albumsource WHERE album_id = %(album)s),
    'errors', (SELECT json_object_agg(formula, rmse)
               FROM reviews_formulaevaluation WHERE calibration_id = %(calibration)s))
"""


@dataclass(frozen=True)
class AlbumRecord:
    """A listed album, with its credits and tracks, and what hangs off it; by formula, held-out errors in points.

    `listings` are its lines on publications' year-end lists, the newest year and the best places first; `cover_source`
    is where the cover came from, when it is not an upload.
    """

    album: Album
    genres: list[Genre]
    labels: list[Label]
    links: list[AlbumLink]
    mentions: list[Mention]
    listings: list[ListedAlbum]
    cover_source: str
    formula_errors: dict[str, float]

    @property
    def grouped_links(self) -> list[tuple[str, list[AlbumLink]]]:
        """Where to hear it, and where to read about it; without what there is none of."""
        about = [link for link in self.links if link.kind == AlbumLink.Kind.ABOUT]
        hear = [link for link in self.links if link.kind != AlbumLink.Kind.ABOUT]
        return [(name, links) for name, links in (("Hear it", hear), ("Elsewhere", about)) if links]


def load_record(artist_slug: str, slug: str) -> AlbumRecord:
    """A listed album with all that its page says of the record itself, in three queries. Raises Album.DoesNotExist."""
    album = (
        Album.objects.listed()
        .select_related("lead_artist", "film", "consensus__calibration")
        .prefetch_related("tracks")
        .get(lead_artist__slug=artist_slug, slug=slug)
    )
    consensus = consensus_of(album)
    with connection.cursor() as cursor:
        cursor.execute(FACTS, {"album": album.pk, "calibration": consensus.calibration_id if consensus else None})
        facts = cursor.fetchone()[0]
    album._prefetched_objects_cache["credits"] = [_credit(**credit) for credit in facts["credits"] or ()]
    return AlbumRecord(
        album=album,
        genres=[Genre(**genre) for genre in facts["genres"] or ()],
        labels=[Label(**label) for label in facts["labels"] or ()],
        links=[AlbumLink(**link) for link in facts["links"] or ()],
        mentions=[Mention(**mention) for mention in facts["mentions"] or ()],
        listings=[_listing(**listing) for listing in facts["listings"] or ()],
        cover_source=_cover_source(album, facts["cover_file"]),
        formula_errors=facts["errors"] or {},
    )


def _cover_source(album: Album, cover_file: str | None) -> str:
    if not cover_file or album.cover.name != cover_file or album.musicbrainz_id is None:
        return ""
    return f"{address_of('release-group', album.musicbrainz_id)}/cover-art"


def _listing(place: int | None, pk: int, year: int, title: str, name: str, slug: str) -> ListedAlbum:
    house = Publication(name=name, slug=slug)
    return ListedAlbum(place=place, list=YearEndList(pk=pk, publication=house, year=year, title=title))


def _credit(credited_as: str, join_phrase: str, name: str, slug: str) -> Credit:
    return Credit(artist=Artist(name=name, slug=slug), credited_as=credited_as, join_phrase=join_phrase)


def load_figures(album: Album) -> list[Review]:
    """The album's counted reviews without their words, newest first: what the consensus is worked out of. One query."""
    counted = Review.objects.counted().filter(album=album).select_related("critic", "publication")
    return list(counted.defer("body", "headings").newest_first())


def load_reviews(album: Album) -> list[Review]:
    """The album's counted reviews with their excerpts, newest first. Two queries."""
    tracks = {track.pk: track for track in album.tracks.all()}
    written = Review.objects.counted().filter(album=album).with_last_revision().select_related("critic", "publication")
    reviews = {review.pk: review for review in written.newest_first()}
    quoted: dict[int, list[Excerpt]] = {pk: [] for pk in reviews}
    for excerpt in Excerpt.objects.filter(review__in=quoted) if quoted else ():
        excerpt.review = reviews[excerpt.review_id]
        if excerpt.track_id:
            excerpt.track = tracks[excerpt.track_id]
        quoted[excerpt.review_id].append(excerpt)
    for pk, review in reviews.items():
        review.album = album
        review._prefetched_objects_cache = {"excerpts": quoted[pk]}
    return list(reviews.values())


def consensus_of(album: Album) -> Consensus | None:
    """The album's stored consensus; None before the first counted review."""
    return getattr(album, "consensus", None)


def verdict_counts(consensus: Consensus) -> list[tuple[str, int]]:
    """Counted reviews per verdict, best first."""
    return [
        (Verdict.RAVE.value, consensus.raves),
        (Verdict.POSITIVE.value, consensus.positives),
        (Verdict.MIXED.value, consensus.mixeds),
        (Verdict.PAN.value, consensus.pans),
    ]
