"""`manage.py flush` leaves a site as it was made: empty, and whole."""

from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse

from accounts.roles import ROLES
from albums.models import CatalogueVersion
from reviews.consensus.fit import VERSION
from reviews.consensus.model import DEFAULTS
from reviews.models import Calibration, Consensus
from tests.factories import AlbumFactory
from tests.score_tables import HEADER, bring_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def flushed():
    AlbumFactory()
    call_command("flush", interactive=False, verbosity=0)


def test_the_method_is_told_on_a_flushed_site(client, flushed):
    Calibration.objects.all().delete()
    assert client.get(reverse("method")).status_code == 200


def test_a_flushed_site_has_the_stated_defaults_again(flushed):
    stored = Calibration.objects.get()
    assert (stored.mean, stored.noise, stored.fit_version) == (DEFAULTS.mu, DEFAULTS.noise, VERSION)


def test_migrating_mends_a_site_whose_calibration_is_gone():
    Calibration.objects.all().delete()
    call_command("migrate", verbosity=0)
    assert Calibration.objects.count() == 1
    call_command("migrate", verbosity=0)
    assert Calibration.objects.count() == 1


def test_a_fit_needs_no_calibration_before_it():
    Calibration.objects.all().delete()
    call_command("fit_consensus", stdout=StringIO())
    assert Calibration.objects.get().fit_version == VERSION


def test_a_table_of_grades_needs_no_calibration_before_it():
    AlbumFactory(title="Low Water", lead_artist__name="Ada Fenwick")
    Calibration.objects.all().delete()
    run = bring_in(f"{HEADER}\nAda Fenwick,Low Water,The Lantern,80\n")
    assert run.status == 0, run.err
    assert Consensus.objects.get().calibration == Calibration.objects.get()


def test_pages_go_stale_on_a_flushed_site_as_before():
    before = CatalogueVersion.objects.current()
    call_command("flush", interactive=False, verbosity=0)
    flushed = CatalogueVersion.objects.current()
    assert flushed > before
    AlbumFactory()
    assert CatalogueVersion.objects.current() > flushed


def test_roles_are_there_on_a_flushed_site(flushed):
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
