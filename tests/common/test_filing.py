"""Long lists of names: letters of every script, pages that join without a gap, and whatever an address may say."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from albums.models import Artist, Label
from common.filing import BLOCKS, FiledNames, bounds_of, following
from tests.factories import AlbumFactory, ArtistFactory

pytestmark = pytest.mark.django_db
NAMES = ["Öland", "Oasis Nine", "The Tides", "Theta", "Tarn", "Жар", "東京", "かもめ", "12 Bells", "…and Out", "!!!"]


@pytest.fixture
def artists():
    """Artists of many scripts, each with an album."""
    for number, name in enumerate(NAMES):
        AlbumFactory(lead_artist=ArtistFactory(name=name, slug=f"a{number}"))


def filed(query: str = "", size: int = 3) -> FiledNames:
    return FiledNames(Artist.objects.listed(), "filed", QueryDict(query), size)


def test_names_stand_under_their_first_letter_whatever_accents_and_signs_say(artists):
    assert [artist.name for artist in filed("letter=o").rows] == ["Oasis Nine", "Öland"]
    assert [artist.name for artist in filed("letter=a").rows] == ["…and Out"]
    assert [artist.name for artist in filed("letter=0-9").rows] == ["!!!", "12 Bells"]
    assert [artist.name for artist in filed("letter=%D0%96").rows] == ["Жар"]
    assert [artist.name for artist in filed("letter=han").rows] == ["東京"]


def test_the_index_names_every_script_and_no_letter_twice(artists):
    letters = [(alphabet.name, [letter.name for letter in alphabet.letters]) for alphabet in filed().alphabets()]
    assert letters == [
        (BLOCKS["0-9"].name, [BLOCKS["0-9"].name]),
        ("Latin", ["A", "O", "T"]),
        ("Cyrillic", ["Ж"]),
        (BLOCKS["kana"].name, [BLOCKS["kana"].name]),
        (BLOCKS["han"].name, [BLOCKS["han"].name]),
    ]


def test_a_full_letter_goes_one_letter_deeper(artists):
    assert [letter.value for letter in filed("letter=t", size=2).deeper()] == ["ta", "th"]
    assert filed("letter=t", size=3).deeper() == []


def test_pages_join_without_a_gap_in_both_directions(artists):
    page, seen = filed(), []
    while True:
        seen.extend(artist.name for artist in page.rows)
        if not page.next_query:
            break
        page = filed(page.next_query)
    assert seen == [artist.name for artist in Artist.objects.as_filed()]
    assert len(seen) == len(NAMES)
    back = [artist.name for artist in page.rows]
    while page.previous_query:
        page = filed(page.previous_query)
        back = [artist.name for artist in page.rows if artist.name not in back] + back
    assert back == seen


def test_an_artist_without_a_listed_album_has_no_letter(artists):
    AlbumFactory(proposed=True, lead_artist=ArtistFactory(name="Zither"))
    assert all(letter.value != "z" for alphabet in filed().alphabets() for letter in alphabet.letters)


@pytest.mark.parametrize("query", ["after=1", "after=99999999999999999999", "before=-1", "after=x", "before=%00"])
def test_a_key_that_leads_nowhere_gives_the_beginning(artists, query):
    Artist.objects.filter(pk=1).delete()
    assert filed(query).rows[0].name == filed().rows[0].name


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=14))
def test_whatever_letter_is_asked_for_is_answered(artists, letter):
    query = QueryDict(mutable=True)
    query["letter"] = letter.encode("utf-8", "replace").decode()
    with transaction.atomic():
        names = FiledNames(Artist.objects.listed(), "filed", query, 3)
        assert names.alphabets()
        names.deeper()


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=6))
def test_all_that_begins_with_a_prefix_and_nothing_else_lies_within_its_bounds(prefix):
    low, high = bounds_of(prefix)
    if prefix in BLOCKS:
        return
    assert low <= prefix < (high or chr(0x10FFFF) * 7)
    assert low <= prefix + chr(0x10FFFF) < (high or chr(0x10FFFF) * 8)
    assert high == following(prefix)
    assert high is None or not high.startswith(prefix)


def test_labels_have_letters_too():
    for name in ("Quay", "Älv", "Zest"):
        AlbumFactory().labels.add(Label.objects.named(name))
    Label.objects.named("Unused")
    found = FiledNames(Label.objects.in_use(), "folded", QueryDict(""))
    assert [label.name for label in found.rows] == ["Älv", "Quay", "Zest"]
    assert not found.is_long
