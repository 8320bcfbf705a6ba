"""A curator at work in a real browser: picking an excerpt by selecting it, deciding, with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from reviews.models import Review
from tests.browser.barriers import WIDTHS, barriers
from tests.curators import new_curator, page_of
from tests.factories import AlbumFactory, ExcerptFactory, ReviewFactory, TrackFactory

BODY = "🎷 It hums.\n\nThen, when nobody expects it any more: It hums. It stops, and the room is left to itself."
QUEUE = "/admin/queue/"
# axe copies into the page what Django's forms.css imports, which the policy refuses; the page itself does nothing.
AXE_COPIES_STYLES = ("Applying inline style violates",)


@pytest.fixture
def curator():
    return new_curator(username="curator")


@pytest.fixture
def review() -> Review:
    review = ReviewFactory(submitted=True, hosted=True, body=BODY)
    TrackFactory(album=review.album)
    return review


def select_in_text(page: Page, words: str, nth: int = 0) -> None:
    """Select the nth place where `words` stand in the text, as a mouse would."""
    page.locator("[data-review-body]").evaluate(
        """(body, [words, nth]) => {
            const node = body.lastChild;
            let at = -1;
            for (let count = 0; count <= nth; count += 1) at = node.data.indexOf(words, at + 1);
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            document.getSelection().removeAllRanges();
            document.getSelection().addRange(range);
        }""",
        [words, nth],
    )


def test_selected_words_become_an_excerpt_where_they_were_selected(browser_page, curator, review):
    page = browser_page(user=curator)
    page.goto(page_of(review))
    button = page.get_by_role("button", name="Make the selection an excerpt")
    expect(button).to_be_disabled()
    select_in_text(page, "It hums.", nth=1)
    button.click()
    expect(page.get_by_label("Words").first).to_have_value("It hums.")
    select_in_text(page, "It stops")
    button.click()
    expect(page.get_by_label("Words").nth(1)).to_have_value("It stops")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    places = [(excerpt.text, excerpt.start) for excerpt in review.excerpts.order_by("start")]
    assert places == [("It hums.", BODY.rindex("It hums.")), ("It stops", BODY.index("It stops"))]


def test_without_javascript_words_are_pasted_and_the_review_is_published(browser_page, curator, review):
    page = browser_page(user=curator, javascript=False)
    page.goto("/admin/")
    page.get_by_role("link", name="1 in the queue").click()
    page.get_by_role("link", name=review.album.title).click()
    page.get_by_label("Words").first.fill("the room is left to itself")
    page.get_by_role("button", name="Save and publish").click()
    expect(page.locator(".messagelist")).to_contain_text("is published")
    review.refresh_from_db()
    assert (review.status, review.excerpts.get().text) == ("published", "the room is left to itself")


def test_a_review_is_rejected_with_a_reason(browser_page, curator, review):
    page = browser_page(user=curator)
    page.goto(page_of(review))
    page.get_by_label("Reason").fill("This is about another record.")
    page.get_by_role("button", name="Reject").click()
    page.wait_for_url(f"**{QUEUE}")
    review.refresh_from_db()
    assert (review.status, review.reason) == ("rejected", "This is about another record.")


def test_the_desk_keeps_to_its_screen_and_can_be_used_by_all(browser_page, curator, review):
    ExcerptFactory(review=review, text="It hums.", lead=True)
    AlbumFactory(proposed=True)
    page = browser_page(user=curator, tolerated=AXE_COPIES_STYLES)
    for path in ["/admin/", QUEUE, page_of(review)]:
        assert page.goto(path).status == 200
        assert barriers(page, WIDTHS) == [], path


def test_the_policy_holds_on_forms(browser_page, curator):
    page = browser_page(user=curator)
    for path in ("albums/album/add/", "reviews/critic/add/", "reviews/review/add/", "albums/"):
        assert page.goto(f"/admin/{path}").status == 200
