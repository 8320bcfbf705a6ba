"""What a critic types is kept in a real browser: through reloads, lost connections, second tabs, expired sign-ins."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from reviews.models import Critic, Draft, Review
from tests.browser.barriers import WIDTHS, axe, barriers
from tests.factories import PASSWORD, AlbumFactory, CriticFactory, ReviewFactory, UserFactory

NEW = "/desk/reviews/new/"
# The console's lines about what these tests bring about on purpose, and about a preview that was still on its way.
REFUSED = ("status of 403", "status of 422", "Status Error Code 403")
CHANGED, LEFT_BEHIND = "status of 409", "htmx:"
DISCONNECTED = ("ERR_INTERNET_DISCONNECTED", LEFT_BEHIND)
KEPT = "Kept as typed at"
SOON = 20_000
# Without a pause between its clicks Chromium sends only the second.
BETWEEN_CLICKS_MS = 40


@pytest.fixture
def critic() -> Critic:
    return CriticFactory(name="Marit Oyelaran", user=UserFactory())


def text_of(page: Page):
    return page.get_by_role("textbox", name="Text", exact=True)


def says(page: Page):
    return page.locator("#autosave")


def test_what_was_typed_is_there_after_a_reload(browser_page, critic):
    page = browser_page(user=critic.user, tolerated=(LEFT_BEHIND,))
    page.goto(NEW)
    page.get_by_label("Headline", exact=True).fill("A door in winter")
    text_of(page).fill("Only a beginning.")
    expect(says(page)).to_contain_text(KEPT, timeout=SOON)
    page.reload()
    expect(text_of(page)).to_have_value("Only a beginning.")
    expect(page.get_by_label("Headline", exact=True)).to_have_value("A door in winter")
    assert not Review.objects.exists()


def test_of_two_browsers_the_second_is_shown_both_versions_and_chooses(browser_page, critic):
    review = ReviewFactory(critic=critic, verdict="mixed", body="The bells agree at noon.")
    first, second = (browser_page(user=critic.user, tolerated=(CHANGED, LEFT_BEHIND)) for _ in range(2))
    for page in (first, second):
        page.goto(review.get_desk_url())
    text_of(first).fill("The bells disagree at noon.")
    expect(says(first)).to_contain_text(KEPT, timeout=SOON)
    text_of(second).fill("The bells agree at midnight.")
    expect(says(second)).to_contain_text("was changed somewhere else", timeout=SOON)
    second.get_by_role("button", name="Save draft").click()
    both = second.get_by_role("alert")
    expect(both.locator("del", has_text="disagree")).to_be_visible()
    expect(both.locator("ins", has_text="midnight")).to_be_visible()
    assert axe(second) == []
    second.get_by_role("button", name="Keep mine instead").click()
    expect(second.get_by_text("The draft is saved.")).to_be_visible()
    review.refresh_from_db()
    assert review.body == "The bells agree at midnight."


def test_leaving_with_unsaved_text_warns(browser_page, critic):
    page = browser_page(user=critic.user, tolerated=(LEFT_BEHIND,))
    page.goto(NEW)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    text_of(page).press_sequentially("Typed just now")
    page.goto("/desk/")
    assert asked == ["beforeunload"]
    page.goto(NEW)
    page.goto("/desk/")
    assert asked == ["beforeunload"]


def test_a_lost_connection_loses_nothing(browser_page, critic):
    page = browser_page(user=critic.user, tolerated=DISCONNECTED)
    page.goto(NEW)
    page.context.set_offline(True)
    text_of(page).fill("Typed in a tunnel.")
    expect(says(page)).to_contain_text("It is kept in this browser", timeout=SOON)
    page.context.set_offline(False)
    expect(says(page)).to_contain_text(KEPT, timeout=SOON)
    assert Draft.objects.get().fields["body"] == "Typed in a tunnel."


def test_what_only_this_browser_kept_is_offered_when_the_page_is_opened_again(browser_page, critic):
    page = browser_page(user=critic.user, tolerated=DISCONNECTED)
    page.goto(NEW)
    page.on("dialog", lambda dialog: dialog.accept())
    page.context.set_offline(True)
    text_of(page).fill("Typed in a tunnel.")
    expect(says(page)).to_contain_text("It is kept in this browser", timeout=SOON)
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(NEW)
    page.get_by_role("button", name="Put it back into the form").click()
    expect(text_of(page)).to_have_value("Typed in a tunnel.")
    expect(says(page)).to_contain_text(KEPT, timeout=SOON)


def signed_out_while_writing(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")


def sign_in_elsewhere(page: Page, critic: Critic) -> None:
    other = page.context.new_page()
    other.goto("/accounts/login/")
    other.get_by_label("Username").fill(critic.user.username)
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Sign in", exact=True).click()
    expect(other.get_by_role("button", name="Sign out")).to_be_visible()
    other.close()


def test_an_expired_sign_in_loses_nothing(browser_page, critic):
    page = browser_page(user=critic.user, tolerated=(*REFUSED, LEFT_BEHIND))
    page.goto(NEW)
    signed_out_while_writing(page)
    text_of(page).fill("Typed for an hour.")
    expect(says(page)).to_contain_text("You are signed out", timeout=SOON)
    sign_in_elsewhere(page, critic)
    text_of(page).press_sequentially(" And more.")
    expect(says(page)).to_contain_text(KEPT, timeout=SOON)
    assert "And more." in Draft.objects.get().fields["body"]


def test_an_expired_sign_in_loses_nothing_without_javascript(browser_page, critic):
    AlbumFactory(title="Tide Tables")
    page = browser_page(user=critic.user, javascript=False, tolerated=REFUSED)
    page.goto(NEW)
    text_of(page).fill("Typed for an hour.")
    signed_out_while_writing(page)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", name="Nothing is lost")).to_be_visible()
    sign_in_elsewhere(page, critic)
    page.get_by_role("button", name="I have signed in: send it again").click()
    page.get_by_role("button", name="Send it again", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Kept as you typed it")
    expect(text_of(page)).to_have_value("Typed for an hour.")
    assert Draft.objects.get().user == critic.user


def test_a_submission_clicked_twice_is_one_review(browser_page, critic):
    album = AlbumFactory(title="Tide Tables")
    page = browser_page(user=critic.user, tolerated=(LEFT_BEHIND,))
    page.goto(NEW)
    page.get_by_label("Title or artist").press_sequentially("tide")
    page.locator("#found-albums").get_by_label("Tide Tables").check()
    text_of(page).fill("All of it, and quickly.")
    page.get_by_label("No grade").check()
    page.get_by_label("Mixed").check()
    page.get_by_role("button", name="Submit to curators").dblclick(delay=BETWEEN_CLICKS_MS)
    expect(page.get_by_role("heading", name="Submitted")).to_be_visible()
    assert Review.objects.get().album == album
    assert not Draft.objects.exists()
    page.goto(NEW)
    expect(text_of(page)).to_have_value("")
    expect(page.locator("#recovery")).to_be_hidden()


def test_a_suggested_sentence_becomes_an_excerpt_by_keyboard(browser_page, critic):
    good = "Slack Water is the best song here, a patient and beautiful thing whose guitars never hurry to their chorus."
    review = ReviewFactory(critic=critic, body=f"{good} It is a record of nine songs.", hosted=True)
    page = browser_page(user=critic.user, tolerated=(LEFT_BEHIND,))
    page.goto(review.get_desk_url())
    page.get_by_role("button", name="Suggest sentences").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#suggestions .offers-title")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Excerpt 1").get_by_label("Words, exactly")).to_have_value(good)
    assert not review.excerpts.exists()


def test_a_published_review_is_revised_without_javascript(browser_page, critic):
    review = ReviewFactory(critic=critic, published=True, body="The bells agree at noon.")
    page = browser_page(user=critic.user, javascript=False)
    page.goto(review.get_desk_url())
    page.get_by_role("button", name="Revise it").click()
    text_of(page).fill("The bells disagree at noon.")
    page.get_by_label("No grade").check()
    page.get_by_role("button", name="Submit to curators").click()
    expect(page.get_by_role("heading", name="Revision, submitted")).to_be_visible()
    page.get_by_role("link", name="See what changes").click()
    expect(page.locator("ins", has_text="disagree")).to_be_visible()
    review.refresh_from_db()
    assert review.body == "The bells agree at noon."


def test_no_page_after_publishing_has_an_accessibility_fault(browser_page, critic):
    review = ReviewFactory(critic=critic, published=True)
    draft = Draft.objects.create(
        user=critic.user, form_token="5d5c2e5c-0000-4000-8000-000000000000", fields={"body": "x"}
    )
    page = browser_page(user=critic.user)
    for url in (
        review.get_desk_url(),
        review.get_history_url(),
        "/desk/grades/",
        f"/desk/drafts/{draft.pk}/",
        "/desk/",
    ):
        page.goto(url)
        assert barriers(page, WIDTHS) == [], url
