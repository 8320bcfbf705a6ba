"""Hosted reviews as readers of microformats find them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import mf2py
import pytest
from django.test import Client

from reviews.models import Review
from tests.factories import CriticFactory, PublicationFactory, ScaleFactory, published_review, reviewed_album

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://chorus.example"


def hosted(opinion: str | int = "rave", **attributes: Any) -> Review:
    album = reviewed_album("rave", title="Low & Water")
    return published_review(album, opinion, hosted=True, **attributes)


def read(review: Review) -> dict[str, Any]:
    """The one entry on a review's page, by its properties."""
    url = f"https://chorus.example{review.get_text_url()}"
    parsed = mf2py.parse(doc=Client().get(review.get_text_url()).content.decode(), url=url)
    (entry,) = parsed["items"]
    assert set(entry["type"]) == {"h-entry", "h-review"}
    return entry["properties"]


def test_the_entry_says_what_the_page_says():
    critic = CriticFactory(name="Ada <Quill>")
    review = hosted(
        critic=critic, publication=PublicationFactory(), published_on=date(2025, 3, 2), headline="A door & a key"
    )
    found = read(review)
    assert found["name"] == ["A door & a key"]
    assert found["url"] == [f"https://chorus.example{review.get_text_url()}"]
    assert found["published"] == ["2025-03-02"]
    (author,) = found["author"]
    assert author["type"] == ["h-card"]
    assert author["properties"]["name"] == ["Ada <Quill>"]
    assert author["properties"]["url"] == [f"https://chorus.example{critic.get_absolute_url()}"]
    (item,) = found["item"]
    assert item["properties"]["name"] == ["Low & Water"]
    assert item["properties"]["url"] == [f"https://chorus.example{review.album.get_absolute_url()}"]
    (content,) = found["content"]
    assert content["value"].startswith("The first side opens like a door in winter.")
    assert content["lang"] == "en"


def test_a_rating_is_the_critics_own_number():
    scale = ScaleFactory(tenths=True)
    review = hosted(critic=CriticFactory(scale=scale), grade="8.4/10", score=Decimal(84), verdict="positive")
    found = read(review)
    assert (found["rating"], found["best"]) == (["8.4"], ["10"])


def test_a_verdict_is_no_rating():
    found = read(hosted("rave"))
    assert "rating" not in found
    assert "best" not in found
