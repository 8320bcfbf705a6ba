"""Dates in many forms; one that could be two days is none."""

from datetime import date

import pytest

from reviews.reading.dates import DateRules, read_date
from reviews.reading.stamps import Stamp, read_stamp

DAY = date(2024, 3, 23)
TODAY = date(2024, 11, 24)


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
        "2024年3月23日（土）",
        "2024년 3월 23일",
        "2024. 3. 23.",
        "2024. március 23.",
        "23 March '24",
        "23 III 2024",
        "23 Mart 2024",
        "23\u00a0March\u00a02024",
        "Sat., March 23, 2024",
        "Sat, 23 Mar 2024 08:00:00 GMT",
        "Saturday 23rd March, 2024",
        "2024-03-23T23:30:00-07:00",
        "23. März 2024 um 10:30 Uhr",
        "23 mars 2024 à 10h30",
        "23 March2024",
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


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("03.04.2024", date(2024, 4, 3)),
        ("3/4/2024", date(2024, 4, 3)),
        ("03.04.24", date(2024, 4, 3)),
        ("3/23/2024", DAY),
        ("2024-04-03", date(2024, 4, 3)),
    ],
)
def test_figures_follow_the_custom_of_the_texts_language(printed, day):
    assert read_date(printed, DateRules.of("de", TODAY)) == day


@pytest.mark.parametrize("language", ["en", "ja", None])
def test_without_such_a_custom_figures_stay_unread(language):
    assert read_date("03/04/2024", DateRules.of(language, TODAY)) is None


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("3. Jänner 2024", date(2024, 1, 3)),
        ("3/22/98", date(1998, 3, 22)),
        ("22/3/98", date(1998, 3, 22)),
        ("1er février 2024", date(2024, 2, 1)),
        ("Sept. 3, 2023", date(2023, 9, 3)),
        ("3 V 2023", date(2023, 5, 3)),
        ("12 mayo '19", date(2019, 5, 12)),
    ],
)
def test_months_are_read_as_the_languages_spell_them(printed, day):
    assert read_date(printed) == day


def test_a_day_that_is_still_to_come_is_none():
    rules = DateRules.of("en", TODAY)
    assert read_date("26 November 2024", rules) is None
    assert read_date("25 November 2024", rules) == date(2024, 11, 25)  # tomorrow: it may be today where it was written
    assert read_stamp("26 November 2024", rules) == Stamp(unclear="26 November 2024", problem="is still to come")


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
        ("3 days ago", Stamp(unclear="3 days ago", problem="names no day")),
        ("Updated 03/04/2024", Stamp(labelled=True, unclear="Updated 03/04/2024", problem="could be two days")),
        ("March 2024", Stamp(unclear="March 2024", problem="names no day")),
        ("Created: 23 March 2024", Stamp(published=DAY, labelled=True)),
        ("Modified: 23 March 2024", Stamp(updated=DAY, labelled=True)),
        ("Veröffentlicht am 23. März 2024 um 10:30 Uhr", Stamp(published=DAY, labelled=True)),
        ("Publicado el 23 de marzo de 2024", Stamp(published=DAY, labelled=True)),
        ("Pubblicato il 23 marzo 2024", Stamp(published=DAY, labelled=True)),
        ("Publicado em 23 de março de 2024", Stamp(published=DAY, labelled=True)),
        ("Geplaatst op 23 maart 2024", Stamp(published=DAY, labelled=True)),
        ("Publicerad den 23 mars 2024", Stamp(published=DAY, labelled=True)),
        ("Mis à jour le 23 mars 2024", Stamp(updated=DAY, labelled=True)),
        ("Zuletzt geändert: 23.03.2024", Stamp(updated=DAY, labelled=True)),
        ("30 February 2024", Stamp(unclear="30 February 2024", problem="is no day of the calendar, or too long ago")),
        ("vor 3 Tagen", Stamp(unclear="vor 3 Tagen", problem="names no day")),
        ("Published yesterday", Stamp(labelled=True, unclear="Published yesterday", problem="names no day")),
        ("Released 23 March 2024", None),
        ("Release date: 23 March 2024", None),
        ("Recorded in March 2024", None),
        ("Glastonbury 2024", None),
        ("Updated March 23, 2024 and much loved since.", None),
    ],
)
def test_a_line_says_when_the_page_was_published_or_updated(line, stamp):
    assert read_stamp(line) == stamp
