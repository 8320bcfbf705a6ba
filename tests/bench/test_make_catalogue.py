"""The invented catalogue: as big as asked, whole, the same from the same seed, and drawn from the consensus model."""

from __future__ import annotations

import hashlib
import sys
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from albums.models import Album, Artist, ArtistAlias, Credit, Genre, Label, Track
from bench.catalogue.bulk import excerpts_checked_together, indexes_and_foreign_keys_aside
from reviews.models import Critic, Excerpt, Publication, Review
from tests.factories import AlbumFactory, ExcerptFactory, ReviewFactory

ALBUMS, REVIEWS = 80, 400
UNTIL = date(2026, 6, 30)


def make(*arguments: str, albums: int = ALBUMS, reviews: int = REVIEWS, until: date = UNTIL) -> str:
    """Run the command; return what it printed."""
    output = StringIO()
    call_command("make_catalogue", *arguments, albums=albums, reviews=reviews, until=until, stdout=output)
    return output.getvalue()


def rows(query: str) -> list[tuple]:
    """What the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def digest() -> str:
    """A fingerprint of every row that readers may see. Keys of what is looked up may differ."""
    found = hashlib.sha256()
    looked_up = {"scale_id", "verdict_user_id", "version", "changed_at", "genre_ids"}
    for model in (Artist, ArtistAlias, Label, Album, Credit, Track, Publication, Critic, Review, Excerpt):
        columns = [field.attname for field in model._meta.concrete_fields if field.attname not in looked_up]
        found.update(repr(list(model.objects.order_by("pk").values_list(*columns))).encode())
    return found.hexdigest()


def schema() -> list[tuple]:
    """Every index, constraint and trigger, as PostgreSQL would write it down."""
    return rows("""
        SELECT pg_get_indexdef(indexrelid) AS definition FROM pg_index
        WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
        UNION ALL SELECT conrelid::regclass || conname || pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND convalidated
        UNION ALL SELECT pg_get_triggerdef(oid) || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
        ORDER BY definition
    """)


@pytest.mark.django_db
def test_indexes_constraints_and_triggers_are_as_they_were():
    before = schema()
    make()
    assert schema() == before
    assert any("gin_trgm_ops" in definition for (definition,) in before)


@pytest.mark.django_db
def test_a_wrong_excerpt_is_refused_although_the_trigger_stood_aside():
    review = ReviewFactory()
    with pytest.raises(IntegrityError, match="not a span"), transaction.atomic(), excerpts_checked_together():
        ExcerptFactory(review=review, start=0, end=9, text="Something")
    with pytest.raises(IntegrityError), transaction.atomic():
        ExcerptFactory(review=review, start=0, end=9, text="Something")


@pytest.mark.django_db
def test_a_row_without_its_parent_is_refused_although_the_foreign_key_stood_aside():
    with pytest.raises(IntegrityError), transaction.atomic(), indexes_and_foreign_keys_aside([Track]):
        Track.objects.create(album_id=1_000_000, position=1, title="Nobody’s")


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_catalogue():
    found = []
    for seed in ("1", "1", "2"):
        with transaction.atomic():
            make("--seed", seed, albums=40, reviews=200)
            first = Album.objects.order_by("pk").first().pk
            found.append((digest(), first))
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert found[0] != found[2]


@pytest.mark.django_db
def test_it_refuses_a_site_that_has_albums_unless_told_to_add():
    AlbumFactory()
    with pytest.raises(CommandError, match="--add"):
        make()
    assert Album.objects.count() == 1
    for _ in range(2):
        make("--add", albums=20, reviews=100)
    assert Album.objects.count() == 2 * 20 + 1
    assert Genre.objects.count() == len(set(Genre.objects.values_list("folded", flat=True)))


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"albums": 0}, {"albums": -5}, {"reviews": 0}, {"reviews": 10**9}])
def test_a_size_out_of_bounds_is_refused(wrong):
    sizes = {"albums": ALBUMS, "reviews": REVIEWS} | wrong
    with pytest.raises(CommandError, match="from 1 to"):
        call_command("make_catalogue", *(f"--{name}={size}" for name, size in sizes.items()))


@pytest.mark.django_db
def test_more_reviews_than_critics_could_write_are_refused_and_nothing_is_stored():
    with pytest.raises(CommandError, match="1,000 reviews are too many for 5 albums"):
        make(albums=5, reviews=1000)
    assert not Album.objects.exists()
    assert not Critic.objects.exists()


@pytest.mark.django_db
def test_one_album_and_one_review_are_a_catalogue_too():
    make(albums=1, reviews=1)
    assert Review.objects.get().album == Album.objects.get()


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.django_db
def test_a_bar_moves_on_a_terminal_and_nowhere_else(monkeypatch):
    for screen, drawn in ((StringIO(), False), (Terminal(), True)):
        monkeypatch.setattr(sys, "stderr", screen)
        told = make("--add", albums=5, reviews=5) if drawn else make(albums=5, reviews=5)
        assert ("albums:" in screen.getvalue()) is drawn
        assert "albums              5" in told
