"""Readers' public lists at the curators' desk. What is a reader's alone is not there, for curators either."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import pluralize
from django.utils import timezone
from django.utils.html import format_html

from common.admin.base import DeskAdmin
from common.requests import user_of
from readers.models import ReaderList

SHOWN = ("page", "about", "signed", "updated_at", "reported_at", "report", "taken_down_at")


@admin.register(ReaderList)
class ReaderListAdmin(DeskAdmin):
    """What was reported comes first. Nothing is typed here: a list is taken down, put back, or its report settled."""

    list_display = ["page", "signed", "updated_at", "reported_at", "report", "taken_down_at"]
    list_display_links = ["updated_at"]
    ordering = [F("reported_at").desc(nulls_last=True), "-updated_at", "-pk"]
    search_fields = ["title"]
    search_help_text = "Title"
    fields = SHOWN
    readonly_fields = SHOWN
    actions = ["take_down", "put_back", "settle"]

    def as_searched(self, words: str) -> str:
        """Titles are looked for as they are."""
        return words

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReaderList]:
        """Those that their makers want everybody to see."""
        return super().get_queryset(request).filter(public=True)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Readers make them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: ReaderList | None = None) -> bool:
        """They are decided where they are ticked; their own page is to be read."""
        return obj is None and super().has_change_permission(request)

    @admin.display(description="list")
    def page(self, shown: ReaderList) -> str:
        """The list, to be looked at while it stands."""
        link = format_html('<a href="{}"><bdi>{}</bdi></a>', shown.get_absolute_url(), shown.title)
        return link if shown.is_public else format_html("<bdi>{}</bdi>", shown.title)

    @admin.action(description="Take down", permissions=["change"])
    def take_down(self, request: HttpRequest, lists: QuerySet[ReaderList]) -> None:
        """Nobody but their makers sees the ticked from now on."""
        person = user_of(request)
        done = lists.filter(taken_down_at=None).update(taken_down_at=timezone.now(), taken_down_by=person)
        self._tell(request, done, "taken down")

    @admin.action(description="Put back", permissions=["change"])
    def put_back(self, request: HttpRequest, lists: QuerySet[ReaderList]) -> None:
        """Everybody sees the ticked again."""
        done = lists.exclude(taken_down_at=None).update(taken_down_at=None, taken_down_by=None)
        self._tell(request, done, "put back")

    @admin.action(description="Settle the report", permissions=["change"])
    def settle(self, request: HttpRequest, lists: QuerySet[ReaderList]) -> None:
        """The ticked have been looked at."""
        self._tell(request, lists.exclude(reported_at=None).update(reported_at=None, report=""), "settled")

    def _tell(self, request: HttpRequest, count: int, done: str) -> None:
        self.message_user(request, f"{count} list{pluralize(count)} {done}.", messages.SUCCESS)
