"""A site of one's own, as "Your own site" in the README says: from the set-up address to a published review."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.conf import settings
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, expect

from accounts.invitations import new_setup_path
from albums.models import Album
from common.models import SiteProfile
from reviews.models import Publication, Review
from tests.browser.barriers import axe
from tests.factories import PASSWORD
from tests.musicbrainz import COVERS, Brainz, brainz_on, credit, group

pytestmark = pytest.mark.usefixtures("nothing_counted")
TEXT = """The Tide Tables: Salt Lanterns

By Ines Moor

The first side opens like a door in winter. Nothing on it hurries, and the drums are mixed so low that the room does the
counting. By the third song the guitars have left, and nobody asks them back.

Salt Lanterns is a superb album, and the strongest that they have made. The production is patient, and the songs repay
it. What stays is the voice, close and unvarnished, and the last ninety seconds, which are the best of it.

4/5
"""


class Newcomer:
    """Who has just started a site: a mouse that counts, on one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def press(self, name: str, role: str = "button") -> None:
        self.clicks += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()

    def set_up(self) -> None:
        path = new_setup_path()
        assert path
        self.page.goto(path)
        self.page.get_by_label("User name").fill("hesper")
        self.page.get_by_label("E-mail address").fill("hesper@lantern.example")
        self.page.get_by_label("Password").fill(PASSWORD)
        self.press("Make me the administrator")

    def name_the_site(self) -> None:
        self.page.get_by_label("Name of the site").fill("Antiphon")
        self.press("Keep them")


def steps_done(page: Page, count: int) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name=f"{count} of 7 first steps done")).to_be_visible()


@pytest.fixture
def brainz(settings, tmp_path) -> Iterator[Brainz]:
    """A MusicBrainz on this machine that has the record, and its cover."""
    settings.MEDIA_ROOT = tmp_path
    with brainz_on(settings) as found:
        line = credit("The Tide Tables")
        key = found.record("Salt Lanterns", line)
        found.finds("release-group", group("Salt Lanterns", line))
        picture = BytesIO()
        Image.new("RGB", (500, 500), "teal").save(picture, "JPEG")
        found.web.put(f"http://{COVERS}/release-group/{key}/front-500", picture.getvalue(), content_type="image/jpeg")
        yield found


def test_from_the_set_up_address_to_a_published_review(browser_page, brainz):
    page = browser_page()
    hesper = Newcomer(page)
    hesper.set_up()
    expect(page.get_by_role("heading", name="0 of 7 first steps done")).to_be_visible()
    hesper.name_the_site()
    expect(page.get_by_role("link", name="Antiphon").first).to_be_visible()
    hesper.press("Make me a curator")

    hesper.press("Add a publication", "link")
    page.get_by_label("Name:", exact=True).fill("The Lantern")
    with page.expect_popup() as opened:
        hesper.clicks += 1
        page.get_by_role("link", name="Add another scale").click()
    scale = opened.value
    scale.get_by_label("Name:", exact=True).fill("Stars out of five")
    scale.get_by_label("Kind:").select_option("stars")
    scale.get_by_label("Maximum:").fill("5")
    scale.get_by_label("Step:").fill("0.5")
    hesper.clicks += 1
    scale.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".field-scale")).to_contain_text("Stars out of five")
    hesper.press("Save")
    assert Publication.objects.get().scale.name == "Stars out of five"

    steps_done(page, 3)
    hesper.press("Add a record", "link")
    page.get_by_label("Record", exact=True).fill("salt lanterns")
    hesper.press("Look it up")
    hesper.clicks += 1
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".messagelist")).to_contain_text("Salt Lanterns")
    album = Album.objects.get()
    assert (album.title, album.lead_artist.name, album.cover_width) == ("Salt Lanterns", "The Tide Tables", 500)

    steps_done(page, 4)
    hesper.press("Add reviews", "link")
    hesper.clicks += 1
    page.get_by_text("Paste a text instead").click()
    page.locator("textarea[name=pasted]").fill(TEXT)
    hesper.press("Read them")
    page.get_by_label("Publication").fill("The Lantern")
    hesper.clicks += 1
    page.locator(".intake-quotes input[type=checkbox]").first.check()
    hesper.press("Publish")
    expect(page.locator(".messagelist")).to_contain_text("is published")

    steps_done(page, 5)
    review = Review.objects.published().get()
    assert (review.grade, review.album) == ("4/5", album)
    page.goto(album.get_absolute_url())
    expect(page.get_by_role("heading", name="Salt Lanterns")).to_be_visible()
    expect(page.get_by_text("The plain mean of the 1 grade is 80.0.")).to_be_attached()
    said = (settings.BASE_DIR / "README.md").read_text()
    assert f"That is {hesper.clicks} clicks to the first published review" in said


@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), (1280, "light")])
def test_set_up_and_first_steps_are_free_of_barriers_and_need_no_script(browser_page, width, theme):
    looking = browser_page(width=width, theme=theme, tolerated=("status of 404", "status of 410", "status of 422"))
    path = new_setup_path()
    for address in (path, reverse("setup", args=["forged"]), "/"):
        looking.goto(address)
        assert axe(looking) == []
    page = browser_page(width=width, theme=theme, javascript=False, tolerated=("status of 422",))
    hesper = Newcomer(page)
    hesper.set_up()
    hesper.name_the_site()
    page.get_by_label("Or invite somebody").fill("ottilie@lantern.example")
    hesper.press("Invite them")
    hesper.press("Send me one")
    expect(page.get_by_text("The mail server took the mail")).to_be_visible()
    page.locator("#step-sources").get_by_role("button", name="Put away").click()
    site = SiteProfile.objects.get()
    assert (site.name, site.put_away) == ("Antiphon", ["sources"])


def test_the_pages_of_the_administrator_are_free_of_barriers(browser_page):
    page = browser_page(width=390)
    Newcomer(page).set_up()
    for address in (
        "/",
        reverse("first-steps"),
        reverse("remove-demo"),
        reverse("admin:config_siteprofile_changelist"),
    ):
        page.goto(address)
        assert axe(page) == []
