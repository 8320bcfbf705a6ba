"""A draft's album is found in a large catalogue: with few queries, and not cut off by albums named by common words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from albums.models import Album
from reviews.incoming import recognition
from reviews.incoming.recognition import NotRecognised, album_of
from reviews.reading.document import parse
from tests.factories import AlbumFactory, ArtistFactory
from tests.reviews.reading.pages import HEADLINE, page

pytestmark = pytest.mark.django_db


def marlow_finchs(*titles):
    """Albums of one artist."""
    artist = ArtistFactory(name="Marlow Finch", slug="marlow-finch")
    return [
        AlbumFactory(title=title, slug=f"album-{number}", lead_artist=artist) for number, title in enumerate(titles)
    ]


def test_the_longest_titles_are_looked_at_first(monkeypatch):
    *_, album = marlow_finchs("Glass", "Harbour", "Cold", "Water", "Nothing", "Glass Harbour")
    monkeypatch.setattr(recognition, "MOST_CANDIDATES", 1)
    assert album_of(parse(page(HEADLINE))) == album


def test_more_candidates_take_no_more_queries():
    marlow_finchs("Glass Harbour", "Cold", "Water")
    draft = parse(page(HEADLINE))
    with CaptureQueriesContext(connection) as few:
        album_of(draft)
    artist = ArtistFactory(name="Marlow", slug="marlow")
    for number, title in enumerate(("Glass", "Harbour", "Nothing", "Guitars", "Drums")):
        AlbumFactory(title=title, slug=f"other-{number}", lead_artist=artist)
    with CaptureQueriesContext(connection) as more:
        album_of(draft)
    assert len(more) == len(few)


def test_an_album_that_is_only_proposed_is_not_found():
    marlow_finchs("Glass Harbour")
    Album.objects.update(proposed=True)
    with pytest.raises(NotRecognised):
        album_of(parse(page(HEADLINE)))
