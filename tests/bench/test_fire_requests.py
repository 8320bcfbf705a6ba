"""Which requests `make fire` generates."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from django.urls import Resolver404, get_resolver, resolve

from bench.fire.generated_requests import LEFT_ALONE, WHO, draw, filled
from bench.fire.site_map import as_route, routes

SITE_MAP = {
    "routes": ["/", "/desk/reviews/{int:pk}/", "/admin/bring-in/{uuid:key}/", "/accounts/logout/"],
    "pages": ["/albums/ada/low-water/"],
    "keys": [7],
    "words": ["ada"],
}


def chance() -> Random:
    return Random(1)  # noqa: S311


@pytest.mark.parametrize(
    ("pattern", "route"),
    [
        ("desk/reviews/<int:pk>/", "desk/reviews/{int:pk}/"),
        ("artists/<str:slug>/", "artists/{str:slug}/"),
        ("^key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", "key/{str:uidb36}-{str:key}/"),
        (r"^(?P<app_label>auth|albums)/$", "{str:app_label}/"),
        ("", ""),
    ],
)
def test_a_route_is_an_address_with_a_place_for_each_argument(pattern, route):
    assert as_route(pattern) == route


def test_nearly_every_route_leads_somewhere_when_it_is_filled():
    found = sorted(set(routes(get_resolver(), "/")))
    lost = [route for route in found if not leads_somewhere(filled(route, SITE_MAP, chance(), nonsense=0))]
    assert len(found) > 200
    # Of some, only certain words are addresses: a year, an app's name.
    assert len(lost) < 10, lost


def leads_somewhere(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True


def test_the_same_requests_are_drawn_each_time_by_everybody_in_turn():
    drawn = list(draw(SITE_MAP, chance(), 1000))
    assert drawn == list(draw(SITE_MAP, chance(), 1000))
    assert set(Counter(asked.who for asked in drawn).values()) == {1000 // len(WHO)}
    assert {asked.method for asked in drawn} == {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"}


def test_nobody_signs_out_and_no_request_reaches_for_another_server():
    posted = [asked for asked in draw(SITE_MAP, chance(), 2000) if asked.method not in ("GET", "HEAD")]
    assert posted
    assert not [asked for asked in posted if LEFT_ALONE.search(asked.address)]


def test_an_address_is_one_that_can_be_sent():
    for asked in draw(SITE_MAP, chance(), 2000):
        assert asked.address.isascii()
        assert asked.address.isprintable()
        assert " " not in asked.address
