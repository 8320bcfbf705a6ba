"""Genres and labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from albums.admin.addressed import AddressedAdmin, AlbumCount
from albums.models import Genre, Label
from albums.models.tags import SharedName
from common.admin.base import OnceNamedForm

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


@admin.register(Genre, Label)
class SharedNameAdmin(AddressedAdmin):
    """Names that albums share."""

    form = OnceNamedForm
    list_display = ["name", "albums_named"]
    ordering = ["folded"]
    search_fields = ["folded"]
    search_help_text = "Name"
    fields = ["name", "slug"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the number of albums."""
        return super().get_queryset(request).annotate(album_count=Count("albums"))

    @admin.display(description="albums", ordering="album_count")
    def albums_named(self, row: WithAnnotations[SharedName, AlbumCount]) -> int:
        """Albums that have it."""
        return row.album_count
