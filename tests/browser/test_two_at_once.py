"""Two people, or two windows, at one thing in a real browser: one wins, the other is told and loses no word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import BylineClaim, Notice
from reviews.life.publishing import submit
from reviews.life.revising import begin_revision
from reviews.models import Critic, Review
from tests.curators import new_curator, page_of
from tests.factories import CriticFactory, ReviewFactory, UserFactory
from tests.rows import claim_to_a_new_name

BELLS, THEIRS, MINE = "The bells agree at noon.", "The bells disagree at noon.", "The bells agree at midnight."
KEPT_SOON = 20_000
# The console's lines about a version that is not stored over another, and about a preview that was still on its way.
CHANGED, LEFT_BEHIND = "status of 409", "htmx:"


@pytest.fixture
def critic() -> Critic:
    return CriticFactory(name="Marit Oyelaran", user=UserFactory())


@pytest.fixture
def curators(browser_page: Callable[..., Page]) -> tuple[Page, Page]:
    """Two curators, each at a browser of their own."""
    return tuple(browser_page(user=new_curator()) for _ in range(2))


def text_of(page: Page):
    return page.get_by_role("textbox", name="Text", exact=True)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def told(page: Page):
    """What the admin says at the head of a page."""
    return page.locator(".messagelist, .errornote + .errorlist").first


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "without"])
def test_the_second_of_two_browsers_may_drop_its_version_and_go_on_with_the_other(browser_page, critic, javascript):
    review = ReviewFactory(critic=critic, verdict="mixed", body=BELLS)
    first, second = (
        browser_page(user=critic.user, javascript=javascript, tolerated=(CHANGED, LEFT_BEHIND)) for _ in range(2)
    )
    for page in (first, second):
        page.goto(review.get_desk_url())
    text_of(first).fill(THEIRS)
    press(first, "Save draft")
    expect(first.get_by_text("The draft is saved.")).to_be_visible()
    text_of(second).fill(MINE)
    press(second, "Save draft")
    both = second.get_by_role("alert")
    expect(both.locator("del", has_text="disagree")).to_be_visible()
    expect(both.locator("ins", has_text="midnight")).to_be_visible()
    expect(text_of(second)).to_have_value(MINE)
    second.get_by_role("link", name="Drop mine, go on with the other one").click()
    expect(second.get_by_role("alert")).to_have_count(0)
    expect(text_of(second)).to_have_value(THEIRS)
    expect(second.locator("#recovery")).to_be_hidden()
    review.refresh_from_db()
    assert review.body == THEIRS


def test_of_two_windows_one_submits_and_the_other_takes_it_back_with_its_own_words(browser_page, critic):
    review = ReviewFactory(critic=critic, verdict="mixed", body=BELLS)
    first, second = (browser_page(user=critic.user, tolerated=(CHANGED, LEFT_BEHIND)) for _ in range(2))
    for page in (first, second):
        page.goto(review.get_desk_url())
        page.get_by_label("No grade").check()
    press(first, "Submit to curators")
    expect(first.get_by_role("heading", name="Submitted")).to_be_visible()
    text_of(second).fill(MINE)
    press(second, "Save draft")
    expect(second.get_by_role("heading", name="This review is submitted now")).to_be_visible()
    press(second, "Take it back and keep mine")
    expect(second.get_by_text("The draft is saved.")).to_be_visible()
    review.refresh_from_db()
    assert (review.status, review.body) == ("draft", MINE)


@pytest.mark.parametrize("second_button", ["Save and publish", "Return to the critic", "Reject"])
def test_of_two_curators_with_one_review_open_the_second_is_told(curators, critic, second_button):
    review = ReviewFactory(critic=critic, submitted=True, body=BELLS)
    first, second = curators
    for page in curators:
        page.goto(page_of(review))
    press(first, "Save and publish")
    expect(told(first)).to_contain_text("is published")
    second.get_by_label("Reason").fill("Please name the pressing.")
    press(second, second_button)
    expect(told(second)).to_contain_text(f"This review is published by now: “{second_button}” is not possible.")
    expect(second.get_by_label("Reason")).to_have_value("Please name the pressing.")
    review.refresh_from_db()
    assert review.status == "published"
    assert Notice.objects.get().kind == "published"


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "without"])
def test_what_one_curator_has_taken_another_decides_only_once_it_is_released(browser_page, critic, javascript):
    review = ReviewFactory(critic=critic, submitted=True, body=BELLS)
    holder, other = (browser_page(user=new_curator(), javascript=javascript) for _ in range(2))
    other.goto(page_of(review))
    holder.goto(reverse("queue"))
    holder.get_by_role("button", name="Take").click()
    expect(holder.get_by_text("You hold it", exact=True)).to_be_visible()
    other.get_by_label("Reason").fill("Please name the pressing.")
    press(other, "Return to the critic")
    expect(told(other)).to_contain_text("has held it since")
    expect(other.get_by_text("Please name the pressing.").first).to_be_visible()
    review.refresh_from_db()
    assert review.status == "submitted"
    holder.get_by_role("button", name="Release").click()
    expect(holder.get_by_role("button", name="Take")).to_be_visible()
    other.get_by_label("Reason").fill("Please name the pressing.")
    press(other, "Return to the critic")
    expect(told(other)).to_contain_text("is returned")
    review.refresh_from_db()
    assert (review.status, review.reason) == ("draft", "Please name the pressing.")


def test_of_two_curators_with_one_revision_open_the_second_is_told(curators, critic):
    review = ReviewFactory(critic=critic, published=True, body=BELLS)
    pending = submit(begin_revision(review, critic.user), critic.user)
    first, second = curators
    for page in curators:
        page.goto(page_of(pending))
    press(first, "Save and publish")
    expect(told(first)).to_contain_text("is published")
    second.get_by_label("Reason").fill("Please name the pressing.")
    press(second, "Return to the critic")
    expect(told(second)).to_contain_text("You had written: “Please name the pressing.”")
    review.refresh_from_db()
    assert (review.status, review.revision) == ("published", 2)
    assert Review.objects.count() == 1


def test_of_two_curators_with_one_claim_open_the_second_is_told(curators):
    claim = claim_to_a_new_name()
    first, second = curators
    for page in curators:
        page.goto(page_of(claim))
    press(first, "Grant")
    expect(told(first)).to_contain_text("is granted")
    second.get_by_label("Reason").fill("No page names you.")
    press(second, "Decline")
    expect(told(second)).to_contain_text("This claim is granted already. You had written: “No page names you.”")
    assert BylineClaim.objects.get().state == "granted"


def test_what_its_critic_took_back_and_changed_is_not_written_over_by_a_curator(browser_page, critic):
    review = ReviewFactory(critic=critic, submitted=True, body=BELLS)
    curator = browser_page(user=new_curator())
    curator.goto(page_of(review))
    page = browser_page(user=critic.user, tolerated=(LEFT_BEHIND,))
    page.goto(review.get_desk_url())
    press(page, "Take it back to change it")
    text_of(page).fill(MINE)
    page.get_by_label("No grade").check()
    press(page, "Submit to curators")
    expect(page.get_by_role("heading", name="Submitted")).to_be_visible()
    press(curator, "Save and publish")
    expect(told(curator)).to_contain_text("This review was changed after you opened this page.")
    review.refresh_from_db()
    assert (review.status, review.body) == ("submitted", MINE)


def test_a_critic_who_takes_back_what_a_curator_has_just_published_is_told(browser_page, critic):
    review = ReviewFactory(critic=critic, submitted=True, body=BELLS)
    page, curator = browser_page(user=critic.user, tolerated=(CHANGED,)), browser_page(user=new_curator())
    page.goto(review.get_desk_url())
    curator.goto(page_of(review))
    press(curator, "Save and publish")
    expect(told(curator)).to_contain_text("is published")
    press(page, "Take it back to change it")
    expect(page.get_by_role("alert")).to_contain_text("A review that is published cannot be taken back.")
    expect(page.get_by_role("button", name="Revise it")).to_be_visible()


def test_a_critic_who_still_edits_a_revision_that_a_curator_publishes_is_told_and_keeps_the_words(browser_page, critic):
    review = ReviewFactory(critic=critic, published=True, body=BELLS)
    pending = begin_revision(review, critic.user)
    writing, handing_in = (browser_page(user=critic.user, tolerated=(LEFT_BEHIND,)) for _ in range(2))
    curator = browser_page(user=new_curator())
    for page in (writing, handing_in):
        page.goto(pending.get_desk_url())
    text_of(handing_in).fill(THEIRS)
    handing_in.get_by_label("No grade").check()
    press(handing_in, "Submit to curators")
    expect(handing_in.get_by_role("heading", name="Revision, submitted")).to_be_visible()
    curator.goto(page_of(pending))
    press(curator, "Save and publish")
    expect(told(curator)).to_contain_text("is published")
    text_of(writing).fill(MINE)
    press(writing, "Save draft")
    expect(writing.get_by_text("What you typed goes on as a draft of its own.")).to_be_visible()
    expect(text_of(writing)).to_have_value(MINE)
    press(handing_in, "Take it back to change it")
    expect(handing_in.get_by_text("That draft is not there any more")).to_be_visible()
    review.refresh_from_db()
    assert (review.status, review.body) == ("published", THEIRS)
    assert Review.objects.get(status="draft").body == MINE
