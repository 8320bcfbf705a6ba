"""Slugs: readable, short enough, never shared."""

from __future__ import annotations

import pytest
from django.core.validators import validate_unicode_slug
from hypothesis import given
from hypothesis import strategies as st

from albums.models import Artist, Genre
from common.slugs import SLUG_LENGTH, free_slug, readable_slug
from tests.factories import AlbumFactory, ArtistFactory


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Low Water, High Street", "low-water-high-street"),
        ("Örebro Sånger (Deluxe Edition)", "orebro-sanger"),
        ("Night Freight OST", "night-freight"),
        ("終電のあとの水路", "終電のあとの水路"),
        ("Ночные поезда", "ночные-поезда"),
        ("!!!", "untitled"),
        ("../../etc", "etc"),
        ("<script>", "script"),
    ],
)
def test_a_slug_reads_like_its_title(title, slug):
    assert readable_slug(title, "untitled") == slug


@given(st.text(max_size=300))
def test_every_title_has_a_valid_slug(title):
    slug = readable_slug(title, "untitled")
    validate_unicode_slug(slug)
    assert len(slug) <= SLUG_LENGTH


def test_a_long_slug_is_cut_between_words():
    slug = readable_slug("several " * 30, "untitled")
    assert SLUG_LENGTH - len("several-") < len(slug) <= SLUG_LENGTH
    assert set(slug.split("-")) == {"several"}


def test_one_endless_word_is_cut_where_it_must():
    assert readable_slug("a" * 300, "untitled") == "a" * SLUG_LENGTH


@pytest.mark.django_db
def test_a_taken_slug_gets_the_next_number():
    for slug in ["ines-harrow", "ines-harrow-2", "ines-harrow-and-friends"]:
        ArtistFactory(slug=slug)
    assert free_slug("Inès Harrow", Artist.objects.all(), "artist") == "ines-harrow-3"


@pytest.mark.django_db
def test_names_without_letters_share_no_address():
    first = ArtistFactory(name="!!!", slug=free_slug("!!!", Artist.objects.all(), "artist"))
    second = ArtistFactory(name="???", slug=free_slug("???", Artist.objects.all(), "artist"))
    assert (first.slug, second.slug) == ("artist", "artist-2")


@pytest.mark.django_db
def test_two_artists_may_each_have_an_album_of_one_slug(client):
    albums = [AlbumFactory(title="Spare Key", slug="spare-key") for _ in range(2)]
    pages = [client.get(album.get_absolute_url()) for album in albums]
    assert [page.context["page"].album for page in pages] == albums


@pytest.mark.django_db
def test_genres_that_differ_only_in_marks_have_addresses_of_their_own():
    names = ["पाप", "पप", "が", "か", "!!!", "???"]
    genres = [Genre.objects.named(name) for name in names]
    assert len({genre.slug for genre in genres}) == len(names)
    assert [Genre.objects.named(name) for name in names] == genres
