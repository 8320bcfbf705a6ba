"""Letters as keys on an album's page: from review to review, ticking them, and to the search box."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from albums.models import Album
from tests.factories import AlbumFactory, CriticFactory, ExcerptFactory, count_anew, published_review


@pytest.fixture
def quoted_album() -> Album:
    album = AlbumFactory(title="Low Water")
    for number in range(3):
        review = published_review(album, 60 + number, critic=CriticFactory(name=f"Voice {number}"))
        ExcerptFactory(review=review, lead=True)
    return count_anew(album)


def test_letters_walk_through_reviews_tick_them_and_lead_to_the_search(browser_page, quoted_album):
    page = browser_page()
    page.goto(quoted_album.get_absolute_url())
    cards = page.locator("#quotes > .review-card")
    for pressed, at in (("j", 0), ("j", 1), ("j", 2), ("j", 2), ("k", 1)):
        page.keyboard.press(pressed)
        expect(cards.nth(at)).to_be_focused()
    page.keyboard.press("c")
    expect(cards.nth(1).get_by_role("checkbox")).to_be_checked()
    page.keyboard.press("k")
    expect(cards.nth(0)).to_be_focused()
    page.keyboard.press("/")
    search = page.get_by_role("combobox")
    expect(search).to_be_focused()
    page.keyboard.type("jack/kc")
    expect(search).to_have_value("jack/kc")
    expect(cards.nth(1).get_by_role("checkbox")).to_be_checked()


def test_letters_can_be_turned_off_and_stay_so(browser_page, quoted_album):
    page = browser_page()
    page.goto(quoted_album.get_absolute_url())
    choice = page.get_by_label("Letters as keys")
    expect(choice).to_be_checked()
    choice.uncheck()
    page.keyboard.press("j")
    expect(choice).to_be_focused()
    page.reload()
    expect(choice).not_to_be_checked()
    page.keyboard.press("j")
    expect(page.locator("#quotes > .review-card").first).not_to_be_focused()


def test_without_scripts_no_keys_are_promised(browser_page, quoted_album):
    page = browser_page(javascript=False)
    page.goto(quoted_album.get_absolute_url())
    expect(page.get_by_text("Letters as keys")).to_be_hidden()
