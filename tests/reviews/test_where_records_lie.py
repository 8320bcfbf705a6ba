"""Lists say where an album stands among all, and draw their small scales over where the site's records lie."""

from __future__ import annotations

import numpy as np
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from albums.models import Album
from reviews.consensus.places import MOST_TOLD, ends_of, place_of, quantiles_of, share_below
from reviews.models import Calibration
from reviews.scoring.fitting import fit_consensus
from reviews.templatetags.scores import between
from tests.factories import reviewed_album
from tests.markup import main

LISTS = ["/albums/", "/charts/best/"]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=80))
def test_the_ends_are_round_numbers_in_order_and_hold_nearly_all_scores(scores):
    low, high = ends_of(quantiles_of(np.array(scores)))
    assert 0 <= low < high <= 100
    assert low % 5 == high % 5 == 0
    middle = np.quantile(scores, [0.05, 0.95])
    assert low <= middle[0] + 1e-9
    assert middle[1] <= high + 1e-9


@given(st.lists(st.floats(0, 100), min_size=1, max_size=80), st.floats(0, 100))
def test_a_list_says_the_share_that_the_album_page_says(scores, point):
    quantiles = quantiles_of(np.array(scores))
    share = share_below(point, quantiles)
    assert share == place_of(point, point, point, quantiles).share
    exact = (np.mean(np.array(quantiles) < point) + np.mean(np.array(quantiles) <= point)) / 2
    assert share == pytest.approx(min(exact, MOST_TOLD), abs=1 / 100)


def test_what_lies_outside_of_a_scale_is_cut_off_at_its_end():
    ends = ends_of(quantiles_of(np.linspace(65, 85, 40)))
    assert ends == (60, 90)
    assert between(40, ends) == 0
    assert between(100, ends) == 100
    assert between((ends.low + ends.high) / 2, ends) == 50


def card(client: Client) -> str:
    return main(client.get("/albums/")).all("article", "album-card")[0].text


def scale_ends(client: Client, path: str) -> list[str]:
    drawn = main(client.get(path)).all("span", "small-interval")[0]
    return [end.text for end in drawn.all("span")]


def told(*scores: float) -> Calibration:
    """What a fit keeps, of a site whose records have these scores."""
    calibration = Calibration.objects.current()
    calibration.scores_lie_at, calibration.scored_albums = quantiles_of(np.array(scores)), len(scores)
    calibration.save()
    return calibration


@pytest.mark.django_db
def test_before_a_fit_tells_lists_give_no_place_and_draw_from_forty(client):
    reviewed_album(70, 80, "rave")
    assert "above" not in card(client)
    assert "plain mean 75.0" in card(client)
    assert [scale_ends(client, path) for path in LISTS] == [["40", "100"]] * 2


@pytest.mark.django_db
def test_of_too_few_records_no_place_is_given(client):
    reviewed_album(70, 80, "rave")
    told(*range(60, 89))
    assert "above" not in card(client)
    assert scale_ends(client, "/albums/") == ["40", "100"]


@pytest.mark.django_db
def test_a_fit_gives_albums_their_place_and_makes_the_kept_lists_stale(client):
    reviewed_album(90, 90, 90)
    before = {path: scale_ends(client, path) for path in LISTS}
    ends = ends_of(told(*np.linspace(60, 85, 40)).scores_lie_at)
    assert set(map(tuple, before.values())) == {("40", "100")}
    for path in LISTS:
        assert scale_ends(client, path) == [str(ends.low), str(ends.high)] == ["55", "90"]
    assert "above" in card(client)
    assert "% of records" in card(client)


@pytest.mark.django_db
@pytest.mark.parametrize("path", LISTS)
def test_what_a_list_says_of_places_costs_one_query_for_all_rows(client, path):
    told(*np.linspace(60, 85, 40))
    for number in range(3):
        reviewed_album(70, 80, 90, title=f"No. {number}")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    assert sum("scores_lie_at" in query["sql"] for query in captured.captured_queries) == 1


@pytest.mark.django_db
def test_an_album_says_the_plain_mean_of_its_grades_as_its_consensus_does():
    graded, wordy = reviewed_album(70, 81, "rave"), reviewed_album("rave", "pan", "mixed")
    assert Album.objects.get(pk=graded.pk).plain_mean == 75.5
    assert Album.objects.get(pk=wordy.pk).plain_mean is None
    fit_consensus()
    assert Album.objects.get(pk=graded.pk).plain_mean == 75.5
