"""Finding a site's feeds at the curators' desk: looked for when a curator asks, followed when one is ticked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from reviews.models import Feed, IncomingDocument, SourcePolicy
from tests.curators import new_curator, page_of, signed_in, staff_who_may
from tests.factories import PublicationFactory
from tests.web import Web, serving

pytestmark = pytest.mark.django_db
HOME = "http://lantern.example/"
FEED = f"{HOME}feed"
PAGE = '<link rel="alternate" type="application/rss+xml" title="The Lantern" href="/feed"><p>Words.</p>'


@pytest.fixture
def web(settings) -> Iterator[Web]:
    with serving() as found:
        settings.FETCH_LOOPBACK = {"lantern.example": found.port}
        settings.FETCH_PAUSE = 0
        found.put(HOME, PAGE)
        yield found


@pytest.fixture
def policy() -> SourcePolicy:
    house = PublicationFactory(site=HOME)
    return SourcePolicy.objects.create(host="lantern.example", fetching="feed", publication=house)


@pytest.fixture
def curator() -> Client:
    return signed_in(new_curator())


def address(policy: SourcePolicy) -> str:
    return reverse("find-feeds", args=[policy.pk])


def test_the_policys_page_leads_there(curator, policy):
    assert address(policy) in curator.get(page_of(policy)).content.decode()


def test_nothing_is_asked_before_the_button_is_pressed(curator, web, policy):
    assert curator.get(address(policy)).context["form"]["address"].value() == HOME
    assert web.asked == []


def test_what_the_home_page_names_is_listed_and_nothing_is_followed_yet(curator, web, policy):
    page = curator.post(address(policy), {"step": "look"})
    assert [(feed.url, here) for feed, here, _ in page.context["rows"]] == [(FEED, False)]
    assert not Feed.objects.exists()


def test_ticked_it_is_followed_and_twice_it_is_one(curator, web, policy):
    for _ in range(2):
        curator.post(address(policy), {"step": "follow", "feed": FEED, f"title-{FEED}": "The Lantern"})
    feed = Feed.objects.get()
    assert (feed.url, feed.title, feed.policy, feed.enabled) == (FEED, "The Lantern", policy, True)
    assert feed.added_by.is_staff
    assert "here already" in curator.post(address(policy), {"address": HOME}).content.decode()


def test_a_feed_of_another_site_is_not_followed_under_this_policy(curator, policy):
    curator.post(address(policy), {"step": "follow", "feed": "http://kiosk.example/feed"})
    assert not Feed.objects.exists()


def test_where_feeds_may_not_be_followed_it_is_said(curator, web, policy):
    SourcePolicy.objects.update(fetching="request")
    answer = curator.post(address(policy), {"step": "follow", "feed": FEED}, follow=True)
    assert "Nothing is asked of them until" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"), [("http://kiosk.example/", "no page of lantern.example"), ("lantern", "valid URL")]
)
def test_an_address_that_makes_no_sense_is_said(curator, policy, typed, said):
    answer = curator.post(address(policy), {"address": typed})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_page_that_is_not_there_is_said(curator, web, policy):
    answer = curator.post(address(policy), {"address": f"{HOME}gone"})
    assert (answer.status_code, "It answers 404." in answer.content.decode()) == (422, True)


def test_too_often_is_too_often(curator, web, policy, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"find-feeds": "1/h"}
    assert [curator.post(address(policy)).status_code for _ in range(2)] == [200, 429]
    assert len(web.paths()) == 3  # robots.txt, tdmrep.json and the page, once


def test_whoever_may_not_change_policies_may_not_look(web, policy):
    other = signed_in(staff_who_may("reviews.view_sourcepolicy", "reviews.take_document"))
    assert other.post(address(policy)).status_code == 403
    assert web.asked == []


def test_other_methods_are_refused(curator, policy):
    assert curator.put(address(policy)).status_code == 405


def test_letting_feeds_be_followed_offers_to_find_them(curator, web):
    batch = curator.post(reverse("bring-in"), {"addresses": f"{HOME}a"}).url
    page = curator.post(f"{batch}policies/", {"fetching-lantern.example": "feed"}, follow=True)
    assert IncomingDocument.objects.get().state == "fetch"
    assert f'href="{address(SourcePolicy.objects.get())}"' in page.content.decode()
