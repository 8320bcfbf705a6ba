"""Two to four reviews in columns, lined up by topic and track."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import (
    AlbumFactory,
    ExcerptFactory,
    PublicationFactory,
    TrackFactory,
    published_review,
    reviewed_album,
)
from tests.markup import Element, main, read

pytestmark = pytest.mark.django_db
DOOR, HURRY, VOICE, CHORUS = (
    "The first side opens like a door in winter.",
    "Nothing on it hurries",
    "What stays is the voice",
    "three songs share one chorus",
)


def compared(client, album, *reviews) -> Element:
    return main(client.get(f"{album.get_absolute_url()}compare/", {"r": [getattr(r, "pk", r) for r in reviews]}))


def columns(page: Element) -> list[str]:
    return page.one("table", "compare-table").one("thead").texts("p", "compare-by")


@pytest.fixture
def reviews():
    album = AlbumFactory()
    return [published_review(album, opinion) for opinion in ("rave", 60, "pan", 85, "mixed")]


@pytest.mark.parametrize("count", [2, 3, 4])
def test_two_to_four_reviews_stand_in_the_order_they_were_chosen(client, reviews, count):
    chosen = reviews[count - 1 :: -1]
    page = compared(client, reviews[0].album, *chosen)
    assert columns(page) == [review.byline for review in chosen]
    assert not page.all("p", "message")


def test_more_than_four_are_cut_with_a_word(client, reviews):
    page = compared(client, reviews[0].album, *reviews)
    assert columns(page) == [review.byline for review in reviews[:4]]
    assert page.one("p", "message").text == "Columns for 4 at a time: the first 4 of your choice are shown."


@pytest.mark.parametrize("choice", [[], [0], [0, 0]])
def test_fewer_than_two_are_asked_for_more(client, reviews, choice):
    page = compared(client, reviews[0].album, *[reviews[place] for place in choice])
    assert not page.all("table")
    assert page.one("h2").text == "Choose the reviews"
    assert len(page.all("input", type="checkbox")) == 5


def test_reviews_of_other_albums_and_nonsense_are_dropped(client, reviews):
    stranger = published_review(AlbumFactory(), "rave")
    page = compared(client, reviews[0].album, "x", reviews[0], stranger, -1, "1e3", reviews[1])
    assert columns(page) == [reviews[0].byline, reviews[1].byline]


def test_the_choice_stays_ticked(client, reviews):
    page = compared(client, reviews[0].album, reviews[1], reviews[3])
    ticked = {box["value"] for box in page.all("input", type="checkbox") if "checked" in box.attributes}
    assert ticked == {str(reviews[1].pk), str(reviews[3].pk)}


def test_the_form_of_the_album_page_leads_here(client, reviews):
    page = main(client.get(reviews[0].album.get_absolute_url()))
    form = page.one("form", id="reviews")
    assert form["method"] == "get"
    assert form["action"] == f"{reviews[0].album.get_absolute_url()}compare/"
    assert {box["value"] for box in form.all("input", type="checkbox", name="r")} == {str(r.pk) for r in reviews}


def test_a_column_is_headed_by_what_is_known_of_the_review(client):
    album = AlbumFactory()
    known = published_review(
        album, 60, publication=PublicationFactory(name="The Lantern"), published_on=date(2024, 9, 30)
    )
    unknown = published_review(album, "rave", critic=None)
    first, second = compared(client, album, known, unknown).one("thead").texts("th")
    assert first == f"{known.byline} The Lantern 30 Sep 2024 60% Mixed"
    assert second == "Byline not stated No grade Rave"


def test_the_excerpts_that_lead_come_first_with_the_way_to_the_text(client):
    album = AlbumFactory()
    quoted = published_review(album, "rave", source_url="https://lantern.example/x")
    ExcerptFactory(review=quoted, text=DOOR, lead=True)
    hosted = published_review(album, "pan", hosted=True, headline="No door")
    cells = compared(client, album, quoted, hosted).all("tbody")[0].all("td")
    assert cells[0].one("blockquote").text == DOOR
    assert cells[0].one("a")["href"].startswith("https://lantern.example/x#:~:text=")
    assert "No door" in cells[1].text
    assert cells[1].one("a")["href"] == hosted.get_text_url()


def test_what_several_speak_of_is_lined_up_and_what_only_one_says_comes_last(client):
    album = AlbumFactory()
    track = TrackFactory(album=album, title="Ballast")
    one, other = published_review(album, "rave"), published_review(album, "pan")
    ExcerptFactory(review=one, text=VOICE, topic="vocals", stance="praise")
    ExcerptFactory(review=other, text=VOICE, topic="vocals", stance="criticism")
    for review in (one, other):
        ExcerptFactory(review=review, text=HURRY, about="track", track=track, stance="praise")
    ExcerptFactory(review=other, text=CHORUS, topic="structure", stance="criticism")
    page = compared(client, album, one, other)
    sections = page.one("table", "compare-table").all("tbody")[1:]
    heads = [section.one("th").text for section in sections]
    assert heads == ["Vocals they disagree", "On “Ballast” they agree", "What only one brings up"]
    nothing, something = sections[2].all("td")
    assert nothing.one("span", "hidden").text == "nothing on this"
    assert CHORUS in something.text
    assert page.text.count(CHORUS) == 1


def test_reviews_with_nothing_in_common_say_so(client):
    album = AlbumFactory()
    one, other = published_review(album, "rave"), published_review(album, "pan")
    ExcerptFactory(review=one, text=VOICE, topic="vocals")
    page = compared(client, album, one, other)
    assert "no topic or track that could be lined up" in page.text


def test_a_quote_leads_back_to_the_review_on_the_albums_page(client):
    album = AlbumFactory()
    pair = [published_review(album, "rave") for _ in range(2)]
    for review in pair:
        ExcerptFactory(review=review, text=VOICE, topic="vocals")
    links = compared(client, album, *pair).all("tbody")[1].links()
    for review in pair:
        assert links[review.voice] == f"{album.get_absolute_url()}#{review.anchor}"


def test_an_album_without_reviews_has_nothing_to_compare(client):
    page = compared(client, AlbumFactory())
    assert "This album has no reviews yet." in page.text
    assert not page.all("button")


def test_a_comparison_is_not_for_search_engines(client):
    album = reviewed_album("rave", "pan")
    head = read(client.get(f"{album.get_absolute_url()}compare/"))
    assert head.one("meta", name="robots")["content"] == "noindex"


def test_an_unknown_album_has_no_comparison(client):
    assert client.get("/albums/nobody/nothing/compare/?r=1&r=2").status_code == 404
