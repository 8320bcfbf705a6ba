"""Merging what is followed, and undoing it: everybody follows what is left, and comes back to what they followed."""

from __future__ import annotations

import pytest
from django.utils import timezone

from curation.undoing import undo
from readers.following import follow, stop_following
from readers.models import Follow, NewsItem
from readers.spreading import spread_news
from tests.curation.database import differences, dump
from tests.curation.merges import merged
from tests.factories import ArtistFactory, CriticFactory, PublicationFactory, UserFactory, reviewed_album

pytestmark = pytest.mark.django_db
MAKE = {
    "album": lambda: reviewed_album(80, "rave", 70, release_date=timezone.localdate()),
    "artist": ArtistFactory,
    "critic": CriticFactory,
    "publication": PublicationFactory,
}


@pytest.mark.parametrize("kind", MAKE)
def test_follows_on_both_sides_are_united_and_part_again_exactly(kind):
    spread_news()
    survivor, other = MAKE[kind](), MAKE[kind]()
    both, of_other, of_survivor = UserFactory(), UserFactory(), UserFactory()
    for reader in (both, of_other):
        follow(reader, other)
    for reader in (both, of_survivor):
        follow(reader, survivor)
    for reader, album in ((both, survivor), (both, other), (of_other, other)):
        if kind == "album":
            NewsItem.objects.create(reader=reader, album=album, at=timezone.now())
    before = dump()
    done = merged(survivor, other)
    followed = Follow.objects.aimed_at(kind, survivor.pk).order_by("reader")
    assert list(followed.values_list("reader", flat=True)) == sorted([both.pk, of_other.pk, of_survivor.pk])
    assert Follow.objects.count() == 3
    undo(done, None)
    assert differences(before, dump()) == []


def test_who_stops_following_after_a_merge_stands_in_nobodys_way():
    survivor, other = ArtistFactory(), ArtistFactory()
    reader, gone = UserFactory(), UserFactory()
    for person in (reader, gone):
        follow(person, other)
    done = merged(survivor, other)
    stop_following(reader, "artist", survivor.pk)
    gone.delete()
    undo(done, None)
    assert not Follow.objects.exists()
