"""Charts rank fairly, and a reader may choose whose voices count."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import Calibration, ConsensusChange, FormulaEvaluation
from reviews.scoring import refresh_consensus
from tests.factories import AlbumFactory, CriticFactory, PublicationFactory, ReviewFactory

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
    text = client.get(reverse("chart-best-year", args=[2023])).text
    assert "Glass Orchard" in text
    assert "Cinder Path" not in text


def test_a_year_without_albums_says_so(client):
    answer = client.get(reverse("chart-best-year", args=[1871]))
    assert answer.status_code == 200
    assert "No album of 1871" in answer.text


@pytest.mark.parametrize("year", [0, 10_000, 10**30])
@pytest.mark.parametrize("chart", ["chart-best-year", "chart-divisive-year"])
def test_an_impossible_year_is_no_page_and_no_error(client, chart, year):
    assert client.get(reverse(chart, args=[year])).status_code in (200, 404)


def test_the_most_divisive_album_comes_first(client):
    reviewed("Glass Orchard", [80, 80, 80, 80, 80])
    reviewed("Cinder Path", [10, 100, 10, 100, 55])
    text = client.get(reverse("chart-divisive")).text
    assert text.index("Cinder Path") < text.index("Glass Orchard")


@pytest.mark.parametrize("chart", ["chart-best", "chart-divisive"])
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
