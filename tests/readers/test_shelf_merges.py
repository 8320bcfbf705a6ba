"""Merging what readers have marked, listed and saved, and undoing it: nothing is lost, and nobody stands in the way."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from accounts.deletion import delete_account
from albums.models import Album
from curation.models import JournalEntry
from curation.undoing import undo
from readers.models import ReaderList, ReaderListEntry, ReaderMark, SavedVoices, ShelfImport
from tests.curation.database import differences, dump
from tests.curation.merges import merged
from tests.factories import AlbumFactory, CriticFactory, UserFactory, reviewed_album

pytestmark = pytest.mark.django_db


def listed(owner: User, *albums: Album, note: str = "") -> ReaderList:
    made = ReaderList.objects.create(owner=owner, title="Records for rain")
    for position, album in enumerate(albums, 1):
        made.entries.create(album=album, position=position, note=note)
    return made


def test_what_readers_keep_of_two_albums_is_united_and_comes_back_exactly():
    kept, gone = reviewed_album(80, "rave", 70), reviewed_album("pan", 20, 30)
    both, one = UserFactory(), UserFactory()
    ReaderMark.objects.create(owner=both, album=kept, state="wanted")
    ReaderMark.objects.create(owner=both, album=gone, state="heard", verdict="pan")
    ReaderMark.objects.create(owner=one, album=gone, state="heard", verdict="rave")
    twice, once = listed(both, kept, gone), listed(one, gone, note="Loud.")
    brought = ShelfImport.objects.create(owner=one, source="rym")
    brought.lines.create(number=1, artist="A", title="B", state="heard", album=gone)
    before = dump()
    done = merged(kept, gone)
    assert set(ReaderMark.objects.values_list("owner", "album", "state", "verdict")) == {
        (both.pk, kept.pk, "heard", "pan"),
        (one.pk, kept.pk, "heard", "rave"),
    }
    assert list(twice.entries.values_list("album", flat=True)) == [kept.pk]
    assert list(once.entries.values_list("album", "note")) == [(kept.pk, "Loud.")]
    undo(done, None)
    assert not differences(before, dump())


def test_saved_voices_go_with_a_merged_critic_and_come_back_exactly():
    kept, gone = CriticFactory(), CriticFactory()
    both, one = (SavedVoices.objects.create(owner=UserFactory(), name="Jazz") for _ in range(2))
    both.critics.set([kept, gone])
    one.critics.set([gone])
    before = dump()
    done = merged(kept, gone)
    assert [list(saved.critics.all()) for saved in (both, one)] == [[kept], [kept]]
    undo(done, None)
    assert not differences(before, dump())


def test_what_a_reader_has_done_since_stands_in_no_curators_way_and_stays():
    kept, gone = AlbumFactory(), AlbumFactory()
    keen, cold, tidy = UserFactory(), UserFactory(), UserFactory()
    for reader in (keen, cold):
        ReaderMark.objects.create(owner=reader, album=kept, state="wanted")
        ReaderMark.objects.create(owner=reader, album=gone, state="heard", verdict="rave")
    moved = ReaderMark.objects.create(owner=tidy, album=gone, state="heard")
    removed = listed(tidy, kept, gone)
    done = merged(kept, gone)
    ReaderMark.objects.filter(owner=keen).update(verdict="pan")
    moved.delete()
    removed.delete()
    undo(done, None)
    assert set(ReaderMark.objects.filter(owner=keen).values_list("album", "verdict")) == {
        (kept.pk, "pan"),
        (gone.pk, "rave"),
    }
    assert set(ReaderMark.objects.filter(owner=cold).values_list("album", "state")) == {
        (kept.pk, "wanted"),
        (gone.pk, "heard"),
    }
    assert not ReaderMark.objects.filter(owner=tidy).exists()
    assert not ReaderListEntry.objects.exists()


def test_a_deleted_account_is_forgotten_by_the_journals_and_undoing_brings_nothing_of_it_back():
    kept, gone = AlbumFactory(), AlbumFactory()
    reader = UserFactory()
    for album in (kept, gone):
        ReaderMark.objects.create(owner=reader, album=album, state="heard", verdict="pan")
    listed(reader, kept, gone, note="A secret.")
    done = merged(kept, gone)
    assert JournalEntry.objects.filter(table__startswith="readers_", before__owner_id=reader.pk).exists()
    delete_account(reader, keep_reviews=True)
    assert "A secret." not in str(list(JournalEntry.objects.values_list("before", "after")))
    undo(done, None)
    assert not ReaderMark.objects.exists()
    assert not ReaderListEntry.objects.exists()
