"""What one test leaves in the database no other test finds."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.db import connection, transaction
from django.utils.text import slugify

from albums.models import Album, Label
from config.environment import BASE_DIR
from reviews.models import Calibration
from tests import contents, database
from tests.contents import Contents
from tests.factories import AlbumFactory


@pytest.mark.parametrize("asked", [contents.IS_SUPERUSER, "SELECT false"], ids=["superuser", "owner"])
@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_taken_back_and_what_the_migrations_made_is_there_again(asked, monkeypatch):
    monkeypatch.setattr(contents, "IS_SUPERUSER", asked)
    migrated = Contents.now()
    groups = set(Group.objects.values_list("pk", "name"))
    permissions = Permission.objects.count()
    AlbumFactory()
    cache.set("counted", 1)
    Group.objects.all().delete()
    Permission.objects.update(name="renamed")

    migrated.put_back()

    assert not Album.objects.exists()
    assert cache.get("counted") is None
    assert set(Group.objects.values_list("pk", "name")) == groups
    assert Permission.objects.exclude(name="renamed").count() == permissions
    assert Calibration.objects.count() == 1


@pytest.mark.parametrize("asked", [contents.IS_SUPERUSER, "SELECT false"], ids=["superuser", "owner"])
@pytest.mark.django_db
def test_rows_that_are_put_back_are_as_they_were_and_new_ones_get_new_numbers(asked, monkeypatch):
    monkeypatch.setattr(contents, "IS_SUPERUSER", asked)
    album = AlbumFactory(title="Kept \\ and\ttold")
    kept = Contents.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('albums_album_id_seq', 1)")
        Album.objects.update(title="Changed")

        kept.put_back()

        assert Contents.now().rows == kept.rows
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'")
        assert cursor.fetchone() == (0,)
    assert AlbumFactory().pk > album.pk
    album.refresh_from_db()
    Album.objects.filter(pk=album.pk).update(title="Changed again")
    assert Album.objects.get(pk=album.pk).version > album.version


@pytest.mark.django_db
def test_what_the_planner_believes_does_not_depend_on_the_tests_before():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_user_tables WHERE autovacuum_count + autoanalyze_count > 0")
        assert cursor.fetchone() == (0,)


def test_a_migration_a_model_and_what_they_are_made_of_have_the_database_migrated_anew():
    decisive = {str(path.relative_to(BASE_DIR)) for path in database.sources()}
    assert {
        "requirements.txt",
        "albums/migrations/0001_initial.py",
        "common/apps.py",
        "reviews/models/review.py",
        "common/fields.py",
        "common/names.py",
    } <= decisive
    assert not [path for path in decisive if path.startswith(("pages/views", "config/"))]


@pytest.mark.django_db(transaction=True)
def test_the_room_of_rows_that_were_taken_back_is_given_back():
    def room() -> int:
        cursor.execute("SELECT pg_relation_size('albums_label')")
        return cursor.fetchone()[0]

    with connection.cursor() as cursor:
        before = room()
        with transaction.atomic():
            quays = (f"quay {number}" for number in range(3_000))
            Label.objects.bulk_create(Label(name=name, slug=slugify(name), folded=name) for name in quays)
            transaction.set_rollback(True)
        assert room() > 131_072
        database.sweep()
        assert room() <= before
