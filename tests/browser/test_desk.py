"""A critic writes a review in a real browser: with JavaScript, without it, and with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from albums.models import Album
from reviews.models import Critic, Review, Thresholds
from tests.browser.barriers import WIDTHS, barriers
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
    CriticFactory,
    ExcerptFactory,
    PublicationFactory,
    ReviewFactory,
    ScaleFactory,
    TrackFactory,
    UserFactory,
)

OPENING = "🎷🎻 The horn enters late and leaves early."
QUOTE = "Nothing on it hurries, and the room does the counting."
BODY = (
    f"{OPENING}\n\nThe first side opens like a door in winter. {QUOTE} Three songs share one chorus, and the strings "
    "arrive to apologise for it.\n\nThe second side repeats itself on purpose: the horn enters late and leaves early, "
    "and this time nobody minds. What stays is the voice, close and unvarnished, and the last ninety seconds, in which "
    "a chair is moved, a lamp is put out and somebody begins to hum what we have been hearing all along. It asks for "
    "nothing that it could not pay for itself, which is rarer than it should be, and it ends before it is done."
)
NEW = "/desk/reviews/new/"
# The console's lines about a refused form, and about a preview that was still on its way when the page was left.
REFUSED, LEFT_BEHIND = "status of 422", "htmx:"


@pytest.fixture
def critic() -> Critic:
    house = PublicationFactory(name="The Weir")
    critic = CriticFactory(name="Marit Oyelaran", user=UserFactory(), scale=ScaleFactory(), publication=house)
    Thresholds.objects.create(critic=critic, mixed_from=50, positive_from=70, rave_from=85)
    return critic


@pytest.fixture
def album() -> Album:
    album = AlbumFactory(title="Tide Tables", lead_artist=ArtistFactory(name="Ines Harrow"))
    TrackFactory(album=album, title="Neap")
    AlbumFactory(title="Salt Year", lead_artist=ArtistFactory(name="Orrin Vale"))
    return album


def select_in_body(page: Page, words: str, nth: int = 0) -> None:
    """Select the nth place where `words` stand in the textarea, as a mouse would."""
    page.locator("#id_body").evaluate(
        """(body, [words, nth]) => {
            let at = -1;
            for (let count = 0; count <= nth; count += 1) at = body.value.indexOf(words, at + 1);
            body.focus();
            body.setSelectionRange(at, at + words.length);
        }""",
        [words, nth],
    )


def test_a_critic_writes_picks_excerpts_and_submits(browser_page, critic, album):
    page = browser_page(user=critic.user, tolerated=(LEFT_BEHIND,))
    page.goto(NEW)
    page.get_by_label("Title or artist").press_sequentially("tide har")
    found = page.locator("#found-albums").get_by_label("Tide Tables")
    found.check()
    expect(page.locator("#chosen-album").get_by_label("Tide Tables")).to_be_checked()
    expect(page.locator("#found-albums li")).to_have_count(0)

    page.get_by_label("Headline").fill("A door in winter")
    page.get_by_role("textbox", name="Text", exact=True).fill(BODY)
    expect(page.locator("[data-count-words]")).to_have_text(f"{len(BODY.split())} words")

    select_in_body(page, QUOTE)
    page.get_by_role("button", name="Use selection as excerpt").click()
    first = page.get_by_role("group", name="Excerpt 1")
    expect(first.get_by_label("Words, exactly")).to_have_value(QUOTE)
    expect(first.get_by_label("About")).to_be_focused()
    first.get_by_label("Track").select_option("Neap")
    first.get_by_label("Topic").select_option("Production")
    first.get_by_label("Show it on the card").check()

    select_in_body(page, "enters late and leaves early", nth=1)
    page.get_by_role("button", name="Use selection as excerpt").click()
    expect(page.get_by_role("group", name="Excerpt 2").get_by_label("Words, exactly")).to_have_value(
        "enters late and leaves early"
    )

    page.get_by_label("4.5/5").check()
    card = page.locator("#card-preview")
    expect(card.locator("blockquote")).to_contain_text(QUOTE)
    expect(card).to_contain_text("4.5/5")
    expect(card).to_contain_text("Rave")
    expect(page.locator("#suggested-verdict")).to_have_text("Rave")
    page.get_by_role("button", name="Submit to curators").click()
    expect(page.get_by_role("heading", name="Submitted")).to_be_visible()

    review = Review.objects.get()
    assert (review.status, review.album, review.critic, review.body) == ("submitted", album, critic, BODY)
    assert (review.grade, review.verdict) == ("4.5/5", "rave")
    lead, second = review.excerpts.order_by("order")
    assert (lead.text, lead.track.title, lead.about, lead.topic) == (QUOTE, "Neap", "track", "production")
    assert second.start == BODY.rindex("enters late and leaves early")


def test_a_critic_writes_and_submits_without_javascript(browser_page, critic, album):
    page = browser_page(user=critic.user, javascript=False, tolerated=(REFUSED,))
    page.goto(NEW)
    expect(page.get_by_role("button", name="Use selection as excerpt")).to_be_hidden()
    page.get_by_label("Headline").fill("A door in winter")
    page.get_by_role("textbox", name="Text", exact=True).fill(BODY)
    page.get_by_label("Title or artist").fill("tide")
    page.get_by_role("button", name="Search", exact=True).last.click()
    page.get_by_label("Tide Tables").check()
    page.get_by_role("button", name="Use the chosen album").click()

    first = page.get_by_role("group", name="Excerpt 1")
    first.get_by_label("Words, exactly").fill(QUOTE.replace("Nothing", "Anything"))
    first.get_by_label("Track").select_option("Neap")
    first.get_by_label("Show it on the card").check()
    page.get_by_role("button", name="Add another row").click()
    second = page.get_by_role("group", name="Excerpt 2")
    second.get_by_label("Words, exactly").fill("a lamp is put out")
    page.get_by_label("Mixed").check()
    page.get_by_label("No grade").check()
    page.get_by_role("button", name="Submit to curators").click()

    expect(page.get_by_role("alert")).to_contain_text("These words do not stand in the text.")
    expect(page.get_by_label("Headline")).to_have_value("A door in winter")
    expect(page.get_by_label("Mixed")).to_be_checked()
    expect(second.get_by_label("Words, exactly")).to_have_value("a lamp is put out")
    first.get_by_label("Words, exactly").fill(QUOTE)
    page.get_by_role("button", name="Show the card and the text again").click()
    expect(page.locator("#card-preview blockquote")).to_contain_text(QUOTE)
    page.get_by_role("button", name="Submit to curators").click()
    expect(page.get_by_role("heading", name="Submitted")).to_be_visible()

    review = Review.objects.get()
    assert (review.status, review.body, review.grade, review.verdict) == ("submitted", BODY, "", "mixed")
    assert [excerpt.text for excerpt in review.excerpts.order_by("order")] == [QUOTE, "a lamp is put out"]


def test_a_critic_writes_and_submits_with_the_keyboard_alone(browser_page, critic, album):
    page = browser_page(user=critic.user, tolerated=(LEFT_BEHIND,))
    page.goto(NEW)
    page.get_by_label("Title or artist").focus()
    keys = page.keyboard
    keys.type("tide")
    keys.press("Enter")
    expect(page.locator("#found-albums").get_by_label("Tide Tables")).to_be_visible()
    page.locator("#found-albums").get_by_label("Tide Tables").focus()
    keys.press("Space")
    expect(page.locator("#chosen-album").get_by_label("Tide Tables")).to_be_focused()
    page.get_by_label("Headline").focus()
    keys.type("A door in winter")
    keys.press("Enter")
    keys.press("Tab")
    keys.insert_text(BODY)
    keys.press("Control+Home")
    for _ in range(4):
        keys.press("Shift+ArrowRight")
    keys.press("Tab")
    expect(page.get_by_role("button", name="Use selection as excerpt")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_role("group", name="Excerpt 1").get_by_label("About")).to_be_focused()
    page.get_by_role("radio", name="4/5", exact=True).focus()
    keys.press("Space")
    keys.press("ArrowRight")
    expect(page.get_by_label("4.5/5")).to_be_checked()
    page.get_by_role("button", name="Submit to curators").focus()
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Submitted")).to_be_visible()
    review = Review.objects.get()
    assert (review.headline, review.grade) == ("A door in winter", "4.5/5")
    assert review.excerpts.get().text == "🎷🎻 T"


def test_nothing_selected_asks_for_a_selection(browser_page, critic, album):
    page = browser_page(user=critic.user)
    page.goto(NEW)
    page.get_by_role("textbox", name="Text", exact=True).fill(BODY)
    page.get_by_role("button", name="Use selection as excerpt").click()
    expect(page.locator("#selection-state")).to_contain_text("Select the words in the text first")
    expect(page.get_by_role("group", name="Excerpt 2")).to_have_count(0)


def test_a_button_pressed_too_often_says_so_and_keeps_what_was_typed(browser_page, critic, album, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "desk-look": "0/m"}
    page = browser_page(user=critic.user, tolerated=("status of 429", "Response Status Error Code 429"))
    page.goto(NEW)
    page.get_by_role("textbox", name="Text", exact=True).fill(BODY)
    page.get_by_role("button", name="Read headline").click()
    expect(page.locator("#selection-state")).to_contain_text("wait a minute")
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_have_value(BODY)


def test_rows_come_and_go_without_losing_the_others(browser_page, critic, album):
    page = browser_page(user=critic.user)
    page.goto(NEW)
    page.get_by_role("group", name="Excerpt 1").get_by_label("Words, exactly").fill("one")
    page.get_by_role("button", name="Add another row").click()
    second = page.get_by_role("group", name="Excerpt 2").get_by_label("Words, exactly")
    expect(second).to_be_focused()
    second.fill("two")
    page.get_by_role("button", name="Remove excerpt 1").click()
    expect(page.get_by_role("group", name="Excerpt 2")).to_have_count(0)
    expect(page.get_by_role("group", name="Excerpt 1").get_by_label("Words, exactly")).to_have_value("two")
    expect(page.get_by_role("button", name="Add another row")).to_be_focused()


def test_a_pasted_article_offers_what_it_says(browser_page, critic, album):
    page = browser_page(user=critic.user)
    page.goto(NEW)
    page.get_by_label("First published").fill("2020-01-01")
    article = f"A door in winter\n\nBy Marit Oyelaran\n\nPublished: 21 September 2024\n\n{BODY}\n\nRating: 3.5/5"
    page.get_by_role("textbox", name="Text", exact=True).fill(article)
    page.get_by_role("button", name="Read headline").click()
    page.get_by_role("button", name="Use all where nothing is typed yet").click()
    expect(page.get_by_label("Headline", exact=True)).to_have_value("A door in winter")
    expect(page.get_by_label("3.5/5")).to_be_checked()
    expect(page.get_by_label("First published")).to_have_value("2020-01-01")
    page.get_by_role("button", name="Use this as first published").click()
    expect(page.get_by_label("First published")).to_have_value("2024-09-21")
    page.get_by_role("button", name="Use this as text").click()
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_have_value(BODY)
    expect(page.locator("#offers")).to_be_hidden()


def test_a_byline_with_another_scale_asks_for_its_grades(browser_page, critic, album):
    CriticFactory(name="Zed", user=critic.user, scale=ScaleFactory(tenths=True))
    page = browser_page(user=critic.user)
    page.goto(NEW)
    expect(page.get_by_label("4.5/5")).to_be_visible()
    page.get_by_label("Zed").check()
    page.get_by_label("Your grade").fill("8.4")
    expect(page.get_by_label("Grade", exact=True)).to_be_checked()
    expect(page.get_by_label("4.5/5")).to_have_count(0)


def test_no_page_of_the_desk_has_an_accessibility_fault(browser_page, critic, album):
    draft = ReviewFactory(critic=critic, album=album, returned=True, body=BODY, verdict="mixed")
    ExcerptFactory(review=draft, text=QUOTE, lead=True)
    submitted = ReviewFactory(critic=critic, submitted=True)
    published = ReviewFactory(critic=critic, published=True)
    page = browser_page(user=critic.user, tolerated=(REFUSED, LEFT_BEHIND))
    for url in ("/desk/", "/desk/?state=returned", NEW, *(one.get_desk_url() for one in (draft, submitted, published))):
        page.goto(url)
        assert barriers(page, WIDTHS) == [], url
    page.goto(NEW)
    page.get_by_role("textbox", name="Text", exact=True).fill("Too little to read.")
    page.get_by_role("button", name="Read headline").click()
    expect(page.locator("#offers")).to_contain_text("There is no review in it")
    page.get_by_role("button", name="Submit to curators").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert barriers(page, WIDTHS) == []


def test_signing_in_leads_back_to_the_page_that_was_wanted(browser_page, critic):
    page = browser_page(javascript=False)
    page.goto(NEW)
    page.get_by_label("Username").fill(critic.user.username)
    page.get_by_label("Password").fill("a long enough passphrase")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Write a review")).to_be_visible()
