"""What is given away of the consensus: where albums stand, every review's move, habits, and the constants in force."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.db.models import Q

from common.page_addresses import absolute
from curation.open_data.catalogue_tables import OF_ALBUM
from curation.open_data.open_columns import ColumnKind, OpenColumn, OpenTable, Row
from curation.open_data.site_snapshot import SiteSnapshot, in_pieces
from reviews.consensus.album import SHOWN_FROM, round_half_up, rounded_moves, standing_of
from reviews.consensus.constants import constants_of
from reviews.models import Consensus, Critic, Publication, Review
from reviews.models.consensus import Offset
from reviews.scoring.one_album import working_of

_FIGURES = (
    *("counted", "graded", "ungraded", "raves", "positives", "mixeds", "pans"),
    *("plain_mean", "share_positive", "spread", "evidence", "computed_at"),
)
_MEANINGS = {
    "mu": "Where the site's records stand before anyone has written.",
    "scale": "Scale of the Student-t distribution of albums around it, in points.",
    "noise": "A review's own standard deviation, in points.",
    "publication_sd": "Standard deviation of leniency among publications, in points.",
    "critic_sd": "Standard deviation of leniency among critics, in points.",
    "power": "Power of the stretch of points before they are weighed.",
}


def _consensus(site: SiteSnapshot) -> Iterator[Row]:
    start = standing_of((), site.calibration).start
    for keys in site.albums():
        for stored in Consensus.objects.filter(album__in=keys).order_by("album_id"):
            printed = stored.printed
            yield (
                stored.album_id,
                *(stored.score, printed.score, stored.low, printed.low, stored.high, printed.high),
                *((start, round_half_up(start, 1)) if stored.score is not None else (None, None)),
                *(getattr(stored, name) for name in _FIGURES),
            )


def _moves(site: SiteSnapshot) -> Iterator[Row]:
    for keys in site.albums():
        counted = Review.objects.counted().filter(album__in=keys, album__consensus_score__isnull=False)
        facts = counted.newest_first("album_id").only("album", "critic", "publication", "score", "verdict")
        for _, written in groupby(facts, key=lambda review: review.album_id):
            yield from _moves_of(list(written), site)


def _moves_of(reviews: list[Review], site: SiteSnapshot) -> Iterator[Row]:
    standing = working_of(reviews, site.calibration)
    printed = rounded_moves(standing.start, standing.moves, standing.score)
    shown = len(reviews) > SHOWN_FROM
    for place, review in enumerate(reviews):
        without = standing.without[place] if shown else None
        yield (
            review.pk,
            review.album_id,
            standing.moves[place],
            printed[place],
            standing.leniency[place],
            without,
            None if without is None else round_half_up(without, 1),
        )


def _publications(site: SiteSnapshot) -> Iterator[Row]:
    offsets = {offset.publication_id: offset for offset in site.stored.publication_offsets.all()}
    met = Publication.objects.filter(Q(is_aggregator=False) | Q(tally__counted__gt=0))
    for house in in_pieces(met.with_review_counts().select_related("scale")):
        offset = offsets.get(house.pk)
        yield (
            house.pk,
            house.name,
            house.site,
            house.scale and house.scale.name,
            house.review_count,
            *_leniency(offset),
            *((offset.slope, offset.noise) if offset else (None, None)),
            absolute(house.get_absolute_url()),
        )


def _critics(site: SiteSnapshot) -> Iterator[Row]:
    offsets = {offset.critic_id: offset for offset in site.stored.critic_offsets.all()}
    for critic in in_pieces(Critic.objects.listed().with_review_counts().select_related("publication")):
        yield (
            critic.pk,
            critic.name,
            critic.publication and critic.publication.name,
            critic.review_count,
            *_leniency(offsets.get(critic.pk)),
            absolute(critic.get_absolute_url()),
        )


def _leniency(offset: Offset | None) -> Row:
    return (offset.leniency, *offset.interval, offset.variance, offset.reviews) if offset else (None,) * 5


def _calibration(site: SiteSnapshot) -> Iterator[Row]:
    for name, value in constants_of(site.calibration).items():
        yield name, value, _meaning(name)


def _meaning(constant: str) -> str:
    if constant.startswith("band_"):
        _, verdict, end = constant.split("_")
        return f"The {'lowest' if end == 'low' else 'first too high'} grade on 0-100 that a {verdict} stands for."
    return _MEANINGS.get(constant, "See the words of chorus_consensus.model.Parameters.")


def _leniency_columns(whose: str) -> tuple[OpenColumn, ...]:
    return (
        OpenColumn(
            "leniency", ColumnKind.NUMBER, f"Points that {whose} grades above the others; empty while not known."
        ),
        OpenColumn("leniency_low", ColumnKind.NUMBER, "It lies between this"),
        OpenColumn("leniency_high", ColumnKind.NUMBER, "and this four times in five."),
        OpenColumn("leniency_variance", ColumnKind.NUMBER, "The variance of that estimate, in points squared."),
        OpenColumn("fitted_reviews", ColumnKind.INTEGER, "On how many reviews it was estimated."),
    )


CONSENSUS_TABLES = (
    OpenTable(
        "consensus",
        "Consensus",
        f"Where each album with a counted review stands. Score and interval from {SHOWN_FROM} reviews on, unrounded "
        "and as they are printed: once, half up.",
        (
            OpenColumn("album", ColumnKind.INTEGER, "The album.", OF_ALBUM),
            OpenColumn("score", ColumnKind.NUMBER, "The consensus on 0-100, unrounded."),
            OpenColumn("score_printed", ColumnKind.TENTH, "The consensus as printed."),
            OpenColumn("low", ColumnKind.NUMBER, "The album stands between this"),
            OpenColumn("low_printed", ColumnKind.INTEGER, "(as printed)"),
            OpenColumn("high", ColumnKind.NUMBER, "and this four times in five."),
            OpenColumn("high_printed", ColumnKind.INTEGER, "(as printed)"),
            OpenColumn("start", ColumnKind.NUMBER, "Where every album starts before anyone has written."),
            OpenColumn(
                "start_printed",
                ColumnKind.TENTH,
                "As printed; with the printed moves it adds up to the score.",
            ),
            OpenColumn("counted", ColumnKind.INTEGER, "Reviews that count."),
            OpenColumn("graded", ColumnKind.INTEGER, "How many of them have a grade,"),
            OpenColumn("ungraded", ColumnKind.INTEGER, "and how many a verdict alone."),
            OpenColumn("raves", ColumnKind.INTEGER, "How many are raves,"),
            OpenColumn("positives", ColumnKind.INTEGER, "positive,"),
            OpenColumn("mixeds", ColumnKind.INTEGER, "mixed,"),
            OpenColumn("pans", ColumnKind.INTEGER, "pans."),
            OpenColumn("plain_mean", ColumnKind.NUMBER, "The plain mean of the grades alone."),
            OpenColumn(
                "share_positive",
                ColumnKind.NUMBER,
                "Share of raves and positives, half a review added to either side.",
            ),
            OpenColumn("spread", ColumnKind.NUMBER, "How far apart the reviews are, in points."),
            OpenColumn("evidence", ColumnKind.TEXT, "How much stands behind it: early, limited, moderate or strong."),
            OpenColumn("computed_at", ColumnKind.MOMENT, "When it was computed."),
        ),
        _consensus,
    ),
    OpenTable(
        "moves",
        "Moves",
        "Every review's share in its album's score: start and moves add up to the score.",
        (
            OpenColumn("review", ColumnKind.INTEGER, "The review.", ("reviews", "review")),
            OpenColumn("album", ColumnKind.INTEGER, "The album that it moves.", OF_ALBUM),
            OpenColumn("move", ColumnKind.NUMBER, "How many points it moves the score, unrounded."),
            OpenColumn("move_printed", ColumnKind.TENTH, "The same as printed."),
            OpenColumn(
                "leniency",
                ColumnKind.NUMBER,
                "Taken off it: how far above the common level its publication and critic grade.",
            ),
            OpenColumn("without", ColumnKind.NUMBER, "The score without this review, where enough others are left."),
            OpenColumn("without_printed", ColumnKind.TENTH, "The same to a tenth."),
        ),
        _moves,
    ),
    OpenTable(
        "publications",
        "Publications",
        "Where reviews appear, and how each house grades beside the others.",
        (
            OpenColumn("publication", ColumnKind.INTEGER, "The publication's number on this site."),
            OpenColumn("name", ColumnKind.TEXT, "Its name."),
            OpenColumn("site", ColumnKind.TEXT, "Its own site."),
            OpenColumn("scale", ColumnKind.TEXT, "The scale on which it prints grades."),
            OpenColumn("counted", ColumnKind.INTEGER, "Its reviews that count."),
            *_leniency_columns("the house"),
            OpenColumn("slope", ColumnKind.NUMBER, "How much of the scale it uses; 1 is the common value."),
            OpenColumn("noise", ColumnKind.NUMBER, "How unpredictable it is: standard deviation in points."),
            OpenColumn("address", ColumnKind.TEXT, "Its page on this site."),
        ),
        _publications,
    ),
    OpenTable(
        "critics",
        "Critics",
        "Who writes, and how each critic grades beside colleagues of the same house. Whoever asked to be hidden is not "
        "among them, nor are their reviews anywhere in these files.",
        (
            OpenColumn("critic", ColumnKind.INTEGER, "The critic's number on this site."),
            OpenColumn("name", ColumnKind.TEXT, "The name they sign with."),
            OpenColumn("home", ColumnKind.TEXT, "The publication they mostly write for."),
            OpenColumn("counted", ColumnKind.INTEGER, "Their reviews that count."),
            *_leniency_columns("the critic"),
            OpenColumn("address", ColumnKind.TEXT, "Their page on this site."),
        ),
        _critics,
    ),
    OpenTable(
        "calibration",
        "Calibration",
        "The model's constants in force: with the habits of publications and critics all that it takes to compute "
        "every score anew.",
        (
            OpenColumn("constant", ColumnKind.TEXT, "Its name in the model."),
            OpenColumn("value", ColumnKind.NUMBER, "Its value."),
            OpenColumn("meaning", ColumnKind.TEXT, "What it is."),
        ),
        _calibration,
    ),
)
