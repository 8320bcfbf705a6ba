"""The release calendar: what is ahead by week and month, partial dates, what is just out, and its feed."""

from __future__ import annotations

from datetime import date, timedelta

import feedparser
import pytest
from django.utils import timezone

from albums.models import Album
from pages.coming_out import ALBUMS_A_PAGE, CalendarPart, calendar
from tests.factories import AlbumFactory, reviewed_album
from tests.markup import main

pytestmark = pytest.mark.django_db

# A Wednesday.
TODAY = date(2026, 11, 25)


def album(title: str, day: date, precision: str = "day", **given) -> Album:
    return AlbumFactory(
        title=title, slug=title.lower().replace(" ", "-"), release_date=day, release_precision=precision, **given
    )


def titles(stretches: list[CalendarPart]) -> dict[str, list[str]]:
    return {stretch.name: [release.album.title for release in stretch.releases] for stretch in stretches}


def test_what_is_ahead_stands_by_week_and_then_by_month():
    album("Sunday", date(2026, 11, 29))
    album("Monday", date(2026, 11, 30))
    album("Third", date(2026, 12, 9))
    album("Far", date(2027, 2, 19))
    album("Farther", date(2027, 2, 26))
    assert titles(calendar(1, TODAY).ahead) == {
        "This week": ["Sunday"],
        "Next week": ["Monday"],
        "Week of 7 December 2026": ["Third"],
        "February 2027": ["Far", "Farther"],
    }


def test_what_is_just_out_stands_newest_first_and_today_is_out():
    album("Today", TODAY)
    album("Yesterday", TODAY - timedelta(days=1))
    album("Last", TODAY - timedelta(days=5))
    album("Old", TODAY - timedelta(days=40))
    found = calendar(1, TODAY)
    assert titles(found.just_out) == {"This week": ["Today", "Yesterday"], "Last week": ["Last"]}
    assert found.ahead == []


def test_partial_dates_stand_at_the_end_of_what_they_name_and_say_what_is_not_known():
    album("In December", date(2026, 12, 1), "month")
    album("Some day", date(2027, 1, 1), "year")
    album("New Year", date(2027, 1, 1))
    assert list(titles(calendar(1, TODAY).ahead).items()) == [
        ("December 2026, the day is not known", ["In December"]),
        ("Week of 28 December 2026", ["New Year"]),
        ("2027, the month is not known", ["Some day"]),
    ]


def test_a_week_in_which_a_month_ends_stands_once():
    album("Tuesday", date(2026, 12, 29))
    album("In December", date(2026, 12, 1), "month")
    album("New Year", date(2027, 1, 1))
    assert [(part.name, len(part.releases)) for part in calendar(1, TODAY).ahead] == [
        ("Week of 28 December 2026", 2),
        ("December 2026, the day is not known", 1),
    ]


def test_a_record_of_this_month_is_ahead_until_somebody_has_reviewed_it_and_one_of_this_year_is_not():
    album("Unheard", date(2026, 11, 1), "month")
    reviewed_album("rave", release_date=date(2026, 11, 1), release_precision="month")
    album("Of this year", date(2026, 1, 1), "year")
    assert titles(calendar(1, TODAY).ahead) == {"November 2026, the day is not known": ["Unheard"]}


def test_what_nobody_has_accepted_and_what_has_no_date_is_not_in_it():
    album("Proposed", TODAY + timedelta(days=2), proposed=True)
    AlbumFactory(release_date=None)
    found = calendar(1, TODAY)
    assert (found.ahead, found.just_out) == ([], [])


def test_a_long_calendar_has_pages():
    for number in range(ALBUMS_A_PAGE + 1):
        album(f"Record {number}", TODAY + timedelta(days=1 + number))
    first, second, third = (calendar(number, TODAY) for number in (1, 2, 3))
    assert (first.more, second.more, third.ahead) == (True, False, [])
    [found] = titles(second.ahead).values()
    assert found == [f"Record {ALBUMS_A_PAGE}"]


def test_the_page_asks_the_database_no_more_often_for_more_records(client, django_assert_num_queries):
    for number in range(3):
        album(f"Record {number}", timezone.localdate() + timedelta(days=1 + number))
        album(f"Out {number}", timezone.localdate() - timedelta(days=number))
    client.get("/charts/coming-out/")
    with django_assert_num_queries(5):
        ask_for_the_page(client)
    for number in range(3, 9):
        album(f"Record {number}", timezone.localdate() + timedelta(days=1 + number))
        album(f"Out {number}", timezone.localdate() - timedelta(days=number))
    with django_assert_num_queries(5):
        ask_for_the_page(client)


def ask_for_the_page(client):
    assert client.get("/charts/coming-out/").status_code == 200


def test_the_page_says_when_nothing_is_known_and_where_the_calendar_ends(client):
    page = main(client.get("/charts/coming-out/"))
    assert "No record that is still to come is known here yet" in page.text
    assert "Nothing has come out in the last four weeks" in page.text
    assert "does not reach that far" in main(client.get("/charts/coming-out/?page=7")).text


def test_the_page_leads_to_its_records_and_is_found_among_the_charts(client):
    coming = album("Coming soon", timezone.localdate() + timedelta(days=3))
    page = main(client.get("/charts/coming-out/"))
    assert coming.get_absolute_url() in page.links().values()
    assert main(client.get("/charts/new/")).links()["Coming out"] == "/charts/coming-out/"


def test_its_feed_has_what_has_come_out(client):
    out = album("Out today", timezone.localdate())
    album("Out tomorrow", timezone.localdate() + timedelta(days=1))
    feed = feedparser.parse(client.get("/charts/coming-out/feed/").content)
    assert not feed.bozo
    [entry] = feed.entries
    assert entry.link.endswith(out.get_absolute_url())
    assert entry.title.startswith("Out today by ")
