"""An album's page on a telephone: what the first screen holds, how far one scrolls, how what is folded is reached."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from albums.models import Album
from demo.loading import load_demo
from tests.browser.barriers import excess_width
from tests.factories import AlbumFactory, CriticFactory, ExcerptFactory, TrackFactory, count_anew, published_review
from tests.kept import loaded

TALL, HIGH = 5000, 844


def fullest_album() -> Album:
    """The album of the demo that most was written about."""
    loaded(load_demo).put_back()
    return max(Album.objects.select_related("lead_artist"), key=lambda album: album.counted_reviews)


@pytest.fixture
def disputed() -> Album:
    """An album with two critics who disagree about a track."""
    album = AlbumFactory(title="Low Water")
    track = TrackFactory(album=album, title="Ballast")
    for opinion, stance in (("rave", "praise"), ("pan", "criticism"), (70, "neutral")):
        review = published_review(album, opinion)
        ExcerptFactory(review=review, stance=stance, topic="vocals", about="track", track=track)
    return count_anew(album)


@pytest.fixture
def long_album() -> Album:
    """An album with more reviews than its page shows at once."""
    album = AlbumFactory(title="Low Water", slug="low-water", lead_artist__slug="ada")
    for number in range(40):
        review = published_review(album, 40 + number, critic=CriticFactory())
        ExcerptFactory(review=review, lead=True)
    return count_anew(album)


def bottom(page: Page, selector: str) -> float:
    """How far down the first such element ends."""
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["y"] + box["height"]


def test_the_first_screen_holds_the_number_the_verdicts_and_the_first_quotation(browser_page):
    album = fullest_album()
    assert album.counted_reviews == 30
    page = browser_page(width=390)
    page.set_viewport_size({"width": 390, "height": HIGH})
    page.goto(album.get_absolute_url())
    head = ("h1", ".consensus-number", ".consensus .interval", ".consensus-range", ".verdict-counts", ".parts")
    ends = {selector: bottom(page, selector) for selector in (*head, ".review-card .quote")}
    assert {selector: end for selector, end in ends.items() if end > HIGH} == {}
    cover, number = page.locator(".album-cover").bounding_box(), page.locator(".consensus-number").bounding_box()
    assert cover
    assert number
    assert number["x"] >= cover["x"] + cover["width"]
    assert cover["y"] <= number["y"] <= cover["y"] + cover["height"]


def test_thirty_reviews_are_no_taller_than_six_screens_and_stand_there_once(browser_page):
    page = browser_page(width=390)
    page.goto(fullest_album().get_absolute_url())
    assert page.evaluate("document.documentElement.scrollHeight") <= TALL
    quotations = page.locator(".quote p").all_text_contents()
    assert len(quotations) == len(set(quotations)) > 60


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_the_bar_leads_to_each_section_and_stays_at_hand(browser_page, javascript):
    page = browser_page(width=390, javascript=javascript)
    page.goto(fullest_album().get_absolute_url())
    bar = page.get_by_role("navigation", name="On this page")
    for name, heading in (("Working", "The working"), ("Topics", "Point by point"), ("History", "How it came to this")):
        bar.get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", name=heading)).to_be_in_viewport()
        expect(bar).to_be_in_viewport()
        box, head = bar.bounding_box(), page.get_by_role("heading", name=heading).bounding_box()
        assert box
        assert head
        assert head["y"] >= box["y"] + box["height"]


def test_the_working_reads_whole_at_320_pixels(browser_page):
    page = browser_page(width=320)
    page.goto(fullest_album().get_absolute_url())
    assert excess_width(page) == []
    table = page.locator("#working table").first
    assert table.evaluate("table => table.scrollWidth <= table.clientWidth + 1")
    for name in ("Start", "The other 10 together", "Consensus"):
        expect(table.get_by_role("row", name=name)).to_be_visible()
    moves = table.locator("td.working-move")
    assert moves.count() == 1 + 20 + 1 + 1
    edges = moves.evaluate_all("all => all.map(one => one.getBoundingClientRect().right)")
    assert max(edges) <= 320


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_what_is_folded_opens_by_keyboard_and_by_a_link_into_it(browser_page, disputed, javascript):
    page = browser_page(width=390, javascript=javascript)
    page.goto(disputed.get_absolute_url())
    topic = page.locator("#topics .quote").first
    expect(topic).not_to_be_visible()
    page.locator("#topics summary").focus()
    page.keyboard.press("Enter")
    expect(topic).to_be_visible()
    page.goto("/")
    page.goto(f"{disputed.get_absolute_url()}#topic-vocals")
    expect(topic).to_be_visible()
    expect(page.locator("#topic-vocals-heading")).to_be_in_viewport()


def test_at_a_desk_nothing_is_folded(browser_page, disputed):
    page = browser_page(javascript=False)
    page.goto(disputed.get_absolute_url())
    expect(page.locator("#topics .quote")).to_have_count(3)
    for quotation in page.locator("#topics .quote").all():
        expect(quotation).to_be_visible()
    assert page.locator(".fold > summary").filter(visible=True).count() == 0


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_the_rest_of_many_reviews_comes_on_request(browser_page, long_album, javascript):
    page = browser_page(javascript=javascript)
    page.goto(long_album.get_absolute_url())
    cards, moves = page.locator(".review-card"), page.locator(".working-row")
    expect(cards).to_have_count(24)
    expect(moves).to_have_count(20)
    page.get_by_role("link", name="More reviews").click()
    expect(cards).to_have_count(40 if javascript else 16)
    page.goto(long_album.get_absolute_url())
    page.get_by_role("link", name="All 40 moves").click()
    expect(moves).to_have_count(40)
    assert page.url.endswith("/low-water/" if javascript else "/working/")
