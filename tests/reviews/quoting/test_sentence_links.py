"""Links that open a page at a sentence."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.quoting.sentence_links import link_to_text
from tests.factories import ExcerptFactory, ReviewFactory

URL = "https://lantern.example/low-water"
LONG = (
    "The choir arrives before the organ does, which nobody at the back had expected, and for a while the two "
    "of them circle each other like dogs on a towpath until the bells decide it."
)


def directive(link: str) -> str:
    url, _, fragment = link.partition("#:~:text=")
    assert url == URL
    return fragment


def test_a_short_excerpt_is_named_whole():
    assert directive(link_to_text(URL, "Nothing hurries here")) == "Nothing%20hurries%20here"


def test_a_long_excerpt_is_named_by_its_first_and_last_words():
    start, end = directive(link_to_text(URL, LONG)).split(",")
    assert unquote(start) == "The choir arrives before the"
    assert unquote(end) == "until the bells decide it."


def test_a_long_excerpt_of_few_words_is_named_whole():
    words = " ".join(["antidisestablishmentarianism"] * 8)
    assert unquote(directive(link_to_text(URL, words))) == words


@pytest.mark.parametrize(
    ("text", "encoded"),
    [
        ("half-lit", "half%2Dlit"),
        ("loud, then not", "loud%2C%20then%20not"),
        ("salt & smoke", "salt%20%26%20smoke"),
        ("what? #1!", "what%3F%20%231%21"),
        ("100 % true/false", "100%20%25%20true%2Ffalse"),
    ],
)
def test_characters_with_a_meaning_of_their_own_are_encoded(text, encoded):
    assert directive(link_to_text(URL, text)) == encoded


def test_quotation_marks_stay_as_the_source_prints_them():
    assert unquote(directive(link_to_text(URL, "It isn’t “finished”"))) == "It isn’t “finished”"


def test_only_the_first_paragraph_is_named():
    assert unquote(directive(link_to_text(URL, "It stops there.\n\nIt begins again."))) == "It stops there."


def test_an_address_with_a_fragment_keeps_it():
    assert link_to_text(f"{URL}#part-2", "Here") == f"{URL}#part-2:~:text=Here"


@pytest.mark.parametrize(("url", "text"), [("", "words"), (URL, ""), (URL, " \n ")])
def test_without_an_address_or_words_nothing_is_added(url, text):
    assert link_to_text(url, text) == url


def test_words_that_stand_once_need_no_prefix():
    assert directive(link_to_text(URL, "the bells", "Then the bells stop.")) == "the%20bells"


def test_words_that_stand_twice_take_those_before_them_along():
    body = "We waited for the bells. Later and further off, the bells again."
    assert unquote(directive(link_to_text(URL, "the bells", body))) == "We waited for-,the bells"
    second = directive(link_to_text(URL, "the bells", body, body.rindex("the bells")))
    assert unquote(second) == "and further off,-,the bells"
    assert second == "and%20further%20off%2C-,the%20bells"


def test_browsers_find_words_whatever_their_case():
    body = "Under the bells we met. And so it ends.\n\nThe bells are the record."
    link = link_to_text(URL, "The bells", body)
    assert unquote(directive(link)) == "so it ends.-,The bells"


def test_a_prefix_grows_until_it_tells_the_places_apart():
    body = "Slowly now, as ever, come the bells. Quickly now, as ever, come the bells."
    link = link_to_text(URL, "the bells", body, body.rindex("the bells"))
    assert unquote(directive(link)) == "Quickly now, as ever, come-,the bells"


def test_a_prefix_lies_within_one_paragraph():
    body = "The bells.\n\nAgain:\n\nthe bells."
    link = link_to_text(URL, "the bells", body, body.index("the bells"))
    assert unquote(directive(link)) == "Again:-,the bells"


def test_what_opens_the_text_has_nothing_before_it():
    assert directive(link_to_text(URL, "The bells", "The bells. Always the bells.")) == "The%20bells"


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_link_is_one_line_of_plain_characters(text, around):
    link = link_to_text(URL, text, around + text + around)
    assert link.isascii()
    assert not set(link) & set(" \n\"'<>")
    assert link.startswith(URL)


@pytest.mark.django_db
def test_an_excerpt_opens_its_source_where_it_stands():
    body = "Nothing hurries. The drums wait.\n\nA door shuts somewhere. Nothing hurries."
    review = ReviewFactory(body=body, source_url=URL)
    excerpt = ExcerptFactory(review=review, text="Nothing hurries.", start=body.rindex("Nothing"), lead=True)
    assert unquote(directive(excerpt.source_link)) == "door shuts somewhere.-,Nothing hurries."
    assert review.source_link == excerpt.source_link


@pytest.mark.django_db
def test_a_review_without_a_lead_opens_its_source_at_the_top():
    review = ReviewFactory(source_url=URL)
    ExcerptFactory(review=review, lead=False)
    assert review.source_link == URL
