"""A first start: the demo for who only looks, an empty site for who says so, and what was decided once holds."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from albums.models import Album
from common.models import SiteProfile
from demo.first_run import begin, is_refused
from demo.loading import ROOTS, load_demo
from demo.models import DemoRow
from tests.factories import AlbumFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def quick_demo(monkeypatch):
    """The demo in a moment: one album of it."""
    loads = []

    def load() -> int:
        DemoRow.objects.note(Album, [AlbumFactory().pk])
        SiteProfile.objects.keep(demo=SiteProfile.Demo.LOADED)
        loads.append(1)
        return 1

    monkeypatch.setattr("demo.first_run.load_demo", load)
    return loads


def test_a_new_site_gets_the_demo_once(quick_demo):
    begin(with_demo=True)
    Album.objects.all().delete()
    begin(with_demo=True)
    assert len(quick_demo) == 1
    assert not is_refused()


def test_a_site_that_was_started_without_the_demo_never_gets_it(quick_demo):
    begin(with_demo=False)
    begin(with_demo=True)
    assert quick_demo == []
    assert is_refused()


@pytest.mark.parametrize("own", [AlbumFactory, UserFactory])
def test_a_site_with_something_of_its_own_never_gets_it_even_when_that_is_gone(quick_demo, own):
    thing = own()
    begin(with_demo=True)
    thing.delete()
    begin(with_demo=True)
    assert quick_demo == []


def test_a_site_that_shows_the_demo_goes_on_showing_it_without(quick_demo):
    begin(with_demo=True)
    begin(with_demo=False)
    assert SiteProfile.objects.get().demo == SiteProfile.Demo.LOADED


def test_a_demo_of_an_earlier_release_is_known_by_its_curator(quick_demo):
    UserFactory(username="demo-curator", is_active=False)
    begin(with_demo=True)
    assert quick_demo == []
    assert SiteProfile.objects.get().demo == SiteProfile.Demo.LOADED


def test_what_the_demo_brings_is_noted(shared_rows):
    UserFactory()
    load_demo()
    for model in ROOTS:
        keys = set(model._default_manager.values_list("pk", flat=True))
        noted = DemoRow.objects.keys_of(model)
        assert noted == keys if model.__name__ != "User" else noted < keys
    assert SiteProfile.objects.get().demo == SiteProfile.Demo.LOADED


def test_demo_logins_are_noted_too(monkeypatch, tmp_path):
    monkeypatch.setenv("CHORUS_DATA", str(tmp_path))
    call_command("make_demo_logins")
    assert DemoRow.objects.filter(model="auth.User").count() == 2
