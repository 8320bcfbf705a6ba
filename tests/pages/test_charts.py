"""Charts rank fairly, and a reader may choose whose voices count."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertRedirects

from albums.models import Genre
from pages import charting
from pages.histograms import histogram
from reviews.models import Calibration, ConsensusChange, FormulaEvaluation
from reviews.scoring.one_album import refresh_consensus
from tests.factories import AlbumFactory, CriticFactory, PublicationFactory, ReviewFactory
from tests.markup import main

pytestmark = pytest.mark.django_db


def reviewed(title, scores, year=2024, publications=()):
    """An album with a published review per score, and its consensus counted."""
    album = AlbumFactory(title=title, release_date=date(year, 3, 1))
    for number, score in enumerate(scores):
        house = publications[number] if number < len(publications) else PublicationFactory()
        verdict = "rave" if score >= 85 else "positive" if score >= 70 else "mixed" if score >= 50 else "pan"
        ReviewFactory(
            album=album,
            critic=CriticFactory(),
            publication=house,
            published=True,
            grade=f"{score}/100",
            score=score,
            verdict=verdict,
            verdict_set_by="grade",
        )
    refresh_consensus(album, ConsensusChange.Cause.PUBLISHED)
    album.refresh_from_db()
    return album


def test_the_best_album_comes_first_with_its_rank_and_range(client):
    reviewed("Cinder Path", [40] * 8)
    reviewed("Glass Orchard", [95] * 8)
    text = client.get(reverse("chart-best")).text
    assert text.index("Glass Orchard") < text.index("Cinder Path")
    assert "1st" in text
    assert "2nd" in text


def test_albums_that_cannot_be_told_apart_share_a_rank(client):
    reviewed("Glass Orchard", [90, 80, 85])
    reviewed("Cinder Path", [89, 81, 85])
    assert client.get(reverse("chart-best")).text.count("joint 1st") == 2


def test_nothing_ranks_under_three_counted_reviews(client):
    reviewed("Glass Orchard", [100, 100])
    assert "Glass Orchard" not in client.get(reverse("chart-best")).text


def test_a_year_has_its_own_chart(client):
    reviewed("Glass Orchard", [90] * 3, year=2023)
    reviewed("Cinder Path", [90] * 3, year=2024)
    text = client.get(reverse("chart-best", args=[2023])).text
    assert "Glass Orchard" in text
    assert "Cinder Path" not in text


def test_a_year_without_albums_says_so(client):
    answer = client.get(reverse("chart-best", args=[1871]))
    assert answer.status_code == 200
    assert "No album of 1871" in main(answer).text


@pytest.mark.parametrize("year", [0, 999, 3000, 10_000, 10**30])
@pytest.mark.parametrize(
    "pattern",
    ["/charts/{}/", "/charts/best/{}/", "/charts/{}/divisive/", "/charts/year/{}/", "/charts/publications/{}/"],
)
def test_an_impossible_year_is_no_page(client, pattern, year):
    assert client.get(pattern.format(year), follow=True).status_code == 404


def test_the_most_divisive_album_comes_first(client):
    reviewed("Glass Orchard", [80, 80, 80, 80, 80])
    reviewed("Cinder Path", [10, 100, 10, 100, 55])
    text = client.get(reverse("chart-divisive")).text
    assert text.index("Cinder Path") < text.index("Glass Orchard")


@pytest.mark.parametrize(
    "chart",
    ["chart-best", "chart-divisive", "chart-reviewed", "chart-new", "chart-publications", "chart-year", "genre-list"],
)
def test_charts_are_only_read(client, chart):
    assert client.post(reverse(chart)).status_code == 405


def test_chosen_voices_make_a_chart_of_their_own(client):
    loved = [PublicationFactory(name=f"Kind {number}") for number in range(3)]
    reviewed("Glass Orchard", [20, 20, 20], publications=loved)
    reviewed("Cinder Path", [95, 95, 95], publications=loved)
    reviewed("Tallow", [100, 100, 100])
    query = {"publications": [house.slug for house in loved]}
    text = client.get(reverse("chart-best"), query).text
    assert text.index("Cinder Path") < text.index("Glass Orchard")
    assert "Tallow" not in text
    commas = client.get(reverse("chart-best"), {"publications": ",".join(query["publications"])}).text
    assert "Tallow" not in commas


def test_voices_nobody_knows_are_dropped(client):
    reviewed("Glass Orchard", [90] * 3)
    for value in ("nobody", "\x00", "," * 500, "x" * 5000):
        answer = client.get(reverse("chart-best"), {"critics": value, "publications": value})
        assert answer.status_code == 200
        assert "Glass Orchard" in answer.text


def test_a_hidden_critic_cannot_be_chosen(client):
    album = reviewed("Glass Orchard", [90] * 4)
    hidden = album.reviews.first().critic
    hidden.hidden = True
    hidden.save()
    answer = client.get(reverse("chart-best"), {"critics": hidden.slug})
    assert hidden.name not in answer.text


def test_an_album_page_shows_the_consensus_of_the_chosen_voices(client):
    kind = [PublicationFactory() for _ in range(3)]
    album = reviewed("Glass Orchard", [95, 95, 95, 20, 20, 20], publications=kind)
    text = client.get(album.get_absolute_url(), {"publications": [house.slug for house in kind]}).text
    assert "from 3 of 6 reviews" in text
    few = client.get(album.get_absolute_url(), {"publications": kind[0].slug}).text
    assert "1 of 3 reviews by the voices you chose" in few


def test_another_formula_shows_another_number_and_how_well_each_predicts(client):
    album = reviewed("Glass Orchard", [100, 100, 100, 40])
    fit = Calibration.objects.current()
    for formula, rmse in (("chorus", 10.9), ("plain-mean", 11.9)):
        FormulaEvaluation.objects.create(
            calibration=fit, formula=formula, rmse=rmse, log_score=-3.8, coverage=0.8, rank_agreement=0.4, movement=2
        )
    text = client.get(album.get_absolute_url(), {"formula": "plain-mean"}).text
    assert "by: plain mean of the grades" in text
    assert "85.0" in text
    assert "11.9" in text
    assert "10.9" in text


def test_a_formula_nobody_knows_is_the_usual_one(client):
    album = reviewed("Glass Orchard", [90] * 3)
    text = client.get(album.get_absolute_url(), {"formula": "astrology"}).text
    assert 'value="chorus" checked' in text


@pytest.mark.parametrize("chosen", [False, True])
def test_a_longer_chart_asks_no_more_of_the_database(client, chosen):
    houses = [PublicationFactory() for _ in range(3)]
    query = {"publications": [house.slug for house in houses]} if chosen else {}

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("chart-best"), query)
        return len(queries)

    for number in range(2):
        reviewed(f"First {number}", [80] * 3, publications=houses)
    before = count()
    for number in range(4):
        reviewed(f"Second {number}", [80] * 3, publications=houses)
    assert count() == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/charts/", "/charts/best/"),
        ("/charts/?critics=ada", "/charts/best/?critics=ada"),
        ("/charts/2019/?x=1", "/charts/best/2019/?x=1"),
        ("/charts/2019/divisive/", "/charts/divisive/2019/"),
    ],
)
def test_old_addresses_lead_to_the_new_ones_for_ever(client, old, new):
    assertRedirects(client.get(old), new, status_code=301)


def test_the_forms_choice_becomes_an_address_to_share(client):
    tag = Genre.objects.named("Forró")
    AlbumFactory().genres.add(tag)
    answer = client.get("/charts/divisive/2019/", {"period": "2010s", "genre": tag.slug})
    assertRedirects(answer, "/charts/divisive/2010s/?genre=forro")
    assertRedirects(client.get("/charts/best/2019/?period=&genre="), "/charts/best/")


def test_a_chart_of_a_decade_and_a_genre_holds_what_is_in_both(client):
    tag = Genre.objects.named("Forró")
    inside, early, other = (
        reviewed(title, [90] * 3, year=year) for title, year in (("Cinder", 2019), ("Glass", 2020), ("Tallow", 2011))
    )
    for album in (inside, early):
        album.genres.add(tag)
    page = main(client.get("/charts/best/2010s/?genre=forro"))
    assert "Cinder" in page.text
    assert "Glass" not in page.text
    assert "Tallow" not in page.text
    assert other.title in main(client.get("/charts/best/2010s/")).text


def test_an_unknown_genre_is_said_to_be_unknown(client):
    reviewed("Glass Orchard", [90] * 3)
    text = main(client.get("/charts/best/?genre=polkagaze")).text
    assert "No genre is called “polkagaze”" in text
    assert "Glass Orchard" in text


@pytest.mark.parametrize("kind", ["best", "divisive", "reviewed"])
def test_an_empty_chart_says_why(client, kind):
    assert main(client.get(f"/charts/{kind}/1999/")).one("p", "empty").text.startswith("No album of 1999 has")


def test_ranks_go_on_from_page_to_page(client, monkeypatch):
    monkeypatch.setattr(charting, "PLACES_A_PAGE", 2)
    for title, score in (("One", 95), ("Two", 75), ("Three", 75), ("Four", 30), ("Five", 5)):
        reviewed(title, [score] * 8)
    pages = [main(client.get(f"/charts/best/?page={number}")) for number in (1, 2, 3, 4)]
    assert [page.texts("p", "ranking-place") for page in pages] == [
        ["1st", "joint 2nd"],
        ["joint 2nd", "4th"],
        ["5th"],
        [],
    ]
    assert pages[1].one("nav", "pager").links() == {"Previous": "?page=1", "Next": "?page=3"}
    assert "does not reach that far" in pages[3].text


def test_equal_numbers_of_reviews_share_a_place(client):
    for title, count in (("One", 4), ("Two", 3), ("Three", 3), ("Four", 1)):
        reviewed(title, [80] * count)
    page = main(client.get("/charts/reviewed/"))
    assert page.texts("p", "ranking-place") == ["1st", "joint 2nd", "joint 2nd", "4th"]


@pytest.mark.parametrize("page", ["-1", "0", "x", "", "99999999999999999999", "%00", "²"])
@pytest.mark.parametrize("path", ["/charts/best/", "/charts/new/", "/charts/divisive/2024/"])
def test_a_page_that_is_none_is_answered(client, path, page):
    assert client.get(f"{path}?page={page}").status_code == 200


def test_what_was_just_reviewed_names_each_album_once_newest_first(client):
    first, second = reviewed("Cinder Path", [90]), reviewed("Glass Orchard", [80, 70])
    ReviewFactory(album=first, published=True)
    page = main(client.get("/charts/new/"))
    assert [row.one("th").text.split(" The Slow")[0] for row in page.one("tbody").all("tr")] == [
        "Cinder Path",
        "Glass Orchard",
    ]
    assert second.title in page.text


def test_a_house_ranks_by_its_own_grades_and_ties_stay_ties(client):
    house = PublicationFactory(name="The Lantern", slug="lantern")
    for title, score in (("One", 90), ("Two", 90), ("Three", 40)):
        reviewed(title, [score], publications=[house])
    row = main(client.get("/charts/publications/2024/")).one("tbody").one("tr")
    assert "90/100" in row.text
    assert len(row.one("ul").all("li")) == 2
    page = main(client.get("/publications/lantern/2024/"))
    assert [place.text.split("T")[0].split("O")[0].strip() for place in page.one("tbody").all("tr")] == [
        "joint 1st",
        "joint 1st",
        "3rd",
    ]
    assert "no grade for a record of 1999" in main(client.get("/publications/lantern/1999/")).text


def test_a_year_in_review_counts_every_scored_record_once(client):
    for title, score in (("One", 90), ("Two", 75), ("Three", 30)):
        reviewed(title, [score] * 8).genres.add(Genre.objects.named("Forró"))
    reviewed("Elsewhen", [90] * 8, year=2023)
    reviewed("Too early", [90] * 2)
    answer = client.get("/charts/year/2024/")
    found = answer.context["found"]
    assert found.scored == found.scores.total == sum(count for _, count in found.verdicts) == 3
    assert [(row.genre.name, row.count, row.best.title) for row in found.genres] == [("Forró", 3, "One")]
    text = main(answer).text
    assert "Elsewhen" not in text
    assert "Too early" in text


def test_a_year_without_scores_says_so(client):
    assert "No record of 1871 has three counted reviews" in main(client.get("/charts/year/1871/")).text
    assert "No record has three counted reviews" in main(client.get("/charts/year/")).text


def test_chosen_voices_page_and_narrow_like_everybody(client):
    houses = [PublicationFactory() for _ in range(3)]
    reviewed("Glass Orchard", [90] * 3, year=2019, publications=houses).genres.add(Genre.objects.named("Forró"))
    reviewed("Cinder Path", [95] * 3, year=2021, publications=houses)
    query = {"publications": [house.slug for house in houses]}
    assert "Cinder Path" not in main(client.get("/charts/best/2010s/", query)).text
    assert "Glass Orchard" in main(client.get("/charts/best/2010s/", query | {"genre": "forro"})).text
    assert "has three reviews by the voices you chose" in main(client.get("/charts/best/1990s/", query)).text


@given(st.lists(st.integers(0, 500), max_size=40))
def test_a_histogram_adds_up_to_what_it_counts(counts):
    found = histogram([(5 * place, str(place), count) for place, count in enumerate(counts)])
    if not any(counts):
        assert found is None
        return
    assert found.total == sum(counts) == sum(bar.count for bar in found.bars)
    assert abs(sum(bar.share for bar in found.bars) - 1) < 1e-9
    assert found.peak.count == max(counts)
    for bar in found.bars:
        assert (bar.height > 0) == (bar.count > 0)
        assert 0 <= bar.y <= bar.y + bar.height <= found.height
