"""Artists: people and groups that records are credited to."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, Exists, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from albums.models.triggers import OF_ALIAS, OF_ARTIST, keep_words, learn_words, raise_album_versions
from common.fields import FoldedField, folded_search
from common.names import fold
from common.page_addresses import address
from common.tracking import tracked


class ArtistQuerySet(models.QuerySet["Artist"]):
    """Artists, by the words the catalogue uses for them."""

    def known_as(self, name: str) -> ArtistQuerySet:
        """Artists of that name or alias, case, accents and punctuation aside."""
        folded = fold(name)
        return self.filter(Q(folded=folded) | Q(aliases__folded=folded)).distinct()

    def listed(self) -> ArtistQuerySet:
        """Artists that readers may see: those credited on a listed album."""
        credit = self.model.albums.through.objects
        return self.filter(Exists(credit.filter(artist=OuterRef("pk"), album__proposed=False)))

    def with_album_counts(self) -> ArtistQuerySet:
        """With `album_count`, the number of listed albums they are credited on."""
        listed = self.model.albums.through.objects.filter(artist=OuterRef("pk"), album__proposed=False)
        counts = listed.order_by().values("artist").annotate(count=Count("pk"))
        return self.annotate(album_count=Coalesce(Subquery(counts.values("count")), 0))

    def as_filed(self) -> ArtistQuerySet:
        """By sort name, or by name where there is none; case, accents and signs before the first letter aside."""
        return self.order_by("filed", "pk")


@tracked(exclude=["folded"])
class Artist(models.Model):
    """A person or a group."""

    name = models.CharField(max_length=300)
    sort_name = models.CharField(max_length=300, blank=True, help_text="As filed: “Harrow, Ines”. Empty: as named.")
    slug = models.SlugField(max_length=100, allow_unicode=True, unique=True)
    disambiguation = models.CharField(max_length=200, blank=True, help_text="Tells two artists of one name apart.")
    musicbrainz_id = models.UUIDField(null=True, blank=True, unique=True)
    folded = FoldedField("name", db_index=True)
    filed = models.GeneratedField(
        expression=Func(Coalesce(NullIf("sort_name", Value("")), "name"), function="filed_under"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    objects = ArtistQuerySet.as_manager()

    class Meta:
        ordering = ["folded", "pk"]
        indexes = [
            folded_search("artist"),
            GinIndex(Func("folded", function="name_words"), name="artist_words", fastupdate=False),
            models.Index(fields=["filed", "id"], name="artist_by_letter"),
        ]
        triggers = [*raise_album_versions(OF_ARTIST), *keep_words(OF_ARTIST), *learn_words()]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="artist_has_a_name"),
            models.CheckConstraint(condition=~Q(slug=""), name="artist_has_a_slug"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The artist's page."""
        return address("artist", self.slug)


@tracked(exclude=["folded"], within=["artist"])
class ArtistAlias(models.Model):
    """Another name that people know an artist by."""

    artist = models.ForeignKey(Artist, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    folded = FoldedField("name", db_index=True)

    class Meta:
        verbose_name_plural = "aliases"
        ordering = ["pk"]
        indexes = [
            folded_search("artistalias"),
            GinIndex(Func("folded", function="name_words"), name="artistalias_words", fastupdate=False),
        ]
        triggers = [*raise_album_versions(OF_ALIAS), *keep_words(OF_ALIAS), *learn_words()]
        constraints = [models.UniqueConstraint(fields=["artist", "folded"], name="artist_alias_once")]

    def __str__(self) -> str:
        return self.name
