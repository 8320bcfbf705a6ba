"""A curator at the queue in a real browser: by keyboard, by mouse, without JavaScript."""

from __future__ import annotations

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from curation.models import Hold
from reviews.models import Note, Review
from tests.browser.barriers import WIDTHS, barriers
from tests.curation.queueing import QUEUE, ago, claim, held, proposed, request, submitted
from tests.curators import new_curator, page_of

# axe copies into the page what Django's forms.css imports, which the policy refuses; the page itself does nothing.
AXE_COPIES_STYLES = ("Applying inline style violates",)


@pytest.fixture
def curator():
    return new_curator(username="curator")


@pytest.fixture
def reviews() -> list[Review]:
    """Three that wait, longest first; the second does not pass."""
    return [submitted(submitted_at=ago(days=9 - day), verdict="" if day == 1 else "rave") for day in range(3)]


def row(page: Page, review: Review):
    return page.locator(f"#review-{review.pk}")


def test_by_keyboard_alone(browser_page, curator, reviews):
    page = browser_page(user=curator)
    page.goto(QUEUE)
    first, second, third = (row(page, review) for review in reviews)
    page.keyboard.press("j")
    expect(first).to_be_focused()
    page.keyboard.press("k")
    expect(first).to_be_focused()
    page.keyboard.press("x")
    expect(first.get_by_role("checkbox")).to_be_checked()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(third).to_be_focused()
    page.keyboard.press("t")
    expect(third).to_contain_text("You hold it")
    expect(third.get_by_role("button", name="Release")).to_be_focused()
    page.keyboard.press("r")
    expect(third.get_by_role("button", name="Take")).to_be_focused()
    expect(first.get_by_role("checkbox")).to_be_checked()
    page.keyboard.press("k")
    expect(second).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{page_of(reviews[1])}")


def test_the_list_of_keys_and_how_they_are_switched_off(browser_page, curator, reviews):
    page = browser_page(user=curator)
    page.goto(QUEUE)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("Take it")
    page.keyboard.press("j")
    expect(row(page, reviews[0])).not_to_be_focused()
    keys.get_by_label("Single keys work on this device").uncheck()
    keys.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    expect(row(page, reviews[0])).not_to_be_focused()
    page.reload()
    page.keyboard.press("?")
    expect(keys).to_be_hidden()
    page.get_by_role("button", name="Keys").click()
    keys.get_by_label("Single keys work on this device").check()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(row(page, reviews[0])).to_be_focused()


def test_keys_mean_letters_while_one_types(browser_page, curator, reviews):
    page = browser_page(user=curator)
    page.goto(QUEUE)
    page.keyboard.press("/")
    search = page.get_by_role("searchbox", name="Search")
    expect(search).to_be_focused()
    page.keyboard.type("jot?x/")
    expect(search).to_have_value("jot?x/")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert not Hold.objects.exists()


def test_what_passes_is_selected_at_once_and_published(browser_page, curator, reviews):
    page = browser_page(user=curator)
    page.goto(QUEUE)
    page.get_by_role("link", name="Select the 2 on this page that pass all checks").click()
    assert page.get_by_role("checkbox", checked=True).count() == 2
    page.get_by_role("button", name="Publish the selected").click()
    expect(page.locator(".messagelist")).to_contain_text("2 reviews are published.")
    assert list(Review.objects.waiting()) == [reviews[1]]


def test_without_javascript_too(browser_page, curator, reviews):
    page = browser_page(user=curator, javascript=False)
    page.goto(QUEUE)
    expect(page.get_by_role("button", name="Keys")).to_be_hidden()
    row(page, reviews[1]).get_by_role("button", name="Take").click()
    expect(page.locator(".messagelist")).to_contain_text("You hold it now.")
    page.get_by_role("link", name="Select the 2 on this page").click()
    page.get_by_role("button", name="Publish the selected").click()
    expect(page.locator(".messagelist")).to_contain_text("2 reviews are published.")
    row(page, reviews[1]).get_by_role("button", name="Release").click()
    expect(page.locator(".messagelist")).to_contain_text("Nobody holds it now.")


def test_what_another_has_taken_meanwhile_is_said_in_its_row(browser_page, curator, reviews):
    page = browser_page(user=curator, tolerated=("status of 409",))
    page.goto(QUEUE)
    held(reviews[0], "submission", new_curator(username="other"))
    row(page, reviews[0]).get_by_role("button", name="Take").click()
    expect(row(page, reviews[0]).get_by_role("alert")).to_contain_text("other has held it since")
    expect(row(page, reviews[0])).to_contain_text("Held by other")


def test_taking_and_noting_on_a_reviews_page_lose_nothing_that_was_typed(browser_page, curator, reviews):
    page = browser_page(user=curator)
    page.goto(page_of(reviews[0]))
    page.get_by_label("Reason").fill("Name the pressing.")
    page.get_by_role("button", name="Take").click()
    expect(page.get_by_text("You hold it", exact=True)).to_be_visible()
    page.get_by_label("A note").fill("Asked Ben about it.")
    page.get_by_role("button", name="Keep among curators").click()
    expect(page.locator(".notes-list")).to_contain_text("Asked Ben about it.")
    expect(page.get_by_label("Reason")).to_have_value("Name the pressing.")
    expect(page.get_by_label("A note")).to_be_focused()
    assert Note.objects.get().by == curator


def test_whoever_is_signed_out_meanwhile_is_told_and_loses_nothing(browser_page, curator, reviews):
    page = browser_page(user=curator)
    page.goto(page_of(reviews[0]))
    page.get_by_label("A note").fill("Asked Ben about it.")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.on("dialog", lambda dialog: dialog.accept())
    with page.expect_event("dialog") as shown:
        page.get_by_role("button", name="Take").click()
    assert shown.value.message == "You are signed out. Sign in in another window and try again."
    expect(page.get_by_label("A note")).to_have_value("Asked Ben about it.")
    expect(page.get_by_role("button", name="Take")).to_be_visible()


def test_axe_finds_nothing(browser_page, curator, reviews):
    things = [claim(), proposed(title="القمر فوق الميناء"), request()]
    held(reviews[0], "submission", curator)
    held(reviews[1], "submission", new_curator(username="other"))
    Note.objects.create(review=reviews[0], words="Asked Ben.", by=curator)
    page = browser_page(user=curator, tolerated=AXE_COPIES_STYLES)
    for path in [QUEUE, f"{QUEUE}?q=zzz", *map(page_of, [reviews[0], *things])]:
        assert page.goto(path).status == 200
        assert barriers(page, WIDTHS) == [], path
    page.goto(QUEUE)
    page.keyboard.press("?")
    assert barriers(page, WIDTHS) == []
