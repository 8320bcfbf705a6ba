"""A reader in a real browser: with JavaScript and without, by mouse and by keyboard, on a phone and on a desk."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from albums.models import Album, Genre
from demo.loading import load_demo
from tests.browser.barriers import HEIGHT, WIDTHS, barriers, excess_width
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
    ExcerptFactory,
    TrackFactory,
    count_anew,
    published_review,
)
from tests.kept import loaded

VOICE, CHORUS = "What stays is the voice", "three songs share one chorus"

# What htmx writes to the console when a request is given up for a newer one.
OVERTAKEN = ("htmx:afterRequest", "htmx:sendAbort")


@pytest.fixture
def shelf() -> Album:
    """Three albums, one of them with two critics who disagree about it."""
    forro = AlbumFactory(title="Salt Year", release_date=date(2023, 1, 1), lead_artist=ArtistFactory(name="Orrin Vale"))
    forro.genres.add(Genre.objects.named("Forró"))
    AlbumFactory(title="Tide Tables", release_date=date(2022, 1, 1))
    album = AlbumFactory(title="Low Water", lead_artist=ArtistFactory(name="Ada Quill"))
    track = TrackFactory(album=album, title="Ballast")
    for opinion, stance, text in (("rave", "praise", VOICE), ("pan", "criticism", CHORUS), (70, "neutral", VOICE)):
        review = published_review(album, opinion)
        ExcerptFactory(review=review, text=text, lead=True, stance=stance, topic="vocals", about="track", track=track)
    return count_anew(album)


def test_filters_swap_the_list_and_push_the_address(browser_page, shelf):
    page = browser_page(tolerated=OVERTAKEN)
    page.goto("/albums/")
    page.evaluate("() => { window.samePage = true; }")
    titles = page.locator("#album-results h3")
    expect(titles).to_have_text(["Low Water", "Salt Year", "Tide Tables"])
    page.get_by_label("Genre").select_option("forro")
    expect(titles).to_have_text(["Salt Year"])
    expect(page.get_by_role("heading", level=2)).to_have_text("1 album")
    assert "genre=forro" in page.url
    page.get_by_label("Genre").select_option("")
    expect(titles).to_have_count(3)
    page.get_by_label("Title or artist").fill("tide")
    page.get_by_label("Title or artist").press("Enter")
    expect(titles).to_have_text(["Tide Tables"])
    assert page.evaluate("() => window.samePage")
    page.go_back()
    expect(titles).to_have_count(3)
    page.go_back()
    expect(titles).to_have_text(["Salt Year"])
    expect(page.get_by_label("Genre")).to_have_value("forro")


def test_a_filtered_address_opens_the_same_list(browser_page, shelf):
    page = browser_page(tolerated=OVERTAKEN)
    page.goto("/albums/")
    page.get_by_label("Order").select_option("Title")
    page.get_by_label("Released").select_option("2023")
    expect(page.locator("#album-results h3")).to_have_text(["Salt Year"])
    other = browser_page(javascript=False)
    other.goto(page.url)
    expect(other.locator("#album-results h3")).to_have_text(["Salt Year"])
    expect(other.get_by_label("Order")).to_have_value("title")


def test_filters_work_without_javascript(browser_page, shelf):
    page = browser_page(javascript=False)
    page.goto("/albums/")
    page.get_by_label("Genre").select_option("forro")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#album-results h3")).to_have_text(["Salt Year"])
    page.get_by_role("link", name="Show all").click()
    expect(page.locator("#album-results h3")).to_have_count(3)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_two_ticked_reviews_are_compared(browser_page, shelf, javascript):
    page = browser_page(javascript=javascript)
    page.goto(shelf.get_absolute_url())
    for review in shelf.reviews.order_by("pk")[:2]:
        page.get_by_label(f"Compare {review.voice}").check()
    page.get_by_role("button", name="Compare the ticked").click()
    expect(page.locator("thead th")).to_have_count(2)
    row = page.get_by_role("row", name="On “Ballast”")
    expect(row).to_contain_text("they disagree")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)
    page.locator("tbody").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Low Water")


def test_one_ticked_review_is_asked_for_company(browser_page, shelf):
    page = browser_page(javascript=False)
    page.goto(shelf.get_absolute_url())
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Compare the ticked").click()
    expect(page.get_by_text("Choose two to four reviews")).to_be_visible()


def test_the_working_and_what_was_said_of_a_track_are_a_link_away_without_javascript(browser_page, shelf):
    page = browser_page(javascript=False)
    page.goto(shelf.get_absolute_url())
    page.get_by_role("link", name="See the working").click()
    assert page.url.endswith("#working")
    expect(page.get_by_role("heading", name="The working")).to_be_in_viewport()
    page.get_by_role("link", name="1 track").click()
    expect(page.get_by_role("heading", name="Track by track")).to_be_in_viewport()


def test_the_keyboard_reaches_the_content_first_and_shows_where_it_is(browser_page, shelf):
    page = browser_page()
    page.goto(shelf.get_absolute_url())
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "() => { const style = getComputedStyle(document.activeElement);"
            " return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; }"
        )
        assert outline, page.evaluate("() => document.activeElement.outerHTML")


def pages_of_the_demo() -> list[str]:
    """One page of each kind, and the ones whose words are long, few or in other scripts."""
    loaded(load_demo).put_back()
    albums = {album.title: album for album in Album.objects.select_related("lead_artist")}
    busy = max(albums.values(), key=lambda album: album.counted_reviews)
    longest = max(albums.values(), key=lambda album: len(album.title))
    empty = min(albums.values(), key=lambda album: album.counted_reviews)
    soundtrack = next(album for album in albums.values() if album.film_id)
    others = [album for title, album in albums.items() if any(ord(letter) > 0x0500 for letter in title)]
    chosen = list(busy.reviews.filter(status="published", critic__hidden=False)[:4])
    hosted = next(review for review in busy.reviews.all() if review.hosted)
    compared = "&".join(f"r={review.pk}" for review in chosen)
    return [
        "/",
        "/albums/",
        "/albums/?q=nothing+of+the+kind",
        *(album.get_absolute_url() for album in (busy, longest, empty, soundtrack, *others)),
        f"{busy.get_absolute_url()}compare/?{compared}",
        f"{longest.get_absolute_url()}compare/",
        hosted.get_text_url(),
        busy.lead_artist.get_absolute_url(),
        longest.lead_artist.get_absolute_url(),
        "/artists/",
        "/critics/",
        chosen[0].critic.get_absolute_url(),
        "/publications/",
        chosen[0].publication.get_absolute_url(),
        "/charts/",
        "/charts/divisive/",
        "/search/",
        "/search/?q=the",
        "/method/",
        "/api/v1/",
        "/nothing-here/",
    ]


def test_no_page_has_a_barrier_or_scrolls_sideways(browser_page):
    page = browser_page(tolerated=("status of 404",))
    found = {}
    for path in pages_of_the_demo():
        page.goto(path)
        found[path] = barriers(page, WIDTHS)
        for width in (320, 768):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            found[path] += excess_width(page)
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    ("title", "language", "direction"),
    [
        ("مصعد إلى البحر", "ar", "rtl"),
        ("終電のあとの水路と、長い長い夜の続き" * 4, "ja", "ltr"),
        ("Lang" * 40, "de", "ltr"),
        ("A" * 40 + "-" + "B" * 60, "", "ltr"),
    ],
)
def test_a_title_in_any_script_keeps_its_direction_and_its_place(browser_page, title, language, direction):
    album = AlbumFactory(
        title=title, language=language, slug="title", lead_artist=ArtistFactory(name=title, slug="name")
    )
    ExcerptFactory(review=published_review(album, "rave"), lead=True)
    count_anew(album)
    page = browser_page(width=320)
    for path in (album.get_absolute_url(), "/albums/", "/artists/", "/artists/name/", "/", f"/search/?q={title[:40]}"):
        page.goto(path)
        name = page.locator("main bdi").first
        assert name.evaluate("element => getComputedStyle(element).direction") == direction
        assert excess_width(page) == [], path
