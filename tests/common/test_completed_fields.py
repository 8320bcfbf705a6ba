"""Fields of the admin that complete what is typed bear whatever is sent as a key."""

from __future__ import annotations

import pytest

from tests.curators import new_curator, signed_in
from tests.factories import AlbumFactory, PublicationFactory
from tests.markup import read

pytestmark = pytest.mark.django_db
NO_KEYS = ["a word", "'", "1e400", "NaN", "-1", "9" * 30, "\0", "٣३", "1; --"]


@pytest.fixture
def desk():
    return signed_in(new_curator())


@pytest.mark.parametrize("sent", NO_KEYS)
def test_what_can_be_no_key_comes_back_with_the_form_and_a_message(desk, sent):
    said = {"album": sent, "critic": sent, "publication": sent}
    answer = desk.post("/admin/reviews/review/add/", said)
    assert (answer.status_code, "errorlist" in answer.text) == (200, True)
    assert desk.get("/admin/reviews/critic/add/", {"publication": sent, "scale": sent}).status_code == 200
    assert desk.get("/admin/albums/album/add/", {"genres": sent, "lead_artist": sent}).status_code == 200


def test_rows_within_the_page_of_another_bear_it_too(desk):
    page = f"/admin/albums/album/{AlbumFactory().pk}/change/"
    form = {
        "credits-TOTAL_FORMS": "1",
        "credits-INITIAL_FORMS": "0",
        "credits-0-artist": "a word",
    }
    assert desk.post(page, form).status_code == 200


def test_what_is_a_key_stands_chosen_in_the_form(desk):
    house = PublicationFactory(name="The Lantern")
    page = read(desk.get("/admin/reviews/critic/add/", {"publication": house.pk}))
    assert "The Lantern" in page.text


def test_a_post_to_an_address_with_a_nul_is_no_crash(desk):
    assert desk.post("/admin/reviews/scale/a%00b/change/?order=%ED%A0%80").status_code in (302, 404)
