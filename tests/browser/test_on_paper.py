"""What a reader holds who prints a page: what it says, in few sheets, and nothing that wants a click."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from albums.models import Album
from demo.loading import load_demo
from tests.kept import loaded

SHEET = re.compile(rb"/Type\s*/Page\b")
TO_BE_USED = "button, input, select, textarea, summary, nav"


def sheets(page: Page) -> int:
    """How many sheets of A4 the page takes."""
    return len(SHEET.findall(page.pdf(format="A4")))


def printed(page: Page, path: str) -> Page:
    """The page as paper shows it."""
    page.goto(path)
    page.emulate_media(media="print")
    return page


def fullest_album() -> Album:
    """The album of the demo that most was written about."""
    loaded(load_demo).put_back()
    return max(Album.objects.select_related("lead_artist"), key=lambda album: album.counted_reviews)


def test_an_album_with_thirty_reviews_prints_on_two_sheets(browser_page):
    album = fullest_album()
    assert album.counted_reviews == 30
    page = browser_page()
    page.goto(album.get_absolute_url())
    assert sheets(page) == 2


def test_paper_shows_nothing_that_wants_a_click(browser_page):
    album = fullest_album()
    hosted = next(review for review in album.reviews.published() if review.hosted)
    critic, house = hosted.critic, hosted.publication
    assert critic
    assert house
    compared = "&".join(f"r={review.pk}" for review in album.reviews.published()[:3])
    page = browser_page()
    for path in (
        album.get_absolute_url(),
        f"{album.get_absolute_url()}compare/?{compared}",
        hosted.get_text_url(),
        critic.get_absolute_url(),
        house.get_absolute_url(),
        "/method/",
        "/charts/",
        "/albums/",
        "/",
    ):
        printed(page, path)
        assert page.locator(TO_BE_USED).filter(visible=True).count() == 0, path
        assert page.get_by_role("heading", level=1).filter(visible=True).count() == 1, path
        page.emulate_media(media="screen")


def test_quotations_keep_their_byline_and_the_working_ends_once(browser_page):
    album = fullest_album()
    page = printed(browser_page(), album.get_absolute_url())
    styles = page.locator(".review-card").evaluate_all("cards => cards.map(card => getComputedStyle(card).breakInside)")
    assert styles == ["avoid"] * 30
    ends = page.locator("#working tfoot").evaluate("foot => getComputedStyle(foot).display")
    assert ends == "table-row-group"


def test_the_address_of_a_source_is_printed_as_text(browser_page):
    album = fullest_album()
    page = printed(browser_page(), album.get_absolute_url())
    source = album.reviews.published().filter(source_gone=False).exclude(source_url="").first()
    assert source
    card = page.locator(f"#{source.anchor} [data-address]")
    assert source.source_url in card.evaluate("link => getComputedStyle(link, '::after').content")
