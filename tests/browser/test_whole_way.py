"""The whole way of a review in a real browser: with the mouse, without JavaScript, and with the keyboard alone.

A stranger signs up, is granted a byline, writes, is returned with a reason, revises, and is published; a curator works
in a second browser; a third shows what readers see.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from albums.models import Album
from reviews.models import Critic, Review
from tests.browser.hands import Hand, Keyboard, Mouse
from tests.curators import new_curator
from tests.factories import (
    PASSWORD,
    AlbumFactory,
    ArtistFactory,
    CriticFactory,
    PublicationFactory,
    ScaleFactory,
    TrackFactory,
    count_anew,
    published_review,
)

pytestmark = pytest.mark.usefixtures("nothing_counted")
ADDRESS = "ottilie@lantern.example"
QUOTE = "Nothing on it hurries, and the room does the counting."
BODY = (
    f"{QUOTE} The first side opens like a door in winter, and three of its songs share one chorus, for which the "
    "strings arrive to apologise.\n\nThe second side repeats itself on purpose, and this time nobody minds. What stays "
    "is the voice, close and unvarnished, and the last ninety seconds, in which a chair is moved, a lamp is put out "
    "and somebody begins to hum what we have been hearing all along. It asks for nothing that it could not pay for "
    "itself, which is rarer than it should be, and it ends before it is done."
)
NAMED = "I heard the second pressing of two."
REASON = "Please name the pressing you heard."
KEPT_SOON = 20_000
# The console's line about a preview that was still on its way when the page was left.
LEFT_BEHIND = "htmx:"


@dataclass(frozen=True)
class Way:
    """How the people of a journey work their browsers."""

    hand: type[Hand]
    javascript: bool = True


WAYS = {"with the mouse": Way(Mouse), "without JavaScript": Way(Mouse, False), "with the keyboard": Way(Keyboard)}


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def way(request: pytest.FixtureRequest) -> Way:
    return request.param


@pytest.fixture
def hand(browser_page: Callable[..., Page], way: Way) -> Callable[..., Hand]:
    """Somebody at a browser of their own."""

    def sit_down(**options: object) -> Hand:
        return way.hand(browser_page(javascript=way.javascript, tolerated=(LEFT_BEHIND,), **options))

    return sit_down


@pytest.fixture
def album() -> Album:
    """An album of which three critics have written."""
    album = AlbumFactory(title="Tide Tables", lead_artist=ArtistFactory(name="Ines Harrow"))
    TrackFactory(album=album, title="Neap")
    for _ in range(3):
        published_review(album, "rave")
    return count_anew(album)


@pytest.fixture
def byline() -> Critic:
    """A critic whom readers know, and who has no account."""
    house = PublicationFactory(name="The Lantern", scale=ScaleFactory())
    critic = CriticFactory(name="Ottilie Brandt", publication=house)
    count_anew(published_review(AlbumFactory(), "pan", critic=critic, publication=house).album)
    return critic


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def link(page: Page, name: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("link", name=name).first


def text_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Text", exact=True)


def headline_of(page: Page) -> Locator:
    return page.get_by_label("Headline", exact=True)


def sign_up(critic: Hand) -> None:
    page = critic.page
    page.goto("/")
    critic.press(link(page, "Sign in"))
    critic.press(link(page, "Make one"))
    critic.write(page.get_by_label("E-mail address"), ADDRESS)
    critic.write(page.get_by_label("Password"), PASSWORD)
    critic.press(button(page, "Make an account"))
    expect(page.get_by_role("heading", name="Open the link in your mail")).to_be_visible()


def verify_the_address(critic: Hand) -> None:
    page = critic.page
    page.goto(re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1])
    critic.press(button(page, "Yes, it is mine"))
    expect(page.get_by_text("You follow nothing yet")).to_be_visible()


def claim_the_byline(critic: Hand) -> None:
    page = critic.page
    critic.press(link(page, "Ask for your byline"))
    critic.write(page.get_by_label("The name you sign with"), "ottilie")
    critic.press(button(page, "Look"))
    critic.press(link(page, "Ottilie Brandt"))
    critic.write(page.get_by_label("Where you write"), "The Lantern")
    critic.write(page.get_by_label("A link that shows it"), "https://lantern.example/people/ottilie")
    critic.press(button(page, "Hand it to the curators"))
    expect(page.get_by_text("A curator will look at it.")).to_be_visible()


def open_from_the_queue(curator: Hand, name: str) -> None:
    page = curator.page
    page.goto(reverse("admin:index"))
    curator.press(link(page, "1 in the queue"))
    curator.press(link(page, name))


def grant_the_claim(curator: Hand) -> None:
    page = curator.page
    open_from_the_queue(curator, "Ottilie Brandt")
    curator.write(page.get_by_label("Reason"), "Welcome.")
    curator.press(button(page, "Grant"))
    expect(page.locator(".messagelist")).to_contain_text("The claim to Ottilie Brandt is granted.")


def sit_down_at_the_desk(critic: Hand) -> None:
    page = critic.page
    page.goto("/")
    critic.press(link(page, "Notices 1 unread"))
    expect(page.get_by_text("Welcome.")).to_be_visible()
    critic.press(page.get_by_role("navigation", name="Your account").get_by_role("link", name="Desk"))
    expect(page.get_by_text("You write as Ottilie Brandt")).to_be_visible()
    critic.press(link(page, "Write a review"))


def write(critic: Hand, *, javascript: bool) -> None:
    page = critic.page
    critic.write(page.get_by_label("Title or artist"), "tide har")
    if not javascript:
        critic.press(page.locator("#manuscript").get_by_role("button", name="Search"))
    critic.choose(page.get_by_label("Tide Tables"))
    critic.write(headline_of(page), "A door in winter")
    critic.write(text_of(page), BODY)
    critic.choose(page.get_by_label("3.5/5"))
    critic.choose(page.get_by_label("Positive"))


def find_everything_as_typed(critic: Hand, *, javascript: bool) -> None:
    page = critic.page
    if javascript:
        expect(page.locator("#autosave")).to_contain_text("Kept as typed at", timeout=KEPT_SOON)
        page.reload()
    else:
        critic.press(button(page, "Save draft"))
        critic.press(link(page, "Your desk"))
        critic.press(link(page, "Go on writing on Tide Tables"))
    expect(text_of(page)).to_have_value(BODY)
    expect(headline_of(page)).to_have_value("A door in winter")
    for answer in ("Tide Tables", "3.5/5", "Positive"):
        expect(page.get_by_label(answer)).to_be_checked()


def pick_an_excerpt(critic: Hand, *, javascript: bool) -> None:
    page = critic.page
    row = page.get_by_role("group", name="Excerpt 1")
    if javascript:
        critic.mark(text_of(page), QUOTE)
        critic.press(button(page, "Use selection as excerpt"))
        expect(row.get_by_label("About")).to_be_focused()
    else:
        critic.write(row.get_by_label("Words, exactly"), QUOTE)
    expect(row.get_by_label("Words, exactly")).to_have_value(QUOTE)
    critic.choose(row.get_by_label("Show it on the card"))


def submit(critic: Hand) -> None:
    page = critic.page
    critic.press(button(page, "Submit to curators"))
    expect(page.get_by_role("heading", name="Submitted")).to_be_visible()


def return_with_a_reason(curator: Hand) -> None:
    page = curator.page
    open_from_the_queue(curator, "Tide Tables")
    curator.write(page.get_by_label("Reason"), REASON)
    curator.press(button(page, "Return to the critic"))
    expect(page.locator(".messagelist")).to_contain_text("is returned to its critic’s drafts")


def revise(critic: Hand) -> None:
    page = critic.page
    page.goto(reverse("desk"))
    expect(page.get_by_text(REASON)).to_be_visible()
    critic.press(link(page, "Change it and submit it again"))
    expect(page.get_by_role("heading", name="What the curator asks for")).to_be_visible()
    critic.write(text_of(page), f"{BODY}\n\n{NAMED}")
    submit(critic)


def publish(curator: Hand) -> None:
    page = curator.page
    open_from_the_queue(curator, "Tide Tables")
    expect(page.get_by_role("region", name="The text, with its excerpts marked")).to_contain_text(NAMED)
    curator.press(button(page, "Save and publish"))
    expect(page.locator(".messagelist")).to_contain_text("is published")


def test_a_stranger_becomes_a_published_critic(hand, way, album, byline):
    critic, curator, reader = hand(), hand(user=new_curator()), hand().page

    sign_up(critic)
    verify_the_address(critic)
    claim_the_byline(critic)
    grant_the_claim(curator)

    sit_down_at_the_desk(critic)
    write(critic, javascript=way.javascript)
    find_everything_as_typed(critic, javascript=way.javascript)
    pick_an_excerpt(critic, javascript=way.javascript)
    submit(critic)
    return_with_a_reason(curator)
    assert REASON in mail.outbox[-1].body
    revise(critic)

    reader.goto(album.get_absolute_url())
    consensus = reader.get_by_role("region", name="The consensus")
    expect(consensus).to_contain_text("From 3 reviews")
    expect(reader.get_by_text(QUOTE)).to_have_count(0)
    score = consensus.locator(".consensus-number").inner_text()
    publish(curator)
    assert mail.outbox[-1].to == [ADDRESS]
    reader.reload()
    expect(consensus).to_contain_text("From 4 reviews")
    expect(consensus.locator(".consensus-number")).not_to_have_text(score)
    card = reader.get_by_role("article").filter(has_text="Ottilie Brandt")
    expect(card.get_by_text(QUOTE, exact=True)).to_be_visible()
    expect(card).to_contain_text("3.5/5")

    critic.page.goto(reverse("desk"))
    expect(critic.page.get_by_text("It moved the album from")).to_be_visible()
    review = Review.objects.get(album=album, critic=byline)
    assert (review.status, review.body) == ("published", f"{BODY}\n\n{NAMED}")
