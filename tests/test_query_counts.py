"""Double the rows, the same number of queries: on every public page, as an anonymous reader asks for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from albums.models import Album, AlbumLink, ArtistAlias, Credit, Genre, Label
from reviews.models import Calibration, CriticOffset, PublicationOffset
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
    CriticFactory,
    ExcerptFactory,
    FilmFactory,
    PublicationFactory,
    ScaleFactory,
    TrackFactory,
    count_anew,
    published_review,
)

pytestmark = pytest.mark.django_db
OPINIONS = ["rave", 80, "mixed", 20, "pan"]
MOST_ON_AN_ALBUM_PAGE = 8


def queries(path: str) -> list[str]:
    """What a stranger's request asks of the database."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert Client().get(path).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def write(album: Album, count: int) -> None:
    """`count` reviews of an album, each by a new critic in a new house, with excerpts on topics and tracks."""
    track = TrackFactory(album=album)
    for number in range(count):
        house = PublicationFactory(scale=ScaleFactory(lettered=True))
        review = published_review(
            album,
            OPINIONS[number % 5],
            critic=CriticFactory(publication=house, scale=ScaleFactory()),
            publication=house,
            source_url=f"https://lantern.example/{number}",
        )
        ExcerptFactory(review=review, lead=True, topic="sound", stance="praise" if number % 2 else "criticism")
        ExcerptFactory(review=review, text="Nothing on it hurries", about="track", track=track)
    count_anew(album)


def furnished_album(**attributes: object) -> Album:
    """An album with a few of everything."""
    album = AlbumFactory(
        kind="soundtrack", film=FilmFactory(), release_date=date(timezone.localdate().year, 1, 1), **attributes
    )
    guest = ArtistFactory()
    Credit.objects.create(album=album, artist=guest, position=2)
    ArtistAlias.objects.create(artist=album.lead_artist, name=f"Tide {album.pk}")
    album.genres.add(Genre.objects.named(f"Genre {album.pk}"), Genre.objects.named("Forró"))
    album.labels.add(Label.objects.named(f"Label {album.pk}"))
    AlbumLink.objects.create(album=album, kind="buy", url="https://counter.example/x")
    return album


def fit() -> None:
    """A calibration of the site's own, with an offset for everybody who writes."""
    first = Calibration.objects.current()
    names = ("mean", "album_scale", "noise", "publication_sd", "critic_sd")
    fitted = Calibration.objects.create(
        **{name: getattr(first, name) for name in names}, fitted_reviews=500, fitted_albums=60
    )
    for album in Album.objects.all():
        for review in album.reviews.all():
            PublicationOffset.objects.create(
                calibration=fitted, publication=review.publication, leniency=2, variance=1, noise=9, reviews=9
            )
            CriticOffset.objects.create(calibration=fitted, critic=review.critic, leniency=2, variance=1, reviews=9)
        count_anew(album)


@pytest.mark.parametrize("after", [lambda: None, fit], ids=["defaults", "fitted"])
@pytest.mark.parametrize("query", ["", "?order=lowest", "?page=2"])
def test_an_album_page_asks_as_much_for_thirty_reviews_as_for_five(after: Callable, query):
    small, large = furnished_album(), furnished_album()
    write(small, 5)
    write(large, 30)
    after()
    few, many = (queries(album.get_absolute_url() + query) for album in (small, large))
    assert len(few) == len(many) <= MOST_ON_AN_ALBUM_PAGE, "\n".join(many)


def test_an_album_page_asks_no_more_for_a_hundred_tracks():
    album = furnished_album()
    write(album, 5)
    before = len(queries(album.get_absolute_url()))
    for _ in range(100):
        TrackFactory(album=album)
    assert len(queries(album.get_absolute_url())) == before


def test_a_comparison_asks_as_much_for_four_as_for_two():
    album = furnished_album()
    write(album, 4)
    keys = [f"r={review.pk}" for review in album.reviews.all()]
    address = f"{album.get_absolute_url()}compare/?"
    assert len(queries(address + "&".join(keys))) == len(queries(address + "&".join(keys[:2])))


def test_a_hosted_review_asks_as_much_beside_thirty_as_beside_five():
    counts = []
    for others in (5, 30):
        album = furnished_album()
        write(album, others)
        counts.append(len(queries(published_review(album, "rave", hosted=True).get_text_url())))
    assert counts[0] == counts[1]


PAGES = {
    "home": "/",
    "albums": "/albums/",
    "albums, narrowed": "/albums/?genre=forro&kind=soundtrack&q=tide&order=best",
    "artists": "/artists/",
    "critics": "/critics/",
    "publications": "/publications/",
    "best of all": "/charts/best/",
    "best of this year": f"/charts/best/{timezone.localdate().year}/",
    "best of a genre": "/charts/best/?genre=forro",
    "most reviewed": "/charts/reviewed/",
    "just reviewed": "/charts/new/",
    "publications' best": "/charts/publications/",
    "year in review": "/charts/year/",
    "a publication's best": f"/publications/lantern/{timezone.localdate().year}/",
    "genres": "/genres/",
    "genre": "/genres/forro/",
    "labels": "/labels/",
    "most divisive": "/charts/divisive/",
    "search": "/search/?q=tide",
    "method": "/method/",
    "artist": "/artists/tide/",
    "critic": "/critics/marit/",
    "publication": "/publications/lantern/",
}


def stock(artist, critic, house) -> None:
    """Two more albums of one artist, reviewed by one critic in one house among others."""
    for _ in range(2):
        album = furnished_album(lead_artist=artist)
        write(album, 5)
        review = published_review(album, "mixed", critic=critic, publication=house)
        ExcerptFactory(review=review, text="Nothing on it hurries", lead=True, topic="sound", stance="praise")
        count_anew(album)
        CriticFactory(publication=house, name=f"Tide critic {album.pk}")
        PublicationFactory(name=f"Tide courier {album.pk}")
        published_review(album, "pan", critic=CriticFactory(publication=house), publication=house)
        AlbumFactory(title=f"Tide {album.pk}", lead_artist=ArtistFactory(name=f"Tide {album.pk}"))
        TrackFactory(album=album, title="Tide")


def test_every_page_asks_as_much_of_twice_the_rows():
    artist = ArtistFactory(name="Tide", slug="tide")
    house = PublicationFactory(name="Tide Lantern", slug="lantern", scale=ScaleFactory(lettered=True))
    critic = CriticFactory(name="Tide Marit", slug="marit", publication=house)
    counts = []
    for _ in range(2):
        stock(artist, critic, house)
        counts.append({name: len(queries(path)) for name, path in PAGES.items()})
    assert counts[0] == counts[1]


def test_a_picture_asks_the_same_of_the_database_however_much_was_written():
    album = furnished_album()
    write(album, 3)
    critic = album.reviews.first().critic
    paths = [f"{shown.get_absolute_url()}picture.jpg" for shown in (album, critic)]
    before = [len(queries(path)) for path in paths]
    write(album, 6)
    for other in (furnished_album(), furnished_album()):
        ExcerptFactory(review=published_review(other, "rave", critic=critic), lead=True)
        count_anew(other)
    assert [len(queries(path)) for path in paths] == before
