"""Prepared queries answer as the queryset would, on every connection, in one query."""

from __future__ import annotations

import pytest
from django.db import connection

from albums.models import Album, CatalogueVersion
from albums.models.version import version_of_catalogue
from tests.factories import AlbumFactory, ArtistFactory

pytestmark = pytest.mark.django_db


def test_an_albums_version_is_found_at_its_address_alone():
    album = AlbumFactory(lead_artist=ArtistFactory(slug="ada"), slug="low-water")
    AlbumFactory(lead_artist=ArtistFactory(slug="ide"), slug="high-water")
    stored = Album.objects.get(pk=album.pk).version
    assert Album.objects.version_at("ada", "low-water") == stored
    assert Album.objects.version_at("ide", "low-water") is None
    Album.objects.filter(pk=album.pk).update(proposed=True)
    assert Album.objects.version_at("ada", "low-water") is None


@pytest.mark.parametrize("slug", ["100%", "%s", "$1", "it's", "a\\'; DROP TABLE albums_album; --", "水"])
def test_no_slug_is_taken_for_sql(slug):
    AlbumFactory(lead_artist=ArtistFactory(slug="ada"), slug=slug)
    assert Album.objects.version_at("ada", slug) is not None


def test_the_catalogues_version_is_the_sum_of_its_parts():
    AlbumFactory()
    parts = CatalogueVersion.objects.values_list("changes", flat=True)
    assert version_of_catalogue() == sum(parts) > 0


def test_it_takes_one_query_also_where_it_was_never_asked(django_assert_num_queries):
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    with django_assert_num_queries(1):
        Album.objects.version_at("ada", "low-water")


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_prepares_for_itself():
    before = version_of_catalogue()
    connection.close()
    assert version_of_catalogue() == before
    connection.close()


@pytest.fixture
def pooled(monkeypatch):
    """A pool that hands out another session for each transaction."""
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)


@pytest.mark.parametrize("slug", ["low-water", "100%", "it's"])
def test_in_a_pool_of_transactions_nothing_is_prepared_and_the_answer_is_the_same(
    pooled, slug, django_assert_num_queries
):
    AlbumFactory(lead_artist=ArtistFactory(slug="ada"), slug=slug)
    with django_assert_num_queries(1) as asked:
        found = Album.objects.version_at("ada", slug)
    assert found == Album.objects.get(slug=slug).version
    assert "EXECUTE" not in asked.captured_queries[0]["sql"]
    assert Album.objects.version_at("ide", slug) is None


def test_in_a_pool_the_catalogues_version_is_the_sum_of_its_parts_too(pooled):
    AlbumFactory()
    assert version_of_catalogue() == sum(CatalogueVersion.objects.values_list("changes", flat=True))
