"""Mail of what is new: as often as chosen, never twice, stopped by one click."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from readers import news_mail
from readers.following import follow
from readers.models import NewsItem, Subscription
from readers.news_mail import last_morning, mail_due, tell_readers
from readers.spreading import spread_news
from readers.subscriptions import choose_mail
from reviews.life.publishing import publish, withdraw
from tests.curators import new_curator
from tests.factories import AlbumFactory, CriticFactory, ReviewFactory, UserFactory, published_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def critic():
    critic = CriticFactory(name="Umber Vale")
    published_review(AlbumFactory(), 50, critic=critic, published_at=timezone.now() - timedelta(days=7))
    return critic


@pytest.fixture
def reader(critic):
    spread_news()
    reader = UserFactory()
    follow(reader, critic)
    return reader


def killed(*_: object) -> None:
    raise RuntimeError


def one_more(critic, title: str = "Low Water"):
    waiting = ReviewFactory(submitted=True, album=AlbumFactory(title=title), critic=critic, verdict="rave")
    return publish(waiting, new_curator())


def test_a_review_published_is_mailed_at_once_and_once(reader, critic, django_capture_on_commit_callbacks):
    choose_mail(reader.pk, "at_once")
    review = one_more(critic)
    for _ in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            tell_readers()
    (sent,) = mail.outbox
    assert sent.to == [reader.email]
    assert "Umber Vale" in sent.subject
    assert review.get_absolute_url() in sent.body
    assert "Because you follow Umber Vale." in sent.body
    assert "<" not in sent.body
    assert not isinstance(sent, mail.EmailMultiAlternatives)


def test_nobody_gets_mail_who_has_not_chosen_it(reader, critic):
    one_more(critic)
    assert tell_readers()[1] == 0
    choose_mail(reader.pk, "at_once")
    assert tell_readers()[1] == 0


def test_what_waits_comes_in_one_mail(reader, critic, django_capture_on_commit_callbacks):
    choose_mail(reader.pk, "at_once")
    for title in ("Low Water", "High Water"):
        one_more(critic, title)
    with django_capture_on_commit_callbacks(execute=True):
        tell_readers()
    (sent,) = mail.outbox
    assert "2 new for you" in sent.subject
    assert all(title in sent.body for title in ("Low Water", "High Water"))


@pytest.mark.parametrize(("pace", "days"), [("daily", 1), ("weekly", 7)])
def test_once_a_day_or_week_is_in_the_morning_when_there_is_something(reader, critic, pace, days):
    choose_mail(reader.pk, pace)
    one_more(critic)
    spread_news()
    now = timezone.now()
    assert mail_due(now) == 0
    tomorrow = last_morning(now + timedelta(days=days), of_the_week=pace == "weekly") + timedelta(minutes=1)
    assert mail_due(tomorrow) == 1
    assert mail_due(tomorrow + timedelta(days=days)) == 0


def test_mornings_are_those_of_the_sites_clock(settings):
    berlin = ZoneInfo("Europe/Berlin")
    with timezone.override(berlin):
        before = datetime(2026, 3, 4, 6, 59, tzinfo=berlin)
        assert last_morning(before) == datetime(2026, 3, 3, 7, tzinfo=berlin)
        assert last_morning(before + timedelta(minutes=1)) == datetime(2026, 3, 4, 7, tzinfo=berlin)
        assert last_morning(before, of_the_week=True) == datetime(2026, 3, 2, 7, tzinfo=berlin)


def test_what_is_withdrawn_before_the_mail_is_not_mailed(reader, critic):
    choose_mail(reader.pk, "at_once")
    review = one_more(critic)
    spread_news()
    withdraw(review, new_curator(), "Not theirs.")
    assert mail_due() == 0
    assert not NewsItem.objects.filter(to_mail=True).exists()


def test_a_worker_that_is_killed_loses_nothing_and_repeats_nothing(reader, critic, monkeypatch):
    choose_mail(reader.pk, "at_once")
    one_more(critic)
    spread_news()
    with monkeypatch.context() as patch:
        patch.setattr(news_mail, "_write", killed)
        with pytest.raises(RuntimeError):
            mail_due()
    assert NewsItem.objects.filter(to_mail=True).count() == 1
    assert mail_due() == 1
    assert mail_due() == 0
    assert len(mail.outbox) == 1


def test_one_click_stops_it_signed_in_or_not(reader, critic):
    choose_mail(reader.pk, "at_once")
    one_more(critic)
    tell_readers()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = headers["List-Unsubscribe"].strip("<>").partition("//")[2].partition("/")[2]
    client = Client(enforce_csrf_checks=True)
    assert "No more of this mail?" in client.get(f"/{link}").text
    assert Subscription.objects.get().mail == "at_once"
    assert client.post(f"/{link}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Subscription.objects.get().mail == "never"
    one_more(critic, "High Water")
    assert tell_readers()[1] == 0
    assert client.get(reverse("stop-news", args=["cut"])).status_code == 404


def test_the_pace_is_chosen_on_a_page(reader, client):
    client.force_login(reader)
    page = reverse("news-settings")
    assert reader.email in client.get(page).text
    assert client.post(page, {"mail": "weekly"}).url == page
    assert Subscription.objects.get(reader=reader).mail == "weekly"
    assert client.post(page, {"mail": "hourly"}).status_code == 422


def test_a_closed_account_gets_no_mail(reader, critic):
    choose_mail(reader.pk, "at_once")
    one_more(critic)
    reader.is_active = False
    reader.save()
    assert tell_readers()[1] == 0
