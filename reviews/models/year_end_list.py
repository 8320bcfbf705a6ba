"""Year-end lists: what a publication calls the records of a year, ranked or not, as it printed them."""

from __future__ import annotations

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from albums.models import Album
from albums.models.triggers import raise_album_versions
from common.page_addresses import address
from reviews.consensus.ranking import ordinal
from reviews.models.critic import Publication

_OF_LISTED = "SELECT album_id FROM {changed} WHERE album_id IS NOT NULL"
_OF_LIST = (
    "SELECT album_id FROM reviews_listedalbum WHERE album_id IS NOT NULL AND list_id IN (SELECT id FROM {changed})"
)


class YearEndListQuerySet(models.QuerySet["YearEndList"]):
    """Year-end lists, by the words the site uses for them."""

    def public(self) -> YearEndListQuerySet:
        """Those that readers may see: of publications that are sources."""
        return self.filter(publication__is_aggregator=False)


class YearEndList(models.Model):
    """One publication's list of a year."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="year_end_lists")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(
        max_length=200, blank=True, help_text="Where it has several lists of a year: “Metal”, “Critics’ poll”."
    )
    source_url = models.URLField("source", max_length=1000, blank=True, validators=[URLValidator(["http", "https"])])
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = YearEndListQuerySet.as_manager()

    class Meta:
        verbose_name = "year-end list"
        ordering = ["-year", "publication__folded", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "year", "title"],
                name="year_end_list_once",
                violation_error_message="That list is here already.",
            ),
            models.CheckConstraint(condition=Q(year__range=(1900, 2999)), name="year_end_list_is_of_a_year"),
            models.CheckConstraint(
                condition=Q(source_url="") | Q(source_url__regex=r"^https?://"), name="year_end_list_is_on_the_web"
            ),
        ]
        triggers = raise_album_versions(_OF_LIST, everywhere=True)

    shown_lines: list[ListedAlbum]

    def __str__(self) -> str:
        return f"{self.publication}, {self.name}"

    def get_absolute_url(self) -> str:
        """The page with its publication's lists of the year."""
        return f"{address('publication-lists', self.publication.slug, self.year)}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """The id of its part of that page."""
        return f"list-{self.pk}"

    @property
    def name(self) -> str:
        """What it is called beside its publication's name."""
        return f"{self.title} {self.year}" if self.title else f"records of {self.year}"


class ListedAlbum(models.Model):
    """One line of a list, as it is printed there. Without an album it waits until the record is here."""

    list = models.ForeignKey(YearEndList, on_delete=models.CASCADE, related_name="lines")
    line = models.PositiveSmallIntegerField(help_text="Counted from 1, in the order of the list.")
    place = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: the list is not ranked.")
    artist = models.CharField(max_length=300)
    title = models.CharField(max_length=500)
    album = models.ForeignKey(
        Album, on_delete=models.SET_NULL, null=True, blank=True, related_name="listings", help_text="Empty: it waits."
    )

    class Meta:
        ordering = ["list", "line"]
        constraints = [
            models.UniqueConstraint(fields=["list", "line"], name="listed_album_line_once"),
            models.UniqueConstraint(
                fields=["list", "album"],
                name="listed_album_once",
                violation_error_message="The list has that album already.",
            ),
            models.CheckConstraint(condition=Q(line__gte=1), name="listed_album_line_counts_from_one"),
            models.CheckConstraint(
                condition=Q(place__isnull=True) | Q(place__gte=1, place__lte=F("line")),
                name="listed_album_place_is_not_behind_its_line",
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(artist=""), name="listed_album_is_named"),
        ]
        triggers = raise_album_versions(_OF_LISTED, everywhere=True)

    def __str__(self) -> str:
        return f"{self.title} by {self.artist}"

    @property
    def where(self) -> str:
        """Its place, in words."""
        return ordinal(self.place) if self.place else "unranked"
