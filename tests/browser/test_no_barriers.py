"""axe finds nothing on any page of the two desks and of accounts, in light and in dark.

The pages are those of the table in tests/test_permissions.py, so a new one is looked at once it has its row there.
Of the curators' tables these are lists and the pages of rows; the forms that add are the same forms.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.barriers import barriers
from tests.people import PEOPLE, made_world
from tests.test_permissions import ADMIN, ALL_ROWS

ANONYMOUS, CRITIC, CURATOR = (PEOPLE.index(who) for who in ("anonymous", "the critic", "curator"))
LOOKED_AT = ("changelist", "change")
NO_PAGES = ("desk-albums", "admin:jsi18n")
"""A part of a page, and a script."""
APPS = ("accounts", "albums", "curation", "readers", "reviews")
# The console's line about a page that says how a link does not work.
BROKEN_LINK = "status of 404"


@pytest.fixture
def world() -> SimpleNamespace:
    """Made for each test, and committed: the browser's server has to see it."""
    return made_world()


def pages_of(who: int, world: SimpleNamespace, folders: tuple[str, ...]) -> dict[str, str]:
    """The pages that they see in these folders of the site: names and addresses."""
    pages = {}
    for name in ALL_ROWS.keys() - NO_PAGES:
        row = ALL_ROWS[name]
        table, _, page = name.removeprefix("admin:").rpartition("_")
        if row.method == "get" and row.answers.split()[who] == "ok" and (table not in ADMIN or page in LOOKED_AT):
            pages[name] = reverse(name, args=[getattr(world, argument) for argument in row.args])
    return {name: address for name, address in pages.items() if address.startswith(folders)}


def look_at(page: Page, pages: dict[str, str]) -> None:
    found = {}
    for name, address in pages.items():
        page.goto(address)
        if faults := barriers(page):
            found[name] = faults
    assert pages
    assert found == {}


def test_strangers_meet_no_barrier_on_their_way_in(browser_page, world):
    page = browser_page(width=390, tolerated=(BROKEN_LINK,))
    look_at(page, pages_of(ANONYMOUS, world, ("/accounts/",)))


@pytest.mark.parametrize("folders", [("/desk/", "/notices/"), ("/accounts/",)], ids=["desk", "account"])
def test_critics_meet_no_barrier_at_their_desk_and_in_their_account(browser_page, world, folders):
    page = browser_page(user=world.people[CRITIC], width=390, tolerated=(BROKEN_LINK,))
    look_at(page, pages_of(CRITIC, world, folders))


@pytest.mark.parametrize("app", APPS)
def test_curators_meet_no_barrier_at_their_tables(browser_page, world, app):
    page = browser_page(user=world.people[CURATOR])
    look_at(page, pages_of(CURATOR, world, (f"/admin/{app}/",)))


def test_curators_meet_no_barrier_beside_their_tables(browser_page, world):
    page = browser_page(user=world.people[CURATOR])
    beside = pages_of(CURATOR, world, ("/admin/",))
    for name in pages_of(CURATOR, world, tuple(f"/admin/{app}/" for app in APPS)):
        del beside[name]
    look_at(page, beside)
