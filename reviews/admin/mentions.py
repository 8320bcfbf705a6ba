"""Pages that mention us: shown when a curator has looked at them."""

from __future__ import annotations

from typing import cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import pluralize
from django.utils.html import format_html

from common.admin.base import DeskAdmin
from reviews.incoming.mentions import block_hosts, decide
from reviews.models import Mention

SHOWN = ("page", "target", "album", "review", "title", "author", "state", "received_at", "looked_at", "problem")


@admin.register(Mention)
class MentionAdmin(DeskAdmin):
    """What waits comes first. Nothing is typed here: a page is shown, refused, or its host blocked."""

    list_display = ["page", "album", "state", "author", "received_at", "looked_at", "problem"]
    list_filter = ["state"]
    list_display_links = ["received_at"]
    list_select_related = ["album"]
    ordering = ["-state", "-received_at", "-pk"]
    search_fields = ["source", "title"]
    search_help_text = "Address or title"
    fields = SHOWN
    readonly_fields = SHOWN
    actions = ["accept", "refuse", "block"]

    def as_searched(self, words: str) -> str:
        """Addresses are looked for as they are."""
        return words

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come from outside."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Mention | None = None) -> bool:
        """They are decided where they are ticked; their own page is to be read."""
        return obj is None and super().has_change_permission(request)

    def has_block_permission(self, request: HttpRequest) -> bool:
        """Whoever may block a source; it is one for reviews, too."""
        return self.has_change_permission(request) and request.user.has_perm("reviews.add_blockedsource")

    @admin.display(description="page")
    def page(self, mention: Mention) -> str:
        """The page, to be looked at, and where it is, whatever it calls itself."""
        link = format_html(
            '<a href="{}" rel="noopener noreferrer nofollow external"><bdi>{}</bdi></a>', mention.source, mention
        )
        return format_html("{} ({})", link, mention.host) if mention.title else link

    @admin.action(description="Show as “mentioned by”", permissions=["change"])
    def accept(self, request: HttpRequest, mentions: QuerySet[Mention]) -> None:
        """Show the ticked."""
        self._decide(request, mentions, Mention.State.ACCEPTED, "shown")

    @admin.action(description="Refuse", permissions=["change"])
    def refuse(self, request: HttpRequest, mentions: QuerySet[Mention]) -> None:
        """Refuse the ticked."""
        self._decide(request, mentions, Mention.State.REFUSED, "refused")

    @admin.action(description="Block the host, for mentions and reviews", permissions=["block"])
    def block(self, request: HttpRequest, mentions: QuerySet[Mention]) -> None:
        """Take nothing more from the hosts of the ticked."""
        hosts = block_hosts(mentions, cast(User, request.user))
        self.message_user(request, f"Blocked: {', '.join(hosts)}. Their mentions are gone.", messages.SUCCESS)

    def _decide(self, request: HttpRequest, mentions: QuerySet[Mention], state: Mention.State, done: str) -> None:
        ticked = mentions.count()
        count = decide(mentions, state, cast(User, request.user))
        self.message_user(request, f"{count} mention{pluralize(count)} {done}.", messages.SUCCESS)
        if count < ticked:
            self.message_user(request, "The others were so already, or nobody has looked at their page yet.")
