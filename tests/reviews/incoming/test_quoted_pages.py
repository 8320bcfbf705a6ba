"""Quoted sentences are looked for on their pages again, where a policy lets us look."""

from __future__ import annotations

from datetime import date

import pytest

from reviews.incoming.quoted_pages import compare_quotations, stands_in
from reviews.models import Excerpt, SourcePolicy
from tests.factories import ExcerptFactory, ReviewFactory

pytestmark = pytest.mark.django_db
URL = "http://lantern.example/reviews/salt"
DAY = date(2026, 5, 3)
WORDS = "The first side opens like a door in winter."
MORE = "<p>" + "Nothing on it hurries, and the room does the counting. " * 12 + "</p>"


@pytest.fixture
def excerpt(policy) -> Excerpt:
    return ExcerptFactory(review=ReviewFactory(published=True, source_url=URL), text=WORDS, start=0)


def compared(web, fetcher, excerpt: Excerpt, page: str, **options: object) -> date | None:
    web.put(URL, page, **options)
    compare_quotations(URL, fetcher, DAY)
    excerpt.refresh_from_db()
    return excerpt.missing_since


def test_words_that_stand_there_are_left_alone(web, fetcher, excerpt):
    page = f"<p>The <em>first side</em> opens\n like a door in winter.</p>{MORE}"
    assert compared(web, fetcher, excerpt, page) is None


def test_words_that_are_gone_are_noted_since_when(web, fetcher, excerpt):
    assert compared(web, fetcher, excerpt, MORE) == DAY


def test_words_that_are_back_are_as_they_were(web, fetcher, excerpt):
    Excerpt.objects.update(missing_since=DAY)
    assert compared(web, fetcher, excerpt, f"<p>{WORDS}</p>{MORE}") is None


@pytest.mark.parametrize("options", [{"status": 404}, {"status": 503}])
def test_a_page_that_does_not_answer_says_nothing(web, fetcher, excerpt, options):
    assert compared(web, fetcher, excerpt, MORE, **options) is None


def test_a_page_that_shows_its_text_by_a_script_says_nothing(web, fetcher, excerpt):
    assert compared(web, fetcher, excerpt, f"<div id=root></div><script>'{MORE}'</script>") is None


def test_without_a_policy_the_page_is_not_asked_for(web, fetcher, excerpt):
    SourcePolicy.objects.all().delete()
    assert compared(web, fetcher, excerpt, MORE) is None
    assert web.asked == []


def test_what_is_said_of_it_stands_on_the_albums_page(client, excerpt):
    Excerpt.objects.update(missing_since=DAY, lead=True)
    page = client.get(excerpt.review.album.get_absolute_url()).content.decode()
    assert "the page reads otherwise now" in page


@pytest.mark.parametrize(
    ("text", "words", "stands"),
    [
        ("It’s “done” – really.", 'It\'s "done" - really.', True),
        ("It is done.", "It was done.", False),
        ("ÉTÉ 1999", "été 1999", True),
    ],
)
def test_typography_is_no_difference(text, words, stands):
    assert stands_in(text, words) is stands
