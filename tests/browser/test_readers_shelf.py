"""A reader's shelf in a real browser: with the mouse, without JavaScript, and with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect

from albums.models import Album
from readers.models import ReaderList, ReaderMark, SavedVoices
from tests.browser.barriers import axe
from tests.browser.hands import Hand, Keyboard, Mouse
from tests.factories import AlbumFactory, CriticFactory, UserFactory, count_anew, published_review

pytestmark = pytest.mark.usefixtures("nothing_counted")
WAYS = {"with the mouse": (Mouse, True), "without JavaScript": (Mouse, False), "with the keyboard": (Keyboard, True)}
CRITICS = ("Ada Quill", "Ben Oar", "Cy Reed", "Di Vane", "Eve Loam")


@pytest.fixture
def owner() -> User:
    return UserFactory()


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def reader(request: pytest.FixtureRequest, browser_page: Callable[..., Page], owner: User) -> Hand:
    hand, javascript = request.param
    return hand(browser_page(javascript=javascript, user=owner))


@pytest.fixture
def albums() -> list[Album]:
    critics = [CriticFactory(name=name) for name in CRITICS]
    made = []
    for title in ("Low Water", "Salt Lanterns"):
        album = AlbumFactory(title=title)
        for critic, opinion in zip(critics, (91, 92, 93, 20, 21), strict=True):
            published_review(album, opinion, critic=critic)
        made.append(count_anew(album))
    return made


def test_three_voices_are_saved_and_their_number_stands_on_the_album_page_in_the_list_and_in_a_chart(reader, albums):
    page = reader.page
    page.goto(reverse("chart-best"))
    reader.press(page.get_by_text("Choose whose voices count"))
    for name in CRITICS[:3]:
        reader.choose(page.get_by_label(name))
    reader.press(page.get_by_role("button", name="Rank by these voices"))
    reader.press(page.get_by_role("button", name="Save these voices"))
    expect(page.get_by_role("heading", name="Ada Quill, Ben Oar, 1 other")).to_be_visible()
    assert SavedVoices.objects.get().mine
    reader.press(page.get_by_role("link", name="Best albums in their order"))
    expect(page.locator("details.voices summary")).to_contain_text("Your voices: Ada Quill")
    page.goto(reverse("chart-best"))
    expect(page.locator(".ranking .own-number").first).to_contain_text("from 3")
    page.goto(reverse("album-list"))
    expect(page.locator(".album-card .own-number").first).to_contain_text("from 3")
    page.goto(albums[0].get_absolute_url())
    expect(page.locator(".own-consensus")).to_contain_text("from 3 of their reviews")
    expect(page.locator(".consensus-number")).to_be_visible()


def test_a_record_is_marked_put_on_a_list_moved_shared_and_read_by_a_stranger(reader, albums, browser_page):
    page = reader.page
    page.goto(reverse("lists"))
    reader.write(page.get_by_label("Title"), "Records for rain")
    reader.choose(page.get_by_label("Everybody may see it"))
    reader.press(page.get_by_role("button", name="Make it"))
    expect(page.get_by_role("heading", name="Records for rain")).to_be_visible()
    for album in albums:
        page.goto(album.get_absolute_url())
        reader.press(page.get_by_role("button", name="Heard", exact=True))
        reader.press(page.get_by_role("button", name="Rave", exact=True))
        expect(page.get_by_role("button", name="Rave", exact=True)).to_have_attribute("aria-pressed", "true")
        reader.press(page.get_by_role("link", name="Put it on a list"))
        reader.press(page.get_by_role("button", name=re.compile("^Put it on")))
        expect(page.locator(".list-edited")).to_contain_text(album.title)
    assert list(ReaderMark.objects.values_list("verdict", flat=True)) == ["rave", "rave"]
    expect(page.locator(".list-edited > li").first).to_contain_text("Low Water")
    expect(page.get_by_role("button", name="Move Salt Lanterns up")).to_be_visible()
    reader.press(page.get_by_role("button", name="Move Salt Lanterns up"))
    expect(page.locator(".list-edited > li").first).to_contain_text("Salt Lanterns")
    own = ReaderList.objects.get()
    stranger = browser_page(width=390)
    stranger.goto(own.get_absolute_url())
    expect(stranger.locator(".reader-list > li").first).to_contain_text("Salt Lanterns")
    assert axe(stranger) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_of_a_shelf_have_no_barriers_and_fit(browser_page, albums, owner, width, theme):
    page = browser_page(width=width, theme=theme, user=owner)
    ReaderMark.objects.create(owner=owner, album=albums[0], state="heard", verdict="pan")
    own = ReaderList.objects.create(owner=owner, title="Records for rain", public=True, about="Best loud.")
    for position, album in enumerate(albums, 1):
        own.entries.create(album=album, position=position, note="For grey days.")
    SavedVoices.objects.create(owner=owner, name="Jazz", mine=True).critics.set(
        review.critic for review in albums[0].reviews.all()[:3]
    )
    names = ("saved-voices", "marks", "close-critics", "lists", "shelf-imports")
    paths = [*map(reverse, names), reverse("edit-list", args=[own.pk]), own.get_absolute_url()]
    for path in [*paths, albums[0].get_absolute_url(), reverse("chart-best"), reverse("album-list")]:
        page.goto(path)
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
