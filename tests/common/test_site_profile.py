"""What the site is called and how it writes dates: who says so, and that every page follows at once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from allauth.mfa.adapter import get_adapter
from django.core import mail
from django.core.mail import EmailMessage
from django.db import IntegrityError, connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import OutgoingMail
from accounts.outbox import OutboxBackend
from common.clock import in_words
from common.models import SiteProfile
from common.site_profile import SiteMiddleware, edition_is, this_site
from reviews.incoming.feed_claims import consent_words
from tests.curators import new_curator, signed_in
from tests.factories import AlbumFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def antiphon():
    SiteProfile.objects.keep(name="Antiphon", language="en-us", time_zone="Asia/Kathmandu")


def test_a_site_that_says_nothing_has_the_defaults():
    assert (this_site().name, this_site().language, this_site().time_zone) == ("Chorus", "en-gb", "UTC")


def test_its_name_is_in_titles_mail_and_programs(client, antiphon):
    page = client.get(reverse("home")).text
    assert "<title>Antiphon</title>" in page
    assert client.get(reverse("manifest")).json()["name"] == "Antiphon"
    assert "Antiphon" in signed_in(new_curator()).get(reverse("admin:index")).text
    assert "Antiphon" in consent_words()
    assert get_adapter().get_totp_issuer() == "Antiphon"
    client.post(reverse("account_signup"), {"email": "a@lantern.example", "password1": "tidewater-9", "website": ""})
    assert mail.outbox[0].subject.startswith("[Antiphon] ")
    assert "Antiphon" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("sender", "sent_by"),
    [
        ("desk@lantern.example", "Antiphon <desk@lantern.example>"),
        ("The Desk <desk@lantern.example>", "The Desk <desk@lantern.example>"),
    ],
)
def test_mail_comes_from_the_site_unless_the_setting_names_a_sender(settings, antiphon, sender, sent_by):
    settings.DEFAULT_FROM_EMAIL = sender
    OutboxBackend().send_messages([EmailMessage("A", "B", to=["c@lantern.example"])])
    assert OutgoingMail.objects.get().sender == sent_by


def test_its_pages_say_their_language_and_write_dates_in_it(client, antiphon):
    album = AlbumFactory(release_date=date(2024, 9, 20))
    page = client.get(album.get_absolute_url()).text
    assert '<html lang="en-us">' in page
    assert "September 20, 2024" in page
    SiteProfile.objects.keep(language="en-gb")
    page = client.get(album.get_absolute_url()).text
    assert '<html lang="en-gb">' in page
    assert "20 September 2024" in page


def test_the_desk_and_the_curators_desk_show_one_clock(antiphon):
    at = datetime(2025, 3, 3, 20, 30, tzinfo=UTC)
    review = ReviewFactory(submitted=True, critic__user=UserFactory(), submitted_at=at)
    page = signed_in(review.critic.user).get(reverse("desk-review", args=[review.pk])).text
    assert "March 4, 2025, 2:15 AM</time> +0545" in page
    assert "UTC" not in page


def test_the_environment_wins(settings, antiphon):
    settings.GIVEN_OF_SITE = {"SITE_NAME", "TIME_ZONE"}
    assert (this_site().name, this_site().language, this_site().time_zone) == ("Chorus", "en-us", "UTC")


def test_moments_in_sentences_follow(antiphon):
    with timezone.override(None), translation.override(None):
        this_site().activate()
        said = in_words(datetime(2025, 3, 3, 20, 30, tzinfo=UTC))
    assert said == "March 4, 2025, 2:15 AM"


def test_there_is_one_profile():
    SiteProfile.objects.keep(name="Antiphon")
    with pytest.raises(IntegrityError):
        SiteProfile.objects.create(pk=2)


def test_kept_pages_are_stale_when_the_name_changes_and_not_when_a_step_is_put_away(client, settings):
    memory = {"BACKEND": "common.caches.memory.MemoryCache", "LOCATION": "t", "OPTIONS": {"MAX_BYTES": 10_000_000}}
    settings.CACHES = settings.CACHES | {"pages": memory}
    album = AlbumFactory()
    for address in (reverse("home"), album.get_absolute_url()):
        before = client.get(address)["ETag"]
        SiteProfile.objects.keep(put_away=["sources"])
        assert client.get(address)["ETag"] == before
        SiteProfile.objects.keep(name="Antiphon")
        assert client.get(address)["ETag"] != before
        assert "Antiphon" in client.get(address).text


def test_a_page_asks_for_the_profile_only_where_another_edition_is_known(client):
    album = AlbumFactory()

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(album.get_absolute_url())
        return sum("site_profile" in query["sql"] for query in captured.captured_queries)

    assert asked() == 0
    SiteProfile.objects.keep(name="Antiphon")
    assert asked() == 1
    assert asked() == 0
    assert "Antiphon" in client.get(album.get_absolute_url()).text


def test_the_first_word_of_the_edition_counts():
    """The database's own: a replica that is asked after it may lag, and what is known of its edition is out of date."""
    assert this_site().name == "Chorus"
    SiteProfile.objects.keep(name="Antiphon")

    def page(request: HttpRequest) -> HttpResponse:
        edition_is(1)
        edition_is(0)
        return HttpResponse(this_site().name)

    assert SiteMiddleware(page)(RequestFactory().get("/")).text == "Antiphon"
