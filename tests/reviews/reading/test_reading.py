"""One reader for every document: each value with where it was read."""

from datetime import date

import pytest

from common.text import Unreadable
from reviews.reading.reading import Document, Kind, NotAReview, read
from tests.reviews.reading.pages import BODY, document, page


def plain(text: str, **known) -> Document:
    return Document(text.encode(), **known)


def test_plain_text_says_where_each_value_was_read():
    reading = read(plain(document("signed_above")))
    assert reading.kind is Kind.REVIEW
    assert reading.value("critic") == "Oskar Brandvold"
    assert reading.value("published") == date(2024, 3, 3)
    assert reading.sources["headline"] == "heading"
    assert reading.sources["critic"] == reading.sources["published"] == "byline line"
    assert reading.sources["language"] == "body"
    assert "grade" not in reading.sources
    assert reading.value("grade") is None


def test_a_reading_is_a_draft():
    reading = read(plain(page("Marlow Finch – Glass Harbour\n\nBy Ines Harrow\n\nRating: 4/5")))
    draft = reading.draft
    assert (draft.body, draft.critic, draft.grade.printed) == (BODY, "Ines Harrow", "4/5")
    assert draft.headline == reading.value("headline")


def test_a_draft_says_closely_where_each_value_was_read():
    draft = read(plain(page("Marlow Finch – Glass Harbour\n\nBy Ines Harrow\n\nRating: 4/5"))).draft
    assert draft.where["critic"] == "a byline above the text"
    assert draft.where["grade"] == "a line with a label"


def test_a_draft_keeps_what_stands_around_the_text():
    tracks = "Tracklist\n1. Kelp\n2. Neap\n3. Dogger"
    deck = "A quiet record about the sea, made in a shed by a man who cannot swim and never will."
    draft = read(plain(page(f"Marlow Finch – Glass Harbour\n\n{deck}\n\nBy Ines Harrow", tracks))).draft
    assert draft.track_list == ("Kelp", "Neap", "Dogger")
    assert draft.standfirst == deck


def test_what_is_no_text_is_refused_with_what_to_do():
    with pytest.raises(Unreadable, match="PDF"):
        read(Document(b"%PDF-1.7 ..."))
    with pytest.raises(NotAReview):
        read(plain("Too short."))
