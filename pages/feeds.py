"""Atom feeds of what critics say: of everything, and of one critic, publication, artist, album, genre or label."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from albums.models import Album, Artist, Genre, Label
from common.page_addresses import address
from common.site_profile import this_site
from pages.chosen_voices import Selection
from pages.linked_data import absolute
from reviews.models import Critic, Publication, Review

NEWEST = 40


@dataclass(frozen=True)
class FeedKind:
    """What has a feed: where it is looked up, and how the reviews of it are."""

    rows: Callable[[], QuerySet[Any, Any]]
    reviews: str


FEED_KINDS = {
    "album": FeedKind(lambda: Album.objects.listed().select_related("lead_artist"), "album"),
    "artist": FeedKind(Artist.objects.listed, "album__artists"),
    "critic": FeedKind(Critic.objects.listed, "critic"),
    "publication": FeedKind(Publication.objects.sources, "publication"),
    "genre": FeedKind(Genre.objects.in_use, "album__genres"),
    "label": FeedKind(Label.objects.in_use, "album__labels"),
}


class ReviewFeed(Feed):
    """The newest reviews of something, or of everything; of the voices that the address chooses, where it does."""

    feed_type = Atom1Feed

    def __init__(self, own_address: str, shown: Any = None, reviews: str = "") -> None:
        self._own_address, self._shown = own_address, shown
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

    def feed_url(self, chosen: Selection) -> str:
        """Its own address, as it was asked for."""
        return self._own_address

    def feed_guid(self, chosen: Selection) -> str:
        """Its id."""
        return self._own_address

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
        """A name that stays when titles and addresses change (RFC 4151)."""
        return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:review:{item.pk}"

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
