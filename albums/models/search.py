"""What search looks up beside the names themselves. Triggers write both tables (albums.models.triggers).

The indexes take new entries at once (`fastupdate=False`): a list of pending ones would be read through by each search.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func
from django.db.models.sql.compiler import SQLCompiler

from albums.models.album import Album


@SearchVectorField.register_lookup
class Holds(models.Lookup):
    """Words hold a query, given as PostgreSQL writes it."""

    lookup_name = "holds"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """The query as a parameter."""
        return "%s", [value]

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """As an index on the words answers it."""
        words, parameters = self.process_lhs(compiler, connection)
        query, value = self.process_rhs(compiler, connection)
        return f"{words} @@ {query}::tsquery", [*parameters, *value]


class AlbumWords(models.Model):
    """The words by which readers find a listed album: title A, artists B, aliases and film C, what else is said D."""

    album = models.OneToOneField(Album, on_delete=models.DO_NOTHING, primary_key=True, related_name="search")
    reviews = models.PositiveIntegerField()
    words = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="album_words", fastupdate=False),
            models.Index(F("reviews").desc(), F("album"), name="album_words_by_reviews"),
        ]

    def __str__(self) -> str:
        return str(self.words)


class Vocabulary(models.Model):
    """A word of some name. In how many albums' words and tracks' titles it stood when all was last counted."""

    word = models.CharField(max_length=600, db_collation="C")
    albums = models.PositiveIntegerField()
    tracks = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["word"], include=["albums", "tracks"], name="vocabulary_word"),
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="vocabulary_alike", fastupdate=False),
            GinIndex(Func("word", function="one_slip_from"), name="vocabulary_one_slip", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.word
