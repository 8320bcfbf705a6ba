"""Atom feeds of what critics say: of everything, and of one critic, publication, artist, album, genre or label."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import singledispatch
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
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
from reviews.models.review_sets import ReviewQuerySet

NEWEST = 40


@singledispatch
def reviews_about(shown: object) -> ReviewQuerySet:
    """The counted reviews that a feed of this is of."""
    raise TypeError(f"There is no feed of {type(shown).__name__}.")


@reviews_about.register
def _(shown: None) -> ReviewQuerySet:
    return Review.objects.counted()


@reviews_about.register
def _(shown: Critic) -> ReviewQuerySet:
    return Review.objects.counted().filter(critic=shown)


@reviews_about.register
def _(shown: Publication) -> ReviewQuerySet:
    return Review.objects.counted().filter(publication=shown)


@reviews_about.register
def _(shown: Artist) -> ReviewQuerySet:
    return Review.objects.counted().filter(album__in=Album.objects.filter(artists=shown))


@reviews_about.register
def _(shown: Album) -> ReviewQuerySet:
    return Review.objects.counted().filter(album=shown)


@reviews_about.register
def _(shown: Genre) -> ReviewQuerySet:
    return Review.objects.counted().filter(album__genre_ids__contains=[shown.pk])


@reviews_about.register
def _(shown: Label) -> ReviewQuerySet:
    return Review.objects.counted().filter(album__label_ids__contains=[shown.pk])


class ReviewFeed(Feed):
    """The newest reviews of something, or of everything; of the voices that the address chooses, where it does."""

    feed_type = Atom1Feed

    def __init__(self, shown: Any = None) -> None:
        self._shown = shown

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
        """Its own address, as it was asked for; filled in by the view."""
        return self.own_address

    own_address = ""

    def feed_guid(self, chosen: Selection) -> str:
        """Its id."""
        return self.own_address

    def items(self, chosen: Selection) -> Iterable[Review]:
        """The newest, with what their cards show, in a constant number of queries."""
        found = reviews_about(self._shown).on_listed_albums()
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
