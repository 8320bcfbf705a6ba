"""What one test leaves in the database no other test finds."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache

from albums.models import Album
from config.database import BASE_DIR
from reviews.models import Calibration
from tests import database
from tests.factories import AlbumFactory


@pytest.mark.parametrize("hidden", [database.HIDDEN, "SELECT 1 WHERE false"], ids=["superuser", "owner"])
@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_taken_back_and_what_the_migrations_made_is_there_again(hidden, monkeypatch):
    monkeypatch.setattr(database, "HIDDEN", hidden)
    rows = database.Rows()
    groups = set(Group.objects.values_list("pk", "name"))
    permissions = Permission.objects.count()
    AlbumFactory()
    cache.set("counted", 1)
    Group.objects.all().delete()
    Permission.objects.update(name="renamed")

    rows.put_back()

    assert not Album.objects.exists()
    assert cache.get("counted") is None
    assert set(Group.objects.values_list("pk", "name")) == groups
    assert Permission.objects.exclude(name="renamed").count() == permissions
    assert Calibration.objects.count() == 1


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
