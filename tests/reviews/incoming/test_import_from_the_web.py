"""`manage.py import_reviews ADDRESS`: fetched where the policy of the site allows it, and read like a file."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reviews.models import Review, SourcePolicy
from tests.factories import AlbumFactory, ArtistFactory
from tests.web import Web

pytestmark = pytest.mark.django_db
URL = "http://lantern.example/reviews/low-water"
PROSE = "The second side of Low Water lets every chord ring until the room has had its say. " * 8
PAGE = (
    "<!doctype html><html lang='en'><head><title>Ines Harrow: Low Water</title></head><body><article>"
    f"<h1>Ines Harrow: Low Water</h1><p>By Nora Linden</p><p>{PROSE}</p><p>8/10</p></article></body></html>"
)


@pytest.fixture(autouse=True)
def album():
    return AlbumFactory(title="Low Water", lead_artist=ArtistFactory(name="Ines Harrow"))


def import_reviews(*documents: str) -> tuple[dict | None, str]:
    """What was printed of the only document, and what was said besides."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_reviews", *documents, as_json=True, stdout=out, stderr=err)
    except CommandError as error:
        err.write(str(error))
    return (json.loads(out.getvalue()) if out.getvalue() else None), err.getvalue()


def test_a_page_becomes_a_review_with_its_address_as_source(web: Web, policy: SourcePolicy):
    web.put(URL, PAGE)
    found, _ = import_reviews(URL)
    review = Review.objects.get()
    assert (found["status"], found["grade"]["printed"], review.source_url) == ("created", "8/10", URL)
    assert import_reviews(URL)[0]["status"] == "unchanged"


def test_nothing_is_fetched_from_a_site_that_nobody_has_decided_about(web: Web):
    web.put(URL, PAGE)
    _, said = import_reviews(URL)
    assert "Nobody has said yet whether lantern.example may be fetched" in said
    assert web.paths() == []
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://lantern.example/gone", "answers 404"),
        ("http://lantern.example/cover", "It is no page but image/png"),
        ("http://lantern.example/private", "robots.txt does not let programs in"),
        ("http://lantern.example/moved", "Nobody has said yet whether kiosk.example"),
        ("http://lantern.example/busy", "It answers 503"),
        ("http://www.metacritic.com/music/low-water", "gathers others’ reviews"),
        ("http://no-such-host", "That is no address on the web"),
    ],
)
def test_what_cannot_be_had_is_said_by_its_address(web: Web, policy: SourcePolicy, url, said):
    web.put("http://lantern.example/robots.txt", "User-agent: *\nDisallow: /private", content_type="text/plain")
    web.put("http://lantern.example/gone", status=404)
    web.put("http://lantern.example/cover", b"\x89PNG", content_type="image/png")
    web.put("http://lantern.example/private", PAGE)
    web.put("http://lantern.example/busy", status=503)
    web.put("http://lantern.example/moved", status=302, location="http://kiosk.example/a")
    _, words = import_reviews(url)
    assert f"{url}: " in words
    assert said in words
    assert not Review.objects.exists()


def test_a_redirect_to_a_site_with_a_policy_is_followed(web: Web, policy: SourcePolicy):
    SourcePolicy.objects.create(host="kiosk.example", fetching="request")
    web.put(URL, status=302, location="http://kiosk.example/low-water")
    web.put("http://kiosk.example/low-water", PAGE)
    import_reviews(URL)
    assert Review.objects.get().source_url == "http://kiosk.example/low-water"
