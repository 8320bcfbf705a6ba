"""An album's reviews by verdict: narrowed without scripts, in the address, with the rest of the page as it is."""

from __future__ import annotations

import pytest

from reviews.models import Review
from tests.factories import CriticFactory, published_review, reviewed_album
from tests.markup import Element, main, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def album():
    """Two raves, a mixed one and a positive one."""
    return reviewed_album("rave", "rave", "mixed", "positive", slug="low-water", lead_artist__slug="ada")


def page_at(client, query="", path="/albums/ada/low-water/") -> Element:
    response = client.get(path + query)
    assert response.status_code == 200
    return main(response)


def cards(page: Element) -> set[str]:
    return {card.get("id") for card in page.all("article") if str(card.get("id")).startswith("review-")}


def anchors(album, **only) -> set[str]:
    return {review.anchor for review in Review.objects.filter(album=album, **only)}


def choices(page: Element) -> dict[str, str]:
    return page.one("nav", "by-verdict").links()


def test_all_are_shown_and_each_verdict_says_how_many(client, album):
    page = page_at(client)
    assert cards(page) == anchors(album)
    assert list(choices(page)) == ["All 4", "2 raves", "1 positive", "1 mixed", "0 pans"]


def test_a_verdict_narrows_the_reviews_and_nothing_else(client, album):
    page = page_at(client, "?verdict=rave")
    assert cards(page) == anchors(album, verdict="rave")
    [chosen] = [link for link in page.one("nav", "by-verdict").all("a") if link.get("aria-current")]
    assert chosen.text == "2 raves"
    rows = page.one("table", "working-table").all("tr")
    assert len(rows) == 1 + 1 + 4 + 1


def test_a_verdict_that_nobody_gave_says_so_and_leads_back(client, album):
    page = page_at(client, "?verdict=pan")
    assert cards(page) == set()
    assert "None of the 4 reviews is a pan" in page.text
    assert page.links()["Show all"] == "/albums/ada/low-water/#heard"


def test_reviews_known_by_their_grade_alone_are_narrowed_too(client, album):
    wordless = published_review(
        album, 20, body="", headline="", critic=CriticFactory(), source_url="https://a.example/"
    )
    assert wordless.anchor in {item.get("id") for item in page_at(client, "?verdict=pan").all("li")}
    assert wordless.anchor not in {item.get("id") for item in page_at(client, "?verdict=rave").all("li")}


def test_links_to_a_review_that_is_not_shown_lead_to_where_it_is(client, album):
    page = page_at(client, "?verdict=rave")
    here = cards(page)
    for link in page.one("table", "working-table").all("a"):
        where, _, anchor = link.get("href").partition("#")
        assert (where == "") is (anchor in here)
        if where:
            assert anchor in cards(page_at(client, where))


def test_order_voices_and_verdict_keep_each_other(client, album):
    critic = Review.objects.filter(album=album).first().critic
    page = page_at(client, f"?critics={critic.slug}&order=newest&verdict=rave")
    assert choices(page)["1 mixed"] == f"?critics={critic.slug}&order=newest&verdict=mixed#heard"
    assert choices(page)["All 4"] == f"?critics={critic.slug}&order=newest#heard"
    assert page.one("p", "orders").links()["highest"] == f"?critics={critic.slug}&order=highest&verdict=rave#reviews"
    hidden = [field for field in page.one("form", "yours-form").all("input") if field.get("type") == "hidden"]
    assert [(field.get("name"), field.get("value")) for field in hidden] == [("verdict", "rave")]


def test_htmx_takes_the_same_page_and_puts_its_part_in_place(client, album):
    nav = page_at(client).one("nav", "by-verdict")
    assert (nav.get("hx-target"), nav.get("hx-select"), nav.get("hx-push-url")) == ("#heard", "#heard", "true")
    answer = client.get("/albums/ada/low-water/?verdict=mixed", headers={"hx-request": "true", "hx-target": "heard"})
    assert cards(main(answer)) == anchors(album, verdict="mixed")


def test_a_narrowed_page_is_the_albums_and_not_to_be_found_by_itself(client, album):
    head = read(client.get("/albums/ada/low-water/?verdict=rave"))
    [canonical] = [link for link in head.all("link") if link.get("rel") == "canonical"]
    assert canonical.get("href").endswith("/albums/ada/low-water/")
    assert "noindex" in next(meta.get("content") for meta in head.all("meta") if meta.get("name") == "robots")


def test_kept_pages_of_two_verdicts_are_two(client, album):
    first, second = (client.get(f"/albums/ada/low-water/?verdict={verdict}") for verdict in ("rave", "mixed"))
    assert first["ETag"] != second["ETag"]
    assert cards(main(first)) != cards(main(second))


@pytest.mark.parametrize("value", ["masterpiece", "", "RAVE", "rave%00", "rave&verdict=nothing"])
def test_a_verdict_that_there_is_not_shows_all(client, album, value):
    assert cards(page_at(client, f"?verdict={value}")) == anchors(album)


def test_few_reviews_are_not_parted_until_somebody_asks(client):
    reviewed_album("rave", "mixed", slug="short", lead_artist__slug="ada")
    path = "/albums/ada/short/"
    assert not page_at(client, path=path).all("nav", "by-verdict")
    assert list(choices(page_at(client, "?verdict=pan", path))) == [
        "All 2",
        "1 rave",
        "0 positive",
        "1 mixed",
        "0 pans",
    ]


def test_an_album_without_reviews_has_nothing_to_part(client):
    reviewed_album(slug="silent", lead_artist__slug="ada")
    page = page_at(client, "?verdict=rave", "/albums/ada/silent/")
    assert not page.all("nav", "by-verdict")
