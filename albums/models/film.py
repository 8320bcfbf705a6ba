"""Films, as far as a soundtrack names one."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from albums.models.triggers import OF_FILM, keep_words, learn_words, raise_album_versions
from common.fields import FoldedField
from common.tracking import tracked


@tracked(exclude=["folded"])
class Film(models.Model):
    """The film that a soundtrack was made for. Its dates and people are never the album's."""

    title = models.CharField(max_length=300)
    release_date = models.DateField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Running time.")
    director = models.CharField(max_length=300, blank=True)
    producers = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    folded = FoldedField("title", db_index=True)

    class Meta:
        ordering = ["folded", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="film_has_a_title")]
        triggers = [*raise_album_versions(OF_FILM), *keep_words(OF_FILM), *learn_words()]

    def __str__(self) -> str:
        return self.title
