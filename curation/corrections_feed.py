"""The public corrections log as a feed."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from albums.models import Album
from common.atom_feeds import SiteFeed, entry_name
from common.page_addresses import absolute, address
from curation.corrections_log import Correction, Difference, page_of_log


class CorrectionsFeed(SiteFeed):
    """What readers could have seen and was changed, of everything or of one album, newest first."""

    subtitle = "What readers could have seen here and has been changed since."

    def __init__(self, request: HttpRequest, album: Album | None = None) -> None:
        super().__init__(request)
        self._album = album

    def title(self) -> str:
        """What it is a feed of."""
        return f"Corrections to {self._album}" if self._album else "Corrections"

    def link(self) -> str:
        """The log's own page."""
        return absolute(address("corrections")) + (f"?album={self._album.pk}" if self._album else "")

    def items(self) -> list[Correction]:
        """The log's newest page."""
        return page_of_log(album=self._album)[0]

    def item_title(self, item: Correction) -> str:
        """What was corrected."""
        return f"{item.about}: {item.said}"

    def item_description(self, item: Correction) -> SafeString:
        """What was changed, who did it and why."""
        rows = format_html_join("", "<li>{}</li>", ((_in_words(difference),) for difference in item.differences))
        changed = format_html("<ul>{}</ul>", rows) if item.differences else ""
        why = f": “{item.why}”" if item.why else "."
        return format_html("{}<p>By {}{}</p>", changed, item.who, why)

    def item_link(self, item: Correction) -> str:
        """The corrected thing, where readers may go there; else the log."""
        return absolute(item.link or address("corrections"))

    def item_guid(self, item: Correction) -> str:
        """Its name."""
        return entry_name("correction", item.key)

    def item_pubdate(self, item: Correction) -> datetime:
        """When it was made."""
        return item.at

    def item_updateddate(self, item: Correction) -> datetime:
        """When it was undone, or made."""
        return item.undone_at or item.at


def _in_words(difference: Difference) -> str:
    if difference.pieces:
        return f"{difference.label}: {' '.join(piece.text for piece in difference.pieces)}"
    if difference.after is None:
        return f"{difference.label}: “{difference.before}”"
    return f"{difference.label}: {difference.before} → {difference.after}"
