"""A reader's way in a real browser: with the mouse, without JavaScript, and with the keyboard alone.

A stranger finds a critic, follows, signs up on the way and comes back; a review by that critic is published and is on
the page, in the feed and in the mail.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import feedparser
import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from readers.models import Follow
from readers.news_mail import tell_readers
from reviews.life.publishing import publish
from reviews.models import Critic
from tests.browser.hands import Hand, Keyboard, Mouse
from tests.curators import new_curator
from tests.factories import PASSWORD, AlbumFactory, CriticFactory, ReviewFactory, count_anew, published_review

pytestmark = pytest.mark.usefixtures("nothing_counted")
ADDRESS = "ada@lantern.example"
WAYS = {"with the mouse": (Mouse, True), "without JavaScript": (Mouse, False), "with the keyboard": (Keyboard, True)}


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def reader(request: pytest.FixtureRequest, browser_page: Callable[..., Page]) -> Hand:
    hand, javascript = request.param
    return hand(browser_page(javascript=javascript, tolerated=("htmx:",)))


@pytest.fixture
def critic() -> Critic:
    critic = CriticFactory(name="Ottilie Brandt")
    count_anew(published_review(AlbumFactory(), "pan", critic=critic).album)
    tell_readers()
    return critic


def test_from_a_strangers_click_to_the_page_the_feed_and_the_mail(reader, critic):
    page = reader.page

    def button(name: str | re.Pattern[str]):
        return page.get_by_role("button", name=name)

    page.goto(critic.get_absolute_url())
    reader.press(page.get_by_role("link", name="Follow Ottilie Brandt"))
    reader.press(page.get_by_role("link", name="Make one"))
    reader.write(page.get_by_label("E-mail address"), ADDRESS)
    reader.write(page.get_by_label("Password"), PASSWORD)
    reader.press(button("Make an account"))
    expect(page.get_by_role("heading", name="Open the link in your mail")).to_be_visible()
    page.goto(re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1])
    reader.press(button("Yes, it is mine"))
    expect(page.get_by_role("heading", name="Follow Ottilie Brandt?")).to_be_visible()
    reader.press(button(re.compile("^Follow$")))
    expect(page.get_by_text("You follow Ottilie Brandt.")).to_be_visible()
    reader.press(button("Stop following Ottilie Brandt"))
    reader.press(button("Follow Ottilie Brandt"))
    expect(button("Stop following Ottilie Brandt")).to_be_visible()
    assert Follow.objects.get().critic == critic

    reader.press(page.get_by_role("link", name="New for you"))
    reader.press(page.get_by_role("link", name="Feed and mail"))
    feed = page.get_by_label("The feed’s address").input_value()
    reader.choose(page.get_by_label("at once"))
    reader.press(button("Store the choice"))
    expect(page.get_by_text("Your choice is stored.")).to_be_visible()

    waiting = ReviewFactory(submitted=True, album=AlbumFactory(title="Tide Tables"), critic=critic, verdict="rave")
    publish(waiting, new_curator())
    tell_readers()

    reader.press(page.get_by_role("link", name="New for you").first)
    expect(page.get_by_role("link", name="Tide Tables")).to_be_visible()
    expect(page.locator(".news-why").first).to_have_text("You follow Ottilie Brandt")
    assert "Tide Tables" in mail.outbox[-1].subject
    assert mail.outbox[-1].to == [ADDRESS]
    (newest, *_) = feedparser.parse(Client().get("/" + feed.split("/", 3)[3]).content).entries
    assert "Ottilie Brandt on Tide Tables" in newest.title

    page.goto(reverse("following"))
    reader.press(button("Stop following Ottilie Brandt"))
    expect(page.get_by_text("Nothing yet.")).to_be_visible()
