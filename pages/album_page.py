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
from common.page_addresses import address
from pages.album_record import AlbumRecord, consensus_of, load_record, load_reviews, verdict_counts
from pages.chosen_voices import Selection
from pages.plots import HistoryPlot, history_plot
from pages.threads import QUOTED_AT_ONCE, ThreadOnPage, told_once, topics_of, tracks_of
from pages.working import Working, working
from reviews.consensus.album import EVIDENCE_WORDS, SHOWN_FROM
from reviews.consensus.formulas import Reckoning
from reviews.consensus.places import FEWEST_TO_STAND_AMONG, PlaceAmongAll, bands_between, place_of
from reviews.consensus.printed import NOTHING
from reviews.models import Consensus, ConsensusChange, Critic, Publication, Review, Verdict
from reviews.templatetags.scores import rounded

MOST_WHOLE = 36
"""Up to so many reviews an album's page shows whole. Of more it shows the first cards, the largest moves, the newest
steps, a few quotations on each thing, and the way to the rest."""
CARDS_AT_ONCE = 24
MOVES_AT_ONCE = 20
STEPS_AT_ONCE = 20
MOST_DRAWN_EACH = 100
"""Of more reviews none is named in the plot."""
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
    topics: list[ThreadOnPage]
    tracks: list[ThreadOnPage]
    yours: Yours
    upcoming: bool
    whole: bool = False

    orders = ORDERS
    shown_from = SHOWN_FROM
    most_drawn_each = MOST_DRAWN_EACH

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
    def long(self) -> bool:
        """Whether there is more than the page shows at once."""
        return is_long(self.reviews) and not self.whole

    @property
    def wordless_shown(self) -> list[Review]:
        """Those without words that the page names."""
        return self.wordless[:CARDS_AT_ONCE] if self.long else self.wordless

    @property
    def moves_shown(self) -> int:
        """How many of the working's moves stand in its sum, the largest first; what the others come to is one more."""
        count = len(self.reviews)
        return count if self.whole or count <= CARDS_AT_ONCE else MOVES_AT_ONCE

    @property
    def steps_shown(self) -> list[ConsensusChange]:
        """The steps of the consensus that the page names, the newest first."""
        return self.history if self.whole else self.history[:STEPS_AT_ONCE]

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The sections of the page, each by its anchor and in a word."""
        words = self.cards.object_list or not self.wordless
        parts = (
            ("reviews" if words else "grades", "Reviews", True),
            ("topics", "Topics", self.topics),
            ("tracks", "Tracks", self.tracks),
            ("working", "Working", self.working),
            ("yours", "Yours", self.working and self.working.shown),
            ("history", "History", self.history),
            ("mentions", "Mentions", self.record.mentions),
            ("lists", "Lists", self.record.listings),
            ("film", "Film", self.album.film),
        )
        return [(anchor, name) for anchor, name, there in parts if there]

    def has_part(self, name: str) -> bool:
        """Whether the section of that name has anything in it."""
        shown = self.working is not None and self.working.shown
        return bool({"working": shown, "history": self.history, "voices": shown, "grades": self.wordless}[name])

    @property
    def spoken_tracks(self) -> int:
        """How many tracks a critic singles out."""
        return sum(bool(told.thread.excerpts) for told in self.tracks)

    @property
    def playing_minutes(self) -> int | None:
        """How long the record plays, where every track says how long it is."""
        tracks = [told.thread.track for told in self.tracks]
        lengths = [track.seconds for track in tracks if track and track.seconds is not None]
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

    def part_address(self, name: str) -> str:
        """Where one section of this page stands whole, by what the reader chose."""
        query = self.yours.selection.query(verdict=self.verdict)
        return address(f"album-{name}", self.album.lead_artist.slug, self.album.slug) + (f"?{query}" if query else "")

    @property
    def comparable(self) -> bool:
        """Whether there are reviews enough to be compared."""
        return len(self.reviews) >= FEWEST_COMPARED


def album_page(artist: str, slug: str, query: QueryDict, today: date, *, whole: bool = False) -> AlbumPage:
    """The page of the listed album at that address, as the query string asks. Album.DoesNotExist when there is none.

    `whole`: for a page that shows one part of it, and all of that.
    """
    record = load_record(artist, slug)
    album = record.album
    reviews = load_reviews(album)
    asked = query.get("order", "")
    order = asked if asked in ORDERS else DEFAULT_ORDER
    verdict = query.get("verdict", "")
    verdict = verdict if verdict in Verdict.values else ""
    ordered = in_order(reviews, order)
    quoted, wordless = _by_words(ordered)
    cards = Paginator(_of_verdict(quoted, verdict), cards_a_page(reviews)).get_page(query.get("page"))
    base = album.get_absolute_url() if whole else ""
    set_page_links(ordered, order, base, shown=None if verdict or whole else cards.number)
    wordless = _of_verdict(wordless, verdict)
    if verdict and not whole:
        _lead_out(ordered, order, {*cards.object_list, *wordless})
    worked = working(album, reviews)
    history, drawn = history_of(album, reviews)
    topics = [thread for thread in topics_of(reviews) if len(thread.excerpts) > 1]
    most = QUOTED_AT_ONCE if is_long(reviews) else None
    told = told_once([*topics, *tracks_of(album.tracks.all(), reviews)], most)
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
        topics=told[: len(topics)],
        tracks=told[len(topics) :],
        yours=_yours(Selection(query), reviews, record, worked),
        upcoming=not album.is_out(today),
        whole=whole,
    )


def is_long(reviews: Sequence[Review]) -> bool:
    """Whether an album has more reviews than its page shows whole."""
    return len(reviews) > MOST_WHOLE


def cards_a_page(reviews: Sequence[Review]) -> int:
    """How many cards of so many reviews a page has."""
    return CARDS_AT_ONCE if is_long(reviews) else MOST_WHOLE


def set_page_links(ordered: Sequence[Review], order: str, base: str = "", shown: int | None = None) -> None:
    """Give each review `page_link`, which with its anchor leads to where it stands, on whichever page that is.

    `base` is the album's address from elsewhere; `shown` the page of cards that the reader has before them.
    """
    quoted, wordless = _by_words(ordered)
    a_page, long = cards_a_page(ordered), is_long(ordered)
    for place, written in enumerate(quoted):
        number = place // a_page + 1
        written.page_link = f"{base}?order={order}&page={number}" if len(quoted) > a_page and number != shown else base
    for place, written in enumerate(wordless):
        written.page_link = f"{written.album.get_absolute_url()}grades/" if long and place >= CARDS_AT_ONCE else base


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
