"""Grades on lines of their own, and boxes of facts: a film's and an album's are kept apart."""

from datetime import date
from decimal import Decimal

import pytest

from reviews.grading.grades import ScaleRule
from reviews.reading.document import parse
from reviews.reading.facts import FilmFacts
from tests.reviews.reading.pages import BODY, HEADLINE, PARAGRAPHS, page

GRADES = {
    "Rating: 7.8/10": "7.8/10",
    "★★★★☆": "4/5",
    "★ ★ ★ ☆ ☆": "3/5",
    "★ ★ ★ ★1/2": "4.5/5",
    "Rating: ★★★★.5": "4.5/5",
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
    "Bewertung: 3,5 von 5 Sternen": "3.5/5",
    "Wertung: 7 von 10 Punkten": "7/10",
    "Bewertung: 4/6 Punkte": "4/6",
    "3 von 5 Sternen": "3/5",
    "7/10 Punkte": "7/10",
    "Rated 3 out of 5": "3/5",
    "Score 6.5 out of 10.0": "6.5/10",
    "Verdict: 70 out of 100": "70/100",
    "Rating: ***½ out of *****": "3.5/5",
    "Rating: ●●●○○": "3/5",
    "Rating: ７／１０": "7/10",
    "Rating: 7️⃣/🔟": "7/10",
    "Rating: ⭐️⭐️⭐️½☆": "3.5/5",
    "Rating: 2 1/2 stars out of 5": "2.5/5",
    "2½ out of 5": "2.5/5",
    "★★½ (out of ★★★★)": "2.5/4",
    "Three stars out of five": "3/5",
    "Puntuación: 3 estrellas de 5": "3/5",
    "Note : 3 étoiles sur 5": "3/5",
    "Voto: 7/10": "7/10",
    "Nota: 8,5/10": "8.5/10",
    "Cijfer: 7/10": "7/10",
    "Betyg: 3 av 5": "3/5",
    "Our reviewer's score: 6.8/10": "6.8/10",
    "**Rating:** 3/5": "3/5",
    "Rating: 71 %": "71/100",
    "Grade: B−": "66.67/100",
    "☆☆☆☆☆": "0/5",
    "0/10": "0/10",
    "Rating: 3 stars": None,
    "Rating: N/A": None,
    "Rating: 7 out of 5": None,
    "Grade: B+/A-": None,
    "Note: 2+": None,
    "Voto: 7,5": None,
    "Cijfer: 8": None,
    "Reviewer's score: 5.3 Decent\nUsers' score: 8.4 (39 votes)": None,
    "Metascore: 81/100": None,
    "Rating: 8.4": None,
}


@pytest.mark.parametrize("lines", GRADES)
@pytest.mark.parametrize("above", [True, False])
def test_grades_on_lines_of_their_own(lines, above):
    draft = parse(page(f"{HEADLINE}\n{lines}") if above else page(HEADLINE, lines))
    assert (draft.grade and f"{draft.grade.value}/{draft.grade.maximum}") == GRADES[lines]
    assert (draft.headline, draft.body) == (HEADLINE, BODY)
    assert draft.grade or draft.warnings


SCALE = ScaleRule("points", Decimal(10), Decimal("0.1"))
STARS = ScaleRule("stars", Decimal(5), Decimal("0.5"))
BY_SCALE = [
    ("8.4", SCALE, "8.4/10"),
    ("8", SCALE, "8/10"),
    ("8 10", SCALE, "8/10"),
    ("Rating: 8.4", SCALE, "8.4/10"),
    ("Rating 8", SCALE, "8/10"),
    ("9 Punkte", SCALE, "9/10"),
    ("4/5", SCALE, "4/5"),
    ("★★★½", STARS, "3.5/5"),
    ("three stars", STARS, "3/5"),
    ("★★★½", SCALE, None),
    ("B+", SCALE, None),
    ("2016", SCALE, None),
    ("11", SCALE, None),
    ("8.4", STARS, None),
]


@pytest.mark.parametrize(("line", "scale", "grade"), BY_SCALE)
def test_a_scale_known_of_the_source_says_what_a_line_leaves_out(line, scale, grade):
    draft = parse(page(HEADLINE, line), scale=scale)
    assert (draft.grade and f"{draft.grade.value}/{draft.grade.maximum}") == grade
    assert draft.body == BODY


@pytest.mark.parametrize(
    ("end", "grade"),
    [(" ★★★★☆", "4/5"), (" 7/10", "7/10"), (" (7/10)", "7/10"), (" ★★★", None), (" 24/7", None)],
)
def test_a_grade_may_stand_behind_the_last_sentence(end, grade):
    draft = parse(page(HEADLINE, paragraphs=(*PARAGRAPHS[:-1], PARAGRAPHS[-1] + end)))
    assert (draft.grade and f"{draft.grade.value}/{draft.grade.maximum}") == grade
    assert draft.body == (BODY if end != " 24/7" else f"{BODY} 24/7")


def test_a_grade_may_stand_in_brackets_before_the_first_sentence():
    draft = parse(page(HEADLINE, paragraphs=("(9/10) " + PARAGRAPHS[0], *PARAGRAPHS[1:])))
    assert (draft.grade.printed, draft.body) == ("9/10", BODY)


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("Overall I would give it a 4/5.", "4/5"),
        ("I’m giving this album a solid 7/10, and I may yet change my mind.", "7/10"),
        ("My final score: 8.5/10, and not a tenth less than that for all its faults.", "8.5/10"),
        ("Von mir gibt es dafür starke 8/10 und einen Platz im Regal.", "8/10"),
        ("I gave their last record 9/10, which was too much for what it was.", None),
        ("I give the first half a 9/10 and the second half a 4/10, which is fair.", None),
        ("Another magazine gave it 9/10, and they may be right about that.", None),
    ],
)
def test_a_grade_that_the_critic_gives_in_the_last_sentences_is_theirs(sentence, grade):
    draft = parse(page(HEADLINE, paragraphs=(*PARAGRAPHS, sentence)))
    assert (draft.grade and f"{draft.grade.value}/{draft.grade.maximum}") == grade
    assert draft.body.endswith(sentence)


@pytest.mark.parametrize("part", ["For the voice,", "In terms of production,", "On lyrics,", "Pour les textes,"])
def test_a_grade_that_the_critic_gives_a_part_is_not_the_records(part):
    assert parse(page(HEADLINE, paragraphs=(*PARAGRAPHS, f"{part} I give it 4 out of 5."))).grade is None


@pytest.mark.parametrize("whole", ["For this,", "For me,", "On the album,", "For now,", "For everything it dares,"])
def test_a_grade_for_the_whole_is(whole):
    graded = parse(page(HEADLINE, paragraphs=(*PARAGRAPHS, f"{whole} I give it 4 out of 5."))).grade
    assert graded is not None
    assert graded.printed == "4 out of 5"


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
