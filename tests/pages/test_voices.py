"""Critics and publications: their lists, and a page for each."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from common.filing import NAMES_A_PAGE
from pages.views.voices import REVIEWS_A_PAGE
from tests.factories import (
    AlbumFactory,
    CriticFactory,
    ExcerptFactory,
    PublicationFactory,
    ReviewFactory,
    ScaleFactory,
    published_review,
)
from tests.markup import main

pytestmark = pytest.mark.django_db


def write(count: int, **attributes: object) -> None:
    for _ in range(count):
        published_review(AlbumFactory(), "rave", **attributes)


def test_critics_are_listed_by_name_with_their_house_and_their_reviews_counted(client):
    lantern = PublicationFactory(name="The Lantern")
    write(2, critic=CriticFactory(name="zdeněk Hora", publication=lantern))
    write(1, critic=CriticFactory(name="Änne Vogt"))
    ReviewFactory(critic=CriticFactory(name="Not yet published"), submitted=True)
    assert main(client.get("/critics/")).texts("li") == ["Änne Vogt 1 review", "zdeněk Hora The Lantern 2 reviews"]


def test_the_list_without_critics_says_so(client):
    assert main(client.get("/critics/")).one("p", "empty").text == "No critic has been quoted yet."


def test_a_long_list_of_critics_is_cut_into_pages(client):
    write(NAMES_A_PAGE + 1)
    first = main(client.get("/critics/"))
    assert len(first.one("ul", "names").all("li")) == NAMES_A_PAGE
    second = main(client.get("/critics/" + first.one("nav", "pager").links()["Next"]))
    assert len(second.one("ul", "names").all("li")) == 1
    assert second.one("nav", "pager").links().keys() == {"Previous"}


def test_a_critics_page_says_who_they_are_and_how_they_grade(client):
    home = PublicationFactory(name="The Lantern", scale=ScaleFactory(name="Stars out of five"))
    critic = CriticFactory(name="Marit Oyelaran", bio="Hears with the window open.", publication=home)
    write(1, critic=critic)
    page = main(client.get(critic.get_absolute_url()))
    assert page.one("h1").text == "Marit Oyelaran"
    assert "Hears with the window open." in page.text
    assert "Writes for The Lantern · grades in: Stars out of five" in page.text
    assert page.links()["The Lantern"] == home.get_absolute_url()


def test_a_critic_with_nothing_published_has_no_page(client):
    critic = CriticFactory()
    ReviewFactory(critic=critic, submitted=True)
    assert client.get(critic.get_absolute_url()).status_code == 404


def test_a_critics_own_scale_goes_before_the_houses(client):
    home = PublicationFactory(scale=ScaleFactory(name="Stars"))
    critic = CriticFactory(publication=home, scale=ScaleFactory(name="Percent", percent=True))
    write(1, critic=critic)
    assert "grades in: Percent" in main(client.get(critic.get_absolute_url())).text


def test_a_critic_without_a_house_is_self_published(client):
    critic = CriticFactory()
    write(1, critic=critic)
    assert "Self-published" in main(client.get(critic.get_absolute_url())).text


def test_a_critics_reviews_come_newest_first_with_their_verdicts_counted(client):
    critic, now = CriticFactory(), timezone.now()
    for days, (title, opinion) in enumerate([("First", "rave"), ("Second", "pan"), ("Third", 90)]):
        album = AlbumFactory(title=title)
        review = published_review(album, opinion, critic=critic, published_at=now + timedelta(days=days))
        ExcerptFactory(review=review, lead=True)
    page = main(client.get(critic.get_absolute_url()))
    assert page.texts("h3") == ["on Third", "on Second", "on First"]
    assert "3 counted, 1 with a grade" in page.text
    assert page.one("ul", "verdict-counts").texts("li") == ["2 raves", "1 pan"]
    assert page.texts("span", "grade") == ["Grade as printed: 90%", "No grade", "No grade"]


def test_many_reviews_are_cut_into_pages(client):
    critic = CriticFactory()
    write(REVIEWS_A_PAGE + 1, critic=critic)
    first = main(client.get(critic.get_absolute_url()))
    assert len(first.all("article")) == REVIEWS_A_PAGE
    assert f"{REVIEWS_A_PAGE + 1} counted" in first.text
    assert first.one("nav", "pager").links() == {"Next": "?page=2"}
    assert len(main(client.get(critic.get_absolute_url() + "?page=2")).all("article")) == 1


def test_a_bio_is_text_never_markup(client):
    critic = CriticFactory(name="<b>Marit</b>", slug="marit", bio="<script>alert(1)</script>")
    write(1, critic=critic)
    page = main(client.get("/critics/marit/"))
    assert page.one("h1").text == critic.name
    assert "<script>alert(1)</script>" in page.text
    assert not page.all("script")


def test_publications_are_listed_with_their_scale_and_their_reviews_counted(client):
    write(2, publication=PublicationFactory(name="The Tarrant Courier", scale=ScaleFactory(name="Percent")))
    PublicationFactory(name="Lantern")
    PublicationFactory(name="Heap of Scores", is_aggregator=True)
    rows = main(client.get("/publications/")).one("tbody").all("tr")
    assert [row.texts("th") + row.texts("td") for row in rows] == [
        ["Lantern", "not stated", "0"],
        ["The Tarrant Courier", "Percent", "2"],
    ]


def test_the_list_without_publications_says_so(client):
    assert main(client.get("/publications/")).one("p", "empty").text == "No publications yet."


@pytest.mark.parametrize(
    ("scale", "rows"),
    [
        ({"maximum": 2, "step": "0.5"}, ["2/2 100", "1.5/2 75", "1/2 50", "0.5/2 25", "0/2 0"]),
        ({"tenths": True}, ["10/10 100", "7.5/10 75", "5/10 50", "2.5/10 25", "0/10 0"]),
        ({"lettered": True, "letters": {"Go": 100, "Perhaps": "62.5", "No": 0}}, ["Go 100", "Perhaps 63", "No 0"]),
    ],
)
def test_a_publications_page_prints_what_its_grades_are_worth(client, scale, rows):
    publication = PublicationFactory(scale=ScaleFactory(**scale))
    page = main(client.get(publication.get_absolute_url()))
    assert page.one("table", "conversion").one("tbody").texts("tr") == rows


@pytest.mark.parametrize(
    ("scale", "words"),
    [
        ({"no_grades": True}, "It prints no grades. Its reviews count by their verdicts."),
        (None, "Its scale is not stated."),
    ],
)
def test_a_publication_without_grades_says_so(client, scale, words):
    publication = PublicationFactory(scale=ScaleFactory(**scale) if scale else None)
    page = main(client.get(publication.get_absolute_url()))
    assert words in page.text
    assert not page.all("table")


def test_a_publications_page_has_its_reviews_and_its_critics_busiest_first(client):
    publication = PublicationFactory(name="The Lantern", description="Weekly, on newsprint.")
    busy, quiet = (CriticFactory(name=name, publication=publication) for name in ("Zora", "Abel"))
    CriticFactory(name="Silent", publication=publication)
    write(2, critic=busy, publication=publication)
    write(1, critic=quiet, publication=publication)
    write(1, critic=quiet, publication=PublicationFactory())
    write(1, critic=None, publication=publication)
    page = main(client.get(publication.get_absolute_url()))
    assert "Weekly, on newsprint." in page.text
    assert page.one("ul", "names-short").texts("li") == ["Abel 2 reviews", "Zora 2 reviews"]
    assert "4 counted, 0 with a grade" in page.text
    assert page.links()[publication.site] == publication.site
    assert "Byline not stated" in page.text


@pytest.mark.parametrize("path", ["/critics/nobody/", "/publications/nowhere/"])
def test_an_unknown_voice_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_hidden_critic_has_no_page_and_an_aggregator_neither(client):
    for voice in (CriticFactory(hidden=True), PublicationFactory(is_aggregator=True)):
        assert client.get(voice.get_absolute_url()).status_code == 404
