"""What an album's page shows, gathered from the catalogue and from the reviews. No HTTP here."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.template.defaultfilters import pluralize

from albums.models import Album
from pages.album_record import AlbumRecord, consensus_of, load_record, load_reviews, verdict_counts
from pages.chosen_voices import Selection
from pages.plots import HistoryPlot, history_plot
from pages.threads import Thread, topics_of, tracks_of
from pages.working import Working, working
from reviews.consensus.album import EVIDENCE_WORDS, SHOWN_FROM
from reviews.consensus.formulas import Reckoning
from reviews.consensus.places import FEWEST_TO_STAND_AMONG, PlaceAmongAll, bands_between, place_of
from reviews.consensus.printed import NOTHING
from reviews.models import Consensus, ConsensusChange, Critic, Publication, Review, Verdict
from reviews.templatetags.scores import rounded

REVIEWS_A_PAGE = 36
FEWEST_COMPARED = 2
MOST_AT_A_GLANCE = 3
"""From more reviews on they are put in an order, and told apart by verdict."""
DEFAULT_ORDER = "range"
ORDERS = {
    "range": "the range of opinion",
    "newest": "newest",
    "highest": "highest",
    "lowest": "lowest",
}


@dataclass(frozen=True)
class Yours:
    """The score by the voices and through the formula that the reader chose, and what each formula makes of them.

    Each of those stands with its held-out error, where it is known; `judged`: whether any is.
    """

    selection: Selection
    chosen: list[Review]
    reckonings: list[tuple[Reckoning, float | None]]
    judged: bool
    critics: list[Critic]
    publications: list[Publication]

    @property
    def current(self) -> Reckoning | None:
        """What the chosen formula makes of the chosen voices; None when they are too few."""
        return next((found for found, _ in self.reckonings if found.formula == self.selection.formula), None)

    @property
    def asked(self) -> bool:
        """Whether the reader chose anything."""
        return self.selection.active or self.selection.formula != "chorus"


@dataclass(frozen=True)
class AlbumPage:
    """One album for one reader: the record, what critics say in an order, what comes of it, how it came to that.

    `cards` is one page of the reviews that have words, `wordless` are the others, both with the `verdict` alone that
    the reader asked for, if one; `history` has its newest step first.
    """

    record: AlbumRecord
    reviews: list[Review]
    order: str
    verdict: str
    cards: Page
    wordless: list[Review]
    working: Working | None
    history: list[ConsensusChange]
    history_drawn: HistoryPlot | None
    tracks: list[Thread]
    yours: Yours
    upcoming: bool

    orders = ORDERS
    shown_from = SHOWN_FROM

    @property
    def album(self) -> Album:
        """The album itself."""
        return self.record.album

    @property
    def consensus(self) -> Consensus | None:
        """Its stored consensus; None before the first counted review."""
        return consensus_of(self.album)

    @property
    def heading(self) -> str:
        """The album and by whom, in a line."""
        return f"{self.album} by {self.album.artist_credit}"

    @property
    def description(self) -> str:
        """The page in a sentence, for those who find it elsewhere."""
        if self.consensus is None:
            return f"{self.album} by {self.album.artist_credit}: no reviews yet."
        critics = f"{self.consensus.counted} critic{pluralize(self.consensus.counted)}"
        if self.consensus.score is None:
            return f"What {critics} wrote about {self.album}."
        return f"Consensus {rounded(self.consensus.score)} of 100 from {critics}, and what each of them wrote."

    @property
    def evidence(self) -> str:
        """How much the consensus rests on, in words."""
        return EVIDENCE_WORDS[self.consensus.evidence] if self.consensus else ""

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Reviews per verdict, best first."""
        return verdict_counts(self.consensus) if self.consensus else []

    @property
    def topics(self) -> list[Thread]:
        """What several excerpts are about, topic by topic."""
        return [thread for thread in topics_of(self.reviews) if len(thread.excerpts) > 1]

    @property
    def spoken_tracks(self) -> list[Thread]:
        """The tracks that a critic singles out."""
        return [thread for thread in self.tracks if thread.excerpts]

    @property
    def playing_minutes(self) -> int | None:
        """How long the record plays, where every track says how long it is."""
        lengths = [thread.track.seconds for thread in self.tracks if thread.track and thread.track.seconds is not None]
        return round(sum(lengths) / 60) if lengths and len(lengths) == len(self.tracks) else None

    @property
    def narrowable(self) -> bool:
        """Whether there are reviews enough to be looked at by verdict."""
        return len(self.reviews) > MOST_AT_A_GLANCE or bool(self.reviews and self.verdict)

    @property
    def verdict_in_words(self) -> str:
        """What a review of the chosen verdict is."""
        noun = {Verdict.RAVE: "a rave", Verdict.PAN: "a pan"}
        return noun.get(Verdict(self.verdict), self.verdict)

    @property
    def place(self) -> PlaceAmongAll | None:
        """Above which share of the site's records it stood at the last fit; None where too few had a score then."""
        consensus = consensus_of(self.album)
        if consensus is None or consensus.score is None or consensus.low is None or consensus.high is None:
            return None
        fit = consensus.calibration
        if fit.scored_albums < FEWEST_TO_STAND_AMONG:
            return None
        return place_of(consensus.score, consensus.low, consensus.high, fit.scores_lie_at)

    @property
    def first_ten(self) -> float | None:
        """The chance of being among the first ten, as it stood at the last fit; None where it is next to none."""
        consensus = consensus_of(self.album)
        return consensus.calibration.first_ten.get(str(self.album.pk)) if consensus and self.place else None

    @property
    def bands(self) -> tuple[str, str] | None:
        """The verdicts in whose bands the ends of the printed interval lie, the worse first."""
        consensus = consensus_of(self.album)
        printed = consensus.printed if consensus else NOTHING
        if printed.low is None or printed.high is None:
            return None
        return bands_between(float(printed.low), float(printed.high))

    def address(self, **changes: object) -> str:
        """This page with some of what the reader chose changed; an empty value takes a choice back."""
        kept = {"order": self.order if self.order != DEFAULT_ORDER else "", "verdict": self.verdict}
        query = self.yours.selection.query(**kept | {key: str(value) for key, value in changes.items()})
        return f"?{query}" if query else self.album.get_absolute_url()

    @property
    def comparable(self) -> bool:
        """Whether there are reviews enough to be compared."""
        return len(self.reviews) >= FEWEST_COMPARED


def album_page(artist: str, slug: str, query: QueryDict, today: date) -> AlbumPage:
    """The page of the listed album at that address, as the query string asks. Album.DoesNotExist when there is none."""
    record = load_record(artist, slug)
    album = record.album
    reviews = load_reviews(album)
    asked = query.get("order", "")
    order = asked if asked in ORDERS else DEFAULT_ORDER
    verdict = query.get("verdict", "")
    verdict = verdict if verdict in Verdict.values else ""
    ordered = in_order(reviews, order)
    quoted, wordless = _by_words(ordered)
    cards = Paginator(_of_verdict(quoted, verdict), REVIEWS_A_PAGE).get_page(query.get("page"))
    set_page_links(quoted, order, shown=None if verdict else cards.number)
    set_page_links(wordless, order)
    wordless = _of_verdict(wordless, verdict)
    if verdict:
        _lead_out(ordered, order, {*cards.object_list, *wordless})
    worked = working(album, reviews)
    history, drawn = history_of(album, reviews)
    return AlbumPage(
        record=record,
        reviews=reviews,
        order=order,
        verdict=verdict,
        cards=cards,
        wordless=wordless,
        working=worked,
        history=history,
        history_drawn=drawn,
        tracks=tracks_of(album.tracks.all(), reviews),
        yours=_yours(Selection(query), reviews, record, worked),
        upcoming=not album.is_out(today),
    )


def set_page_links(ordered: Sequence[Review], order: str, base: str = "", shown: int | None = None) -> None:
    """Give each review `page_link`, which with its anchor leads to its card, on whichever page of cards that is."""
    for place, written in enumerate(ordered):
        number = place // REVIEWS_A_PAGE + 1
        elsewhere = len(ordered) > REVIEWS_A_PAGE and number != shown
        written.page_link = f"{base}?order={order}&page={number}" if elsewhere else base


def _by_words(reviews: Iterable[Review]) -> tuple[list[Review], list[Review]]:
    """Those of which words are known, and those of which none are."""
    parted: tuple[list[Review], list[Review]] = ([], [])
    for review in reviews:
        parted[not review.has_words()].append(review)
    return parted


def _of_verdict(reviews: list[Review], verdict: str) -> list[Review]:
    return [review for review in reviews if verdict in ("", review.verdict)]


def _lead_out(reviews: Iterable[Review], order: str, shown: Container[Review]) -> None:
    """Have the links to reviews that are not among those shown lead to the page with all of them."""
    for review in reviews:
        review.page_link = "" if review in shown else review.page_link or f"?order={order}"


def history_of(album: Album, reviews: Iterable[Review]) -> tuple[list[ConsensusChange], HistoryPlot | None]:
    """How the consensus came to stand where it does, newest step first. One query; none while no score is shown.

    A step names the review behind it if that is one of `reviews`: what no longer counts is named nowhere.
    """
    consensus = consensus_of(album)
    if consensus is None or consensus.score is None:
        return [], None
    counted = {review.pk: review for review in reviews}
    shown = list(album.consensus_changes.filter(score__isnull=False).order_by("at", "pk"))
    for change in shown:
        change.review = counted.get(change.review_id) if change.review_id else None
    steps = [
        (change.at.timestamp(), change.score, change.low, change.high, change)
        for change in shown
        if change.score is not None and change.low is not None and change.high is not None
    ]
    methods = {number for number, (*_, change) in enumerate(steps) if number and change.cause == change.Cause.METHOD}
    return shown[::-1], history_plot(steps, methods)


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


def _yours(selection: Selection, reviews: list[Review], record: AlbumRecord, worked: Working | None) -> Yours:
    chosen = selection.among(reviews)
    reckonings = selection.reckonings(chosen, worked.calibration) if worked else []
    return Yours(
        selection=selection,
        chosen=chosen,
        reckonings=[(found, record.formula_errors.get(found.formula)) for found in reckonings],
        judged=any(record.formula_errors.values()),
        critics=sorted({review.critic for review in reviews if review.critic}, key=lambda critic: critic.folded),
        publications=sorted(
            {review.publication for review in reviews if review.publication}, key=lambda house: house.folded
        ),
    )
