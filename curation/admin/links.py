"""What the link checker found, for curators to act on."""

from __future__ import annotations

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from common.admin.base import ReadOnlyAdmin
from curation.models import LinkCheck


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin):
    """Links as they answered last."""

    list_display = ["link", "state", "status", "problem", "moved", "failing_since", "checked_at", "reviews"]
    list_display_links = None
    list_filter = ["state", "status"]
    ordering = ["-failing_since", "checked_at"]
    search_fields = ["url"]
    search_help_text = "Part of an address"

    def as_searched(self, words: str) -> str:
        """Addresses are looked for as they are."""
        return words

    class Media:
        css = {"all": ["css/curation.css"]}

    @admin.display(description="link", ordering="url")
    def link(self, check: LinkCheck) -> str:
        """The address."""
        return format_html('<a href="{0}" rel="noopener noreferrer" class="path">{0}</a>', check.url)

    @admin.display(description="moved to")
    def moved(self, check: LinkCheck) -> str:
        """Where it leads now."""
        if not check.moved_to:
            return "–"
        return format_html('<a href="{0}" rel="noopener noreferrer" class="path">{0}</a>', check.moved_to)

    @admin.display(description="reviews")
    def reviews(self, check: LinkCheck) -> str:
        """The way to the reviews whose source it is."""
        path = reverse("admin:reviews_review_changelist", query={"source_url": check.url})
        return format_html('<a href="{}">Reviews<span class="visually-hidden"> of {}</span></a>', path, check.url)
