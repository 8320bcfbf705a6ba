"""The method: every constant it prints is the one in use."""

from __future__ import annotations

import pytest

from reviews.models import Calibration
from tests.markup import main

pytestmark = pytest.mark.django_db


def test_the_bands_are_printed_as_the_model_has_them(client):
    rows = main(client.get("/method/")).all("table")[0].one("tbody").texts("tr")
    assert [row.replace(" ", "") for row in rows] == [
        "Rave85ormore",
        "Positive70tounder85",
        "Mixed50tounder70",
        "Panunder50",
    ]


def test_the_current_calibrations_constants_are_printed(client):
    text = main(client.get("/method/")).text
    for constant in ("74.0", "5.4", "9.7", "3.4", "3.0"):
        assert constant in text
    assert "defaults" in text


def test_a_fit_of_the_sites_own_is_named_with_its_size(client):
    Calibration.objects.create(
        mean=70.25, album_scale=6.15, noise=8.8, publication_sd=2.2, critic_sd=1.9, fitted_reviews=512, fitted_albums=64
    )
    text = main(client.get("/method/")).text
    for figure in ("70.3", "6.2", "8.8", "2.2", "1.9", "512", "64"):
        assert figure in text
