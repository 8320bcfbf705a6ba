"""The share menu and quotations with their source, by keyboard, with scripts and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from reviews.models import Review
from tests.browser.barriers import WIDTHS, barriers
from tests.factories import ExcerptFactory, count_anew, published_review, reviewed_album


@pytest.fixture
def hosted() -> Review:
    album = reviewed_album(80, "rave", title="Low Water")
    review = published_review(album, "pan", hosted=True)
    ExcerptFactory(review=review, text="What stays is the voice", lead=True)
    count_anew(album)
    return review


def opened(page: Page, path: str) -> Page:
    """The page with its menu open, opened by the keyboard."""
    page.goto(path)
    page.locator(".share > summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Address")).to_be_visible()
    return page


def test_without_scripts_what_is_to_be_copied_can_be_selected(browser_page, hosted):
    page = opened(browser_page(javascript=False), hosted.album.get_absolute_url())
    expect(page.get_by_label("A card for a page of yours")).to_be_visible()
    assert page.get_by_label("Address").input_value().endswith(hosted.album.get_absolute_url())
    assert page.get_by_role("button", name="Copy").count() == 0
    page.locator(".cite > summary").first.click()
    expect(page.locator(".cite-words").first).to_contain_text("What stays is the voice")


def test_a_press_copies_the_quotation_with_its_source(browser_page, hosted):
    page = browser_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(hosted.album.get_absolute_url())
    page.locator(".cite > summary").first.press("Enter")
    page.get_by_role("button", name="Copy").first.press("Enter")
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“What stays is the voice” – ")
    assert copied.endswith(hosted.get_text_url())


def test_an_open_menu_is_no_barrier(browser_page, hosted):
    page = browser_page()
    found = {}
    for path in (hosted.album.get_absolute_url(), hosted.get_text_url(), hosted.critic.get_absolute_url()):
        opened(page, path)
        for cite in page.locator(".cite > summary").all():
            cite.click()
        found[path] = barriers(page, WIDTHS)
    assert {path: faults for path, faults in found.items() if faults} == {}
