"""Year-end lists as they were brought in: their lines, and the records that some of them wait for."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import ngettext

from albums.admin.ordered_rows import LabelledFormSet
from common.admin.autocomplete import CompletedFields
from common.admin.base import DeskAdmin
from reviews.incoming.year_end_lists import look_again
from reviews.models import ListedAlbum, YearEndList


class WaitingFilter(admin.SimpleListFilter):
    """Lists with lines that wait for their record."""

    title = "lines"
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """One choice beside all."""
        return [("1", "some wait for their record")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those of which a line waits."""
        waiting = ListedAlbum.objects.filter(album__isnull=True).values("list")
        return queryset.filter(pk__in=waiting) if self.value() else queryset


class ListedAlbumInline(CompletedFields, admin.TabularInline):
    """The lines of a list; which record one means can be chosen."""

    model = ListedAlbum
    verbose_name = "line"
    formset = LabelledFormSet
    fields = ["line", "place", "artist", "title", "album"]
    autocomplete_fields = ["album"]
    extra = 0


@admin.register(YearEndList)
class YearEndListAdmin(DeskAdmin):
    """Publications' lists of a year."""

    list_display = ["publication", "year", "title", "lines_here", "waiting"]
    list_filter = [WaitingFilter, "year"]
    list_select_related = ["publication"]
    search_fields = ["publication__folded"]
    search_help_text = "Publication"
    autocomplete_fields = ["publication"]
    inlines = [ListedAlbumInline]
    actions = ["look_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[YearEndList]:
        """With how many lines there are, and how many wait."""
        waiting = Count("lines", filter=Q(lines__album__isnull=True))
        return super().get_queryset(request).annotate(line_count=Count("lines"), waiting_count=waiting)

    @admin.display(description="lines")
    def lines_here(self, shown: Any) -> int:
        """How many lines it has."""
        return shown.line_count

    @admin.display(description="of them wait")
    def waiting(self, shown: Any) -> int:
        """How many of them wait for their record."""
        return shown.waiting_count

    @admin.action(description="Look for the records that lines wait for", permissions=["change"])
    def look_again(self, request: HttpRequest, queryset: QuerySet[YearEndList]) -> None:
        """Match again what waited when the lists were brought in."""
        found = sum(look_again(wanted) for wanted in queryset)
        said = ngettext("%d line has found its record.", "%d lines have found their records.", found) % found
        messages.success(request, said)
