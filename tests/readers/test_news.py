"""What is new for a reader: on the page, in the feed, for the reason that is told."""

from __future__ import annotations

from datetime import timedelta

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from albums.models import Album, Genre, Label
from readers.following import follow, stop_following
from readers.models import NewsItem, NewsRound
from readers.models.follow import TARGETS
from readers.spreading import spread_news
from readers.subscriptions import feed_address, subscription_of
from reviews.life.hiding import set_hidden
from reviews.life.publishing import publish, withdraw
from reviews.models import Review
from tests.curators import new_curator
from tests.factories import (
    AlbumFactory,
    CriticFactory,
    PublicationFactory,
    ReviewFactory,
    UserFactory,
    published_review,
)

pytestmark = pytest.mark.django_db
PAGE = reverse("new-for-you")


@pytest.fixture
def album():
    album = AlbumFactory(title="Low Water")
    album.genres.add(Genre.objects.named("Fado"))
    album.labels.add(Label.objects.named("Quay"))
    return album


@pytest.fixture
def critic():
    critic = CriticFactory(name="Umber Vale", publication=PublicationFactory(name="The Lantern"))
    published_review(AlbumFactory(), 50, critic=critic, published_at=timezone.now() - timedelta(days=7))
    return critic


@pytest.fixture
def reader(client):
    spread_news()
    reader = UserFactory()
    client.force_login(reader)
    return reader


@pytest.fixture
def waiting(album, critic):
    return ReviewFactory(submitted=True, album=album, critic=critic, publication=critic.publication, verdict="rave")


def killed(*_: object) -> int:
    raise RuntimeError


def things(album: Album, critic) -> dict:
    return {
        "critic": critic,
        "publication": critic.publication,
        "artist": album.lead_artist,
        "album": album,
        "genre": album.genres.get(),
        "label": album.labels.get(),
    }


@pytest.mark.parametrize("kind", TARGETS)
def test_a_review_is_new_for_who_follows_something_of_it_and_says_why(album, critic, reader, waiting, client, kind):
    thing = things(album, critic)[kind]
    follow(reader, thing)
    publish(waiting, new_curator())
    assert spread_news() == 1
    assert spread_news() == 0
    page = client.get(PAGE).text
    assert waiting.get_absolute_url() in page
    why = page.partition('class="news-why')[2].partition("</p>")[0]
    assert f'href="{thing.get_absolute_url()}"' in why


def test_nothing_is_new_for_who_follows_something_else(album, critic, reader, waiting, client):
    follow(reader, CriticFactory())
    publish(waiting, new_curator())
    spread_news()
    assert "Nothing has come yet" in client.get(PAGE).text


def test_one_review_stands_once_with_all_reasons(album, critic, reader, waiting, client):
    followed = things(album, critic)
    for thing in followed.values():
        follow(reader, thing)
    publish(waiting, new_curator())
    spread_news()
    page = client.get(PAGE).text
    assert NewsItem.objects.get(review=waiting)
    assert page.count(waiting.get_absolute_url()) == 1
    assert page.partition('class="news-why')[2].partition("</p>")[0].count("<a") == len(followed)


@pytest.mark.parametrize("kind", ["artist", "genre", "label"])
def test_a_new_record_is_new_for_who_follows_its_artist_genre_or_label(album, critic, reader, client, kind):
    follow(reader, things(album, critic)[kind])
    record = AlbumFactory(title="High Water", lead_artist=album.lead_artist, release_date=timezone.localdate())
    record.genres.set(album.genres.all())
    record.labels.set(album.labels.all())
    assert spread_news() >= 1
    assert "High Water" in client.get(PAGE).text


def test_an_old_record_that_is_entered_late_is_no_news(album, reader):
    follow(reader, album.lead_artist)
    NewsItem.objects.all().delete()
    old = AlbumFactory(lead_artist=album.lead_artist, release_date=timezone.localdate() - timedelta(days=4000))
    spread_news()
    assert not NewsItem.objects.filter(album=old).exists()


def test_who_begins_to_follow_sees_what_was_there(album, critic, reader, waiting, client):
    publish(waiting, new_curator())
    spread_news()
    follow(reader, critic)
    assert waiting.get_absolute_url() in client.get(PAGE).text
    assert not NewsItem.objects.filter(to_mail=True).exists()


def test_who_stops_following_sees_it_no_more_unless_there_is_another_reason(album, critic, reader, waiting):
    follow(reader, critic)
    follow(reader, album)
    publish(waiting, new_curator())
    spread_news()
    stop_following(reader, "critic", critic.pk)
    assert list(NewsItem.objects.values_list("review", flat=True)) == [waiting.pk]
    stop_following(reader, "album", album.pk)
    assert not NewsItem.objects.exists()


def test_what_is_withdrawn_or_hidden_since_is_not_shown(album, critic, reader, waiting, client):
    follow(reader, critic)
    publish(waiting, new_curator())
    spread_news()
    set_hidden(critic, hidden=True)
    assert "Umber Vale" not in client.get(PAGE).text
    set_hidden(critic, hidden=False)
    assert waiting.get_absolute_url() in client.get(PAGE).text
    withdraw(Review.objects.get(pk=waiting.pk), new_curator(), "Not theirs.")
    assert waiting.get_absolute_url() not in client.get(PAGE).text


def test_what_was_published_within_a_transaction_that_ends_late_is_found(album, critic, reader, waiting):
    follow(reader, critic)
    NewsItem.objects.all().delete()
    publish(waiting, new_curator())
    spread_news()
    NewsItem.objects.all().delete()  # as if it had not been visible in that round
    assert spread_news() == 1


def test_a_round_that_is_cut_short_is_done_again(album, critic, reader, waiting, monkeypatch):
    follow(reader, album.lead_artist)
    before = NewsRound.objects.get().told_until
    publish(waiting, new_curator())
    with monkeypatch.context() as patch:
        patch.setattr("readers.spreading._spread_records", killed)
        with pytest.raises(RuntimeError):
            spread_news()
    assert NewsRound.objects.get().told_until == before
    assert not NewsItem.objects.exists()
    assert spread_news() >= 1


def test_what_came_since_the_last_visit_is_marked(album, critic, reader, waiting, client):
    follow(reader, critic)
    client.get(PAGE)
    own = subscription_of(reader)
    own.seen_at = timezone.now() - timedelta(hours=3)
    own.save()
    publish(waiting, new_curator())
    spread_news()
    for _ in range(2):  # the same visit
        assert client.get(PAGE).text.count("since your last visit") == 1


def test_older_entries_are_a_link_away_and_each_stands_once(album, critic, reader, client, monkeypatch):
    monkeypatch.setattr("readers.views.news.A_PAGE", 3)
    reviews = [published_review(AlbumFactory(), 50, critic=critic) for _ in range(7)]
    follow(reader, critic)
    seen, address = [], PAGE
    while address:
        page = client.get(address)
        seen += [entry.review.pk for entry in page.context["entries"]]
        more = page.context["more"]
        address = f"{PAGE}?before={more}" if more else ""
    assert len(seen) == len(set(seen)) == 8
    assert {review.pk for review in reviews} <= set(seen)
    assert client.get(PAGE, {"before": "9" * 30}).status_code == 200
    assert client.get(PAGE, {"before": "x"}).status_code == 200


def test_however_much_is_followed_the_page_asks_the_same_number_of_questions(album, critic, reader, client):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PAGE).status_code == 200
        return len(captured)

    for thing in things(album, critic).values():
        follow(reader, thing)
    published_review(album, 70)
    spread_news()
    client.get(PAGE)
    before = asked()
    for _ in range(5):
        other = AlbumFactory()
        other.genres.add(Genre.objects.named(f"Genre {other.pk}"))
        other.labels.add(Label.objects.named(f"Label {other.pk}"))
        published_review(other, 60, critic=CriticFactory(publication=PublicationFactory()))
        for thing in (other, other.lead_artist, other.genres.get(), other.labels.get()):
            follow(reader, thing)
    spread_news()
    assert asked() == before


def test_the_feed_has_what_the_page_has_at_an_address_nobody_guesses(album, critic, reader, waiting):
    follow(reader, critic)
    publish(waiting, new_curator())
    spread_news()
    response = Client().get(feed_address(reader))
    read = feedparser.parse(response.content)
    assert not read.bozo
    assert "Umber Vale" in read.entries[0].title
    assert "Because you follow" in read.entries[0].summary
    assert response["X-Robots-Tag"].startswith("noindex")
    assert "private" in response["Cache-Control"]


def test_a_leaked_address_of_a_feed_is_worth_nothing_after_one_click(reader, client):
    leaked = feed_address(reader)
    assert leaked in client.get(reverse("news-settings")).text
    assert client.post(reverse("renew-news-feed")).status_code == 302
    assert Client().get(leaked).status_code == 404
    assert Client().get(feed_address(reader)).status_code == 200
    assert Client().get(reverse("news-feed", args=["no-such-token"])).status_code == 404


def test_a_closed_account_has_no_feed(reader):
    address = feed_address(reader)
    reader.is_active = False
    reader.save()
    assert Client().get(address).status_code == 404


def test_news_go_with_the_account(album, critic, reader, waiting):
    follow(reader, critic)
    publish(waiting, new_curator())
    spread_news()
    subscription_of(reader)
    reader.delete()
    assert not NewsItem.objects.exists()
