"""Under which name the site asks others' servers."""

from __future__ import annotations

import pytest

from common.fetch_agent import fetch_agent, link_check_agent
from common.models import SiteProfile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_given(settings):
    settings.FETCH_AGENT = settings.LINK_CHECK_AGENT = ""
    settings.GIVEN_OF_SITE = frozenset()
    settings.SITE_URL = "https://chorus.example"


@pytest.mark.parametrize(
    ("name", "token"), [("Quarterly Ear", "Quarterly-Ear"), ("Été d’été", "Ete-dete"), ("音楽", "Chorus")]
)
def test_it_is_the_name_that_the_site_gave_itself_as_one_word(name, token):
    SiteProfile.objects.keep(name=name)
    assert fetch_agent() == f"{token}/1.0 (+https://chorus.example/method/)"
    assert link_check_agent() == f"{token} link check"


def test_what_the_settings_say_comes_first(settings):
    SiteProfile.objects.keep(name="Quarterly Ear")
    settings.FETCH_AGENT, settings.LINK_CHECK_AGENT = "Ear/2 (mail@ear.example)", "Ear checks"
    assert (fetch_agent(), link_check_agent()) == ("Ear/2 (mail@ear.example)", "Ear checks")
