"""Grades on lines of their own, and boxes of facts: a film's and an album's are kept apart."""

from datetime import date

import pytest

from reviews.reading.document import parse
from reviews.reading.facts import FilmFacts
from tests.reviews.reading.pages import BODY, HEADLINE, PARAGRAPHS, page

GRADES = {
    "Rating: 7.8/10": "7.8/10",
    "★★★★☆": "4/5",
    "4/5": "4/5",
    "8,5/10": "8.5/10",
    "Score: 83%": "83/100",
    "Grade: B+": "83.33/100",
    "3.5 out of 5 stars": "3.5/5",
    "Bewertung: 8 von 10": "8/10",
    "Note : 16/20": "16/20",
    "Our rating\n8/10": "8/10",
    "Rating: 4/5 (excellent)": "4/5",
    "Verdict: 8/10 – a slow burner": "8/10",
    "Production: 8/10\nVoice: 6/10\nOverall: 7/10": "7/10",
    "Production: 8/10\nVoice: 6/10": None,
    "Rating: 8/10\n\nRating: 6/10": None,
    "User rating: 9.1/10": None,
    "Readers: 4.4/5": None,
    "Rating: 11/10": None,
    "★★★★": None,
    "Rating: 8.4": None,
}


@pytest.mark.parametrize("lines", GRADES)
@pytest.mark.parametrize("above", [True, False])
def test_grades_on_lines_of_their_own(lines, above):
    draft = parse(page(f"{HEADLINE}\n{lines}") if above else page(HEADLINE, lines))
    assert (draft.grade and f"{draft.grade.value}/{draft.grade.maximum}") == GRADES[lines]
    assert (draft.headline, draft.body) == (HEADLINE, BODY)
    assert draft.grade or draft.warnings


@pytest.mark.parametrize(("end", "value"), [(" (8/10)", 8), (" review ★★★★☆", 4), (": 9/11", None), (" 2024/25", None)])
def test_a_grade_may_end_the_headline(end, value):
    grade = parse(page(HEADLINE + end)).grade
    assert (grade and grade.value) == value


def test_a_grade_on_the_films_box_is_the_films():
    paragraphs = (f"{PARAGRAPHS[0]} The Thaw is a fine film.", *PARAGRAPHS[1:])
    box = "The Thaw\n4/10\nRelease Date\nOctober 10, 2025\nRuntime\n119 minutes\nDirector\nJoan Ash\nProducers\nE Eff"
    draft = parse(page(HEADLINE, box, paragraphs))
    assert draft.film == FilmFacts("The Thaw", date(2025, 10, 10), 119, "Joan Ash", ("E Eff",))
    assert draft.grade is None


LABELLED_BOX = """Film: The Thaw
Release Date: October 10, 2025
Runtime: 1h 59m
Directed by: Joan Ash
Produced by: A Bee & C Dee"""
BULLETED_BOX = """- Film

The Thaw

- Release Date

October 10, 2025 (UK)

- Runtime

119 min

- Director

Joan Ash

- Rating

PG-13

- Producers

A Bee, C Dee"""
ONE_LINE_BOX = (
    "Film: The Thaw | Director: Joan Ash | Runtime: 1 hr 59 min | Released: 10 October 2025 | Producers: A Bee, C Dee"
)


@pytest.mark.parametrize("box", [LABELLED_BOX, BULLETED_BOX, ONE_LINE_BOX])
@pytest.mark.parametrize("place", ["above", "inside", "below"])
def test_a_films_box_is_read_wherever_it_stands(box, place):
    parts = {
        "above": page(f"{HEADLINE}\nBy Ines Harrow\n\n{box}"),
        "inside": page(f"{HEADLINE}\nBy Ines Harrow", paragraphs=(*PARAGRAPHS[:2], box, *PARAGRAPHS[2:])),
        "below": page(f"{HEADLINE}\nBy Ines Harrow", box),
    }
    draft = parse(parts[place])
    assert draft.film == FilmFacts("The Thaw", date(2025, 10, 10), 119, "Joan Ash", ("A Bee", "C Dee"))
    assert (draft.headline, draft.critic, draft.published, draft.body) == (HEADLINE, "Ines Harrow", None, BODY)


def test_an_albums_box_is_kept_apart_from_credits_and_grade():
    box = "Artist: Marlow Finch\nAlbum: Glass Harbour\nLabel: Cold Rooms / Tern\nReleased: 19 September 2025"
    draft = parse(page(f"{HEADLINE}\n{box}\nRating: 4/5\nReviewer: Ines Harrow"))
    facts = draft.album_facts
    assert (facts.artist, facts.title, facts.labels) == ("Marlow Finch", "Glass Harbour", ("Cold Rooms", "Tern"))
    assert facts.release_date == date(2025, 9, 19)
    assert (draft.critic, draft.grade.printed, draft.published, draft.film) == ("Ines Harrow", "4/5", None, None)


def test_a_release_date_alone_belongs_to_neither_film_nor_album():
    draft = parse(page(HEADLINE, "Release date: 19 September 2025"))
    assert (draft.film, draft.album_facts, draft.published, draft.body) == (None, None, None, BODY)
