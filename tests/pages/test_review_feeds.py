"""Atom feeds of what critics say."""

from __future__ import annotations

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from albums.models import Genre, Label
from albums.redirects import following_its_address
from pages.feeds import NEWEST
from reviews.life.publishing import withdraw
from reviews.scoring.one_album import refresh_consensus
from tests.factories import AlbumFactory, CriticFactory, PublicationFactory, ReviewFactory, reviewed_album
from tests.formats import check_by_grammar

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://chorus.example"


def read(path: str) -> feedparser.FeedParserDict:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    check_by_grammar(answer.content, "atom")
    found = feedparser.parse(answer.content)
    assert not found.bozo
    assert found.version == "atom10"
    return found


def feed_of(shown: object, kind: str) -> str:
    return f"{shown.get_absolute_url()}feed/"


@pytest.fixture
def review():
    album = AlbumFactory(title="Low & Water")
    album.genres.add(Genre.objects.named("Tide"))
    album.labels.add(Label.objects.named("Quay"))
    critic = CriticFactory(name="Ottilie Brandt", publication=PublicationFactory())
    review = ReviewFactory(published=True, album=album, critic=critic, publication=critic.publication)
    ReviewFactory(published=True)
    return review


def test_everything_is_in_the_feed_of_everything_newest_first(review):
    newest = ReviewFactory(published=True)
    found = read(reverse("feed"))
    assert len(found.entries) == 3
    assert found.entries[0].link == f"https://chorus.example{newest.get_absolute_url()}"
    assert found.feed.links[1].rel == "self"
    assert found.feed.id == found.feed.links[1].href == "https://chorus.example/feed/"


@pytest.mark.parametrize("of", ["album", "artist", "critic", "publication", "genre", "label"])
def test_each_has_a_feed_of_its_own_which_its_page_names(review, of):
    shown = {
        "album": review.album,
        "artist": review.album.lead_artist,
        "critic": review.critic,
        "publication": review.publication,
        "genre": Genre.objects.get(),
        "label": Label.objects.get(),
    }[of]
    path = feed_of(shown, of)
    (entry,) = read(path).entries
    assert entry.title.startswith(f"{review.voice} on Low & Water by ")
    assert entry.author == "Ottilie Brandt"
    assert (
        f'<link rel="alternate" type="application/atom+xml" href="{path}"'
        in Client().get(shown.get_absolute_url()).content.decode()
    )


def test_an_entry_keeps_its_name_whatever_becomes_of_titles(review):
    (before,) = read(feed_of(review.album, "album")).entries
    assert before.id == f"tag:chorus.example,2026:review:{review.pk}"


def test_words_are_quoted_and_nothing_in_them_is_markup(review):
    review.body = "A <b>bold</b> record that never hurries."
    review.save()
    review.excerpts.create(text="A <b>bold</b> record", start=0, end=20, lead=True, about="album")
    (entry,) = read(feed_of(review.album, "album")).entries
    assert "<blockquote" in entry.summary
    assert "<b>" not in entry.summary


def test_ones_own_voices_make_a_feed(review):
    found = read(f"{reverse('feed')}?critics={review.critic.slug}")
    assert len(found.entries) == 1
    assert "Ottilie Brandt" in found.feed.title
    assert found.feed.id.endswith(f"/feed/?critics={review.critic.slug}")


def test_what_is_hidden_withdrawn_or_only_proposed_is_in_none(review):
    ReviewFactory(published=True, critic=CriticFactory(hidden=True))
    ReviewFactory(published=True, album=AlbumFactory(proposed=True))
    ReviewFactory(withdrawn=True)
    assert len(read(reverse("feed")).entries) == 2


def test_a_hidden_critic_has_no_feed():
    critic = CriticFactory(hidden=True)
    ReviewFactory(published=True, critic=critic)
    assert Client().get(feed_of(critic, "critic")).status_code == 404


def test_a_feed_follows_what_was_moved(review):
    before = feed_of(review.album, "album")
    with following_its_address(review.album):
        review.album.slug = "high-water"
        review.album.save()
    answer = Client().get(before)
    assert (answer.status_code, answer["Location"]) == (301, feed_of(review.album, "album"))


def test_who_has_it_already_is_told_so(review):
    etag = Client().get(reverse("feed"))["ETag"]
    assert Client().get(reverse("feed"), headers={"If-None-Match": etag}).status_code == 304
    ReviewFactory(published=True)
    assert Client().get(reverse("feed"), headers={"If-None-Match": etag}).status_code == 200


def test_only_so_many_and_as_many_queries_for_many_as_for_few(review, django_assert_num_queries):
    path = feed_of(Genre.objects.get(), "genre")
    with CaptureQueriesContext(connection) as few:
        read(path)
    for _ in range(NEWEST):
        again = ReviewFactory(published=True)
        again.album.genres.add(Genre.objects.get())
    with django_assert_num_queries(len(few)):
        assert len(read(path).entries) == NEWEST


def test_an_empty_feed_is_a_feed():
    assert read(reverse("feed")).entries == []


class TestNewcomers:
    def test_a_record_comes_in_with_its_first_score_and_once(self):
        ReviewFactory(published=True)
        older, newer = (reviewed_album(80, 60, 70) for _ in range(2))
        published_again = ReviewFactory(published=True, album=older)
        refresh_consensus(older, "published", published_again)
        found = read(reverse("newcomer-feed"))
        assert [entry.link for entry in found.entries] == [
            f"https://chorus.example{album.get_absolute_url()}" for album in (newer, older)
        ]
        assert "likely" in found.entries[0].summary

    def test_one_that_has_none_any_more_is_not_there(self):
        album = reviewed_album(80, 60, 70)
        withdraw(album.reviews.first(), None, "A slip.")
        assert not read(reverse("newcomer-feed")).entries

    def test_more_of_them_cost_no_more_queries(self):
        def queries() -> int:
            with CaptureQueriesContext(
                connection,
            ) as spent:
                Client().get(reverse("newcomer-feed"))
            return len(spent)

        reviewed_album(80, 60, 70)
        first = queries()
        for _ in range(3):
            reviewed_album(80, 60, 70)
        assert queries() == first

    def test_the_charts_name_it(self):
        assert f'href="{reverse("newcomer-feed")}"' in Client().get(reverse("chart-best")).text
