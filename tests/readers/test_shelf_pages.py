"""Marks, lists and voices on their pages: the second click does no harm, and nothing private is anybody else's."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from io import BytesIO, StringIO

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from albums.models import Album, CatalogueVersion
from readers.models import ReaderList, ReaderMark, SavedVoices
from readers.shelf.keeping_lists import ListIsFull, move, put_on
from reviews.models import Consensus, CountedReview, Review
from tests.curators import signed_in
from tests.factories import AlbumFactory, CriticFactory, UserFactory, count_anew, published_review, reviewed_album

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def reader() -> User:
    return UserFactory()


def post(person: User, name: str, /, *args: object, htmx: bool = False, **posted: object):
    return signed_in(person).post(reverse(name, args=args), posted, headers=HTMX if htmx else {})


def test_a_mark_is_set_once_however_often_one_clicks_and_is_taken_away(reader):
    album = AlbumFactory()
    for _ in range(2):
        assert post(reader, "mark", album=album.pk, said="rave").status_code == 302
    mark = ReaderMark.objects.get()
    assert (mark.state, mark.verdict) == ("heard", "rave")
    at = mark.at
    post(reader, "mark", album=album.pk, said="heard")
    mark.refresh_from_db()
    assert (mark.verdict, mark.at) == ("rave", at)
    for _ in range(2):
        post(reader, "mark", album=album.pk, said="none")
    assert not ReaderMark.objects.exists()


def test_with_htmx_the_buttons_come_back_as_they_stand(reader):
    answer = post(reader, "mark", album=AlbumFactory().pk, said="wanted", htmx=True).content.decode()
    pressed = re.findall(r'value="(\w+)"\s+aria-pressed="true"', answer)
    assert pressed == ["wanted"]


@pytest.mark.parametrize("posted", [{}, {"album": "x"}, {"album": 0}, {"album": 9**30}])
def test_a_mark_on_no_album_is_refused(reader, posted):
    assert post(reader, "mark", **posted, said="rave").status_code == 404


def test_no_count_of_reviews_and_no_version_changes_with_a_mark(reader):
    album = reviewed_album(80, "rave", 20)
    seen = lambda: (  # noqa: E731
        Album.objects.filter(pk=album.pk).values().get(),
        list(Consensus.objects.values()),
        Review.objects.counted().count(),
        CountedReview.objects.count(),
        sorted(CatalogueVersion.objects.values_list("part", "changes")),
    )
    before = seen()
    post(reader, "mark", album=album.pk, said="pan")
    assert ReaderMark.objects.get().verdict == "pan"
    assert seen() == before


def test_marks_are_narrowed_and_paged_without_one_shown_twice(reader, monkeypatch):
    monkeypatch.setattr("readers.shelf.marking.A_PAGE", 2)
    for _ in range(3):
        ReaderMark.objects.create(owner=reader, album=AlbumFactory(), state="heard", verdict="rave")
    wanted = AlbumFactory(title="Wanted One")
    ReaderMark.objects.create(owner=reader, album=wanted, state="wanted")
    client, seen = signed_in(reader), []
    address = "?state=heard&verdict=rave"
    while address:
        shown = client.get(reverse("marks") + address)
        seen += [mark.pk for mark in shown.context["marks"]]
        address = shown.context["next"]
    assert sorted(seen) == sorted(ReaderMark.objects.filter(state="heard").values_list("pk", flat=True))
    assert "Wanted One" in client.get(reverse("marks") + "?state=wanted").content.decode()


def test_critics_close_to_a_reader_come_in_the_order_of_agreement(reader):
    near, far, seldom = (CriticFactory(name=name) for name in ("Nia Near", "Fay Far", "Sel Dom"))
    for number in range(6):
        album = AlbumFactory()
        published_review(album, "rave", critic=near)
        published_review(album, "pan", critic=far)
        if not number:
            published_review(album, "rave", critic=seldom)
        count_anew(album)
        ReaderMark.objects.create(owner=reader, album=album, state="heard", verdict="rave")
    shown = signed_in(reader).get(reverse("close-critics")).context["found"]
    assert [(row.critic, row.common, row.agreed) for row in shown] == [(near, 6, 6), (far, 6, 0)]
    assert shown[0].apart < shown[1].apart


def test_a_list_keeps_its_order_through_moves_and_a_second_click_moves_nothing(reader):
    own = ReaderList.objects.create(owner=reader, title="Rain")
    albums = [AlbumFactory() for _ in range(4)]
    for album in albums:
        put_on(own, album)
        put_on(own, album)
    last = own.entries.get(album=albums[3])
    for _ in range(2):
        post(reader, "list-entry", own.pk, last.pk, move=1)
    assert [entry.album for entry in own.entries.all()] == [albums[3], *albums[:3]]
    move(own, last.pk, 999)
    assert [entry.album for entry in own.entries.all()] == albums
    post(reader, "list-entry", own.pk, last.pk, place=4, note="Loud.")
    assert own.entries.get(pk=last.pk).note == "Loud."
    for _ in range(2):
        post(reader, "list-entry", own.pk, last.pk, remove=1)
    assert [entry.album for entry in own.entries.all()] == albums[:3]


def test_a_list_is_full_at_its_limit_and_says_so(reader, monkeypatch):
    monkeypatch.setattr("readers.shelf.keeping_lists.MOST_ENTRIES", 1)
    own = ReaderList.objects.create(owner=reader, title="Rain")
    put_on(own, AlbumFactory())
    with pytest.raises(ListIsFull):
        put_on(own, AlbumFactory())
    assert post(reader, "add-to-list", album=AlbumFactory().pk, list=own.pk).status_code == 409


def test_a_thousand_changes_of_lists_and_marks_a_minute_are_limited_and_lose_nothing(reader, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "list-write": "1/m", "mark": "1/m"}
    own = ReaderList.objects.create(owner=reader, title="Rain")
    assert post(reader, "edit-list", own.pk, title="Hail").status_code == 302
    refused = post(reader, "edit-list", own.pk, title="Sleet")
    assert (refused.status_code, "Sleet" in refused.text) == (429, True)
    for path, said in (("lists", {"title": "Snow"}), ("add-to-list", {"album": AlbumFactory().pk, "list": own.pk})):
        assert post(reader, path, **said).status_code == 429
    album = AlbumFactory()
    statuses = [post(reader, "mark", album=album.pk, said=said).status_code for said in ("heard", "wanted")]
    assert statuses == [302, 429]
    assert [each.title for each in ReaderList.objects.all()] == ["Hail"]


def test_a_public_list_has_a_page_a_feed_a_table_and_a_picture_and_can_be_reported(reader, client):
    own = ReaderList.objects.create(owner=reader, title="Rain", signed="Ida", public=True)
    put_on(own, AlbumFactory(title="Low Water"), "For grey days.")
    page = client.get(own.get_absolute_url()).content.decode()
    assert "Low Water" in page
    assert "For grey days." in page
    assert "A list by Ida" in page
    assert reader.username not in page
    assert reader.email not in page
    assert "Low Water" in client.get(reverse("list-feed", args=[own.pk])).content.decode()
    rows = list(csv.reader(StringIO(client.get(reverse("list-csv", args=[own.pk])).content.decode())))
    assert [row[2] for row in rows] == ["title", "Low Water"]
    assert client.get(reverse("list-picture", args=[own.pk]))["Content-Type"] == "image/jpeg"
    post(UserFactory(), "report-list", own.pk, words="Rude.")
    own.refresh_from_db()
    assert own.report == "Rude."


@pytest.mark.parametrize("hidden", [{"public": False}, {"public": True, "taken_down_at": "2026-01-01T00:00Z"}])
def test_a_list_that_is_not_everybodys_is_not_there_at_any_address_for_others(reader, hidden):
    own = ReaderList.objects.create(owner=reader, title="Rain", **hidden)
    for client in (Client(), signed_in(UserFactory())):
        for name in ("reader-list", "list-feed", "list-csv", "list-picture"):
            assert client.get(reverse(name, args=[own.pk])).status_code == 404
    assert signed_in(reader).get(own.get_absolute_url()).status_code == 200


def test_voices_are_saved_with_one_click_named_anew_and_forgotten(reader):
    critic = CriticFactory(name="Ada Quill")
    published_review(AlbumFactory(), 80, critic=critic)
    for _ in range(2):
        assert post(reader, "keep-voices", critics=critic.slug).status_code == 302
    saved = SavedVoices.objects.get()
    assert saved.mine
    assert f"critics={critic.slug}" in signed_in(reader).get(reverse("saved-voices")).content.decode()
    assert post(reader, "edit-voices", saved.pk, name="Jazz", critics=critic.pk, more="").status_code == 302
    assert SavedVoices.objects.get().name == "Jazz"
    refused = post(reader, "edit-voices", saved.pk, name="Jazz", critics=critic.pk, more="Nobody Atall")
    assert refused.status_code == 422
    assert "Nobody Atall" in refused.content.decode()
    post(reader, "delete-voices", saved.pk)
    assert not SavedVoices.objects.exists()


def test_what_is_exported_comes_back_as_it_was_at_another_account(reader):
    album = AlbumFactory(title="Low Water")
    ReaderMark.objects.create(owner=reader, album=album, state="heard", verdict="mixed")
    own = ReaderList.objects.create(owner=reader, title="Rain")
    put_on(own, album, "=For grey days.")
    client = signed_in(reader)
    archive = zipfile.ZipFile(BytesIO(b"".join(client.get(reverse("shelf-archive")).streaming_content)))
    said = json.loads(archive.read("shelf.json"))
    assert [mark["verdict"] for mark in said["marks"]] == ["mixed"]
    assert json.loads(b"".join(client.get(reverse("shelf-json")).streaming_content)) == said
    other = UserFactory()
    for name in ("marks.csv", f"lists/list-{own.pk}.csv"):
        sent = {"file": SimpleUploadedFile(name, archive.read(name)), "title": "Rain, again"}
        brought = signed_in(other).post(reverse("shelf-imports"), sent)
        assert brought.status_code == 302, brought.content.decode()
        signed_in(other).post(f"{brought.url}take/")
    assert list(ReaderMark.objects.filter(owner=other).values_list("album", "verdict")) == [(album.pk, "mixed")]
    copied = ReaderList.objects.get(owner=other)
    assert copied.title == "Rain, again"
    assert list(copied.entries.values_list("album", "note")) == [(album.pk, "=For grey days.")]
