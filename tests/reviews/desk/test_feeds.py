"""Claiming a feed of one's own: proved on the site, agreed to, and ended whenever its critic says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from reviews.incoming.courier import one_round
from reviews.incoming.feed_claims import consent_words, token_of
from reviews.models import Critic, Feed, IncomingDocument, SourcePolicy
from tests.curators import signed_in
from tests.factories import CriticFactory, PublicationFactory, UserFactory
from tests.reviews.desk.test_bringing_in import TEXT
from tests.web import Web, rss, serving

pytestmark = pytest.mark.django_db
HOME = "http://moor.example/"
FEED = f"{HOME}feed"
DESK = "/desk/feeds/"
State = IncomingDocument.State


@pytest.fixture
def critic() -> Critic:
    return CriticFactory(name="Ines Moor", user=UserFactory())


@pytest.fixture
def web(settings, critic) -> Iterator[Web]:
    settings.SITE_URL = "https://chorus.example"
    with serving() as found:
        settings.FETCH_LOOPBACK = {"moor.example": found.port}
        settings.FETCH_PAUSE = 0
        found.put(HOME, page(critic))
        found.put(FEED, feed_with(token_of(critic)), content_type="application/rss+xml")
        found.put(f"{HOME}salt", TEXT, content_type="text/plain")
        yield found


def page(critic: Critic, rel: str = "me noopener") -> str:
    return (
        f'<link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
        f'<link rel="alternate" type="application/rss+xml" title="Moor" href="/feed">'
        f'<p><a rel="{rel}" href="https://www.chorus.example{critic.get_absolute_url()}">Chorus</a></p>'
    )


def feed_with(token: str, home: str = HOME) -> str:
    channel = f"<link>{home}</link><description>Records. {token}</description>"
    return rss(("Salt Lanterns", "/salt"), host="moor.example", channel=channel)


def claim(desk: Client, address: str, **fields: object):
    return desk.post(DESK, {"address": address, "consent": "on"} | fields)


@pytest.mark.parametrize(("address", "how"), [(HOME, "rel=me"), (FEED, "The token stood in")])
def test_proved_on_the_site_the_feed_is_the_critics_with_the_words_agreed_to(desk, critic, web, address, how):
    assert claim(desk, address).status_code == 302
    feed, policy = Feed.objects.get(), SourcePolicy.objects.get()
    assert (feed.url, feed.critic, feed.enabled, feed.consent) == (FEED, critic, True, consent_words())
    assert how in feed.proof
    assert (policy.host, policy.critic, policy.fetching) == ("moor.example", critic, "feed")
    assert policy.decided_by == critic.user
    assert consent_words() in policy.permission


def test_what_is_new_there_comes_to_the_critics_desk_and_nowhere_else(desk, critic, web):
    claim(desk, FEED)
    one_round()
    document = IncomingDocument.objects.get()
    assert (document.state, document.for_critic) == (State.READ, critic)
    assert "From your feed" in desk.get("/desk/").text
    assert not IncomingDocument.objects.waiting().exists()


def test_without_consent_nothing_is_asked(desk, web):
    answer = claim(desk, FEED, consent="")
    assert (answer.status_code, "Without your consent" in answer.text, web.asked) == (422, True, [])


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p>Words.</p>", "Neither is that a feed"),
        (rss(("A", "/a"), host="moor.example"), "token does not stand"),
    ],
)
def test_without_proof_nothing_is_claimed(desk, web, body, said):
    web.put(f"{HOME}other", body)
    answer = claim(desk, f"{HOME}other")
    assert (answer.status_code, said in answer.text) == (422, True)
    assert not SourcePolicy.objects.exists()
    assert not Feed.objects.exists()


def test_anothers_token_and_a_link_that_is_not_the_sites_own_prove_nothing(desk, critic, web):
    other = CriticFactory()
    web.put(FEED, feed_with(token_of(other)))
    web.put(HOME, page(critic, rel="nofollow") + page(other))
    assert [claim(desk, address).status_code for address in (FEED, HOME)] == [422, 422]


def test_a_feed_of_a_part_of_a_site_does_not_open_the_whole(desk, critic, web):
    web.put(f"{HOME}people/ines/feed", feed_with(token_of(critic), f"{HOME}people/ines/"))
    assert "not of the whole" in claim(desk, f"{HOME}people/ines/feed").text
    assert not SourcePolicy.objects.exists()


def test_a_feed_of_comments_is_nobodys(desk, critic, web):
    web.put(f"{HOME}comments/feed", feed_with(token_of(critic)))
    assert "feed of comments" in claim(desk, f"{HOME}comments/feed").text


@pytest.mark.parametrize("policy", [{"fetching": "no"}, {"fetching": "feed", "another": True}, {"house": True}, None])
def test_a_site_that_is_decided_about_otherwise_is_not_asked(desk, web, policy):
    if policy is None:
        PublicationFactory(site=HOME)
    else:
        owners = {"critic": CriticFactory()} if "another" in policy else {}
        owners |= {"publication": PublicationFactory(site=HOME)} if "house" in policy else {}
        SourcePolicy.objects.create(host="moor.example", fetching=policy.get("fetching", "request"), **owners)
    assert claim(desk, FEED).status_code == 422
    assert web.asked == []


def test_a_feed_that_another_critic_has_claimed_stays_theirs(desk, critic, web):
    house = PublicationFactory(site=HOME)
    policy = SourcePolicy.objects.create(host="moor.example", fetching="feed", publication=house)
    consent = {"consent": "It may.", "consented_at": timezone.now(), "proof": "rel=me"}
    other = CriticFactory()
    Feed.objects.create(policy=policy, url=f"{FEED}/", critic=other, **consent)
    assert "Another critic has claimed" in claim(desk, FEED).text
    assert Feed.objects.get().critic == other


def test_ended_it_is_not_asked_and_the_consent_stays_on_record(desk, critic, web):
    claim(desk, FEED)
    feed = Feed.objects.get()
    desk.post(f"{DESK}{feed.pk}/end/")
    one_round()
    feed.refresh_from_db()
    policy = SourcePolicy.objects.get()
    assert (feed.enabled, feed.critic, feed.consent) == (False, critic, consent_words())
    assert (policy.fetching, "has ended the claim" in policy.permission) == ("no", True)
    assert "/salt" not in web.paths()
    assert "enabled" in feed.events.latest("pgh_id").pgh_changed
    assert claim(desk, FEED).status_code == 302
    assert SourcePolicy.objects.get().fetching == "feed"


def test_a_stranger_ends_nothing(desk, web):
    claim(desk, FEED)
    feed = Feed.objects.get()
    stranger = signed_in(CriticFactory(user=UserFactory()).user)
    assert stranger.post(f"{DESK}{feed.pk}/end/").status_code == 404
    assert Feed.objects.get().enabled


def test_too_often_is_too_often(desk, web, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"claim-feed": "1/h"}
    assert [claim(desk, HOME).status_code for _ in range(2)] == [302, 429]


def test_the_page_says_how_to_prove_it(desk, critic, web):
    said = desk.get(DESK).text
    assert token_of(critic) in said
    assert f"https://chorus.example{critic.get_absolute_url()}" in said
    assert desk.put(DESK).status_code == 405


@pytest.mark.parametrize("address", ["", "moor", "ftp://moor.example/"])
def test_an_address_that_makes_no_sense_is_said(desk, address):
    assert claim(desk, address).status_code == 422
