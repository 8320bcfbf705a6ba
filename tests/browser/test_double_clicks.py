"""Buttons that somebody presses twice in a hurry, in a real browser: one act, and a page that makes sense.

What a second post does by itself, for every button, is in tests/test_second_clicks.py.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Notice
from reviews.models import Critic, Review
from tests.curators import new_curator, page_of
from tests.factories import CriticFactory, ReviewFactory, UserFactory
from tests.rows import claim_to_a_new_name

BROWSERS = pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "without"])
# Without a pause between its clicks Chromium sends only the second.
BETWEEN_CLICKS_MS = 40


@pytest.fixture
def critic() -> Critic:
    return CriticFactory(name="Marit Oyelaran", user=UserFactory())


def twice(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).dblclick(delay=BETWEEN_CLICKS_MS)


@BROWSERS
def test_a_review_is_published_once(browser_page, critic, javascript):
    review = ReviewFactory(critic=critic, submitted=True)
    page = browser_page(user=new_curator(), javascript=javascript)
    page.goto(page_of(review))
    twice(page, "Save and publish")
    expect(page.get_by_text("is published").first).to_be_visible()
    review.refresh_from_db()
    assert review.status == "published"
    assert Notice.objects.get().recipient == critic.user


@BROWSERS
def test_a_review_is_returned_once(browser_page, critic, javascript):
    review = ReviewFactory(critic=critic, submitted=True)
    page = browser_page(user=new_curator(), javascript=javascript)
    page.goto(page_of(review))
    page.get_by_label("Reason").fill("Please name the pressing.")
    twice(page, "Return to the critic")
    expect(page.get_by_text("is returned").or_(page.get_by_text("is draft by now")).first).to_be_visible()
    review.refresh_from_db()
    assert (review.status, review.reason) == ("draft", "Please name the pressing.")
    assert Notice.objects.get().recipient == critic.user


@BROWSERS
def test_a_claim_is_granted_once(browser_page, javascript):
    claim = claim_to_a_new_name()
    page = browser_page(user=new_curator(), javascript=javascript)
    page.goto(page_of(claim))
    twice(page, "Grant")
    expect(page.get_by_text("is granted").first).to_be_visible()
    assert Critic.objects.filter(user=claim.user).count() == 1
    assert Notice.objects.get().recipient == claim.user


@BROWSERS
def test_a_draft_is_thrown_away_once(browser_page, critic, javascript):
    review = ReviewFactory(critic=critic)
    page = browser_page(user=critic.user, javascript=javascript)
    page.goto(review.get_desk_url())
    page.get_by_text("Throw this draft away").click()
    twice(page, "Throw it away")
    expect(page.get_by_role("heading", name="Your desk")).to_be_visible()
    expect(page.locator(".messages")).to_contain_text("thrown away")
    assert not Review.objects.exists()


def test_a_record_is_added_once(browser_page):
    page = browser_page(user=new_curator())
    page.goto("/admin/reviews/critic/add/")
    page.get_by_role("textbox", name="Name").fill("Orrin Vale")
    twice(page, "Save")
    expect(page.locator(".messagelist")).to_contain_text("Orrin Vale")
    assert Critic.objects.count() == 1
