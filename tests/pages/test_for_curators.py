"""What curators alone find on public pages, and that nobody else is ever shown it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.curators import new_curator, page_of, signed_in, staff_who_may
from tests.factories import AlbumFactory, CriticFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def things() -> list[object]:
    review = ReviewFactory(published=True, album=AlbumFactory(), critic=CriticFactory(user=UserFactory()))
    return [review.album, review.critic, review.album.lead_artist]


def test_a_curator_is_led_from_each_page_to_where_it_is_edited(things):
    curator = signed_in(new_curator())
    for thing in things:
        assert f'href="{page_of(thing)}"' in curator.get(thing.get_absolute_url()).text


def test_a_curator_adds_a_review_from_the_albums_page(things):
    assert f'href="{reverse("bring-in")}"' in signed_in(new_curator()).get(things[0].get_absolute_url()).text


def test_whoever_may_not_is_not_led_there(things):
    staff = signed_in(staff_who_may("albums.view_album"))
    assert "For curators" not in staff.get(things[0].get_absolute_url()).text


def test_a_page_that_a_curator_opened_is_not_kept_for_strangers(things):
    curator = signed_in(new_curator())
    for visitor in (curator, Client(), curator, signed_in(things[1].user)):
        pages = [visitor.get(thing.get_absolute_url()) for thing in things]
        for page in pages:
            assert ("For curators" in page.text) is (visitor is curator)
            assert ("private" in page["Cache-Control"]) is ("sessionid" in visitor.cookies)


def test_the_manifest_lets_a_telephone_share_pages_with_the_site(client):
    answer = client.get("/manifest.webmanifest")
    said = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert (said["share_target"]["action"], said["share_target"]["method"]) == (reverse("bring-in"), "GET")
    assert said["icons"][0]["src"].endswith(".svg")
    assert client.post("/manifest.webmanifest").status_code == 405


def test_every_page_names_the_manifest(client):
    link = '<link rel="manifest" href="/manifest.webmanifest">'
    assert link in client.get("/").text
    assert link in signed_in(new_curator()).get("/admin/").text


def test_a_page_that_was_shared_stands_in_the_form(client):
    shared = {"title": "Salt Lanterns", "text": "Look: https://lantern.example/salt", "url": ""}
    page = signed_in(new_curator()).get(reverse("bring-in"), shared)
    assert page.context["form"]["addresses"].value() == "https://lantern.example/salt"
