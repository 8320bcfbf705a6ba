"""What the tests of the catalogue share: a curator, and albums that lists tell apart."""

from __future__ import annotations

from datetime import date

import pytest

from albums.models import ArtistAlias, Credit, Genre, Label
from tests.curators import new_curator, signed_in
from tests.factories import AlbumFactory, ArtistFactory


@pytest.fixture
def desk():
    """A curator's browser."""
    return signed_in(new_curator())


@pytest.fixture
def shelf():
    """Three albums that each filter tells apart."""
    night = AlbumFactory(
        title="Night Freight", kind="soundtrack", release_date=date(2024, 5, 1), lead_artist__name="Inès Harrow"
    )
    night.genres.add(Genre.objects.named("Electronic"))
    night.labels.add(Label.objects.named("Palisade"))
    ArtistAlias.objects.create(artist=night.lead_artist, name="H.R.W.")
    ferry = AlbumFactory(title="Ferry Songs", release_date=date(2023, 5, 1), lead_artist__name="Ada Quill")
    ferry.genres.add(Genre.objects.named("Electronic"), Genre.objects.named("Forró"))
    Credit.objects.create(album=ferry, artist=ArtistFactory(name="The Night Porters"), position=2)
    AlbumFactory(title="Ballast", release_date=None, lead_artist__name="Zed")
    return night, ferry
