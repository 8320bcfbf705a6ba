"""Every list of the curators' desk as a file, over the demo."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from albums.models import Album
from common.admin.list_export import ListExport
from readers.models import ReaderList
from reviews.models import Review
from tests.curators import list_of, new_curator, signed_in
from tests.factories import AlbumFactory, UserFactory, published_review
from tests.tables import address, downloaded, preview

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

LISTS = [model for model, table in admin.site._registry.items() if isinstance(table, ListExport)]


@pytest.fixture
def desk():
    return signed_in(new_curator())


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
def test_each_list_can_be_exported_as_it_is_shown(desk, model: type[Model]):
    rows = downloaded(desk.get(address(model, "export")))
    assert len(rows) == desk.get(list_of(model)).context["cl"].queryset.count()
    assert not [cell for row in rows for cell in row.values() if "</" in cell]


def test_people_and_their_secrets_cannot():
    assert {model._meta.app_label for model in LISTS} <= {"albums", "reviews", "curation", "accounts", "readers"}
    with pytest.raises(NoReverseMatch):
        reverse("admin:auth_user_export")


def test_of_what_readers_keep_only_public_lists_can(desk):
    assert [model for model in LISTS if model._meta.app_label == "readers"] == [ReaderList]
    for public in (True, False):
        ReaderList.objects.create(owner=UserFactory(), title=f"Public: {public}", public=public)
    (row,) = downloaded(desk.get(address(ReaderList, "export")))
    assert "Public: True" in " ".join(row.values())


@pytest.mark.parametrize("model", [Album, Review])
def test_imported_again_every_row_is_unchanged(desk, model: type[Model]):
    content = b"".join(desk.get(address(model, "export")).streaming_content)
    assert preview(desk, model, content).counts == {
        "new": 0,
        "updated": 0,
        "unchanged": model.objects.count(),
        "bad": 0,
    }


def test_a_review_more_costs_no_query(desk):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            downloaded(desk.get(address(Review, "export")))
        return len(captured)

    few = queries()
    for _ in range(3):
        published_review(AlbumFactory(), "rave")
    assert queries() == few
