"""The benchmark asks for addresses that exist, counts queries truly, and undoes what it publishes."""

from __future__ import annotations

import os
from random import Random

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import BylineClaim
from bench.serving import publisher, queue_filler, signed_in_readers
from bench.serving.addresses import addresses, mistyped
from bench.serving.measured_pages import LISTS, PAGES
from bench.serving.nonsense import VALUES
from bench.serving.nonsense import addresses as addresses_of_nonsense
from bench.serving.signed_in import SIGNED_IN_PAGES
from reviews.models import Consensus, ConsensusChange, CorrectionRequest, Critic, Review
from tests.factories import AlbumFactory, count_anew, reviewed_album

pytestmark = pytest.mark.urls("bench.serving.urls")


@pytest.fixture
def witnessed(settings):
    settings.MIDDLEWARE = ["bench.serving.query_witness.WitnessMiddleware", *settings.MIDDLEWARE]


@pytest.mark.django_db
def test_every_page_has_a_list_and_every_address_answers(demo, client):
    lists = addresses()
    assert {page.addresses for page in PAGES} | set(LISTS) <= lists.keys()
    answers = {}
    for page in PAGES:
        for address in lists[page.addresses][:3]:
            answers[page.name, address] = client.get(address, headers=page.headers).status_code
    assert answers == dict.fromkeys(answers, 200)


@pytest.mark.django_db
def test_the_same_catalogue_is_asked_the_same(demo):
    assert addresses() == addresses()


@pytest.mark.django_db
def test_pages_that_are_measured_kept_have_one_address_and_an_etag(demo, client):
    lists = addresses()
    for page in PAGES:
        if page.kept:
            (address,) = lists[page.addresses]
            assert client.get(address)["ETag"]


@given(st.text("abcdefgh ", min_size=1, max_size=30), st.integers(0, 1000))
def test_a_slip_is_one_slip(text, seed):
    slipped = mistyped(text, Random(seed))  # noqa: S311
    assert abs(len(slipped) - len(text)) <= 1
    assert slipped.startswith(text[:1]) or len(text) <= 2


def test_nonsense_fits_into_a_request():
    for _, address in addresses_of_nonsense("/albums/"):
        address.encode("ascii")
        assert len(address) < 30_000
    assert len(list(addresses_of_nonsense("/albums/"))) == 3 * len(VALUES)


@pytest.mark.django_db
def test_the_control_is_empty_and_asks_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/bench/control/")
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.urls("config.urls")
@pytest.mark.django_db
def test_the_site_itself_has_no_control(client):
    assert client.get("/bench/control/").status_code == 404


@pytest.mark.django_db
def test_only_who_asks_is_told_of_worker_and_queries(witnessed, demo):
    stranger = Client()
    assert "X-Bench-Queries" not in stranger.get("/charts/best/")
    answer = stranger.get("/charts/best/", headers={"X-Bench": "1"})
    assert int(answer["X-Bench-Queries"]) > 0
    assert int(answer["X-Bench-Worker"]) == os.getpid()


@pytest.mark.django_db
def test_what_the_publisher_brings_in_counts_and_is_taken_back():
    album = count_anew(reviewed_album(80, "rave", 20, "mixed"))
    before = (album.counted_reviews, album.consensus_score)
    changes = ConsensusChange.objects.count()
    told = publisher.publish_one(7, album)
    album.refresh_from_db()
    assert album.counted_reviews == before[0] + 1
    assert told["address"] == album.get_absolute_url()
    assert told["queries"] > 0
    assert Critic.objects.filter(name=told["name"]).exists()
    publisher.take_back()
    album.refresh_from_db()
    assert (album.counted_reviews, album.consensus_score) == before
    assert Consensus.objects.get(album=album).counted == before[0]
    assert ConsensusChange.objects.count() == changes
    assert not Review.objects.filter(critic__name=told["name"]).exists()


@pytest.mark.django_db
def test_readers_are_signed_in_for_it_and_taken_back(demo):
    models = (User, Session)
    before = [model.objects.count() for model in models]
    sessions = signed_in_readers.sign_in()
    assert {page.reader for page in SIGNED_IN_PAGES} <= sessions.keys()
    lists = addresses()
    for page in SIGNED_IN_PAGES:
        browser = Client()
        browser.cookies["sessionid"] = sessions[page.reader]
        answer = browser.get(lists[page.addresses][0])
        assert answer.status_code == 200
        assert answer.wsgi_request.user.username == f"{signed_in_readers.NAME}{page.reader}"
    signed_in_readers.take_back_readers()
    assert [model.objects.count() for model in models] == before


@pytest.mark.django_db
def test_the_desks_are_filled_worked_at_and_left_as_they_were():
    reviewed_album(80, "rave", 20)
    AlbumFactory.create_batch(40)
    models = (User, Critic, Review, CorrectionRequest, BylineClaim, ConsensusChange, Session)
    before = [model.objects.count() for model in models]

    told = queue_filler.signed_in()
    curator, critic = Client(), Client()
    curator.cookies["sessionid"], critic.cookies["sessionid"] = told["curator"], told["critic"]
    queue_filler.fill(40)
    assert (Review.objects.waiting().count(), BylineClaim.objects.waiting().count()) == (36, 2)
    assert CorrectionRequest.objects.waiting().count() == 2
    assert {curator.get(path).status_code for path in queue_filler.queue_now()["queue"].values()} == {200}
    for form in told["forms"][:2]:
        assert critic.post(told["submit"], form).status_code == 302
    first, second = queue_filler.queue_now()["submitted"]
    assert curator.post(told["publish"], {"review": first}).status_code == 302
    assert queue_filler.queue_now()["submitted"] == [second]

    queue_filler.take_back_desks()
    assert [model.objects.count() for model in models] == before
