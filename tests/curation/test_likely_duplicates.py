"""Finding likely duplicates, and the worklist of them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from albums.models import ArtistAlias, Credit
from curation.likely_duplicates import find_duplicates
from curation.models import LikelyDuplicate, Rearrangeable
from tests.curation.merges import merged
from tests.curators import list_of, new_curator, signed_in, staff_who_may
from tests.factories import AlbumFactory, ArtistFactory, CriticFactory, PublicationFactory, UserFactory
from tests.markup import read

pytestmark = pytest.mark.django_db


def found(kind: Rearrangeable) -> dict[tuple[int, int], str]:
    find_duplicates(kind)
    return {(pair.first_id, pair.second_id): pair.why for pair in LikelyDuplicate.objects.filter(kind=kind)}


def test_an_album_and_its_edition_by_one_artist_are_a_pair():
    artist = ArtistFactory()
    one = AlbumFactory(lead_artist=artist, title="Low Water", slug="a")
    two = AlbumFactory(lead_artist=artist, title="LOW WATER (Deluxe Edition)", slug="b")
    AlbumFactory(title="Low Water", lead_artist=ArtistFactory(name="Somebody Else"))
    assert found(Rearrangeable.ALBUM) == {(one.pk, two.pk): "one artist, one title"}


def test_albums_of_one_name_decades_apart_are_less_likely_one():
    artist = ArtistFactory()
    for year in (1970, 2010):
        AlbumFactory(lead_artist=artist, title="Weezle", slug=str(year), release_date=date(year, 1, 1))
    find_duplicates(Rearrangeable.ALBUM)
    assert LikelyDuplicate.objects.get().likelihood == 0.6


def test_albums_of_artists_named_alike_or_credited_together_are_pairs():
    leads = [ArtistFactory(name=name) for name in ("The Tide and the Harbour", "Tide & Harbour", "Ines Harrow")]
    one, two, three = (AlbumFactory(lead_artist=lead, title="Low Water") for lead in leads)
    Credit.objects.create(album=three, artist=leads[0], position=2)
    pairs = found(Rearrangeable.ALBUM)
    assert pairs == {
        (one.pk, two.pk): "one title, artists named alike",
        (one.pk, three.pk): "one title, and an artist that both credit",
    }


def test_titles_spelt_alike_are_pairs_but_not_volumes():
    artist = ArtistFactory()
    titles = ["Harbour Log in Winter", "Harbor Log in Winter", "Pool Songs 1", "Pool Songs 2"]
    albums = [AlbumFactory(lead_artist=artist, title=title) for title in titles]
    assert list(found(Rearrangeable.ALBUM)) == [(albums[0].pk, albums[1].pk)]


def test_artists_are_compared_without_articles_by_alias_and_by_spelling():
    names = ["The Slow Ferries", "Slow Ferries", "Marit Oyelaran", "M. O.", "Ottilie Brandt", "Ottilie Brand"]
    artists = [ArtistFactory(name=name) for name in names]
    ArtistAlias.objects.create(artist=artists[2], name="m o")
    pairs = found(Rearrangeable.ARTIST)
    assert pairs == {
        (artists[0].pk, artists[1].pk): "one name, articles and joining words aside",
        (artists[2].pk, artists[3].pk): "the name of one is an alias of the other",
        (artists[4].pk, artists[5].pk): "names alike",
    }


def test_namesakes_that_somebody_has_told_apart_are_no_pair():
    for words in ("a singer", "a choir"):
        ArtistFactory(name="Tide", slug=words.replace(" ", "-"), disambiguation=words)
    assert found(Rearrangeable.ARTIST) == {}


def test_critics_of_one_home_and_publications_of_one_host_are_pairs():
    houses = [
        PublicationFactory(name="The Lantern", site="https://www.lantern.example/"),
        PublicationFactory(name="Lantern Online", site="http://lantern.example/music"),
    ]
    critics = [CriticFactory(name=name, publication=houses[0]) for name in ("Marit Oyelaran", "Marit Oyelarán")]
    assert list(found(Rearrangeable.PUBLICATION).values()) == ["one site"]
    assert list(found(Rearrangeable.CRITIC)) == [(critics[0].pk, critics[1].pk)]
    assert LikelyDuplicate.objects.get(kind="critic").likelihood == 0.95


def test_what_was_dismissed_stays_dismissed_and_what_was_settled_goes():
    one, _, three, four = (ArtistFactory(name=name) for name in ("Tide", "The Tide", "Ebb", "The Ebb"))
    find_duplicates(Rearrangeable.ARTIST)
    curator = signed_in(new_curator(username="ada"))
    pair = LikelyDuplicate.objects.get(first_id=one.pk)
    curator.post(list_of(LikelyDuplicate), {"action": "dismiss", "_selected_action": [pair.pk]})
    merged(three, four)
    assert not LikelyDuplicate.objects.open().exists()
    find_duplicates(Rearrangeable.ARTIST)
    remembered = LikelyDuplicate.objects.get()
    assert (remembered.pk, remembered.dismissed_by.username) == (pair.pk, "ada")


def test_the_worklist_leads_to_the_preview_and_asks_as_much_for_twice_the_pairs():
    curator = signed_in(new_curator())
    counts = []
    for number in range(2):
        for place in range(4):
            artist = ArtistFactory()
            for slug in "ab":
                AlbumFactory(lead_artist=artist, title=f"Ebb {number}{place}", slug=slug)
            for name in ("Tide", "The Tide"):
                ArtistFactory(name=f"{name} {'xyzw'[place]}{number}")
        call_command("find_duplicates")
        with CaptureQueriesContext(connection) as captured:
            page = curator.get(list_of(LikelyDuplicate))
        counts.append(len(captured))
    assert counts[0] == counts[1]
    pair = LikelyDuplicate.objects.filter(kind="album").first()
    path = reverse("admin:curation_merge", args=["album", pair.first_id, pair.second_id])
    assert path in [link.get("href") for link in read(page).all("a")]
    assert curator.get(path).status_code == 200


def test_strangers_and_curators_without_the_permission_dismiss_nothing(client):
    ArtistFactory(name="Tide"), ArtistFactory(name="The Tide")
    find_duplicates(Rearrangeable.ARTIST)
    dismissing = {"action": "dismiss", "_selected_action": [LikelyDuplicate.objects.get().pk]}
    client.force_login(UserFactory())
    assert client.post(list_of(LikelyDuplicate), dismissing).status_code == 302
    signed_in(staff_who_may("curation.view_likelyduplicate")).post(list_of(LikelyDuplicate), dismissing)
    assert LikelyDuplicate.objects.open().count() == 1


def test_the_command_looks_at_the_kinds_it_is_given(capsys):
    ArtistFactory(name="Tide"), ArtistFactory(name="The Tide")
    call_command("find_duplicates", "album")
    assert not LikelyDuplicate.objects.exists()
    call_command("find_duplicates")
    assert "artist: 1 pairs wait." in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("find_duplicates", "film")
