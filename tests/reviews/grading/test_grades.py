"""Printed grades: understood or refused, never stored wrong."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.grading.grades import LETTERS, Grade, InvalidGrade, ScaleRule, parse_grade

STARS = ScaleRule("stars", Decimal(5), Decimal("0.5"))
TENTHS = ScaleRule("points", Decimal(10), Decimal("0.1"))
PERCENT = ScaleRule("percent", Decimal(100), Decimal(1))
WORDS = ScaleRule("letters", letters={"Essential": Decimal(100), "Fine": Decimal(60), "Skip": Decimal(10)})


@pytest.mark.parametrize(
    ("printed", "value", "maximum", "score"),
    [
        ("4/5", "4", "5", "80"),
        ("7.8/10", "7.8", "10", "78"),
        ("4,5/5", "4.5", "5", "90"),
        ("9 / 10", "9", "10", "90"),
        ("83%", "83", "100", "83"),
        ("83 per cent", "83", "100", "83"),
        ("71/100", "71", "100", "71"),
        ("2/3", "2", "3", "66.67"),
        ("1/6", "1", "6", "16.67"),
        ("0/10", "0", "10", "0"),
        ("3½/5", "3.5", "5", "70"),
        ("3 1/2 out of 5", "3.5", "5", "70"),
        ("3.5 out of 5 stars", "3.5", "5", "70"),
        ("4 of 5 stars", "4", "5", "80"),
        ("8 von 10", "8", "10", "80"),
        ("★★★★☆", "4", "5", "80"),
        ("★★★½☆", "3.5", "5", "70"),
        ("★★★★★", "5", "5", "100"),
        ("☆☆☆☆☆", "0", "5", "0"),
        ("★★★★★☆", "5", "6", "83.33"),
        ("⭐️⭐️⭐️/5", "3", "5", "60"),
        ("★★★½ out of 4", "3.5", "4", "87.5"),
        ("B+", "83.33", "100", "83.33"),
        ("a−", "91.67", "100", "91.67"),
        ("F", "0", "100", "0"),
        ("★★★★½", "4.5", "5", "90"),
        ("★★½ (out of ★★★★)", "2.5", "4", "62.5"),
        ("***½ out of *****", "3.5", "5", "70"),
        ("●●●○○", "3", "5", "60"),
        ("♥♥♥♥♡", "4", "5", "80"),
        ("７／１０", "7", "10", "70"),
        ("7️⃣/🔟", "7", "10", "70"),
        ("⑨/⑩", "9", "10", "90"),
        ("61 %", "61", "100", "61"),
        ("3.0/5.0", "3", "5", "60"),
        ("2 1/2 stars out of 4", "2.5", "4", "62.5"),
        ("9/10 Punkte", "9", "10", "90"),
        ("7 points out of 10", "7", "10", "70"),
        ("Three stars out of five", "3", "5", "60"),
        ("three and a half out of five", "3.5", "5", "70"),
        ("3,5 von 5 Sternen", "3.5", "5", "70"),
        ("7 von 10 Punkten", "7", "10", "70"),
        ("zweieinhalb von fünf Sternen", "2.5", "5", "50"),
        ("3 étoiles sur 5", "3", "5", "60"),
        ("trois étoiles et demie sur cinq", "3.5", "5", "70"),
        ("13 sur 20", "13", "20", "65"),
        ("3 estrellas de 5", "3", "5", "60"),
        ("tres estrellas y media de cinco", "3.5", "5", "70"),
        ("quattro stelle su cinque", "4", "5", "80"),
        ("três estrelas e meia de cinco", "3.5", "5", "70"),
        ("drie van de vijf sterren", "3", "5", "60"),
        ("vier en een halve ster op vijf", "4.5", "5", "90"),
        ("3 av 5", "3", "5", "60"),
        ("tre och en halv av fem", "3.5", "5", "70"),
    ],
)
def test_a_grade_that_says_its_maximum_needs_no_scale(printed, value, maximum, score):
    grade = parse_grade(printed)
    assert (grade.value, grade.maximum, grade.score) == (Decimal(value), Decimal(maximum), Decimal(score))


@pytest.mark.parametrize(
    ("printed", "scale", "score"),
    [
        ("8.4", TENTHS, "84"),
        ("8,4/10", TENTHS, "84"),
        ("4 stars", STARS, "80"),
        ("★★★½", STARS, "70"),
        ("★★★★", STARS, "80"),
        ("vier Sterne", STARS, "80"),
        ("three stars", STARS, "60"),
        ("61", PERCENT, "61"),
        ("61%", PERCENT, "61"),
        ("fine", WORDS, "60"),
    ],
)
def test_a_scale_says_what_the_print_leaves_out(printed, scale, score):
    assert parse_grade(printed, scale).score == Decimal(score)


@pytest.mark.parametrize(
    ("printed", "scale", "message"),
    [
        ("11/10", None, "more than the highest grade, 10"),
        ("101%", None, "more than the highest grade, 100"),
        ("6 stars", STARS, "more than the highest grade, 5"),
        ("-1", None, "less than nothing"),
        ("−1/5", None, "less than nothing"),
        ("NaN", None, "not a grade"),
        ("Infinity", None, "not a grade"),
        ("1e3/5", None, "not a grade"),
        ("four out of", None, "not a grade"),
        ("nearly five of five", None, "not a grade"),
        ("B+/A-", None, "two grades"),
        ("A - B", None, "not a grade"),
        ("2+", None, "a school mark, of which less is better"),
        ("3-", None, "a school mark"),
        ("N/A", None, "says that there is no grade"),
        ("not rated", None, "says that there is no grade"),
        ("8 Punkte", None, "out of how many"),
        ("sechs von fünf Sternen", None, "more than the highest grade, 5"),
        ("●●●★○", None, "not a grade"),
        ("4/5 or so", None, "not a grade"),
        ("A++", None, "not a grade"),
        ("0/0", None, "out of nothing"),
        ("", None, "empty"),
        (" \n ", None, "empty"),
        ("8.4", None, "out of how many"),
        ("★★★★", None, "out of how many"),
        ("★★★☆☆/10", None, "draws 5 stars"),
        ("1/" + "9" * 60, None, "at most 40 characters"),
        ("8/10", STARS, "out of 10, but this scale goes up to 5"),
        ("4.3", STARS, "steps of 0.5"),
        ("B", STARS, "goes by numbers up to 5"),
        ("E", None, "not on this scale: A+, A, A-"),
        ("Great", WORDS, "not on this scale: Essential, Fine, Skip"),
        ("4/5", ScaleRule("none"), "this scale has no grades"),
    ],
)
def test_a_grade_off_its_scale_is_refused_with_the_reason(printed, scale, message):
    with pytest.raises(InvalidGrade, match=message.replace("+", r"\+")):
        parse_grade(printed, scale)


def test_the_print_is_kept_as_it_is_but_for_surplus_spaces():
    assert parse_grade(" 4  /  5 ").printed == "4 / 5"


def test_letters_fall_in_twelve_equal_steps():
    assert (LETTERS["A+"], LETTERS["A"], LETTERS["B+"], LETTERS["B-"], LETTERS["F"]) == tuple(
        Decimal(score) for score in ("100", "100", "83.33", "66.67", "0")
    )
    assert len(set(LETTERS.values())) == 13
    assert list(LETTERS.values()) == sorted(LETTERS.values(), reverse=True)


def test_scores_round_halves_up():
    assert Grade("1/800", Decimal(1), Decimal(800)).score == Decimal("0.13")


@given(st.text(max_size=60))
def test_any_text_is_a_grade_within_0_100_or_refused(printed):
    try:
        grade = parse_grade(printed)
    except InvalidGrade:
        return
    assert 0 <= grade.score <= 100


@given(st.integers(1, 100).flatmap(lambda top: st.tuples(st.integers(0, top * 10), st.just(top))))
def test_a_grade_reads_back_the_same_from_its_print(parts):
    tenths, maximum = parts
    printed = f"{Decimal(tenths) / 10}/{maximum}"
    grade = parse_grade(printed)
    assert (grade.value, grade.maximum) == (Decimal(tenths) / 10, maximum)
    assert parse_grade(grade.printed) == grade
    assert parse_grade(printed.replace(".", ",")).score == grade.score
