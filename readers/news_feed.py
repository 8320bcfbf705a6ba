"""The Atom feed of what is new for one reader."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from common.atom_feeds import SiteFeed, entry_name
from common.page_addresses import absolute
from common.site_profile import this_site
from readers.new_for_you import NewsEntry, newest

NEWEST = 40


class NewsFeed(SiteFeed):
    """The newest of what a reader follows, as it stands on the page."""

    def __init__(self, request: HttpRequest, reader: User) -> None:
        super().__init__(request)
        self._reader = reader

    def title(self, shown: Any = None) -> str:
        """What it is."""
        return gettext("New for you at %(site)s") % {"site": this_site().name}

    def link(self, shown: Any = None) -> str:
        """The page."""
        return absolute(reverse("new-for-you"))

    def items(self, shown: Any = None) -> list[NewsEntry]:
        """The newest, in a constant number of queries."""
        return newest(self._reader, NEWEST)[0]

    def item_title(self, item: NewsEntry) -> str:
        """What came."""
        return item.headline

    def item_description(self, item: NewsEntry) -> SafeString:
        """The verdict, the words that lead, and why it is here."""
        parts = [format_html("<p>{}</p>", item.verdict or gettext("New on this site"))]
        if item.review:
            language = item.review.language or "und"
            quotations = ((language, excerpt.text) for excerpt in item.review.lead_excerpts())
            parts.append(format_html_join("", '<blockquote lang="{}">{}</blockquote>', quotations))
        if item.because:
            names = ", ".join(map(str, item.because))
            parts.append(format_html("<p>{}</p>", gettext("Because you follow %(names)s.") % {"names": names}))
        return SafeString("".join(parts))

    def item_link(self, item: NewsEntry) -> str:
        """Its place."""
        return item.address

    def item_guid(self, item: NewsEntry) -> str:
        """Its name: the same as in the public feeds, so that who reads both sees it once."""
        return entry_name("review", item.review.pk) if item.review else entry_name("record", item.album.pk)

    def item_author_name(self, item: NewsEntry) -> str:
        """The byline; the site's name of a record."""
        return item.review.byline if item.review else this_site().name

    def item_pubdate(self, item: NewsEntry) -> datetime:
        """When it came."""
        return item.item.at

    def item_updateddate(self, item: NewsEntry) -> datetime:
        """The same."""
        return item.item.at
