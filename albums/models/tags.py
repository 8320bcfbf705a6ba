"""Genres and labels: names that albums share."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from albums.fields import FoldedField
from albums.slugs import free_slug


class SharedNameQuerySet(models.QuerySet):
    """Genres or labels."""

    def named(self, name: str) -> SharedName:
        """The one of that name, case and accents aside; created when it is new."""
        candidate = self.model(name=name)
        folded = self.model._meta.get_field("folded").pre_save(candidate, add=True)

        def slug() -> str:
            return free_slug(name, self.model.objects.all(), self.model._meta.model_name)

        return self.get_or_create(folded=folded, defaults={"name": name, "slug": slug})[0]


class SharedName(models.Model):
    """A name with an address."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, allow_unicode=True, unique=True)
    folded = FoldedField("name", max_length=120, unique=True)

    objects = SharedNameQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["folded"]

    def __str__(self) -> str:
        return self.name


class Genre(SharedName):
    """A genre, as curators name it."""

    def get_absolute_url(self) -> str:
        """Albums of this genre."""
        return f"{reverse('album-list')}?genre={self.slug}"


class Label(SharedName):
    """A record label."""

    def get_absolute_url(self) -> str:
        """Albums on this label."""
        return f"{reverse('album-list')}?label={self.slug}"
