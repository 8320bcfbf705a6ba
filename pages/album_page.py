"""What an album's page shows, gathered from the catalogue and from the reviews. No HTTP here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db import connection

from albums.models import Album, AlbumLink, Artist, Credit, Genre, Label, Track
from pages.plots import DotPlot, HistoryPlot, WaterfallStep, dot_plot, history_plot, strip, waterfall
from reviews.consensus.album import SHOWN_FROM, Share, Standing, round_half_up, rounded_moves, share_positive
from reviews.consensus.model import Band, Parameters
from reviews.models import Consensus, ConsensusChange, Excerpt, Review, Verdict
from reviews.scoring.one_album import calibration_for, working_of

PLOT_WIDTHS = (720, 340)
QUOTED_AT_ONCE = 3
ORDERS = {
    "range": "the range of opinion",
    "newest": "newest",
    "highest": "highest",
    "lowest": "lowest",
}


@dataclass(frozen=True)
class WorkingRow:
    """One review's line in the working: what it said, what was taken off, how far it moved the score."""

    review: Review
    band: Band | None
    leniency: float
    move: Decimal
    without: float | None
    step: WaterfallStep


@dataclass(frozen=True)
class Working:
    """The sum a reader can check: start, plus the printed moves, is the score. All in points of 0-100."""

    start: Decimal
    rows: tuple[WorkingRow, ...]
    score: Decimal
    standing: Standing
    calibration: Parameters
    plots: tuple[DotPlot, ...]
    share: Share
    strip: list[tuple[str, int, float, float]]

    @property
    def heaviest(self) -> WorkingRow:
        """The review that moves the score most."""
        return self.rows[0]

    @property
    def shown(self) -> bool:
        """Whether there are reviews enough for a score."""
        return len(self.rows) >= SHOWN_FROM


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
    'errors', (SELECT json_object_agg(formula, rmse)
               FROM reviews_formulaevaluation WHERE calibration_id = %(calibration)s))
"""


def load_album(artist_slug: str, slug: str) -> Album:
    """A listed album with everything its page says of the record itself. Three queries; Album.DoesNotExist when absent.

    Beside its own columns it has `page_genres`, `page_labels`, `page_links` and, by formula, `formula_errors`: the
    held-out errors in points.
    """
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
    album.page_genres = [Genre(**genre) for genre in facts["genres"] or ()]
    album.page_labels = [Label(**label) for label in facts["labels"] or ()]
    album.page_links = [AlbumLink(**link) for link in facts["links"] or ()]
    album.formula_errors = facts["errors"] or {}
    return album


def _credit(credited_as: str, join_phrase: str, name: str, slug: str) -> Credit:
    return Credit(artist=Artist(name=name, slug=slug), credited_as=credited_as, join_phrase=join_phrase)


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


def working(album: Album, reviews: Sequence[Review]) -> Working | None:
    """The working behind the album's stored consensus, from the reviews that count; None when there are none."""
    consensus = consensus_of(album)
    if not reviews or consensus is None:
        return None
    calibration = calibration_for(consensus.calibration, reviews)
    standing = working_of(reviews, calibration)
    moves = rounded_moves(standing.start, standing.moves, standing.score)
    heaviest_first = sorted(range(len(reviews)), key=lambda number: -abs(standing.moves[number]))
    steps = waterfall(standing.start, [standing.moves[number] for number in heaviest_first])
    rows = tuple(
        WorkingRow(
            review=reviews[number],
            band=None if reviews[number].score is not None else calibration.band(reviews[number].verdict),
            leniency=standing.leniency[number],
            move=moves[number],
            without=standing.without[number] if len(reviews) > SHOWN_FROM else None,
            step=step,
        )
        for number, step in zip(heaviest_first, steps, strict=True)
    )
    positive = consensus.raves + consensus.positives
    return Working(
        start=round_half_up(standing.start, 1),
        rows=rows,
        score=round_half_up(standing.score, 1),
        standing=standing,
        calibration=calibration,
        plots=tuple(_plot(consensus, reviews, width) for width in PLOT_WIDTHS),
        share=share_positive(positive, consensus.counted),
        strip=strip(verdict_counts(consensus)),
    )


def history_of(album: Album, reviews: Iterable[Review]) -> tuple[list[ConsensusChange], HistoryPlot | None]:
    """How the consensus came to stand where it does, newest step first. One query.

    A step names the review behind it if that is one of `reviews`: what no longer counts is named nowhere.
    """
    counted = {review.pk: review for review in reviews}
    shown = list(album.consensus_changes.filter(score__isnull=False).order_by("at", "pk"))
    for change in shown:
        change.review = counted.get(change.review_id)
    steps = [(change.at.timestamp(), change.score, change.low, change.high, change) for change in shown]
    return shown[::-1], history_plot(steps)


def verdict_counts(consensus: Consensus) -> list[tuple[str, int]]:
    """Counted reviews per verdict, best first."""
    return [
        (Verdict.RAVE.value, consensus.raves),
        (Verdict.POSITIVE.value, consensus.positives),
        (Verdict.MIXED.value, consensus.mixeds),
        (Verdict.PAN.value, consensus.pans),
    ]


def _plot(consensus: Consensus, reviews: Iterable[Review], width: float) -> DotPlot:
    interval = None if consensus.score is None else (consensus.low, consensus.score, consensus.high)
    return dot_plot(
        [(float(review.score), review) for review in reviews if review.score is not None],
        [(review.verdict, review) for review in reviews if review.score is None],
        interval,
        width,
    )


def in_order(reviews: Sequence[Review], order: str) -> list[Review]:
    """Reviews for reading side by side. The default deals the verdicts in turn: the first row shows the range."""
    place = {verdict: number for number, verdict in enumerate(Verdict.values)}

    def standing(review: Review) -> tuple[float, float]:
        return place[review.verdict], -float(review.score if review.score is not None else -1)

    if order == "highest":
        return sorted(reviews, key=standing)
    if order == "lowest":
        return sorted(reviews, key=standing, reverse=True)
    if order == "newest":
        return list(reviews)
    quoted = sorted(reviews, key=lambda review: (place[review.verdict], not review.lead_excerpts()))
    dealt = [
        (number, verdict, review)
        for verdict, group in groupby(quoted, key=lambda review: place[review.verdict])
        for number, review in enumerate(group)
    ]
    return [review for _, _, review in sorted(dealt, key=lambda turn: turn[:2])]


@dataclass(frozen=True)
class Thread:
    """Excerpts of several critics about one thing: a topic or a track."""

    name: str
    excerpts: tuple[Excerpt, ...]
    track: Track | None = None

    @property
    def first(self) -> tuple[Excerpt, ...]:
        """The few that stand for the thread: one of each stance, so that praise meets criticism, then the next."""
        seen: dict[str, Excerpt] = {}
        for excerpt in self.excerpts:
            seen.setdefault(excerpt.stance, excerpt)
        chosen = [*seen.values(), *(excerpt for excerpt in self.excerpts if excerpt not in seen.values())]
        return tuple(chosen[:QUOTED_AT_ONCE])

    @property
    def rest(self) -> tuple[Excerpt, ...]:
        """The others, in their order."""
        first = self.first
        return tuple(excerpt for excerpt in self.excerpts if excerpt not in first)

    @property
    def disputed(self) -> bool:
        """Whether one critic praises what another criticises."""
        praising = {excerpt.review_id for excerpt in self.excerpts if excerpt.stance == Excerpt.Stance.PRAISE}
        criticising = {excerpt.review_id for excerpt in self.excerpts if excerpt.stance == Excerpt.Stance.CRITICISM}
        return bool(praising and criticising) and len(praising | criticising) > 1

    @property
    def agreed(self) -> bool:
        """Whether several critics speak of it, all with one stance that is not neutral."""
        stances = {excerpt.stance for excerpt in self.excerpts}
        voices = {excerpt.review_id for excerpt in self.excerpts}
        return len(voices) > 1 and len(stances) == 1 and Excerpt.Stance.NEUTRAL not in stances


def topics_of(reviews: Iterable[Review]) -> list[Thread]:
    """The excerpts topic by topic; first what most critics speak of. "Overall" is no topic to line up."""
    excerpts = [
        excerpt for review in reviews for excerpt in review.excerpts.all() if excerpt.topic != Excerpt.Topic.OVERALL
    ]
    threads = []
    for topic in Excerpt.Topic:
        about = tuple(excerpt for excerpt in excerpts if excerpt.topic == topic)
        if about:
            threads.append(Thread(topic.label, about))
    return sorted(threads, key=lambda thread: -len({excerpt.review_id for excerpt in thread.excerpts}))


def tracks_of(tracks: Iterable[Track], reviews: Iterable[Review]) -> list[Thread]:
    """The album's tracks in order, each with what the critics said about it."""
    said: dict[int, list[Excerpt]] = {}
    for review in reviews:
        for excerpt in review.excerpts.all():
            if excerpt.track_id:
                said.setdefault(excerpt.track_id, []).append(excerpt)
    return [Thread(track.title, tuple(said.get(track.pk, ())), track) for track in tracks]
