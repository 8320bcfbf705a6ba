"""The Atom feed of a public list: its records, the newest on it first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest

from common.atom_feeds import SiteFeed, entry_name
from common.page_addresses import absolute
from common.site_profile import this_site
from readers.models import ReaderList, ReaderListEntry
from readers.shelf.keeping_lists import seen_entries

NEWEST = 40


class ListFeed(SiteFeed):
    """The feed of one list."""

    def __init__(self, request: HttpRequest, shown: ReaderList) -> None:
        super().__init__(request)
        self._shown = shown

    def title(self) -> str:
        """What the list is called."""
        return self._shown.title

    def subtitle(self) -> str:
        """Whose it is."""
        return f"A list by {self._shown.by} at {this_site().name}."

    def link(self) -> str:
        """Its page."""
        return absolute(self._shown.get_absolute_url())

    def author_name(self) -> str:
        """Whose it is, as far as they say."""
        return self._shown.by

    def items(self) -> Iterable[ReaderListEntry]:
        """What came onto it last."""
        entries = seen_entries(self._shown).select_related("album__lead_artist")
        return entries.prefetch_related("album__credits__artist").order_by("-added_at", "-pk")[:NEWEST]

    def item_title(self, item: ReaderListEntry) -> str:
        """Which record."""
        return f"{item.album} by {item.album.artist_credit}"

    def item_description(self, item: ReaderListEntry) -> str:
        """The note."""
        return item.note

    def item_link(self, item: ReaderListEntry) -> str:
        """The album's page."""
        return absolute(item.album.get_absolute_url())

    def item_guid(self, item: ReaderListEntry) -> str:
        """Its name."""
        return entry_name("list-entry", item.pk)

    def item_pubdate(self, item: ReaderListEntry) -> datetime:
        """When it came onto the list."""
        return item.added_at

    def item_updateddate(self, item: ReaderListEntry) -> datetime:
        """The same."""
        return item.added_at
