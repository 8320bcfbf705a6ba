"""What holds for every address that reads: no text is given out, nothing hidden shows, and rows cost no queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from albums.models import ArtistAlias, Credit, Genre, Label
from api.openapi_document import document
from reviews.life.hiding import set_hidden
from reviews.models import Calibration, CriticOffset, PublicationOffset, Review
from tests.api.reading_all import addresses
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
    CriticFactory,
    ExcerptFactory,
    FilmFactory,
    PublicationFactory,
    ReviewFactory,
    ScaleFactory,
    TrackFactory,
    count_anew,
    published_review,
)

pytestmark = pytest.mark.django_db

MARKER = "Nobody outside of these walls shall read this very sentence."
TEXT = f"The first side opens like a door in winter. {MARKER} The second side is another matter."
OPINIONS = ("rave", 80, "mixed", 20, "pan")


def furnished(title: str = "Tidewrack") -> Review:
    """A review with all that there can be around it, of an album with four others."""
    artist = ArtistFactory(name=f"{title} Players")
    ArtistAlias.objects.create(artist=artist, name=f"{title} Band")
    album = AlbumFactory(title=title, lead_artist=artist, kind="soundtrack", film=FilmFactory())
    Credit.objects.create(album=album, artist=ArtistFactory(), position=2)
    album.genres.add(Genre.objects.named("Folk"), Genre.objects.named(f"{title} pop"))
    album.labels.add(Label.objects.named(f"{title} Records"))
    track = TrackFactory(album=album)
    calibration = Calibration.objects.current()
    for number, opinion in enumerate(OPINIONS):
        house = PublicationFactory(scale=ScaleFactory(lettered=True))
        critic = CriticFactory(publication=house, scale=ScaleFactory())
        review = published_review(
            album, opinion, critic=critic, publication=house, body=TEXT, hosted=number % 2 == 0, headline="A door"
        )
        ExcerptFactory(review=review, lead=True)
        ExcerptFactory(review=review, text="The second side is another matter.", about="track", track=track)
        habits = {"calibration": calibration, "leniency": 2.0, "variance": 1.0, "reviews": 9}
        PublicationOffset.objects.create(publication=house, slope=1.1, noise=8.0, **habits)
        CriticOffset.objects.create(critic=critic, **habits)
    count_anew(album)
    type(review).objects.filter(album=album).update(headline="A window", body=f"{TEXT} More.")
    return review


def answered(path: str, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status, (path, response.content)
    return response.content.decode()


def test_bodies_are_never_given_out():
    review = furnished()
    assert MARKER in review.body
    for path in addresses(review):
        said = answered(path)
        assert MARKER not in said, path
        assert "walls shall read" not in said, path


def test_what_is_hidden_is_nowhere():
    shown = furnished()
    hidden = CriticFactory(name="Ottilie Unseen", user=None)
    published_review(shown.album, 99, critic=hidden)
    ReviewFactory(album=shown.album, critic=CriticFactory(name="Ottilie Unseen 2"), headline="Unseen draft")
    ReviewFactory(album=shown.album, critic=CriticFactory(name="Ottilie Unseen 3"), withdrawn=True, verdict="pan")
    proposed = AlbumFactory(title="Tidewrack Unseen", lead_artist=ArtistFactory(name="Unseen Players"), proposed=True)
    published_review(proposed, 80, critic=CriticFactory(name="Ottilie Unseen 4"))
    set_hidden(hidden, True)
    count_anew(shown.album)
    for path in addresses(shown):
        assert "Unseen" not in answered(path), path


@pytest.mark.parametrize("state", ["draft", "submitted", "rejected", "withdrawn"])
def test_a_review_that_does_not_count_is_not_there(state):
    review = ReviewFactory() if state == "draft" else ReviewFactory(**{state: True})
    answered(f"/api/v1/reviews/{review.pk}", 404)


def test_twice_the_rows_ask_no_more_of_the_database():
    review = furnished()
    paths = addresses(review)
    before = {path: _queries(path) for path in paths}
    for number in range(2):
        furnished(f"Tidewrack {number}")
    for number, opinion in enumerate(OPINIONS):
        house = PublicationFactory(scale=ScaleFactory(lettered=True))
        more = published_review(review.album, opinion, critic=CriticFactory(publication=house), publication=house)
        ExcerptFactory(review=more, lead=True)
        TrackFactory(album=review.album, title=f"Ballast {number}")
        review.album.genres.add(Genre.objects.named(f"Genre {number}"))
        published_review(AlbumFactory(), opinion, critic=review.critic, publication=review.publication)
    count_anew(review.album)
    for path in paths:
        now = _queries(path)
        assert len(now) <= len(before[path]), (path, now)


def _queries(path: str) -> list[str]:
    answered(path)
    with CaptureQueriesContext(connection) as captured:
        answered(path)
    asked = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in asked if "cache_entry" not in sql and "SAVEPOINT" not in sql]


HOSTILE = [
    "\0",
    "a\0b",
    "9" * 40,
    "-1",
    "../..",
    "%",
    "\ud83d",
    "\U0001f3b7\u202e",
    "' OR 1=1 --",
    "x" * 10_000,
    "{{7*7}}",
    "null",
    "",
]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_a_stranger_types_makes_the_site_fail(value):
    client = Client(raise_request_exception=False)
    value = value.encode("utf-8", "replace").decode()
    for path, methods in document()["paths"].items():
        if "get" not in methods:
            continue
        parameters = methods["get"]["parameters"]
        placed = {each["name"]: value.replace("/", "%2F") or "-" for each in parameters if each["in"] == "path"}
        responses = [client.get(path.format(**placed))]
        plain = dict.fromkeys(placed, "1")
        names = [each["name"] for each in parameters if each["in"] == "query"]
        responses += [client.get(path.format(**plain), {name: value}) for name in names]
        for response in responses:
            assert response.status_code < 500, (path, response.content)
            if response.status_code >= 400:
                assert response["Content-Type"] == "application/problem+json"
