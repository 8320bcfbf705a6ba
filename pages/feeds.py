"""Atom feeds: of what critics say, on everything or on one thing, and of records that have their first score."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from albums.models import Album
from common.atom_feeds import SiteFeed, entry_name
from common.page_addresses import absolute, address
from common.site_profile import this_site
from pages.chosen_voices import Selection
from pages.coming_out import just_released
from pages.elsewhere import Elsewhere
from readers.following import SHOWN
from reviews.models import ConsensusChange, Review

NEWEST = 40


@dataclass(frozen=True)
class FeedKind:
    """What has a feed: where it is looked up, and how the reviews of it are."""

    rows: Callable[[], QuerySet[Any, Any]]
    reviews: str


FEED_KINDS = {
    "album": FeedKind(SHOWN["album"], "album"),
    "artist": FeedKind(SHOWN["artist"], "album__artists"),
    "critic": FeedKind(SHOWN["critic"], "critic"),
    "publication": FeedKind(SHOWN["publication"], "publication"),
    "genre": FeedKind(SHOWN["genre"], "album__genres"),
    "label": FeedKind(SHOWN["label"], "album__labels"),
}


class ReviewFeed(SiteFeed):
    """The newest reviews of something, or of everything; of the voices that the address chooses, where it does."""

    def __init__(self, request: HttpRequest, shown: Any = None, reviews: str = "") -> None:
        super().__init__(request)
        self._shown = shown
        self._narrowed = {reviews: shown} if reviews else {}

    def get_object(self, request: HttpRequest, **kwargs: Any) -> Selection:
        """The chosen voices."""
        return Selection(request.GET)

    def title(self, chosen: Selection) -> str:
        """What it is a feed of."""
        of = f"Reviews: {self._shown}" if self._shown else "New reviews"
        voices = [*(critic.name for critic in chosen.critics), *(house.name for house in chosen.publications)]
        return f"{of} by {', '.join(voices)}" if voices else of

    def subtitle(self, chosen: Selection) -> str:
        """Whose it is."""
        return f"What critics make of records, quoted verbatim, at {this_site().name}."

    def link(self, chosen: Selection) -> str:
        """The page it belongs to."""
        return absolute(self._shown.get_absolute_url() if self._shown else address("chart-new"))

    def items(self, chosen: Selection) -> Iterable[Review]:
        """The newest, with what their cards show, in a constant number of queries."""
        found = Review.objects.counted().on_listed_albums().filter(**self._narrowed)
        if chosen.active:
            found = found.by_voices(chosen.critics, chosen.publications)
        return found.with_cards().prefetch_related("album__credits__artist").newest_first()[:NEWEST]

    def item_title(self, item: Review) -> str:
        """Who on what."""
        return f"{item.voice} on {item.album} by {item.album.artist_credit}"

    def item_description(self, item: Review) -> SafeString:
        """The grade as printed, and the words that lead, as quotations."""
        lines = [format_html("<p>{}</p>", ", ".join(filter(None, [item.get_verdict_display(), item.grade])))]
        quotations = ((item.language or "und", excerpt.text) for excerpt in item.lead_excerpts())
        lines.append(format_html_join("", '<blockquote lang="{}">{}</blockquote>', quotations))
        return SafeString("".join(lines))

    def item_link(self, item: Review) -> str:
        """Its place on the album's page."""
        return absolute(item.get_absolute_url())

    def item_guid(self, item: Review) -> str:
        """Its name."""
        return entry_name("review", item.pk)

    def item_author_name(self, item: Review) -> str:
        """The byline."""
        return item.byline

    def item_pubdate(self, item: Review) -> datetime | None:
        """When it appeared here."""
        return item.published_at

    def item_updateddate(self, item: Review) -> datetime:
        """When it was revised last, or appeared."""
        return item.revised_at or item.published_at or item.updated_at

    def item_categories(self, item: Review) -> list[str]:
        """Its verdict."""
        return [str(item.get_verdict_display())] if item.verdict else []


class NewcomerFeed(SiteFeed):
    """Records that stand in the charts now and did not before: those that have a score for the first time."""

    title = "New in the charts"
    subtitle = "Records that have had reviews enough for a score, the newest first."

    def link(self) -> str:
        """The charts."""
        return absolute(address("chart-best"))

    def items(self) -> list[ConsensusChange]:
        """The step that brought each its first score, in a constant number of queries."""
        scored = ConsensusChange.objects.filter(score__isnull=False)
        before = scored.filter(album=OuterRef("album"), pk__lt=OuterRef("pk"))
        listed = scored.filter(~Exists(before), album__in=Album.objects.listed(), album__consensus_score__isnull=False)
        with_albums = listed.select_related("album__lead_artist", "album__consensus")
        return list(with_albums.prefetch_related("album__credits__artist").order_by("-at", "-pk")[:NEWEST])

    def item_title(self, item: ConsensusChange) -> str:
        """Which record."""
        return f"{item.album} by {item.album.artist_credit}"

    def item_description(self, item: ConsensusChange) -> str:
        """Where it stands by now."""
        return Elsewhere(item.album).in_a_line

    def item_link(self, item: ConsensusChange) -> str:
        """Its page."""
        return absolute(item.album.get_absolute_url())

    def item_guid(self, item: ConsensusChange) -> str:
        """Its name."""
        return entry_name("first-score", item.album_id)

    def item_pubdate(self, item: ConsensusChange) -> datetime:
        """When it had its first score."""
        return item.at

    def item_updateddate(self, item: ConsensusChange) -> datetime:
        """The same: what became of it since, its page says."""
        return item.at


class JustOutFeed(SiteFeed):
    """Records that have come out in the last four weeks."""

    title = "Just out"
    subtitle = "Records on the day on which they come out."

    def link(self) -> str:
        """The calendar."""
        return absolute(address("chart-coming"))

    def items(self) -> list[Album]:
        """The newest, in a constant number of queries."""
        return list(just_released(timezone.localdate())[:NEWEST])

    def item_title(self, item: Album) -> str:
        """Which record."""
        return f"{item} by {item.artist_credit}"

    def item_description(self, item: Album) -> str:
        """What it is, and when it came out."""
        return f"{item.get_kind_display()}, {item.released}"

    def item_link(self, item: Album) -> str:
        """Its page."""
        return absolute(item.get_absolute_url())

    def item_guid(self, item: Album) -> str:
        """Its name."""
        return entry_name("released", item.pk)

    def item_pubdate(self, item: Album) -> datetime:
        """The beginning of the day on which it came out, on the site's clock."""
        return timezone.make_aware(datetime.combine(item.release_date or date.min, time()))

    def item_updateddate(self, item: Album) -> datetime:
        """The same: what becomes of it, its page says."""
        return self.item_pubdate(item)
