"""A curator brings in five reviews of one new record from five sites that are new here, with and without scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from albums.models import Album
from reviews.incoming.courier import one_round
from reviews.models import Review
from tests.browser.barriers import axe
from tests.curators import new_curator
from tests.web import Web, serving

MOST_CLICKS = 25
TITLE, ARTIST = "Salt Lanterns", "The Tide Tables"
OPENINGS = (
    "The first side opens like a door in winter.",
    "Nobody who heard the last record will be ready for this one.",
    "It begins with a ferry horn and ends with somebody washing up.",
    "Four people in a kitchen, and a harbour behind the window.",
    "There is a kind of quiet that only loud bands can make.",
)
BODY = (
    "Nothing on it hurries, and the drums are mixed so low that the room does the counting. By the third song the "
    "guitars have left, and nobody asks them back. The band has done this before, and never with so light a hand.",
    f"{TITLE} is a superb album, and the strongest that they have made. The production is patient, and the songs "
    "repay it. What stays is the voice, close and unvarnished, and the last ninety seconds, which are the best of it.",
    "The words are few. They concern a ferry that was taken out of service and the people who go on waiting for it. "
    "There is no chorus to speak of, only a line that comes back with one word changed, and by the fourth time it has "
    "become another line. What they leave out has always mattered more to them than what they play.",
    "Between the two sides stands a long piece for brass and radio, which takes its time and gives none of it back. "
    "One hears a harbour in it, then a kitchen, then somebody closing a door with great care.",
)
HOUSES = {
    "lantern.example": ("The Lantern", "Ines Moor", "4"),
    "kiosk.example": ("Kiosk", "Otto Brandt", ""),
    "quay.example": ("Quay Notes", "Wanda Ferris", ""),
    "northern.example": ("Northern Ear", "Piet Aldous", "3.5"),
    "signal.example": ("Signal & Salt", "Lin Okafor", ""),
}


def page_of(host: str, opening: str) -> str:
    house, critic, grade = HOUSES[host]
    said = {
        "@context": "https://schema.org",
        "@type": "Review",
        "headline": f"{ARTIST}: {TITLE}",
        "author": {"@type": "Person", "name": critic},
        "publisher": {"@type": "Organization", "name": house},
        "datePublished": "2026-05-14",
        "itemReviewed": {
            "@type": "MusicAlbum",
            "name": TITLE,
            "byArtist": {"@type": "MusicGroup", "name": ARTIST},
        },
    }
    if grade:
        said["reviewRating"] = {"@type": "Rating", "ratingValue": grade, "bestRating": "5", "worstRating": "0"}
    prose = "".join(f"<p>{text}</p>" for text in (f"{opening} {BODY[0]}", *BODY[1:]))
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{ARTIST}: {TITLE} | {house}</title>"
        f"<meta property='og:site_name' content='{house.replace('&', '&amp;')}'>"
        f"<script type='application/ld+json'>{json.dumps(said)}</script></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{ARTIST}: {TITLE}</h1><p class='byline'>By {critic}</p>{prose}</article>"
        "<footer>All rights reserved</footer></body></html>"
    )


@pytest.fixture
def web(settings) -> Iterator[Web]:
    with serving() as found:
        settings.FETCH_LOOPBACK = dict.fromkeys(HOUSES, found.port)
        settings.FETCH_PAUSE = 0
        for host, opening in zip(HOUSES, OPENINGS, strict=True):
            found.put(f"http://{host}/reviews/salt-lanterns", page_of(host, opening))
        yield found


class Clicks:
    """A mouse that counts."""

    def __init__(self) -> None:
        self.count = 0

    def on(self, control) -> None:
        self.count += 1
        control.click()


def check_and_publish(page: Page, click: Clicks) -> None:
    click.on(page.locator(".intake-quotes input[type=checkbox]").first)
    if not page.get_by_label("Grade as printed").input_value():
        click.on(page.get_by_label("Positive"))
    click.on(page.get_by_role("button", name="Publish"))


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_from_five_addresses_to_a_page_with_five_reviews(browser_page, web, javascript):
    page, click = browser_page(user=new_curator(), javascript=javascript), Clicks()
    page.goto("/admin/")
    click.on(page.get_by_role("link", name="Add reviews"))
    addresses = [f"http://{host}/reviews/salt-lanterns" for host in HOUSES]
    page.get_by_label("Addresses of reviews").fill("\n".join(addresses))
    click.on(page.get_by_role("button", name="Read them"))
    expect(page.get_by_role("group", name="quay.example")).to_be_visible()
    click.on(page.get_by_role("button", name="Decide and go on"))
    expect(page.get_by_text("0 of 5 are here.").first).to_be_visible()
    one_round()
    if not javascript:
        click.on(page.get_by_role("link", name="Look again"))
    click.on(page.get_by_role("link", name="Check the first"))
    for number in range(1, 6):
        check_and_publish(page, click)
        expect(page.locator(".messagelist")).to_contain_text("is published")
        assert Review.objects.filter(status="published").count() == number
    album = Album.objects.get()
    assert (album.title, album.lead_artist.name, album.counted_reviews) == (TITLE, ARTIST, 5)
    assert sorted(album.reviews.values_list("grade", flat=True)) == ["", "", "", "3.5/5", "4/5"]
    assert set(album.reviews.values_list("publication__name", flat=True)) == {house for house, *_ in HOUSES.values()}
    assert click.count <= MOST_CLICKS
    page.goto(album.get_absolute_url())
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()


def test_the_pages_are_free_of_barriers(browser_page, web):
    page = browser_page(user=new_curator(), width=390)
    page.goto("/admin/bring-in/")
    assert axe(page) == []
    page.get_by_label("Addresses of reviews").fill("http://lantern.example/reviews/salt-lanterns")
    page.get_by_role("button", name="Read them").click()
    assert axe(page) == []
    page.get_by_role("button", name="Decide and go on").click()
    one_round()
    page.get_by_role("link", name="Check the first").click()
    assert axe(page) == []


def test_a_file_is_dropped_on_the_form(browser_page):
    page = browser_page(user=new_curator())
    page.goto("/admin/bring-in/")
    page.locator("form[data-drop]").evaluate(
        """(form, text) => {
            const data = new DataTransfer();
            data.items.add(new File([text], "salt.txt", { type: "text/plain" }));
            form.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        "\n\n".join((f"{ARTIST}: {TITLE}", "By Ines Moor", f"{OPENINGS[0]} {BODY[0]}", *BODY[1:])),
    )
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_label("Byline")).to_have_value("Ines Moor")
