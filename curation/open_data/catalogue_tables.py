"""What is given away of the catalogue and of what critics said: albums, reviews without their texts, and excerpts."""

from __future__ import annotations

from collections.abc import Iterator

from albums.models import Album
from common.page_addresses import absolute
from curation.open_data.open_columns import ColumnKind, OpenColumn, OpenTable, Row
from curation.open_data.site_snapshot import SiteSnapshot
from reviews.models import Excerpt, Review

NOT_LICENSED = "quotation, not licensed"
BETWEEN = "; "

_REVIEW_COLUMNS = (
    *("pk", "album_id", "critic_id", "critic__name", "publication_id", "publication__name"),
    *("published_on", "published_at", "grade", "score", "verdict", "verdict_set_by", "disclosures", "language"),
    "source_url",
)


def _albums(site: SiteSnapshot) -> Iterator[Row]:
    for keys in site.albums():
        records = Album.objects.filter(pk__in=keys).with_cards().prefetch_related("genres", "labels").order_by("pk")
        yield from map(_album, records)


def _album(album: Album) -> Row:
    return (
        album.pk,
        album.title,
        album.distinction,
        album.artist_credit,
        album.lead_artist.name,
        album.kind,
        album.release_iso,
        album.release_precision,
        BETWEEN.join(sorted(genre.name for genre in album.genres.all())),
        BETWEEN.join(sorted(label.name for label in album.labels.all())),
        album.language,
        album.musicbrainz_id and str(album.musicbrainz_id),
        album.lead_artist.musicbrainz_id and str(album.lead_artist.musicbrainz_id),
        absolute(album.get_absolute_url()),
    )


def _reviews(site: SiteSnapshot) -> Iterator[Row]:
    for keys in site.albums():
        counted = Review.objects.counted().filter(album__in=keys)
        # As the album's page has them: who comes first among equals is part of how moves are rounded.
        for row in counted.newest_first("album_id").values_list(*_REVIEW_COLUMNS):
            score, disclosures = row[9], row[12]
            yield *row[:9], None if score is None else float(score), *row[10:12], BETWEEN.join(disclosures), *row[13:]


def _excerpts(site: SiteSnapshot) -> Iterator[Row]:
    for keys in site.albums():
        quoted = Excerpt.objects.filter(review__in=Review.objects.counted().filter(album__in=keys))
        found = quoted.select_related("review__critic", "review__publication", "review__album__lead_artist", "track")
        yield from map(
            _excerpt, found.defer("review__body", "review__headings").order_by("review__album_id", "review_id", "pk")
        )


def _excerpt(excerpt: Excerpt) -> Row:
    review = excerpt.review
    return (
        excerpt.pk,
        review.pk,
        review.album_id,
        review.critic and review.critic.name,
        review.house,
        excerpt.text,
        excerpt.start,
        excerpt.end,
        excerpt.about,
        excerpt.topic,
        excerpt.track and excerpt.track.title,
        excerpt.stance,
        excerpt.lead,
        review.language,
        review.source_url or absolute(review.get_absolute_url()),
        NOT_LICENSED,
    )


OF_ALBUM = ("albums", "album")

CATALOGUE_TABLES = (
    OpenTable(
        "albums",
        "Albums",
        "Every album that the site lists, in one row however many editions it has.",
        (
            OpenColumn("album", ColumnKind.INTEGER, "The album's number on this site, by which other tables name it."),
            OpenColumn("title", ColumnKind.TEXT, "Its title."),
            OpenColumn("distinction", ColumnKind.TEXT, "What tells it apart from another of that artist and title."),
            OpenColumn("artists", ColumnKind.TEXT, "All artists, as credited."),
            OpenColumn("lead_artist", ColumnKind.TEXT, "The first of them, by the name the site files them under."),
            OpenColumn("kind", ColumnKind.TEXT, "album, ep, soundtrack, live, compilation or mixtape."),
            OpenColumn(
                "released",
                ColumnKind.TEXT,
                "When it came out, as far as known: 2025-09-19, 2025-09 or 2025.",
            ),
            OpenColumn("released_precision", ColumnKind.TEXT, "day, month or year."),
            OpenColumn("genres", ColumnKind.TEXT, "Genres, with semicolons between them."),
            OpenColumn("labels", ColumnKind.TEXT, "Labels, with semicolons between them."),
            OpenColumn("language", ColumnKind.TEXT, "Language tag of the title, where it is not English."),
            OpenColumn("musicbrainz_release_group", ColumnKind.TEXT, "Its id at MusicBrainz."),
            OpenColumn("musicbrainz_lead_artist", ColumnKind.TEXT, "The id of its first artist at MusicBrainz."),
            OpenColumn("address", ColumnKind.TEXT, "Its page on this site."),
        ),
        _albums,
    ),
    OpenTable(
        "reviews",
        "Grades and verdicts",
        "Every review that counts, without its text: the grade as printed, its place on 0-100, the verdict and who set "
        "it. In the order of the albums, and for each album the newest here first, which is the order in which the "
        "album's page counts them.",
        (
            OpenColumn("review", ColumnKind.INTEGER, "The review's number on this site."),
            OpenColumn("album", ColumnKind.INTEGER, "The album it is about.", OF_ALBUM),
            OpenColumn("critic", ColumnKind.INTEGER, "Its critic; empty where not stated.", ("critics", "critic")),
            OpenColumn("critic_name", ColumnKind.TEXT, "The critic's name."),
            OpenColumn(
                "publication",
                ColumnKind.INTEGER,
                "Where it appeared; empty where nowhere or not stated.",
                ("publications", "publication"),
            ),
            OpenColumn("publication_name", ColumnKind.TEXT, "The publication's name."),
            OpenColumn("published_on", ColumnKind.DAY, "When it was first published, as it states it."),
            OpenColumn("appeared_at", ColumnKind.MOMENT, "When it appeared on this site."),
            OpenColumn(
                "grade",
                ColumnKind.TEXT,
                "The grade as the critic printed it; empty where there is none.",
            ),
            OpenColumn("score", ColumnKind.NUMBER, "That grade on 0-100, by the publication's or the critic's scale."),
            OpenColumn("verdict", ColumnKind.TEXT, "rave, positive, mixed or pan."),
            OpenColumn(
                "verdict_set_by",
                ColumnKind.TEXT,
                "Who set the verdict: critic, grade (it follows from the grade) or curator.",
            ),
            OpenColumn(
                "disclosures",
                ColumnKind.TEXT,
                "What the critic discloses: promo, payment, friendship.",
            ),
            OpenColumn("language", ColumnKind.TEXT, "Language tag of its text."),
            OpenColumn("source", ColumnKind.TEXT, "Where it can be read."),
        ),
        _reviews,
    ),
    OpenTable(
        "excerpts",
        "Excerpts",
        "The passages that the site quotes, verbatim. They belong to their critics and are in no way licensed by this "
        "site: quote them as the law where you are lets you quote, with critic and source.",
        (
            OpenColumn("excerpt", ColumnKind.INTEGER, "The excerpt's number on this site."),
            OpenColumn("review", ColumnKind.INTEGER, "The review it is from.", ("reviews", "review")),
            OpenColumn("album", ColumnKind.INTEGER, "The album that the review is about.", OF_ALBUM),
            OpenColumn("critic_name", ColumnKind.TEXT, "Whose words they are."),
            OpenColumn("publication_name", ColumnKind.TEXT, "Where they appeared."),
            OpenColumn("text", ColumnKind.TEXT, "The words."),
            OpenColumn("start", ColumnKind.INTEGER, "Where in the review's text they begin, counted from 0."),
            OpenColumn("end", ColumnKind.INTEGER, "Where they end: one past the last character."),
            OpenColumn("about", ColumnKind.TEXT, "What they are about: album, track, film, artist or other."),
            OpenColumn("topic", ColumnKind.TEXT, "The topic, as production or vocals."),
            OpenColumn("track", ColumnKind.TEXT, "The track, where they are about one."),
            OpenColumn("stance", ColumnKind.TEXT, "praise, mixed, criticism or neutral."),
            OpenColumn("lead", ColumnKind.TRUTH, "Whether they may stand for the whole review."),
            OpenColumn("language", ColumnKind.TEXT, "Language tag of the words."),
            OpenColumn("source", ColumnKind.TEXT, "Where they can be read in full."),
            OpenColumn("licence", ColumnKind.TEXT, f"Always “{NOT_LICENSED}”."),
        ),
        _excerpts,
        quotations=True,
    ),
)
