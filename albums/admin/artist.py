"""Artists and the other names they are known by."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from albums.admin.addressed import AddressedAdmin, AlbumCount
from albums.admin.ordered_rows import LabelledFormSet
from albums.models import Artist, ArtistAlias
from albums.models.artist import ArtistQuerySet
from common.admin.base import AddressedForm
from common.names import fold

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class AliasFormSet(LabelledFormSet):
    """Aliases of which no two are the same, case and accents aside."""

    def clean(self) -> None:
        """Say which one stands twice."""
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            name = form.cleaned_data.get("name") if form.is_valid() else None
            if not name or self.goes(form):
                continue
            if fold(name) in seen:
                raise ValidationError(f"“{name}” stands twice.")
            seen.add(fold(name))


class AliasInline(admin.TabularInline):
    """Names that lead to the artist in search and in imports."""

    model = ArtistAlias
    formset = AliasFormSet
    extra = 1


@admin.register(Artist)
class ArtistAdmin(AddressedAdmin):
    """People and groups."""

    form = AddressedForm
    inlines = [AliasInline]
    list_display = ["name", "sort_name", "disambiguation", "album_total"]
    ordering = ["folded", "pk"]
    search_fields = ["folded", "aliases__folded"]
    search_help_text = "Name or alias"
    fields = ["name", "sort_name", "disambiguation", "slug", "musicbrainz_id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the number of albums."""
        return cast(ArtistQuerySet, super().get_queryset(request)).with_album_counts()

    @admin.display(description="albums", ordering="album_count")
    def album_total(self, artist: WithAnnotations[Artist, AlbumCount]) -> int:
        """Listed albums they are credited on."""
        return artist.album_count
