"""The corrections log as a feed: the same lines, each under a name that stays."""

from __future__ import annotations

import feedparser
import pytest
from django.test import Client
from django.urls import reverse

from common.tracking import because
from reviews.life.hiding import set_hidden
from reviews.life.publishing import publish, withdraw
from reviews.life.revising import revise
from tests.curators import new_curator
from tests.factories import AlbumFactory, ReviewFactory
from tests.formats import check_by_grammar

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://chorus.example"


@pytest.fixture
def review():
    """One that was published with a grade and now says another, with the reason."""
    written = ReviewFactory(
        submitted=True, album=AlbumFactory(title="Low & Water"), grade="4/5", score=80, verdict="positive"
    )
    review = publish(written, None)
    review.grade, review.score = "3/5", 60
    with because("Misread the <print>."):
        revise(review, ["grade", "score"], new_curator())
    return review


def entries(**asked: object) -> list[feedparser.FeedParserDict]:
    response = Client().get(reverse("corrections-feed"), asked)
    assert response.status_code == 200
    check_by_grammar(response.content, "atom")
    return feedparser.parse(response.content).entries


def test_each_line_says_what_was_changed_by_whom_and_why(review):
    (entry,) = entries()
    assert entry.title.startswith("Low & Water: The review by ")
    assert "4/5 → 3/5" in entry.summary
    assert "a curator: “Misread the &lt;print&gt;.”" in entry.summary
    assert entry.link == f"https://chorus.example{review.get_absolute_url()}"


def test_an_entry_keeps_its_name_while_others_come(review):
    (first,) = entries()
    withdraw(review, new_curator(), "It was a hoax.")
    assert first.id in [entry.id for entry in entries()] or len(entries()) == 1
    assert len({entry.id for entry in entries()}) == len(entries())


def test_one_album_has_a_feed_of_its_own_which_its_log_names(review):
    assert entries(album=review.album_id)
    assert not entries(album=AlbumFactory().pk)
    page = Client().get(reverse("corrections"), {"album": review.album_id}).text
    assert f'href="{reverse("corrections-feed")}?album={review.album_id}"' in page


def test_of_a_hidden_critic_nothing_is_told(review):
    set_hidden(review.critic, True)
    assert not entries()


@pytest.mark.parametrize("asked", ["0", "x", "9" * 30])
def test_an_album_that_is_not_there_has_none(asked):
    assert Client().get(reverse("corrections-feed"), {"album": asked}).status_code == 404


def test_nothing_yet_is_an_empty_feed():
    assert entries() == []


def test_who_has_it_gets_304(review):
    first = Client().get(reverse("corrections-feed"))
    again = Client().get(reverse("corrections-feed"), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
