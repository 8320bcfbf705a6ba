"""What is kept of changes: by people, by bulk writes and by plain SQL; and setting things back."""

from __future__ import annotations

import pghistory
import pytest
from django.core.management import call_command
from django.db import connection

from albums.models import Album, Credit
from common.tracking import RecordedCommand, because
from reviews.life.publishing import publish, return_to_critic, withdraw
from reviews.models import Critic, Excerpt, Review
from tests.curators import new_curator, page_of, send, signed_in
from tests.factories import AlbumFactory, CriticFactory, ExcerptFactory, ReviewFactory, reviewed_album

pytestmark = pytest.mark.django_db


def kept(row, label="update"):
    return list(type(row).pgh_event_model.objects.filter(pgh_obj_id=row.pk, pgh_label=label).order_by("pgh_id"))


def test_a_change_keeps_the_row_as_it_was_and_what_became_of_it():
    album = AlbumFactory(title="Low Water")
    Album.objects.filter(pk=album.pk).update(title="High Water")
    (event,) = kept(album)
    assert event.title == "Low Water"
    assert event.pgh_changed == {"title": "High Water"}
    assert event.pgh_context is None


def test_a_bulk_change_keeps_an_event_for_each_row():
    albums = [AlbumFactory() for _ in range(3)]
    Album.objects.update(language="nb")
    assert [len(kept(album)) for album in albums] == [1, 1, 1]


def test_plain_sql_is_kept_with_or_without_a_user():
    critic = CriticFactory(name="Ottilie Brandt")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reviews_critic SET name = 'O. Brandt' WHERE id = %s", [critic.pk])
        with pghistory.context(user=7):
            cursor.execute("UPDATE reviews_critic SET name = 'Otti Brandt' WHERE id = %s", [critic.pk])
            cursor.execute("DELETE FROM reviews_critic WHERE id = %s", [critic.pk])
    first, second = kept(critic)
    (gone,) = kept(critic, "delete")
    assert (first.name, first.pgh_context) == ("Ottilie Brandt", None)
    assert (second.name, second.pgh_context) == ("O. Brandt", {"user": 7})
    assert (gone.name, gone.pgh_context) == ("Otti Brandt", {"user": 7})


def test_what_the_machine_writes_makes_no_event():
    album = reviewed_album(80, 60, 40)
    review = album.reviews.first()
    Album.objects.filter(pk=album.pk).update(consensus_spread=3, critic_ids=[1])
    Review.objects.filter(pk=review.pk).update(source_gone=True)
    album.save()
    assert kept(album) == []
    assert not [event for event in kept(review) if event.pgh_changed.keys() <= {"source_gone"}]


def test_what_people_add_is_kept_and_what_a_bulk_import_adds_is_not():
    with pghistory.context(user=7):
        mine = AlbumFactory()
    assert len(kept(mine, "insert")) == 1
    with pghistory.context(user=None, command="import_albums"):
        imported = AlbumFactory()
    assert kept(imported, "insert") == []


def test_the_admin_keeps_who_where_and_why(client):
    album, curator = AlbumFactory(title="Low Water"), new_curator()
    send(signed_in(curator), page_of(album), title="High Water", _why="The sleeve says so.", _save="Save")
    (event,) = kept(album)
    assert event.pgh_context == {"user": curator.pk, "url": page_of(album), "why": "The sleeve says so."}


def test_acts_on_a_review_keep_their_reason_and_whose_hand_it_was():
    curator, critic = new_curator(), CriticFactory()
    returned, published = (ReviewFactory(submitted=True, critic=critic, verdict="rave") for _ in range(2))
    return_to_critic(returned, curator, "Name the tracks.")
    publish(published, curator)
    withdraw(published, curator, "It was a hoax.")
    assert kept(returned)[-1].pgh_context == {"user": curator.pk, "hand": "curator", "why": "Name the tracks."}
    assert [event.pgh_context.get("why") for event in kept(published)] == [None, "It was a hoax."]


def test_a_reason_holds_for_its_block_alone():
    album = AlbumFactory()
    with pghistory.context(user=7):
        with because("The sleeve says so."):
            Album.objects.filter(pk=album.pk).update(title="One")
        Album.objects.filter(pk=album.pk).update(title="Two")
    assert [event.pgh_context for event in kept(album)] == [{"user": 7, "why": "The sleeve says so."}, {"user": 7}]


def test_a_command_keeps_its_name():
    class Command(RecordedCommand):
        def handle(self, **options: object) -> None:
            Album.objects.update(language="nb")

    album = AlbumFactory()
    call_command(Command())
    assert kept(album)[0].pgh_context == {"command": "test_history"}


def test_removed_parts_are_kept():
    excerpt = ExcerptFactory()
    credit = AlbumFactory().credits.get()
    excerpt.delete()
    credit.delete()
    assert [event.text for event in Excerpt.pgh_event_model.objects.filter(pgh_label="delete")] == [excerpt.text]
    assert Credit.pgh_event_model.objects.filter(pgh_label="delete", artist=credit.artist_id).exists()


def test_a_rows_events_stay_when_it_goes():
    critic = CriticFactory(name="Ottilie Brandt")
    Critic.objects.filter(pk=critic.pk).update(bio="Drums.")
    key = critic.pk
    critic.delete()
    assert Critic.pgh_event_model.objects.filter(pgh_obj_id=key).count() == 2
