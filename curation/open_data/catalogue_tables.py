"""What is given away of the catalogue and of what critics said: albums, reviews without their texts, and excerpts."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F

from albums.models import Album
from curation.open_data.columns import Column, Kind, OpenTable, Row
from curation.open_data.site_snapshot import SiteSnapshot, whole_address
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
        whole_address(album.get_absolute_url()),
    )


def _reviews(site: SiteSnapshot) -> Iterator[Row]:
    for keys in site.albums():
        counted = Review.objects.counted().filter(album__in=keys)
        # As the album's page has them: who comes first among equals is part of how moves are rounded.
        ordered = counted.order_by("album", F("published_at").desc(nulls_last=True), "-pk")
        for row in ordered.values_list(*_REVIEW_COLUMNS):
            score, disclosures = row[9], row[12]
            yield *row[:9], None if score is None else float(score), *row[10:12], BETWEEN.join(disclosures), *row[13:]


def _excerpts(site: SiteSnapshot) -> Iterator[Row]:
    for keys in site.albums():
        quoted = Excerpt.objects.filter(review__in=Review.objects.counted().filter(album__in=keys))
        found = quoted.select_related("review__critic", "review__publication", "review__album__lead_artist", "track")
        yield from map(
            _excerpt, found.defer("review__body", "review__headings").order_by("review__album", "review", "pk")
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
        review.source_url or whole_address(review.get_absolute_url()),
        NOT_LICENSED,
    )


OF_ALBUM = ("albums", "album")

CATALOGUE_TABLES = (
    OpenTable(
        "albums",
        "Albums",
        "Every album that the site lists, in one row however many editions it has.",
        (
            Column("album", Kind.INTEGER, "The album's number on this site, by which other tables name it."),
            Column("title", Kind.TEXT, "Its title."),
            Column("distinction", Kind.TEXT, "What tells it apart from another of that artist and title."),
            Column("artists", Kind.TEXT, "All artists, as credited."),
            Column("lead_artist", Kind.TEXT, "The first of them, by the name the site files them under."),
            Column("kind", Kind.TEXT, "album, ep, soundtrack, live, compilation or mixtape."),
            Column(
                "released", Kind.TEXT, "Its first release, no more precise than known: 2025-09-19, 2025-09 or 2025."
            ),
            Column("released_precision", Kind.TEXT, "day, month or year."),
            Column("genres", Kind.TEXT, "Genres, with semicolons between them."),
            Column("labels", Kind.TEXT, "Labels, with semicolons between them."),
            Column("language", Kind.TEXT, "Language tag of the title, where it is not English."),
            Column("musicbrainz_release_group", Kind.TEXT, "Its id at MusicBrainz."),
            Column("musicbrainz_lead_artist", Kind.TEXT, "The id of its first artist at MusicBrainz."),
            Column("address", Kind.TEXT, "Its page on this site."),
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
            Column("review", Kind.INTEGER, "The review's number on this site."),
            Column("album", Kind.INTEGER, "The album it is about.", OF_ALBUM),
            Column("critic", Kind.INTEGER, "Its critic; empty where the byline is not stated.", ("critics", "critic")),
            Column("critic_name", Kind.TEXT, "The critic's name."),
            Column(
                "publication",
                Kind.INTEGER,
                "Where it appeared; empty where nowhere or not stated.",
                ("publications", "publication"),
            ),
            Column("publication_name", Kind.TEXT, "The publication's name."),
            Column("published_on", Kind.DAY, "When it was first published, as it states it."),
            Column("appeared_at", Kind.MOMENT, "When it appeared on this site."),
            Column(
                "grade", Kind.TEXT, "The grade as the critic printed it; empty where there is none: none is invented."
            ),
            Column("score", Kind.NUMBER, "That grade on 0-100, by the publication's or the critic's scale."),
            Column("verdict", Kind.TEXT, "rave, positive, mixed or pan."),
            Column(
                "verdict_set_by",
                Kind.TEXT,
                "Who set the verdict: critic, grade (it follows from the grade) or curator.",
            ),
            Column(
                "disclosures", Kind.TEXT, "What the critic discloses: promo, payment or friendship, with semicolons."
            ),
            Column("language", Kind.TEXT, "Language tag of its text."),
            Column("source", Kind.TEXT, "Where it can be read."),
        ),
        _reviews,
    ),
    OpenTable(
        "excerpts",
        "Excerpts",
        "The passages that the site quotes, verbatim. They belong to their critics and are in no way licensed by this "
        "site: quote them as the law where you are lets you quote, with critic and source.",
        (
            Column("excerpt", Kind.INTEGER, "The excerpt's number on this site."),
            Column("review", Kind.INTEGER, "The review it is from.", ("reviews", "review")),
            Column("album", Kind.INTEGER, "The album that the review is about.", OF_ALBUM),
            Column("critic_name", Kind.TEXT, "Whose words they are."),
            Column("publication_name", Kind.TEXT, "Where they appeared."),
            Column("text", Kind.TEXT, "The words."),
            Column("start", Kind.INTEGER, "The place of the first character in the review's text, counted from 0."),
            Column("end", Kind.INTEGER, "The place after the last character."),
            Column("about", Kind.TEXT, "What they are about: album, track, film, artist or other."),
            Column("topic", Kind.TEXT, "The topic, as production or vocals."),
            Column("track", Kind.TEXT, "The track, where they are about one."),
            Column("stance", Kind.TEXT, "praise, mixed, criticism or neutral."),
            Column("lead", Kind.TRUTH, "Whether they may stand for the whole review."),
            Column("language", Kind.TEXT, "Language tag of the words."),
            Column("source", Kind.TEXT, "Where they can be read in full."),
            Column("licence", Kind.TEXT, f"Always “{NOT_LICENSED}”."),
        ),
        _excerpts,
        quotations=True,
    ),
)
