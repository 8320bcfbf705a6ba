"""Genres and labels: names that albums share."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar, cast

from django.db import models
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Collate

from albums.models.triggers import OF_GENRE, OF_LABEL, raise_album_versions
from common.fields import FoldedField
from common.page_addresses import address
from common.slugs import free_slug
from common.tracking import tracked

Tag = TypeVar("Tag", bound="SharedName")


class SharedNameQuerySet(models.QuerySet[Tag]):
    """Genres or labels."""

    def in_use(self) -> SharedNameQuerySet[Tag]:
        """Those that a listed album has."""
        tagged = self.model.albums.through.objects.filter(album__proposed=False)
        return self.filter(Exists(tagged.filter(**{self._kind(): OuterRef("pk")})))

    def named(self, name: str) -> Tag:
        """The one of that name, case and accents aside; created when it is new."""
        candidate = self.model(name=name)
        folded = cast(FoldedField, self.model._meta.get_field("folded")).pre_save(candidate, add=True)

        def slug() -> str:
            return free_slug(name, self.model._default_manager.all(), self._kind())

        return self.get_or_create(folded=folded, defaults={"name": name, "slug": slug})[0]

    def _kind(self) -> str:
        return self.model.__name__.lower()


class SharedName(models.Model):
    """A name with an address."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, allow_unicode=True, unique=True)
    folded = FoldedField("name", max_length=120, unique=True)

    albums: ClassVar[Any]
    """The albums that have it: `Album` declares the relation."""

    objects = SharedNameQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["folded"]

    def __str__(self) -> str:
        return self.name


@tracked(exclude=["folded"])
class Genre(SharedName):
    """A genre, as curators name it."""

    class Meta(SharedName.Meta):
        triggers = raise_album_versions(OF_GENRE)

    def get_absolute_url(self) -> str:
        """The genre's page."""
        return address("genre", self.slug)


@tracked(exclude=["folded"])
class Label(SharedName):
    """A record label."""

    class Meta(SharedName.Meta):
        indexes = [models.Index(Collate("folded", "C"), F("id"), name="label_by_letter")]
        triggers = raise_album_versions(OF_LABEL)

    def get_absolute_url(self) -> str:
        """The label's page."""
        return address("label", self.slug)
