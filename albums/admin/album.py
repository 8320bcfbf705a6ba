"""Albums with their credits, tracks and links, and the films that soundtracks were made for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.db.models.fields.files import ImageFieldFile
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest
from django.utils.translation import ngettext

from albums.admin.addressed import AddressedAdmin
from albums.admin.ordered_rows import CreditForm, CreditFormSet, LabelledFormSet, PlacedFormSet, TrackForm
from albums.admin.table import AlbumRows
from albums.entries import list_tracks
from albums.identity import Record
from albums.models import Album, AlbumLink, Credit, Film, Track
from albums.track_list_field import TrackListField
from albums.uploaded_covers import accept_cover
from common.admin.autocomplete import CompletedFields
from common.admin.base import AddressedForm, DeskAdmin, LinesField
from common.admin.table_import import TableImport


class AlbumForm(AddressedForm):
    """An album, with what the database would refuse said in words."""

    named_by = "title"
    track_list = TrackListField(
        label="Paste a track list",
        help_text="One a line: “1. Slack Water 4:07”. “Disc 2” on a line of its own begins the second disc. What has "
        "the same number among the tracks below is renamed; the others stay.",
    )

    class Meta:
        model = Album
        exclude: list[str] = []

    def neighbours(self) -> QuerySet:
        """An album's slug is unique among those of its lead artist."""
        return Album.objects.filter(lead_artist=self.cleaned_data.get("lead_artist"))

    def made_slug(self, cleaned: dict[str, Any], others: QuerySet) -> str:
        """From the title, and where that is taken from what tells the album apart."""
        said = Record(cleaned["title"], cleaned.get("release_date"), disambiguation=cleaned.get("disambiguation") or "")
        return said.slug(set(others.values_list("slug", flat=True)))

    def clean_cover(self) -> UploadedFile | ImageFieldFile | bool | None:
        """A new picture must be one that can be shown."""
        cover = self.cleaned_data["cover"]
        return accept_cover(cover) if isinstance(cover, UploadedFile) else cover

    def clean(self) -> dict[str, object]:
        """Dates with their precision, films with their kind."""
        cleaned = super().clean()
        if cleaned.get("release_date") and not cleaned.get("release_precision"):
            cleaned["release_precision"] = Album.Precision.DAY
        elif "release_date" in cleaned and not cleaned["release_date"] and cleaned.get("release_precision"):
            self.add_error("release_precision", "There is no date that this could be the precision of.")
        if cleaned.get("film") and cleaned.get("kind") != Album.Kind.SOUNDTRACK:
            self.add_error("film", "Only a soundtrack names a film: change the kind, or clear the film.")
        return cleaned


class CreditInline(CompletedFields, admin.TabularInline):
    """Who made it, in the order of the sleeve."""

    model = Credit
    form = CreditForm
    formset = CreditFormSet
    autocomplete_fields = ["artist"]
    extra = 1

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the names."""
        return super().get_queryset(request).select_related("artist")


class TrackInline(admin.TabularInline):
    """What is on it."""

    model = Track
    form = TrackForm
    formset = PlacedFormSet
    extra = 3


class LinkInline(admin.TabularInline):
    """Where to hear, buy or read about it."""

    model = AlbumLink
    formset = LabelledFormSet
    extra = 1


@admin.register(Album)
class AlbumAdmin(TableImport, AddressedAdmin):
    """The catalogue's records; those that critics proposed wait here to be accepted."""

    resource_classes = [AlbumRows]
    form = AlbumForm
    inlines = [CreditInline, TrackInline, LinkInline]
    list_display = ["title", "disambiguation", "lead_artist", "kind", "released", "counted_reviews", "accepted"]
    list_filter = [
        "proposed",
        "kind",
        ("genres", admin.RelatedOnlyFieldListFilter),
        ("film", admin.EmptyFieldListFilter),
        ("cover", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["lead_artist"]
    search_fields = ["folded", "credits__artist__folded", "credits__artist__aliases__folded"]
    search_help_text = "Title, artist or alias"
    autocomplete_fields = ["lead_artist", "genres", "labels", "film"]
    actions = ["accept"]
    fieldsets = [
        (None, {"fields": ["title", "disambiguation", "language", "lead_artist", "kind", "film", "slug"]}),
        ("Release", {"fields": ["release_date", "release_precision", "labels", "genres", "cover"]}),
        ("Elsewhere", {"fields": ["musicbrainz_id"]}),
        ("Tracks", {"fields": ["track_list"]}),
    ]

    @admin.display(description="released", ordering="release_date")
    def released(self, album: Album) -> str:
        """As precise as it is known."""
        return album.released

    @admin.display(description="accepted", boolean=True, ordering="-proposed")
    def accepted(self, album: Album) -> bool:
        """Whether readers can see it."""
        return not album.proposed

    @admin.action(description="Accept selected albums that were proposed", permissions=["change"])
    def accept(self, request: HttpRequest, albums: QuerySet) -> None:
        """Let readers see them."""
        accepted = albums.filter(proposed=True)
        for album in accepted:
            self.log_change(request, album, "Accepted.")
        count = Album.objects.filter(pk__in=[album.pk for album in accepted]).update(proposed=False)
        done = ngettext("%d proposed album is accepted.", "%d proposed albums are accepted.", count) % count
        self.message_user(request, done, messages.SUCCESS if count else messages.WARNING)

    def get_fieldsets(self, request: HttpRequest, obj: Album | None = None) -> list:
        """What is accepted stays so: readers may have linked to it."""
        if obj is None or not obj.proposed:
            return self.fieldsets
        return [("Proposed by a critic", {"fields": ["proposed"]}), *self.fieldsets]

    def save_related(
        self, request: HttpRequest, form: AlbumForm, formsets: list[BaseModelFormSet], change: bool
    ) -> None:
        """With the tracks that were pasted."""
        super().save_related(request, form, formsets, change)
        list_tracks(form.instance, [track.entry for track in form.cleaned_data["track_list"]])

    def save_formset(
        self, request: HttpRequest, form: forms.ModelForm, formset: BaseModelFormSet, change: bool
    ) -> None:
        """An album without a credit line gets its lead artist's."""
        super().save_formset(request, form, formset, change)
        if formset.model is Credit and not form.instance.credits.exists():
            Credit.objects.create(album=form.instance, artist=form.instance.lead_artist, position=1)


class FilmForm(forms.ModelForm):
    """A film."""

    producers = LinesField(longest=200, help_text="One a line.")

    class Meta:
        model = Film
        fields = ["title", "release_date", "minutes", "director", "producers"]


class SoundtrackInline(admin.TabularInline):
    """Records made for the film."""

    model = Album
    verbose_name = "soundtrack"
    fields = readonly_fields = ("title", "lead_artist", "released")
    show_change_link = True
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the artists."""
        return super().get_queryset(request).select_related("lead_artist")

    def has_add_permission(self, request: HttpRequest, obj: Film | None = None) -> bool:
        """Albums are made on their own page."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Film | None = None) -> bool:
        """Albums are not removed from here."""
        return False


@admin.register(Film)
class FilmAdmin(DeskAdmin):
    """Films that soundtracks were made for."""

    form = FilmForm
    inlines = [SoundtrackInline]
    list_display = ["title", "director", "release_date", "minutes"]
    search_fields = ["folded"]
    search_help_text = "Title"
