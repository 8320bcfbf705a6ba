"""The keys on an album's row follow its genres and labels, whoever writes these and however."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from albums.models import Album, Genre, Label
from tests.factories import AlbumFactory

pytestmark = pytest.mark.django_db
Tagged = Album.genres.through


@pytest.fixture
def jazz() -> Genre:
    return Genre.objects.named("Jazz")


@pytest.fixture
def dub() -> Genre:
    return Genre.objects.named("Dub")


def keys(album: Album, column: str = "genre_ids") -> list[int]:
    """The keys on the album's row, which must be in order."""
    found = Album.objects.values_list(column, flat=True).get(pk=album.pk)
    assert found == sorted(found)
    return found


def test_a_new_album_has_none():
    assert keys(AlbumFactory()) == []


def test_genres_come_and_go_with_their_keys(jazz, dub):
    album = AlbumFactory()
    album.genres.add(dub, jazz)
    assert keys(album) == sorted([jazz.pk, dub.pk])
    album.genres.remove(dub)
    assert keys(album) == [jazz.pk]
    album.genres.set([dub])
    assert keys(album) == [dub.pk]
    album.genres.clear()
    assert keys(album) == []


def test_labels_do_so_too_and_leave_the_genres_alone(jazz):
    album, label = AlbumFactory(), Label.objects.named("Palisade")
    album.genres.add(jazz)
    label.albums.add(album)
    assert (keys(album), keys(album, "label_ids")) == ([jazz.pk], [label.pk])
    label.albums.clear()
    assert (keys(album), keys(album, "label_ids")) == ([jazz.pk], [])


def test_a_genre_that_is_deleted_takes_its_keys_along(jazz, dub):
    albums = [AlbumFactory() for _ in range(3)]
    for album in albums:
        album.genres.add(jazz, dub)
    jazz.delete()
    assert [keys(album) for album in albums] == [[dub.pk]] * 3


def test_an_album_with_genres_can_be_deleted(jazz):
    album = AlbumFactory()
    album.genres.add(jazz)
    album.delete()
    assert not Tagged.objects.exists()


def test_many_rows_at_once_are_followed(jazz, dub):
    albums = [AlbumFactory() for _ in range(5)]
    Tagged.objects.bulk_create(Tagged(album=album, genre=genre) for album in albums for genre in (jazz, dub))
    assert [keys(album) for album in albums] == [sorted([jazz.pk, dub.pk])] * 5
    Tagged.objects.filter(genre=dub).delete()
    assert [keys(album) for album in albums] == [[jazz.pk]] * 5


def test_tags_that_move_to_another_album_are_followed_on_both(jazz):
    old, new = AlbumFactory(), AlbumFactory()
    old.genres.add(jazz)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE albums_album_genres SET album_id = %s WHERE album_id = %s", [new.pk, old.pk])
    assert (keys(old), keys(new)) == ([], [jazz.pk])


def test_saving_an_album_as_it_was_loaded_long_ago_keeps_its_keys(jazz):
    stale = AlbumFactory()
    stale.genres.add(jazz)
    assert stale.genre_ids == []
    stale.title = "Low Water"
    stale.save()
    assert keys(stale) == [jazz.pk]


def test_keys_that_are_made_up_are_not_believed(jazz):
    album = AlbumFactory()
    album.genres.add(jazz)
    Album.objects.filter(pk=album.pk).update(genre_ids=[jazz.pk, 999], label_ids=[7])
    assert (keys(album), keys(album, "label_ids")) == ([jazz.pk], [])


def test_a_tag_raises_the_albums_version(jazz):
    album = AlbumFactory()
    before = Album.objects.get(pk=album.pk).version
    album.genres.add(jazz)
    assert Album.objects.get(pk=album.pk).version > before


@pytest.mark.django_db(transaction=True)
def test_two_who_tag_an_album_at_once_both_find_their_genre_on_it():
    album, jazz, dub = AlbumFactory(), Genre.objects.named("Jazz"), Genre.objects.named("Dub")

    def second() -> None:
        try:
            album.genres.add(dub)
        finally:
            connection.close()

    other = threading.Thread(target=second)
    with transaction.atomic():
        album.genres.add(jazz)
        other.start()
        while other.is_alive() and not someone_waits():
            pass
        assert other.is_alive()
    other.join()
    assert keys(album) == sorted([jazz.pk, dub.pk])


def someone_waits() -> bool:
    """Whether a lock is asked for that another holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return cursor.fetchone()[0]
