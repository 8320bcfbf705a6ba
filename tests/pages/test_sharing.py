"""What the share menu offers, and the quotations that are copied with their source."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from django.test import Client

from tests.factories import (
    CriticFactory,
    ExcerptFactory,
    PublicationFactory,
    count_anew,
    published_review,
    reviewed_album,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://chorus.example"


@pytest.fixture
def hosted():
    album = reviewed_album(80, "rave", title="Low & Water")
    house = PublicationFactory(name="Static & Tide")
    review = published_review(
        album,
        "pan",
        hosted=True,
        publication=house,
        critic=CriticFactory(name="Ada <Quill>"),
        published_on=date(2025, 3, 2),
    )
    ExcerptFactory(review=review, text="What stays is the voice", lead=True)
    count_anew(album)
    return review


def offered(path: str) -> list[str]:
    """What the menu of a page has to copy, as a reader gets it."""
    page = Client().get(path).content.decode()
    (menu,) = re.findall(r'<details class="share".*?</details>', page, re.DOTALL)
    fields = re.findall(r'<input type="text" readonly value="([^"]*)"|<textarea[^>]*>(.*?)</textarea>', menu, re.DOTALL)
    return [html.unescape(value or text) for value, text in fields]


def test_an_album_is_taken_along_by_address_card_or_badge(hosted):
    path = hosted.album.get_absolute_url()
    address, card, badge = offered(path)
    assert address == f"https://chorus.example{path}"
    assert card.startswith(f'<iframe src="https://chorus.example{path}embed/"')
    assert 'title="What critics make of Low &amp; Water"' in card
    assert f'<img src="https://chorus.example{path}badge.svg"' in badge
    assert 'alt="What critics make of Low &amp; Water"' in badge


def test_a_review_is_taken_along_with_its_words_and_their_source(hosted):
    address, quotation = offered(hosted.get_text_url())
    assert address == f"https://chorus.example{hosted.get_text_url()}"
    assert quotation == (
        f"“What stays is the voice” – Ada <Quill>, Static & Tide, on “Low & Water” (2 Mar 2025). {address}"
    )


def test_a_critic_is_taken_along_by_address(hosted):
    assert offered(hosted.critic.get_absolute_url()) == [f"https://chorus.example{hosted.critic.get_absolute_url()}"]


def test_each_quoted_review_can_be_quoted_with_its_source(hosted):
    quoted = published_review(hosted.album, "rave", source_url="https://lantern.example/salt?a=1&b=2")
    ExcerptFactory(review=quoted, text="three songs share one chorus", lead=True)
    page = Client().get(hosted.album.get_absolute_url()).content.decode()
    texts = [html.unescape(text) for text in re.findall(r'<p class="cite-words[^>]*>(.*?)</p>', page, re.DOTALL)]
    assert len(texts) == 2
    (text,) = (text for text in texts if "three songs" in text)
    assert "<" not in text
    assert text.rstrip().endswith("https://lantern.example/salt?a=1&b=2")


def test_what_nobody_sees_yet_cannot_be_quoted(hosted):
    alone = published_review(hosted.album, "rave")
    assert f'Quote<span class="hidden"> {alone.voice}' not in Client().get(hosted.album.get_absolute_url()).text
