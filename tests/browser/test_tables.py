"""Tables at the curators' desk, as a browser sees them: the file, its preview, the import, the export."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from albums.models import Album
from tests.browser.barriers import axe, barriers
from tests.curators import new_curator
from tests.factories import AlbumFactory, ArtistFactory

LINES = "title,artists,kind\nLow Water,Ines Harrow,ep\nHigh Water,,album\nBallast,Ines Harrow,polka\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three albums, of which two are wrong."""
    made = tmp_path / "albums.csv"
    made.write_text(LINES)
    return made


def to_the_preview(page: Page, file: Path) -> None:
    page.goto("/admin/albums/album/")
    page.get_by_role("link", name="Import").click()
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_role("button", name="Preview").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_list_through_the_preview_to_the_list(browser_page, file, javascript):
    page = browser_page(user=new_curator(), javascript=javascript)
    to_the_preview(page, file)
    page.get_by_text("Nothing is stored yet.").wait_for()
    assert page.get_by_role("row").filter(has_text="polka").get_by_text("bad").is_visible()
    assert not Album.objects.exists()
    page.get_by_role("button", name="Import 1 row").click()
    page.get_by_text("The import is done: 1 new, 0 updated, 0 unchanged, 2 bad.").wait_for()
    assert page.get_by_role("link", name="Low Water").is_visible()


def test_two_clicks_on_the_button_import_once(browser_page, file):
    page = browser_page(user=new_curator())
    to_the_preview(page, file)
    page.get_by_role("button", name="Import 1 row").dblclick()
    page.get_by_text("The import is done").wait_for()
    assert Album.objects.count() == 1


def test_a_file_that_is_wrong_is_told_beside_its_field(browser_page, tmp_path):
    page = browser_page(user=new_curator())
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("name\nx\n")
    to_the_preview(page, wrong)
    page.get_by_text("Its first line does not name the column title nor artists.").wait_for()
    assert page.get_by_label("CSV file").is_visible()
    assert axe(page) == []


def test_the_pages_have_no_barriers(browser_page, file):
    page = browser_page(user=new_curator())
    page.goto("/admin/reviews/review/import/")
    assert barriers(page) == []
    to_the_preview(page, file)
    page.get_by_text("Nothing is stored yet.").wait_for()
    assert barriers(page) == []


def test_the_export_is_a_file_of_the_list(browser_page):
    AlbumFactory(title="Low Water", lead_artist=ArtistFactory(name="Ines Harrow"))
    AlbumFactory(title="Ballast")
    page = browser_page(user=new_curator())
    page.goto("/admin/albums/album/?q=water")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export this list").click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert download.value.suggested_filename.startswith("albums-")
    assert [line.split(",")[1] for line in lines] == ["title", "Low Water"]
