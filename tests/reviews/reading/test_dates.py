"""Dates in many forms; one that could be two days is none."""

from datetime import date

import pytest

from reviews.reading.dates import Stamp, read_date, read_stamp

DAY = date(2024, 3, 23)


@pytest.mark.parametrize(
    "printed",
    [
        "2024-03-23",
        "2024-03-23T09:15:00Z",
        "2024/03/23",
        "23 March 2024",
        "23rd of March, 2024",
        "March 23rd, 2024",
        "Mar. 23, 2024",
        "Mar 23 2024 at 9:15 am",
        "Saturday, 23 March 2024",
        "Sat 23 Mar 2024 09.15 GMT",
        "23-Mar-2024",
        "23/03/2024",
        "3/23/2024",
        "23.03.2024",
        "23 mars 2024",
        "samedi 23 mars 2024",
        "23. März 2024",
        "23 de marzo de 2024",
        "23 marzo 2024",
        "23 maart 2024",
        "23 marca 2024",
        "23 марта 2024",
        "23. maaliskuuta 2024",
        "2024年3月23日",
    ],
)
def test_a_day_is_read_however_it_is_printed(printed):
    assert read_date(printed) == DAY


@pytest.mark.parametrize(
    "printed",
    [
        "03/04/2024",
        "3.4.2024",
        "23/03/24",
        "31 June 2024",
        "2024-02-30",
        "March 2024",
        "2024",
        "yesterday",
        "Glass 12, 2024",
        "Released 23 March 2024",
        "On 23 March 2024 they met",
        "23 March 1024",
        "",
    ],
)
def test_what_names_no_single_day_is_none(printed):
    assert read_date(printed) is None


def test_figures_that_read_the_same_either_way_are_clear():
    assert read_date("04/04/2024") == date(2024, 4, 4)


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("Mar 23, 2024", Stamp(published=DAY)),
        ("Published: 23 March 2024", Stamp(published=DAY, labelled=True)),
        ("Posted on March 23, 2024", Stamp(published=DAY, labelled=True)),
        ("Updated: Mar 23, 2024", Stamp(updated=DAY, labelled=True)),
        ("Last modified 23.03.2024 18:00", Stamp(updated=DAY, labelled=True)),
        ("This article was updated on March 23, 2024", Stamp(updated=DAY, labelled=True)),
        ("This review was corrected on 23 March 2024 to fix a title.", Stamp(updated=DAY, labelled=True)),
        ("Aktualisiert am 23. März 2024", Stamp(updated=DAY, labelled=True)),
        ("Publié le 23 mars 2024", Stamp(published=DAY, labelled=True)),
        ("3 days ago", Stamp(unclear="3 days ago")),
        ("Updated 03/04/2024", Stamp(labelled=True, unclear="Updated 03/04/2024")),
        ("March 2024", Stamp(unclear="March 2024")),
        ("Released 23 March 2024", None),
        ("Glastonbury 2024", None),
        ("Updated March 23, 2024 and much loved since.", None),
    ],
)
def test_a_line_says_when_the_page_was_published_or_updated(line, stamp):
    assert read_stamp(line) == stamp
