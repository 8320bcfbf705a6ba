"""The number by one's own voices: the one that their address shows, however many albums are asked for at once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from albums.models import Album
from pages.album_page import album_page
from readers.models import SavedVoices
from readers.shelf.keeping_voices import NoSuchVoices, TooManySets, make_mine, save_voices, voices_named
from readers.shelf.voices import OwnNumber, own_numbers, voices_of
from reviews.life.hiding import set_hidden
from reviews.models import Critic
from tests.factories import AlbumFactory, CriticFactory, PublicationFactory, UserFactory, count_anew, published_review

pytestmark = pytest.mark.django_db


def heard_album(critics: list[Critic], *opinions: object) -> Album:
    album = AlbumFactory()
    for critic, opinion in zip(critics, opinions, strict=False):
        published_review(album, opinion, critic=critic)
    return count_anew(album)


def mine(*critics: Critic, **houses: object) -> SavedVoices:
    return save_voices(UserFactory(), critics, list(houses.values()))


def test_ones_number_is_the_one_that_the_address_with_the_same_voices_shows(rf):
    critics = [CriticFactory() for _ in range(5)]
    album = heard_album(critics, "rave", 40, "mixed", 90, 10)
    saved = mine(*critics[:3])
    query = rf.get("/", {"critics": [critic.slug for critic in critics[:3]]}).GET
    shown = album_page(album.lead_artist.slug, album.slug, query, album.release_date).yours.current
    own = own_numbers(voices_of(saved.owner), [album.pk])[album.pk]
    assert (own.score, own.low, own.high) == pytest.approx((shown.score, shown.low, shown.high))
    assert own.score != pytest.approx(Album.objects.get(pk=album.pk).consensus_score)


def test_a_review_by_a_critic_or_in_a_publication_of_the_set_counts_once():
    house = PublicationFactory()
    critics = [CriticFactory() for _ in range(3)]
    album = AlbumFactory()
    for critic in critics:
        published_review(album, 80, critic=critic, publication=house)
    count_anew(album)
    saved = mine(critics[0], house=house)
    assert own_numbers(voices_of(saved.owner), [album.pk])[album.pk].counted == 3


def test_too_few_of_ones_voices_make_no_number_and_say_how_many_they_are():
    critics = [CriticFactory() for _ in range(4)]
    album, other = heard_album(critics, 80, 70, 60, 50), heard_album(critics[2:], 80, 70)
    found = own_numbers(voices_of(mine(*critics[:2]).owner), [album.pk, other.pk])
    assert found == {album.pk: OwnNumber(2)}


def test_as_many_queries_for_forty_albums_as_for_one():
    critics = [CriticFactory() for _ in range(3)]
    albums = [heard_album(critics, 80, "rave", 60).pk for _ in range(40)]
    voices = voices_of(mine(*critics).owner)
    counts = []
    for asked in (albums[:1], albums):
        with CaptureQueriesContext(connection) as captured:
            assert len(own_numbers(voices, asked)) == len(asked)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 3


def test_a_hidden_critic_is_not_heard_in_anybodys_number():
    critics = [CriticFactory() for _ in range(4)]
    album = heard_album(critics, 80, 70, 60, 50)
    saved = mine(*critics)
    set_hidden(critics[0], True)
    assert own_numbers(voices_of(saved.owner), [album.pk])[album.pk].counted == 3


def test_the_first_set_is_mine_and_another_can_be():
    reader = UserFactory()
    first, second = (save_voices(reader, [CriticFactory()], [], name) for name in ("Jazz", "Folk"))
    assert [first.mine, second.mine] == [True, False]
    make_mine(second)
    assert list(SavedVoices.objects.filter(mine=True)) == [second]


def test_the_same_voices_saved_twice_are_one_set():
    reader, critic = UserFactory(), CriticFactory()
    assert save_voices(reader, [critic], []) == save_voices(reader, [critic], [])


def test_a_set_is_called_after_its_voices_until_it_is_named():
    critics = [CriticFactory(name=name) for name in ("Ada Quill", "Ben Oar", "Cy Reed")]
    assert str(mine(*critics)) == "Ada Quill, Ben Oar, 1 other"


def test_nobody_has_sets_without_end(monkeypatch):
    monkeypatch.setattr("readers.shelf.keeping_voices.MOST_SETS", 1)
    reader = UserFactory()
    save_voices(reader, [CriticFactory()], [])
    with pytest.raises(TooManySets):
        save_voices(reader, [CriticFactory()], [])


def test_voices_are_added_by_name_and_what_is_no_name_is_named():
    critic, house = CriticFactory(name="Ada Quill"), PublicationFactory(name="The Lantern")
    published_review(AlbumFactory(), 80, critic=critic)
    assert voices_named("ada quill\n\nThe Lantern") == ([critic], [house])
    with pytest.raises(NoSuchVoices, match="Nobody Atall"):
        voices_named("Ada Quill\nNobody Atall")
