"""One record becomes two, and one again."""

from __future__ import annotations

import pytest

from albums.models import Album, Credit
from curation.merging import NotPossible
from curation.models import Rearrangeable, Rearrangement
from curation.splitting import Parting, split
from curation.undoing import undo
from reviews.models import Critic, Excerpt
from tests.curation.database import differences, dump
from tests.curation.merges import furnished_album
from tests.factories import (
    AlbumFactory,
    CriticFactory,
    PublicationFactory,
    count_anew,
    published_review,
    reviewed_album,
)

pytestmark = pytest.mark.django_db
REASON = "Two records of one name."


def test_reviews_tracks_and_guests_leave_for_a_new_album():
    source = furnished_album(1, 7)
    before = dump()
    leaving = list(source.reviews.order_by("pk")[:3])
    track, guest = source.tracks.last(), source.credits.last()
    address = source.get_absolute_url()
    parting = Parting([review.pk for review in leaving], [track.pk], [guest.pk], new_name="Low Water")
    done = split(Rearrangeable.ALBUM, source.pk, parting, REASON, None)
    source.refresh_from_db()
    new = Album.objects.get(pk=done.other_id)
    assert (source.get_absolute_url(), new.slug) == (address, "low-water")
    assert (source.consensus.counted, new.consensus.counted) == (4, 3)
    assert [row.artist for row in new.credits.all()] == [source.lead_artist, guest.artist]
    assert " & " in new.artist_credit
    assert source.artist_credit == source.lead_artist.name
    assert list(new.tracks.all()) == [track]
    for excerpt in Excerpt.objects.filter(track__isnull=False).select_related("track", "review"):
        assert excerpt.track.album_id == excerpt.review.album_id
    undo(done, None)
    assert differences(before, dump()) == []


@pytest.mark.parametrize("kind", ["critic", "publication"])
def test_reviews_leave_for_another_voice_and_return(kind):
    make = {"critic": CriticFactory, "publication": PublicationFactory}[kind]
    source, target = make(), make()
    reviews = []
    for _ in range(3):
        album = reviewed_album("rave", "pan")
        reviews.append(published_review(album, 40, **{kind: source}))
        count_anew(album)
    before = dump()
    parting = Parting([review.pk for review in reviews[:2]], target=target.pk)
    done = split(Rearrangeable(kind), source.pk, parting, REASON, None)
    assert (source.reviews.count(), target.reviews.count()) == (1, 2)
    undo(done, None)
    assert differences(before, dump()) == []


def test_a_new_byline_is_made():
    source = CriticFactory(name="Marit Oyelaran")
    review = published_review(reviewed_album("rave"), "pan", critic=source)
    done = split(Rearrangeable.CRITIC, source.pk, Parting([review.pk], new_name="Marit Oyelaran"), REASON, None)
    new = Critic.objects.get(pk=done.other_id)
    assert (new.name, new.slug) == (source.name, "marit-oyelaran-2")
    review.refresh_from_db()
    assert review.critic == new


def test_where_the_critic_is_published_already_nothing_goes():
    critic, source, target = CriticFactory(), AlbumFactory(), AlbumFactory()
    review = published_review(source, "rave", critic=critic)
    published_review(target, "pan", critic=critic)
    before = dump()
    with pytest.raises(NotPossible, match="already has a published review"):
        split(Rearrangeable.ALBUM, source.pk, Parting([review.pk], target=target.pk), REASON, None)
    assert differences(before, dump()) == []


@pytest.mark.parametrize(
    ("parting", "reason", "refusal"),
    [
        (lambda source, review: Parting(new_name="Ebb"), REASON, "Choose what is to leave"),
        (lambda source, review: Parting([review.pk], new_name="Ebb"), " ", "reason"),
        (lambda source, review: Parting([review.pk], target=source.pk), REASON, "there already"),
        (lambda source, review: Parting([review.pk]), REASON, "Name the new record"),
        (lambda source, review: Parting([review.pk + 1], new_name="Ebb"), REASON, "not its own any more"),
        (lambda source, review: Parting([review.pk], target=10**9), REASON, "no such album"),
    ],
)
def test_a_split_that_makes_no_sense_is_refused(parting, reason, refusal):
    source = AlbumFactory()
    review = published_review(source, "rave")
    with pytest.raises(NotPossible, match=refusal):
        split(Rearrangeable.ALBUM, source.pk, parting(source, review), reason, None)
    assert not Rearrangement.objects.exists()
    assert Album.objects.count() == Credit.objects.count() == 1
