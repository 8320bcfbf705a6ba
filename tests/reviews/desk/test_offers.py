"""Pasting a whole article: what it says of itself is offered, never put in unasked."""

from __future__ import annotations

import pytest

from reviews.models import Critic, Review
from tests.desk_form import QUOTED, posted, row
from tests.factories import AlbumFactory, CriticFactory, ScaleFactory, UserFactory

pytestmark = pytest.mark.django_db
NEW = "/desk/reviews/new/"
PROSE = (
    "The first side opens like a door in winter, and for twenty minutes nobody thinks of closing it. The drums are "
    "mixed so low that the room does the counting, and the bass, when it comes, comes from next door.\n\n"
    "The second side is another matter. Three songs share one chorus, the strings arrive to apologise for it, and what "
    "stays is the voice, close and unvarnished, asking for nothing that it could not pay for itself."
)
ARTICLE = (
    "A door left open all winter\n\nBy Marit Oyelaran\n\nPublished: 21 September 2024\n\n"
    f"Updated: 3 October 2024\n\n{PROSE}\n\nRating: 4/5\n"
)


@pytest.fixture
def critic() -> Critic:
    return CriticFactory(user=UserFactory(), scale=ScaleFactory())


def blank(critic: Critic, **answers: object) -> dict[str, object]:
    """A form in which only the article was pasted."""
    empty = {"headline": "", "language": "", "grade": "", "verdict": "", "body": ARTICLE}
    return posted(critic, None, **{**empty, **answers})


def offered(response) -> dict[str, str]:
    return {offer.field: offer.value for offer in response.context["reading"].offers}


def values(response) -> dict[str, object]:
    form = response.context["form"]
    return {
        name: form[name].value() for name in ("headline", "published_on", "updated_on", "language", "grade", "body")
    }


def test_what_the_article_says_is_offered_and_the_form_left_alone(desk, critic):
    data = blank(critic, step="read")
    response = desk.post(NEW, data)
    assert response.status_code == 200
    assert offered(response) == {
        "headline": "A door left open all winter",
        "published_on": "2024-09-21",
        "updated_on": "2024-10-03",
        "language": "en",
        "grade": "4/5",
        "body": PROSE,
    }
    assert values(response) == {
        name: data[name] for name in ("headline", "published_on", "updated_on", "language", "grade", "body")
    }
    assert not Review.objects.exists()


def test_one_offer_is_taken_by_its_button(desk, critic):
    response = desk.post(NEW, blank(critic, step="use:published_on"))
    assert values(response)["published_on"] == "2024-09-21"
    assert values(response)["headline"] == ""
    assert "published_on" not in offered(response)


def test_all_offers_are_taken_where_nothing_is_typed_and_nowhere_else(desk, critic):
    response = desk.post(NEW, blank(critic, step="use:all", headline="My own headline", updated_on="2024-12-24"))
    taken = values(response)
    assert (taken["headline"], taken["updated_on"]) == ("My own headline", "2024-12-24")
    assert (taken["published_on"], taken["grade"]) == ("2024-09-21", "4/5")
    assert taken["body"] == ARTICLE
    assert offered(response) == {"headline": "A door left open all winter", "updated_on": "2024-10-03", "body": PROSE}


def test_the_bare_text_can_be_taken(desk, critic):
    response = desk.post(NEW, blank(critic, step="use:body"))
    assert values(response)["body"] == PROSE


def test_a_grade_that_is_not_on_the_critics_scale_is_mentioned_and_not_offered(desk, critic):
    article = ARTICLE.replace("4/5", "83%")
    response = desk.post(NEW, blank(critic, step="read", body=article))
    assert "grade" not in offered(response)
    assert "The text prints a grade that this byline cannot give." in response.text


def test_a_typed_scale_is_offered_its_grade_with_the_button_that_chooses_it(client):
    critic = CriticFactory(user=UserFactory(), scale=ScaleFactory(tenths=True))
    client.force_login(critic.user)
    response = client.post(NEW, blank(critic, step="use:grade_written", body=ARTICLE.replace("4/5", "8.4/10")))
    form = response.context["form"]
    assert (form["grade"].value(), form["grade_written"].value()) == ("written", "8.4/10")


@pytest.mark.parametrize("body", ["", "Too short to be one.", "x\0y" * 20, "<html><body><div>a</div></body></html>"])
def test_what_is_no_review_is_said_to_be_none(desk, critic, body):
    response = desk.post(NEW, blank(critic, step="read", body=body))
    assert response.status_code == 200
    assert response.context["reading"].remarks
    assert not response.context["reading"].offers


def test_htmx_gets_the_offers_alone(desk, critic):
    response = desk.post(NEW, blank(critic, step="read"), headers={"HX-Request": "true", "HX-Target": "offers"})
    assert "<html" not in response.text
    assert "A door left open all winter" in response.text
    assert "HX-Target" in response["Vary"]


def test_an_offer_that_nobody_made_changes_nothing(desk, critic):
    response = desk.post(NEW, blank(critic, step="use:critic"))
    assert response.status_code == 200
    assert values(response)["headline"] == ""


def test_offers_are_shown_as_text(desk, critic):
    article = ARTICLE.replace("A door left open all winter", "A <script>alert(1)</script> in winter")
    page = desk.post(NEW, blank(critic, step="read", body=article)).text
    assert "<script>alert" not in page


def test_the_card_shows_what_is_valid_so_far(desk, critic):
    album = AlbumFactory()
    data = posted(critic, album, row(QUOTED, lead="on"), row("Never written", lead="on"), step="preview", grade="9/5")
    response = desk.post(NEW, data, headers={"HX-Request": "true", "HX-Target": "card-preview"})
    assert response.status_code == 200
    assert QUOTED in response.text
    assert "Never written" not in response.text
    assert critic.name in response.text
    assert "<html" not in response.text


def test_the_card_is_shown_without_javascript_too(desk, critic):
    data = posted(critic, AlbumFactory(), row(QUOTED, lead="on"), step="preview", grade="4/5")
    card = desk.post(NEW, data).context["manuscript"].card
    assert [excerpt.text for excerpt in card.lead_excerpts()] == [QUOTED]
    assert (card.grade, card.verdict) == ("4/5", "positive")


def test_looking_too_often_is_refused_and_nothing_is_lost(desk, critic, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "desk-look": "1/m"}
    assert desk.post(NEW, blank(critic, step="read")).status_code == 200
    response = desk.post(NEW, blank(critic, step="read", headline="Kept"))
    assert response.status_code == 429
    assert 'value="Kept"' in response.text
