"""The full text of a review, where its author put it here; the way to the album's page where not."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import AlbumFactory, CriticFactory, PublicationFactory, ReviewFactory, published_review
from tests.markup import main, read

pytestmark = pytest.mark.django_db


def hosted(**attributes: object):
    return published_review(AlbumFactory(title="Low Water"), "rave", hosted=True, **attributes)


def test_a_hosted_review_is_read_in_full(client):
    review = hosted(
        critic=CriticFactory(name="Marit Oyelaran"),
        publication=PublicationFactory(name="The Lantern"),
        headline="A door in winter",
        language="nb",
        published_on=date(2024, 9, 30),
        updated_on=date(2024, 10, 2),
        source_url="https://lantern.example/low-water",
        body="The first side *opens*.\n\n## The second side\n\nIt does not.",
    )
    page = main(client.get(review.get_text_url()))
    assert page.one("h1").text == "A door in winter"
    text = page.one("div", "review-text")
    assert text.texts("p") == ["The first side opens.", "It does not."]
    assert text.one("em").text == "opens"
    assert text.one("h3").text == "The second side"
    assert text["lang"] == "nb"
    assert "Marit Oyelaran, The Lantern" in page.text
    assert "30 September 2024, updated 2 October 2024" in page.text
    assert page.links()["Low Water"] == review.album.get_absolute_url()
    assert page.links()["Where it first appeared"] == "https://lantern.example/low-water"


def test_a_review_without_headline_byline_and_date_says_what_is_known(client):
    page = main(client.get(hosted(headline="", critic=None).get_text_url()))
    assert page.one("h1").text == "Low Water"
    assert "Byline not stated" in page.text
    assert "date not stated" in page.text
    assert "No grade" in page.text


def test_what_a_critic_wrote_never_runs(client):
    review = hosted(body="<script>alert(1)</script>\n\n[x](javascript:alert(1))", headline="<script>alert(2)</script>")
    response = client.get(review.get_text_url())
    page = main(response)
    assert page.one("h1").text == "<script>alert(2)</script>"
    assert not page.all("script")
    assert not [link for link in page.all("a") if "javascript" in link["href"].lower()]
    assert "<script>alert" not in response.content.decode()


def test_a_text_in_another_direction_is_set_in_its_own(client):
    text = main(client.get(hosted(body="مصعد إلى البحر", language="ar").get_text_url())).one("div", "review-text")
    assert text["dir"] in {"auto", "rtl"}
    assert text["lang"] == "ar"


def test_a_quoted_review_is_never_served_in_full(client):
    review = published_review(AlbumFactory(), "rave", source_url="https://lantern.example/x")
    response = client.get(review.get_text_url())
    assert response.status_code == 302
    assert response["Location"] == review.get_absolute_url()
    assert review.body.split(".")[0] not in response.content.decode()


@pytest.mark.parametrize("state", ["submitted", "rejected", "withdrawn", "returned"])
def test_a_review_that_is_not_published_has_no_page(client, state):
    review = ReviewFactory(hosted=True, **{state: True})
    assert client.get(review.get_text_url()).status_code == 404


def test_a_hidden_critics_review_has_no_page(client):
    assert client.get(hosted(critic=CriticFactory(hidden=True)).get_text_url()).status_code == 404


def test_a_review_is_found_under_its_own_album_alone(client):
    review = hosted()
    assert client.get(f"{AlbumFactory().get_absolute_url()}reviews/{review.pk}/").status_code == 404
    assert client.get(f"{review.album.get_absolute_url()}reviews/{review.pk + 1}/").status_code == 404
    assert client.get(f"{review.album.get_absolute_url()}reviews/{'9' * 30}/").status_code == 404


def test_a_review_is_only_read(client):
    assert client.post(hosted().get_text_url()).status_code == 405


def test_the_title_says_who_wrote_about_what(client):
    review = hosted(critic=CriticFactory(name="Marit Oyelaran"))
    title = read(client.get(review.get_text_url())).one("head").one("title").text
    assert title.startswith("Marit Oyelaran on Low Water |")
