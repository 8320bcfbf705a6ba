"""A merge undone is as if it had not been; what was worked on since stands in the way, and is named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from albums.models import Album, ArtistAlias, Credit, Redirect
from albums.redirects import following_its_address
from curation.models import JournalEntry, Rearrangement
from curation.undoing import CannotUndo, undo
from reviews.life.publishing import publish
from reviews.models import Review
from reviews.scoring.fitting import fit_consensus
from tests.curation.database import differences, dump
from tests.curation.merges import furnished_album, merged
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
    CriticFactory,
    PublicationFactory,
    ReviewFactory,
    TrackFactory,
    UserFactory,
    count_anew,
    published_review,
    reviewed_album,
)

pytestmark = pytest.mark.django_db


def test_two_albums_of_a_hundred_reviews_with_three_conflicts_come_apart_again_as_they_were():
    survivor, other = furnished_album(1, 97), furnished_album(2, 97)
    for _ in range(3):
        critic = CriticFactory()
        published_review(survivor, "rave", critic=critic)
        published_review(other, "pan", critic=critic)
    for album in (survivor, other):
        assert count_anew(album).counted_reviews == 100
    Redirect.objects.remember("/albums/once/low-water/", other.get_absolute_url())
    before = dump()
    done = merged(survivor, other)
    survivor.refresh_from_db()
    assert survivor.counted_reviews == 197
    assert len(differences(before, dump())) > 200
    undo(done, None)
    assert differences(before, dump()) == []


@pytest.mark.parametrize("kind", ["artist", "critic", "publication"])
def test_every_kind_of_merge_comes_apart_again(kind):
    make = {"artist": ArtistFactory, "critic": CriticFactory, "publication": PublicationFactory}[kind]
    survivor, other = make(), make()
    for number in range(4):
        album = reviewed_album("rave", 40, title=f"Low Water {number}")
        if kind == "artist":
            Credit.objects.create(album=album, artist=other, position=2)
            if number % 2:
                Credit.objects.create(album=album, artist=survivor, position=3)
            AlbumFactory(lead_artist=other, slug=f"ebb-{number}")
            AlbumFactory(lead_artist=survivor, slug=f"ebb-{number}")
        else:
            for record in (survivor, other):
                critic = record if kind == "critic" else CriticFactory(publication=record)
                published_review(album, "pan", critic=critic, publication=record if kind == "publication" else None)
        count_anew(album)
    if kind == "artist":
        ArtistAlias.objects.create(artist=other, name="The Ferries")
    before = dump()
    done = merged(survivor, other)
    assert not type(other).objects.filter(pk=other.pk).exists()
    undo(done, None)
    assert differences(before, dump()) == []


def test_merges_are_undone_in_reverse():
    first, second, third = (reviewed_album("rave", "pan") for _ in range(3))
    paths = [album.get_absolute_url() for album in (first, second, third)]
    before = dump()
    early = merged(second, first)
    late = merged(third, second)
    with pytest.raises(CannotUndo, match=r"has already been merged into .* Undo that first"):
        undo(early, None)
    undo(late, None)
    assert list(Redirect.objects.values_list("old_path", "new_path")) == [(paths[0], paths[1])]
    undo(early, None)
    assert differences(before, dump()) == []


def test_a_second_undo_is_told_who_was_first():
    done = merged(AlbumFactory(), AlbumFactory())
    undo(done, UserFactory(username="ada"))
    with pytest.raises(CannotUndo, match="undone already by ada"):
        undo(done, None)


def test_after_thirty_days_it_stays():
    done = merged(AlbumFactory(), AlbumFactory(), at=timezone.now() - timedelta(days=30, minutes=1))
    assert not done.is_undoable()
    with pytest.raises(CannotUndo, match="could be undone until"):
        undo(done, None)


def test_journals_are_forgotten_when_nothing_can_be_undone_by_them(capsys):
    old = merged(AlbumFactory(), AlbumFactory(), at=timezone.now() - timedelta(days=31))
    young = merged(AlbumFactory(), AlbumFactory())
    call_command("forget_old_merges")
    assert not JournalEntry.objects.filter(rearrangement=old).exists()
    assert JournalEntry.objects.filter(rearrangement=young).exists()
    assert Rearrangement.objects.count() == 2
    assert "forgotten" in capsys.readouterr().out


def test_what_was_added_since_stays_with_the_survivor():
    survivor, other = reviewed_album("rave", "pan"), reviewed_album("mixed")
    done = merged(survivor, other)
    added = ReviewFactory(album=survivor, submitted=True)
    publish(added, None)
    undo(done, None)
    survivor.refresh_from_db()
    other = Album.objects.get(pk=other.pk)
    assert (survivor.counted_reviews, other.counted_reviews) == (3, 1)
    assert survivor.consensus.counted == 3
    added.refresh_from_db()
    assert added.album == survivor


def test_a_review_edited_since_keeps_what_was_written():
    survivor, other = reviewed_album("rave", "pan"), reviewed_album("mixed")
    done = merged(survivor, other)
    Review.objects.filter(verdict="mixed").update(headline="Ebb and flow")
    undo(done, None)
    review = Review.objects.get(verdict="mixed")
    assert (review.headline, review.album_id) == ("Ebb and flow", other.pk)


def test_a_review_that_has_moved_on_stands_in_the_way_and_is_named():
    survivor, other = reviewed_album("rave", "pan"), reviewed_album("mixed")
    done = merged(survivor, other)
    review = Review.objects.get(verdict="mixed")
    Review.objects.filter(pk=review.pk).update(album=AlbumFactory())
    before = dump()
    with pytest.raises(CannotUndo, match=f"review “{review.byline} on .*”: album"):
        undo(done, None)
    assert differences(before, dump()) == []


def test_a_row_that_is_gone_stands_in_the_way():
    survivor, other = AlbumFactory(), AlbumFactory()
    track = TrackFactory(album=other)
    done = merged(survivor, other)
    track.delete()
    with pytest.raises(CannotUndo, match=r"track \d+ is gone"):
        undo(done, None)


def test_an_address_that_has_been_given_again_stands_in_the_way():
    survivor, other = AlbumFactory(), AlbumFactory()
    done = merged(survivor, other)
    AlbumFactory(lead_artist=other.lead_artist, slug=other.slug)
    with pytest.raises(CannotUndo, match="Something has come since"):
        undo(done, None)


def test_a_survivor_that_has_been_renamed_since_does_not_stand_in_the_way():
    survivor, other = AlbumFactory(), AlbumFactory()
    done = merged(survivor, other)
    renamed = Album.objects.get(pk=survivor.pk)
    renamed.slug = "renamed"
    with following_its_address(renamed):
        renamed.save()
    undo(done, None)
    assert not Redirect.objects.filter(old_path=other.get_absolute_url()).exists()
    assert Redirect.objects.get(old_path=survivor.get_absolute_url()).new_path == renamed.get_absolute_url()


def test_a_fit_in_between_is_counted_with():
    survivor, other = reviewed_album("rave", "pan", 60), reviewed_album("mixed", 80, 20)
    done = merged(survivor, other)
    fit_consensus()
    undo(done, None)
    for album in (survivor, other):
        stored = Album.objects.get(pk=album.pk)
        assert stored.counted_reviews == stored.consensus.counted == 3
        assert stored.consensus_score == pytest.approx(album.consensus_score)


MERGES = st.lists(
    st.tuples(st.sampled_from(["album", "artist", "critic", "publication"]), st.integers(0, 4), st.integers(0, 4)),
    min_size=1,
    max_size=5,
)


@given(merges=MERGES, placed=st.lists(st.tuples(*[st.integers(0, 4)] * 4), max_size=12))
@settings(max_examples=settings.default.max_examples // 2, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_merged_undone_in_reverse_it_is_as_before(merges, placed):
    artists, critics, houses = (
        [factory() for _ in range(5)] for factory in (ArtistFactory, CriticFactory, PublicationFactory)
    )
    albums = [AlbumFactory(lead_artist=artists[number % 3], title=f"Ebb {number % 2}") for number in range(5)]
    for album, critic, house, guest in placed:
        if not Review.objects.filter(album=albums[album], critic=critics[critic], status="published").exists():
            published_review(
                albums[album], "rave" if guest % 2 else 30, critic=critics[critic], publication=houses[house]
            )
        Credit.objects.get_or_create(
            album=albums[album], artist=artists[guest], defaults={"position": albums[album].credits.count() + 1}
        )
        TrackFactory(album=albums[album], title=f"Ballast {guest}")
    for album in albums:
        count_anew(album)
    records = {"album": albums, "artist": artists, "critic": critics, "publication": houses}
    before = dump()
    done = []
    for kind, one, two in merges:
        survivor, other = records[kind][one], records[kind][two]
        here = type(survivor).objects.filter(pk__in={survivor.pk, other.pk}).count() == 2
        if here:
            done.append(merged(survivor, other))
    for merge in reversed(done):
        undo(merge, None)
    assert differences(before, dump()) == []
