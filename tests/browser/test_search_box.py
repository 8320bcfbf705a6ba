"""The search box in a real browser: suggestions as one types, by keyboard, announced once; without them, a form."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import barriers
from tests.factories import AlbumFactory, ArtistFactory, TrackFactory


@pytest.fixture
def shelf() -> None:
    """Albums of which some are found together."""
    album = AlbumFactory(title="Low Water", lead_artist=ArtistFactory(name="Ada Quill"))
    TrackFactory(album=album, title="Ballast")
    AlbumFactory(title="Low Bridge", lead_artist=ArtistFactory(name="Orrin Vale"))
    AlbumFactory(title="駅", slug="eki", lead_artist=ArtistFactory(name="水野灯"))


def search_box(page: Page):
    return page.locator("#site-search")


def suggestions(page: Page):
    return page.locator("#search-suggestions [role=option]")


def chosen(page: Page):
    return page.locator("#search-suggestions [aria-selected=true]")


def announced(page: Page):
    return page.locator("[data-search] [role=status]")


def test_suggestions_come_as_one_types_and_the_arrow_keys_choose_one(browser_page, shelf):
    page = browser_page()
    page.goto("/")
    box = page.get_by_role("combobox", name="Search albums")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("low wat")
    expect(suggestions(page)).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(announced(page)).to_have_text("1 suggestion")
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_contain_text("Low Water")
    expect(box).to_be_focused()
    assert box.get_attribute("aria-activedescendant") == chosen(page).get_attribute("id")
    page.keyboard.press("ArrowUp")
    expect(chosen(page)).to_have_count(0)
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Low Water")


def test_home_and_end_go_to_the_first_and_the_last_once_one_is_chosen(browser_page, shelf):
    page = browser_page()
    page.goto("/")
    search_box(page).press_sequentially("low")
    expect(suggestions(page)).to_have_count(3)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    expect(chosen(page)).to_have_text("All results for “low”")
    page.keyboard.press("Home")
    expect(chosen(page)).to_contain_text("Low")
    expect(chosen(page)).not_to_have_text("All results for “low”")


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(browser_page, shelf):
    page = browser_page()
    page.goto("/albums/")
    search_box(page).press_sequentially("ada quill")
    expect(suggestions(page)).to_have_count(3)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(suggestions(page)).to_have_count(0)
    expect(announced(page)).to_be_empty()
    expect(search_box(page)).to_be_focused()
    expect(search_box(page)).to_have_value("ada quill")


def test_suggestions_close_when_one_goes_elsewhere(browser_page, shelf):
    page = browser_page()
    page.goto("/")
    search_box(page).press_sequentially("low")
    expect(suggestions(page)).not_to_have_count(0)
    page.get_by_role("heading", level=1).click()
    expect(suggestions(page)).to_have_count(0)


def test_suggestions_that_come_too_late_stay_away(browser_page, shelf):
    page = browser_page()
    page.goto("/")
    with page.expect_response(lambda response: "/search/" in response.url):
        search_box(page).press_sequentially("low")
        page.get_by_role("heading", level=1).click()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(suggestions(page)).to_have_count(0)


def test_what_is_typed_on_overtakes_what_was_asked_before(browser_page, shelf):
    """The answer to "low" is held back until the one to "low water" is there, and is not shown any more."""
    page = browser_page(tolerated=("htmx:sendAbort", "htmx:afterRequest"))
    held = []

    def hold(route):
        held.append(route)

    page.route("**/search/?q=low", hold)
    page.goto("/")
    with page.expect_request("**/search/?q=low"):
        search_box(page).press_sequentially("low")
    search_box(page).press_sequentially(" water")
    expect(suggestions(page).last).to_have_text("All results for “low water”")
    assert len(held) == 1
    expect(suggestions(page)).to_have_count(2)


def test_one_letter_asks_for_nothing_and_one_character_of_a_script_without_spaces_does(browser_page, shelf):
    page = browser_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/search/" in request.url else None)
    page.goto("/")
    search_box(page).press_sequentially("l")
    search_box(page).fill("駅")
    expect(suggestions(page).first).to_contain_text("駅")
    assert len(asked) == 1


def test_open_suggestions_have_no_barrier(browser_page, shelf):
    page = browser_page()
    page.goto("/albums/")
    search_box(page).press_sequentially("low")
    expect(suggestions(page)).to_have_count(3)
    page.keyboard.press("ArrowDown")
    assert barriers(page) == []


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_enter_searches(browser_page, shelf, javascript):
    page = browser_page(javascript=javascript)
    page.goto("/")
    search_box(page).fill("ada quill low water")
    search_box(page).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Search")
    assert page.url.endswith("/search/?q=ada+quill+low+water")
    page.get_by_role("link", name="Low Water").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Low Water")
