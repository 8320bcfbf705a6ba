"""The demo beside a site's own things: once it is taken away every table is as it was before."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from albums.models import Album
from albums.search.vocabulary import rebuild_search
from demo.loading import load_demo
from demo.models import DemoRow
from demo.recognising import recognise
from demo.removal import remove_demo
from reviews.life.publishing import publish
from tests.curators import new_curator
from tests.demo.rows_of_tables import tables
from tests.factories import CriticFactory, ReviewFactory, TrackFactory, UserFactory, reviewed_album

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_only():
    """A record with its reviews, tracks and people, and a curator."""
    album = reviewed_album(80, "rave", 20)
    TrackFactory(album=album)
    CriticFactory(user=UserFactory(), publication=album.reviews.first().publication)
    publish(ReviewFactory(submitted=True, album=album), new_curator())
    rebuild_search()


def test_nothing_stands_in_any_table_that_did_not_before_the_demo_and_nothing_is_missing(own_only):
    before = tables()
    load_demo()
    DemoRow.objects.note(User, [UserFactory().pk])
    assert Album.objects.count() == 35
    assert remove_demo().staying == {}
    left = tables()
    assert {name: rows for name, rows in left.items() if rows != before[name]} == {}


def test_a_demo_that_an_earlier_release_loaded_is_known_by_what_it_says(own_only):
    load_demo()
    noted = set(DemoRow.objects.values_list("model", "key"))
    DemoRow.objects.all().delete()
    recognise()
    assert set(DemoRow.objects.values_list("model", "key")) == noted
