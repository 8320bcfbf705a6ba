"""A change of the folding reaches the names that are here, and two that become one name are told."""

from __future__ import annotations

import pytest
from pghistory.models import Events

from albums.models import Album, Artist, ArtistAlias, Genre, Track
from common.names import short_title
from common.refolding import refold, refold_once
from reviews.models import Publication
from tests.factories import AlbumFactory, ArtistFactory, TrackFactory

pytestmark = pytest.mark.django_db


def test_names_are_folded_as_they_would_be_today(monkeypatch):
    monkeypatch.setattr("common.refolding.BATCH", 2)
    album = AlbumFactory(title="R.E.M. Sleep OST", lead_artist=ArtistFactory(name="Keola Kamakoʻole"))
    titles = ["❤\ufe0f", "☀\ufe0f", "Étude en fa♯", "Low Water", "AC/DC"]
    for position, title in enumerate(titles, 1):
        TrackFactory(album=album, position=position, title=title)
    Track.objects.exclude(title="Low Water").update(folded="\ufe0f")
    Album.objects.update(folded="r e m sleep")
    Artist.objects.update(folded="keola kamakoʻole")
    changes = Events.objects.count()
    refold(Track, "title")
    refold(Album, "title", short_title)
    refold(Artist, "name")
    assert list(Track.objects.order_by("position").values_list("folded", flat=True)) == [
        "❤", "☀", "etude en fa ♯", "low water", "acdc",
    ]  # fmt: skip
    assert Album.objects.get().folded == "rem sleep"
    assert Artist.objects.get().folded == "keola kamakoole"
    assert Events.objects.count() == changes


def test_of_two_that_become_one_name_both_stay_and_are_told(capsys):
    for name, slug, folded in (("NME", "one", "nme"), ("N.M.E.", "two", "n m e"), ("M+E", "three", "m e")):
        Publication.objects.create(name=slug, slug=slug)
        Publication.objects.filter(slug=slug).update(name=name, folded=folded)
    refold_once(Publication, "name")
    assert dict(Publication.objects.values_list("name", "folded")) == {"NME": "nme", "N.M.E.": "n m e", "M+E": "m + e"}
    told = capsys.readouterr().err
    assert "“N.M.E.”" in told
    assert "“NME”" in told
    assert "merge the two" in told
    assert "M+E" not in told


def test_a_name_that_another_row_gives_up_is_free():
    for name, slug, folded in (("A/B Weir", "one", "a b weir"), ("Ab Weir", "two", "x")):
        Genre.objects.create(name=slug, slug=slug)
        Genre.objects.filter(slug=slug).update(name=name, folded=folded)
    Genre.objects.create(name="Weir", slug="three")
    Genre.objects.filter(slug="three").update(folded="ab weir")
    refold_once(Genre, "name")
    folded = dict(Genre.objects.values_list("slug", "folded"))
    assert folded["three"] == "weir"
    assert sorted([folded["one"], folded["two"]]) == ["ab weir", "x"]


def test_two_artists_may_have_the_same_alias(capsys):
    for artist in (ArtistFactory(name="One"), ArtistFactory(name="Two")):
        artist.aliases.create(name="T.T.T.")
    ArtistAlias.objects.update(folded="t t t")
    refold_once(ArtistAlias, "name", within="artist")
    assert set(ArtistAlias.objects.values_list("folded", flat=True)) == {"ttt"}
    assert capsys.readouterr().err == ""
