"""Grades on pages: the critic's own, and none rather than a wrong one."""

from datetime import date

import pytest

from reviews.reading.reading import read
from tests.reviews.reading.web_pages import ALBUM, review_data, web_page


def grade_of(document):
    reading = read(document, today=date(2026, 11, 30))
    grade = reading.value("grade")
    return grade and (grade.printed, grade.score), reading.warnings


def printed(document):
    grade, _ = grade_of(document)
    return grade and grade[0]


def rating(value, best=None, **more):
    return review_data(reviewRating={"ratingValue": value} | ({"bestRating": best} if best else {}) | more)


@pytest.mark.parametrize(
    ("value", "best", "expected"),
    [
        ("8.4", "10", "8.4/10"),
        (4, 5, "4/5"),
        ("7,5", "10", "7.5/10"),
        ("78", "100", "78/100"),
        ("B+", None, "B+"),
        ("4/5", None, "4/5"),
        ("4", None, "4/5"),
        ("8.4", None, None),
        ("11", "10", None),
        ("-1", "10", None),
        ("", "10", None),
        ("great", "10", None),
        ("nan", "10", None),
        ("4", "0", None),
    ],
)
def test_a_rating_is_read_within_its_bounds(value, best, expected):
    assert printed(web_page(rating(value, best))) == expected


def test_a_zero_needs_a_second_witness():
    assert printed(web_page(rating("0.0", "10"))) is None
    assert printed(web_page(rating("0", "10"), below="<p>Rating: 0/10</p>")) == "0/10"


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "MusicAlbum", "name": "Glass Harbour", "aggregateRating": {"ratingValue": "4.7", "bestRating": "5"}},
        {"@type": "ClaimReview", "reviewRating": {"ratingValue": "1", "bestRating": "5"}},
        {"@type": "UserReview", "itemReviewed": ALBUM, "reviewRating": {"ratingValue": "2", "bestRating": "5"}},
        {
            "@type": "ItemList",
            "itemListElement": [review_data(name=name, itemReviewed=name) for name in ("Rope", "Tar")],
        },
    ],
)
def test_claims_votes_and_ratings_of_other_things_are_not_the_reviews(data):
    assert printed(web_page(data)) is None


@pytest.mark.parametrize(
    "shown",
    [
        "<div class='kk-star-ratings'><div class='kksr-legend'>4.7/5 - (23 votes)</div></div>",
        "<div class='user-rating' aria-label='4 out of 5 stars'></div>",
        "<p>Readers' rating: 4/5</p>",
        "<a href='/other'><span class='score'>3/10</span></a>",
        "<div class='related'><span aria-label='2 out of 5 stars'></span></div>",
        "<table><tr><td>Production</td><td><span aria-label='4 out of 5 stars'></span></td></tr></table>",
    ],
)
def test_what_readers_parts_and_other_pages_are_given_is_not_the_reviews(shown):
    assert printed(web_page(below=shown)) is None


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("<div aria-label='Rated 4 out of 5 stars'></div>", "4"),
        ("<img src='s.png' alt='3.5 out of 5'>", "3.5"),
        ("<img src='s.png' alt='4 von 5 Sternen'>", "4"),
        ("<span>" + "<i class='fa fa-star'></i>" * 3 + "<i class='fa fa-star-o'></i>" * 2 + "</span>", "3"),
        ("<span>" + "<i class='star full'></i>" * 4 + "<i class='star half'></i></span>", "4.5"),
        ("<div class='rating'><b>8</b>/<small>10</small></div>", "8"),
    ],
)
def test_stars_and_numbers_that_the_page_draws_are_read(shown, expected):
    grade, _ = grade_of(web_page(above=shown))
    assert grade is not None
    assert float(grade[1]) == float(expected) * (10 if "small" in shown else 20)


def test_an_unlabelled_row_of_full_stars_does_not_say_out_of_how_many():
    assert printed(web_page(above="<span>" + "<i class='fa fa-star'></i>" * 4 + "</span>")) is None


def test_two_places_that_agree_make_one_grade():
    assert printed(web_page(rating("8", "10"), above="<div aria-label='4 out of 5 stars'></div>")) == "8/10"


@pytest.mark.parametrize(
    "shown",
    ["<div aria-label='2 out of 5 stars'></div>", "<p>Rating: 6/10</p>", "<p>Note de la rédaction : ★★☆☆☆</p>"],
)
def test_two_places_that_disagree_make_none_and_both_are_shown(shown):
    grade, warnings = grade_of(web_page(rating("8", "10"), below=shown))
    assert grade is None
    assert any("8/10" in warning and "JSON-LD" in warning for warning in warnings)


def test_parts_that_are_graded_do_not_contradict_the_whole():
    parts = "".join(f"<div aria-label='{stars} out of 5 stars'></div>" for stars in (4, 3, 2))
    assert printed(web_page(rating("3", "5"), below=parts)) == "3/5"
    assert printed(web_page(below=parts)) is None


def test_the_review_of_the_page_is_told_from_the_others_on_it():
    data = [
        review_data(),
        review_data(itemReviewed="Rope by Tin Coast", reviewRating={"ratingValue": "3", "bestRating": "10"}),
    ]
    assert printed(web_page(data)) == "8/10"


def test_several_reviews_of_the_same_record_give_no_grade():
    data = [review_data(reviewRating={"ratingValue": value, "bestRating": "10"}) for value in ("8", "3")]
    assert printed(web_page(data)) is None
