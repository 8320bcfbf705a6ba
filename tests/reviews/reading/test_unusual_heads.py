"""Heads of pages that once were read wrong: rubrics and facts of the record above the headline, or instead of it."""

from decimal import Decimal

import pytest

from reviews.reading.document import parse
from reviews.reading.reading import Document, read
from tests.reviews.reading.pages import BODY, HEADLINE, PARAGRAPHS, page

NO_HEADLINES = [
    "TOP > レビュー",
    "Board index ‹ Music ‹ Album Reviews",
    "首页 > 乐评",
    "LIVRES",
    "NÖJE",
    "UK release date: 20 June 2011",
    "LP | Cold Rooms | 32:11",
    "Cold Rooms · CD · 41 min",
]


@pytest.mark.parametrize("line", NO_HEADLINES)
def test_what_stands_over_or_under_the_headline_is_none(line):
    assert parse(page(f"{line}\n\n{HEADLINE}")).headline == HEADLINE
    assert parse(page(f"{HEADLINE}\n\n{line}\n\nBy Ines Harrow")).headline == HEADLINE


def test_the_headline_stands_over_its_standfirst():
    deck = "Marlow Finch's “Glass Harbour” is an album for the week after summer"
    head = f"The sound of a shut pool\n{deck}\n\nInes Harrow\nAug 17, 2023"
    assert parse(page(head)).headline == "The sound of a shut pool"


def test_a_french_title_in_its_marks_is_no_arrow():
    assert parse(page("Marlow Finch « Glass Harbour »\nPar Ines Harrow")).headline == "Marlow Finch « Glass Harbour »"


def test_the_title_of_a_soundtrack_review_is_no_sites_name():
    read_draft = parse(
        page(
            "Glass Harbour OST Review\nWritten by Ines Harrow",
            paragraphs=("Glass Harbour is a quiet score that leaves out the boat and the storm.", *PARAGRAPHS),
        )
    )
    assert (read_draft.headline, read_draft.publication) == ("Glass Harbour OST Review", None)


GRADES = {
    "somewhere.de-Kritik: 4 von 5 Sternen": ("", 80),
    "Conclusion:\nInes Harrow: 8 out of 10": ("Ines Harrow", 80),
    "7/10 from me, would be 8 with a proper mix.": ("", 70),
}


@pytest.mark.parametrize("lines", GRADES)
def test_grades_with_a_site_or_a_name_beside_them(lines):
    draft = parse(page(HEADLINE, tail=lines))
    critic, score = GRADES[lines]
    assert draft.grade is not None
    assert (draft.critic or "", draft.grade.score) == (critic, Decimal(score))


def test_two_critics_grades_under_a_conclusion_are_none():
    draft = parse(page(HEADLINE, tail="Conclusions:\nInes Harrow: 8 out of 10\nTom Vale: 6 out of 10"))
    assert (draft.grade, draft.critic) == (None, None)


def test_a_songs_grade_is_not_the_records():
    assert parse(page(HEADLINE, tail="Sister Midwinter: 8/10")).grade is None


def test_a_letter_after_the_last_sentence_is_the_grade():
    draft = parse(f"{HEADLINE}\n\n{BODY} A-")
    assert draft.grade is not None
    assert (draft.grade.printed, draft.body) == ("A-", BODY)


@pytest.mark.parametrize(
    ("headline", "paragraph", "subject"),
    [
        ("Třetí směna – Kotelna", "Desku Kotelna jsem pouštěl s napětím.", ("Třetí směna", "Kotelna")),
        ("The Tugboat Sisters: Ballast [Wharf, 1994]", "Three sisters sing.", ("The Tugboat Sisters", "Ballast")),
        ("Odile Brandreth Quintet: Fathoms", "Odile Brandreth made Fathoms.", ("Odile Brandreth Quintet", "Fathoms")),
    ],
)
def test_records_that_only_the_headline_names_in_full(headline, paragraph, subject):
    reading = read(Document(page(headline, paragraphs=(paragraph, *PARAGRAPHS)).encode()))
    assert (reading.value("artist"), reading.value("album")) == subject


def test_the_browsers_title_is_no_headline_where_the_page_has_its_own_below():
    title = "Review: Marlow Finch's quiet 'Glass Harbour' - The Lantern"
    headline = "Review: Marlow Finch’s Very Quiet ‘Glass Harbour’"
    assert parse(page(f"{title}\nHome Music Reviews\n\n{headline}\n\nBy Ines Harrow")).headline == headline
    first = "Album review: The Marlow Finch Trio - Glass Harbour"
    said_again = f"{first}\n\nThe Marlow Finch Trio 'Glass Harbour' Album Review\n\nBy Ines Harrow"
    assert parse(page(said_again)).headline == first


def test_what_is_said_to_be_reviewed_right_over_the_byline_is_the_headline():
    head = "Marlow Finch Quartet\n\nGlass Harbour Review\n\nby Ines Harrow"
    draft = parse(page(head))
    assert (draft.headline, draft.critic) == ("Glass Harbour Review", "Ines Harrow")
    assert parse(page("Marlow Finch Quartet\n\nAlbum Review\n\nby Ines Harrow")).headline != "Album Review"


def test_the_label_over_the_day_and_the_site_of_a_record_is_no_critic():
    head = f"{HEADLINE}\nCold Rooms\n30.01.2015\nwww.marlowfinch.example\n\nTracklist:\n\n1. Ice\n2. Thaw\n3. Gutters"
    assert parse(page(head)).critic is None
