"""The method: every constant it prints is the one in use."""

from __future__ import annotations

import pytest

from reviews.consensus.fit import VERSION
from reviews.models import Calibration, VerdictCoding
from reviews.models.verdict_coding import digest_of
from tests.factories import ReviewFactory, UserFactory
from tests.markup import main

pytestmark = pytest.mark.django_db


def test_the_bands_are_printed_as_the_model_has_them(client):
    rows = main(client.get("/method/")).all("table")[0].one("tbody").texts("tr")
    assert ["".join(row.split()) for row in rows] == [
        "Rave85ormore85ormore",
        "Positive70tounder8568tounder85",
        "Mixed50tounder7049tounder68",
        "Panunder50under49",
    ]


def test_the_current_calibrations_constants_are_printed(client):
    text = main(client.get("/method/")).text
    for constant in ("75.4", "4.4", "8.4", "3.3", "3.0", "2.75"):
        assert constant in text
    assert "defaults" in text


def test_a_fit_of_the_sites_own_is_named_with_its_size(client):
    Calibration.objects.create(
        mean=70.25, album_scale=6.15, noise=8.8, publication_sd=2.2, critic_sd=1.9, fitted_reviews=512, fitted_albums=64
    )
    text = main(client.get("/method/")).text
    for figure in ("70.3", "6.2", "8.8", "2.2", "1.9", "512", "64"):
        assert figure in text


def test_two_grades_are_stretched_by_hand_with_the_power_in_force(client):
    Calibration.objects.create(mean=75, album_scale=4.4, noise=8.4, publication_sd=3.3, critic_sd=3, power=2)
    table = next(table for table in main(client.get("/method/")).all("table") if "by hand" in table.text)
    assert [row.texts("td") for row in table.one("tbody").all("tr")] == [
        ["0.7500", "1.1500"],
        ["0.5625", "1.3225"],
        ["−21.88", "+16.12"],
        ["53.13", "91.12"],
    ]


def test_figures_of_an_earlier_release_are_described_as_they_are(client):
    fit = Calibration.objects.create(mean=74, album_scale=5.4, noise=9.7, publication_sd=3.4, critic_sd=3)
    for formula, rmse in (("plain-mean", 12.0), ("chorus", 11.2)):
        fit.evaluations.create(formula=formula, rmse=rmse, log_score=-3.8, coverage=0.78, movement=2.0)
    text = " ".join(main(client.get("/method/")).text.split())
    assert "before there was a stretch" in text
    assert "−3.800" in text
    assert "hear a verdict without a grade as the grades that get it" in text
    assert "the stated defaults of an earlier release" in text
    assert "by the test of an earlier release" in text
    for untrue in ("heard a little otherwise", "five times over", "4,393 published grades of 622 albums"):
        assert untrue not in text


def test_a_power_of_one_that_was_found_is_no_sign_of_an_earlier_release(client):
    constants = {"mean": 74, "album_scale": 5.4, "noise": 9.7, "publication_sd": 3.4, "critic_sd": 3}
    Calibration.objects.create(**constants, power=1, fit_version=VERSION, fitted_reviews=512)
    text = " ".join(main(client.get("/method/")).text.split())
    assert "before there was a stretch" not in text
    assert "The power in force is 1.00" in text


def test_the_stated_power_is_not_said_to_be_this_sites(client):
    text = " ".join(main(client.get("/method/")).text.split())
    assert "The power in force is 2.75" in text
    assert "likeliest, once 30 albums have three grades" in text


def test_how_it_was_judged_is_drawn_and_told_in_parts(client):
    fit = Calibration.objects.create(
        mean=75, album_scale=4.4, noise=8.4, publication_sd=3.3, critic_sd=3, power=2, floor=0.911, judged_grades=900
    )
    parts = [[str(tenth + 1), 90, 60.0 + tenth, 61.0 + tenth, 0.75 + tenth / 100] for tenth in range(10)]
    for formula, ratio in (("plain-mean", 1.0), ("chorus", 0.928)):
        fit.evaluations.create(
            formula=formula, rmse=12 * ratio, ratio=ratio, ratio_error=0.006, bias=0.1, tenths=parts, coverage=0.8
        )
    page = main(client.get("/method/"))
    assert "0.928 of the plain mean’s; the best possible on such a site is about 0.911" in " ".join(page.text.split())
    figures = [figure for figure in page.all("figure") if "judged-plot" in figure.get("class")]
    assert [len(figure.all("circle")) for figure in figures] == [10, 2]
    rows = next(table for table in page.all("table") if "By tenth" in table.text).one("tbody").all("tr")
    assert next(row.texts("td") for row in rows) == ["90", "60.0", "61.0", "75 %"]


def twice_coded(first: str, second: str, times: int = 1) -> None:
    """Published texts, each coded by two curators."""
    for _ in range(times):
        review = ReviewFactory(published=True, verdict=first)
        for verdict in (first, second):
            VerdictCoding.objects.create(
                review=review, curator=UserFactory(), verdict=verdict, revision=1, body_digest=digest_of(review.body)
            )


class TestAgreement:
    def test_before_anything_was_coded_twice_it_says_so(self, client):
        assert "No text has been coded twice yet" in main(client.get("/method/")).text

    def test_a_few_codings_are_counted_and_not_judged(self, client):
        twice_coded("rave", "rave", 9)
        text = main(client.get("/method/")).text
        assert "9 texts have been coded twice so far" in text
        assert "alpha is" not in " ".join(text.split())

    def test_alpha_and_the_table_of_both_verdicts_are_shown(self, client):
        # Margins 11, 9: ranks 10 apart; observed 1 x 100, expected 11 x 9 x 100. 1 - 19 / 99.
        twice_coded("positive", "positive", 5)
        twice_coded("mixed", "mixed", 4)
        twice_coded("positive", "mixed")
        page = main(client.get("/method/"))
        text = " ".join(page.text.split())
        assert "10 texts have been coded twice; in 9 of them the two verdicts are the same." in text
        assert "is 0.81, likely (80 %) between" in text
        table = next(table for table in page.all("table") if "confusion" in table.get("class"))
        assert [row.texts("td") for row in table.one("tbody").all("tr")] == [
            ["0", "0", "0", "0"],
            ["0", "5", "1", "0"],
            ["0", "0", "4", "0"],
            ["0", "0", "0", "0"],
        ]

    def test_where_all_got_one_verdict_alpha_is_not_defined(self, client):
        twice_coded("rave", "rave", 10)
        assert "alpha is not defined" in " ".join(main(client.get("/method/")).text.split())

    def test_the_page_is_made_anew_when_a_coding_comes(self, client):
        twice_coded("rave", "rave", 9)
        before = client.get("/method/")
        assert client.get("/method/", headers={"If-None-Match": before["ETag"]}).status_code == 304
        twice_coded("rave", "pan")
        after = client.get("/method/", headers={"If-None-Match": before["ETag"]})
        assert after.status_code == 200
        assert "10 texts have been coded twice" in main(after).text


def test_the_middle_of_albums_and_where_scores_start_are_told_apart(client):
    page = main(client.get("/method/"))
    text = " ".join(page.text.split())
    start = page.all("table")[2].all("td")[0].text
    assert start != "75.4"
    assert "an album is as likely above 75.4 as below it" in text
    assert f"is where every album’s score starts, {start}." in text
