"""Whatever a stranger types into the address bar: an answer, never a crash."""

from __future__ import annotations

import pytest
from django.test import Client

from albums.models import Genre, Label
from bench.serving.nonsense import KEYS, VALUES
from tests.factories import ArtistFactory, CriticFactory, PublicationFactory, published_review, reviewed_album

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/method/",
    "/corrections/",
    "/open-data/",
    "/search/",
    "/albums/",
    "/albums/ada/low-water/",
    "/albums/ada/low-water/compare/",
    "/albums/ada/low-water/working/",
    "/albums/ada/low-water/voices/",
    "/artists/",
    "/artists/ada/",
    "/critics/",
    "/critics/marit/",
    "/publications/",
    "/publications/lantern/",
    "/charts/best/",
    "/charts/best/2010s/",
    "/charts/divisive/2024/",
    "/charts/reviewed/",
    "/charts/new/",
    "/charts/coming-out/",
    "/charts/lists/",
    "/charts/lists/2024/",
    "/charts/publications/",
    "/charts/publications/2024/",
    "/charts/year/2024/",
    "/publications/lantern/2024/",
    "/genres/",
    "/genres/forro/",
    "/labels/",
    "/labels/quay/",
]


@pytest.fixture(scope="module", autouse=True)
def shelf(shared_rows: None):
    """Something to be found on every page."""
    album = reviewed_album(80, "rave", 20, "mixed", lead_artist=ArtistFactory(slug="ada"), slug="low-water")
    album.genres.add(Genre.objects.named("Forró"))
    album.labels.add(Label.objects.named("Quay"))
    critic, publication = CriticFactory(slug="marit"), PublicationFactory(slug="lantern")
    published_review(album, "pan", critic=critic, publication=publication)


@pytest.fixture
def stranger() -> Client:
    """A client to whom a crash is an answer: 500."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_bears_every_value_in_its_query(stranger, path):
    answers = {}
    for name, value in VALUES.items():
        query = "&".join(f"{key}={value}" for key in KEYS)
        answers[name] = stranger.get(f"{path}?{query}", follow=True).status_code
        answers[f"{name} as a key"] = stranger.get(f"{path}?{value}", headers={"HX-Target": value[:200]}).status_code
    assert answers == dict.fromkeys(answers, 200)


@pytest.mark.parametrize(
    "pattern",
    [
        "/artists/{}/",
        "/critics/{}/",
        "/publications/{}/",
        "/albums/{}/low-water/",
        "/albums/ada/{}/",
        "/albums/ada/{}/compare/",
        "/albums/ada/{}/working/",
        "/albums/ada/low-water/topics/{}/",
        "/albums/ada/low-water/tracks/{}/",
        "/albums/ada/low-water/reviews/{}/",
        "/albums/ada/low-water/reviews/{}/history/",
        "/charts/{}/",
        "/charts/{}/divisive/",
        "/charts/best/{}/",
        "/charts/year/{}/",
        "/publications/lantern/{}/",
        "/genres/{}/",
        "/labels/{}/",
        "/{}/",
        "/{}",
    ],
)
def test_an_address_that_leads_nowhere_is_not_found(stranger, pattern):
    answers = {
        name: stranger.get(pattern.replace("{}", value.replace("+", "%20")), follow=True).status_code
        for name, value in VALUES.items()
        if value
    }
    assert answers == dict.fromkeys(answers, 404)


@pytest.mark.parametrize("path", PAGES)
def test_a_flood_of_parameters_is_refused(stranger, path):
    flood = "&".join(f"r={number}" for number in range(5001))
    assert stranger.get(f"{path}?{flood}").status_code == 400


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_pages_are_only_read(stranger, path, method):
    response = getattr(stranger, method)(path)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", PAGES)
def test_whoever_asks_for_the_head_alone_gets_it(stranger, path):
    response = stranger.head(path)
    assert (response.status_code, response.content) == (200, b"")
