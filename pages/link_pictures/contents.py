"""What a picture for sharing says, of an album, a hosted review or a critic. No drawing here, and no HTTP."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Sequence
from dataclasses import dataclass

from django.template.defaultfilters import pluralize
from django.utils.html import strip_tags

from albums.models import Album
from common.release import release
from common.site_profile import this_site
from pages.album_page import in_order
from pages.elsewhere import Elsewhere
from pages.plots import strip
from readers.models import ReaderList
from readers.shelf.keeping_lists import seen_entries
from reviews.consensus.album import SHOWN_FROM
from reviews.models import CountedReview, Critic, Excerpt, Review
from reviews.templatetags.scores import verdict_word

QUOTES = 2
FIRST = 3
"""So many records of a list are named."""
EASILY_READ = 170
"""A quotation of at most so many signs stands in a picture whole; such ones are chosen first."""
LATEST = 24
"""Among so many of a critic's newest reviews are those that are quoted."""


@dataclass(frozen=True)
class QuotedWords:
    """Words of a review, by whom, and what they make of it: `verdict` may be empty."""

    words: str
    language: str
    by: str
    verdict: str = ""


@dataclass(frozen=True)
class PictureContents:
    """Everything that a picture shows. The same contents are the same picture, in the same release.

    `cover` is the file of the uploaded one and the words that one is drawn from, or None for no cover at all; `figure`
    is the large number or word with what stands `beside` it, `interval` the range under it, low, score and high;
    `falls` are verdicts with their place in a bar; `says_less` is said where nothing can be quoted.
    """

    eyebrow: str
    title: str
    by: str
    language: str
    cover: tuple[str, str] | None
    figure: str
    beside: str
    below: str
    quotes: tuple[QuotedWords, ...]
    says_less: str
    interval: tuple[float, float, float] | None = None
    falls: tuple[tuple[str, int, float, float], ...] = ()
    verdict: str = ""
    site: str = ""

    @property
    def digest(self) -> str:
        """Under which the picture is kept."""
        return hashlib.sha256(f"{release()}\0{self!r}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def of_album(album: Album, reviews: Sequence[Review]) -> PictureContents:
    """An album with its consensus, and two of its counted `reviews` that make different things of it."""
    shown = Elsewhere(album)
    consensus = shown.consensus
    figure, beside, below, interval = "No reviews", "", "No critic’s review has reached us yet", None
    if consensus and consensus.score is not None and consensus.low is not None and consensus.high is not None:
        interval = (float(consensus.low), float(consensus.score), float(consensus.high))
        figure, beside, below = shown.score, "of 100", f"likely (80 %) {shown.likely}, {shown.critics}"
    elif consensus:
        below = f"A consensus is shown from {SHOWN_FROM} on"
        figure = f"{consensus.counted} review{pluralize(consensus.counted)}"
    year = f" · {album.release_year}" if album.release_year else ""
    return PictureContents(
        eyebrow=f"{album.get_kind_display()}{year}",
        title=f"{album.title}{album.told_apart}",
        by=album.artist_credit,
        language=album.language,
        cover=_cover_of(album),
        figure=figure,
        beside=beside,
        below=below,
        interval=interval,
        quotes=_two_sides(reviews),
        says_less="Nobody has been quoted here yet." if consensus else "",
        site=this_site().name,
    )


def of_review(review: Review) -> PictureContents:
    """A hosted review: its headline, its leading words, and what its critic gave."""
    word = verdict_word(review.verdict) if review.verdict else ""
    quotes = [_quoted(excerpt, "") for excerpt in review.lead_excerpts()[:QUOTES]]
    album = review.album
    return PictureContents(
        eyebrow=f"A review of {album} by {album.artist_credit}",
        title=review.headline or str(album),
        by=review.voice,
        language=review.language,
        cover=_cover_of(album),
        figure=review.grade or word,
        beside="",
        below=word if review.grade else "No grade",
        verdict=review.verdict,
        quotes=tuple(quotes),
        says_less="",
        site=this_site().name,
    )


def of_critic(critic: Critic) -> PictureContents:
    """A critic: how many of their reviews count and how they fall, and words of the newest. Three queries at most."""
    tally = getattr(critic, "tally", None)
    counted = tally.counted if tally else 0
    counts = tally.verdicts if tally and counted else []
    return PictureContents(
        eyebrow="Critic",
        title=critic.name,
        by=critic.publication.name if critic.publication else "",
        language="",
        cover=None,
        figure=f"{counted:,}",
        beside=f"review{pluralize(counted)}",
        below=", ".join(f"{count} {verdict_word(key, count)}" for key, count in counts if count),
        falls=tuple(strip(counts)) if counted else (),
        quotes=_newest_words(critic) if counted else (),
        says_less="" if counted else "None of their reviews counts here yet.",
        site=this_site().name,
    )


def of_list(shown: ReaderList) -> PictureContents:
    """A public list: how many records are on it, and the first of them. Three queries."""
    entries = seen_entries(shown)
    first = entries.select_related("album__lead_artist").prefetch_related("album__credits__artist")
    named = [f"{entry.album} by {entry.album.artist_credit}" for entry in first.order_by("position", "pk")[:FIRST]]
    count = entries.count()
    return PictureContents(
        eyebrow="A list",
        title=shown.title,
        by=shown.by,
        language="",
        cover=None,
        figure=f"{count:,}",
        beside=f"record{pluralize(count)}",
        below="",
        quotes=(),
        says_less="; ".join(named) or "No record is on it yet.",
        site=this_site().name,
    )


def _cover_of(album: Album) -> tuple[str, str]:
    return album.cover.name or "", f"{album.lead_artist.name}: {album.title}{album.told_apart}"


def _two_sides(reviews: Sequence[Review]) -> tuple[QuotedWords, ...]:
    """What the kindest and the harshest of them say; two of one mind when all are."""
    quoted = [review for review in in_order(reviews, "range") if review.lead_excerpts()]
    if not quoted:
        return ()
    first = quoted[0]
    others = [review for review in quoted if review.verdict != first.verdict] or quoted[1:]
    last = max({review.verdict: review for review in reversed(others)}.values(), key=quoted.index, default=None)
    chosen = [first] if last is None else [first, last]
    return tuple(_quoted(_best(review.lead_excerpts()), review.voice) for review in chosen)


def _newest_words(critic: Critic) -> tuple[QuotedWords, ...]:
    keys = CountedReview.objects.by(critic).newest_first().values_list("pk", flat=True)[:LATEST]
    leading = Excerpt.objects.leading().filter(review__in=list(keys)).select_related("review__album")
    by_review = {excerpt.review_id: excerpt for excerpt in reversed(leading)}
    found = [by_review[key] for key in keys if key in by_review][:QUOTES]
    return tuple(_quoted(excerpt, f"on {excerpt.review.album}") for excerpt in found)


def _best(excerpts: Sequence[Excerpt]) -> Excerpt:
    return next((excerpt for excerpt in excerpts if len(excerpt.text) <= EASILY_READ), excerpts[0])


def _quoted(excerpt: Excerpt, by: str) -> QuotedWords:
    words = html.unescape(strip_tags(excerpt.html))
    before = "… " if excerpt.starts_mid_sentence else ""
    after = " …" if excerpt.ends_mid_sentence else ""
    return QuotedWords(f"{before}{words}{after}", excerpt.review.language, by, excerpt.review.verdict)
