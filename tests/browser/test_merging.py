"""Two records merged in a real browser: by keyboard, without JavaScript, and on any screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from albums.models import Album
from curation.likely_duplicates import find_duplicates
from curation.models import Rearrangeable, Rearrangement
from tests.browser.barriers import WIDTHS, barriers
from tests.browser.test_curating import AXE_COPIES_STYLES
from tests.curators import new_curator, page_of
from tests.factories import AlbumFactory, ArtistFactory, CriticFactory, TrackFactory, count_anew, published_review

WORKLIST = "/admin/curation/likelyduplicate/"


@pytest.fixture
def twins() -> tuple[Album, Album]:
    """An album that was entered twice, with reviews by one critic on both."""
    artist, critic = ArtistFactory(name="Ines Harrow"), CriticFactory()
    pair = tuple(
        AlbumFactory(lead_artist=artist, title=title, slug=slug)
        for title, slug in [("Low Water", "low-water"), ("LOW WATER (Deluxe Edition)", "low-water-2")]
    )
    for album in pair:
        TrackFactory(album=album, title="Ballast")
        published_review(album, "rave", critic=critic)
        count_anew(album)
    find_duplicates(Rearrangeable.ALBUM)
    return pair


def test_twins_are_merged_from_the_worklist_by_keyboard_and_parted_again(browser_page, twins):
    page = browser_page(user=new_curator(), javascript=False, tolerated=("422",))
    page.goto(WORKLIST)
    page.get_by_role("link", name="Compare").press("Enter")
    page.get_by_role("button", name="Merge").press("Enter")
    expect(page.locator(".errornote")).to_contain_text("Nothing was changed")
    page.get_by_role("group", name="which stays published").get_by_role("radio").first.press("Space")
    page.get_by_label("Reason").fill("Entered twice.")
    page.get_by_role("button", name="Merge").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("is merged into")
    assert Album.objects.count() == 1
    page.get_by_role("button", name="Undo it").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("It is undone")
    assert Album.objects.count() == 2
    assert Rearrangement.objects.get().undone_at


def test_the_pages_keep_to_their_screen_and_can_be_used_by_all(browser_page, twins):
    page = browser_page(user=new_curator(), tolerated=AXE_COPIES_STYLES)
    one, two = twins
    merging = f"/admin/curation/rearrangement/merge/album/{one.pk}/"
    splitting = f"/admin/curation/rearrangement/split/album/{one.pk}/"
    for path in [WORKLIST, merging, f"{merging}{two.pk}/", splitting, "/admin/curation/linkcheck/"]:
        assert page.goto(path).status == 200
        assert barriers(page, WIDTHS) == [], path


def test_a_record_s_own_page_leads_there(browser_page, twins):
    page = browser_page(user=new_curator())
    page.goto(page_of(twins[1]))
    page.get_by_role("link", name="Merge with").click()
    page.get_by_role("link", name=str(twins[0]), exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("into “LOW WATER (Deluxe Edition)")
