"""Covers come from the Cover Art Archive, are checked like uploads, and go when a curator says so."""

import re
from datetime import timedelta
from io import BytesIO
from unittest.mock import Mock

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from albums.models import Album, AlbumSource
from albums.musicbrainz.cover_art import fetch_cover, fetch_covers_again, site_fetcher, switch_off, switch_on
from common.fetching import Fetcher
from tests.factories import AlbumFactory
from tests.musicbrainz import COVERS
from tests.web import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(kind="JPEG", size=(500, 500), **more):
    content = BytesIO()
    Image.new("RGB", size, "teal").save(content, kind, **more)
    return content.getvalue()


def offer(brainz, key, body, **more):
    """Let the archive lead from a record to that picture, as it does."""
    brainz.web.put(f"http://{COVERS}/release-group/{key}/front-500", status=307, location="/kept/1.jpg")
    brainz.web.put(f"http://{COVERS}/kept/1.jpg", body, content_type="image/jpeg", **more)


@pytest.fixture
def key(brainz):
    return brainz.record("Low Water")


def test_a_cover_is_kept_with_its_source(brainz, key, bring_in, folder):
    notes = Image.Exif()
    notes[270] = "taken in the harbour"
    offer(brainz, key, picture(exif=notes.tobytes()))
    bring_in(key)
    album = Album.objects.get()
    assert (album.cover_width, album.cover_height) == (500, 500)
    assert (album.source.cover_state, album.source.cover_file) == ("taken", album.cover.name)
    assert album.source.cover_url == f"http://{COVERS}/release-group/{key}/front-500"
    assert b"harbour" not in (folder / album.cover.name).read_bytes()


def test_its_page_says_where_it_is_from(brainz, key, bring_in, client):
    offer(brainz, key, picture())
    bring_in(key)
    address = Album.objects.get().get_absolute_url()
    assert "From the Cover Art Archive" in client.get(address).content.decode()
    Album.objects.get().cover.save("mine.jpg", ContentFile(picture(size=(300, 300))))
    assert "From the Cover Art Archive" not in client.get(address).content.decode()


def test_it_is_fetched_once(brainz, key, bring_in):
    offer(brainz, key, picture())
    bring_in(key)
    before = brainz.web.paths(COVERS)
    bring_in(key, fresh=True)
    assert brainz.web.paths(COVERS) == before


def test_one_that_somebody_uploaded_is_never_replaced(brainz, key, bring_in):
    bring_in(key, no_covers=True)
    album = Album.objects.get()
    album.cover.save("mine.jpg", ContentFile(picture(size=(300, 300))))
    offer(brainz, key, picture())
    bring_in(key)
    assert Album.objects.get().cover_width == 300
    assert brainz.web.paths(COVERS) == []


def test_a_record_without_one_is_no_failure(key, bring_in):
    assert bring_in(key)[1] == ""
    assert AlbumSource.objects.get().cover_state == "none"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (picture(size=(1, 1)), "1 x 1 pixels"),
        (picture("TIFF"), "this is TIFF"),
        (picture("PNG", size=(12_000, 12_000), optimize=False), "pixels|not an image"),
        (picture()[:900], "damaged|not an image"),
        (b"\xff\xd8\xff" + bytes(5_400_000), "too large for a cover"),
        (b"<html>no picture</html>", "not an image"),
    ],
    ids=["a pixel", "a TIFF", "a bomb", "cut off", "too large", "a page"],
)
def test_what_cannot_be_shown_is_refused_with_a_word(brainz, key, bring_in, folder, body, said):
    offer(brainz, key, body)
    _, err = bring_in(key)
    source = AlbumSource.objects.get()
    assert source.cover_state == "refused"
    assert re.search(said, source.cover_note), source.cover_note
    assert source.cover_note in err
    assert not Album.objects.get().cover
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_eighty_megabytes_are_not_read_to_their_end(brainz, key, bring_in):
    offer(brainz, key, b"\xff\xd8" + bytes(80_000_000))
    bring_in(key)
    assert AlbumSource.objects.get().cover_state == "refused"


def test_while_the_archive_is_away_the_record_is_here_and_its_cover_comes_later(brainz, key, bring_in):
    brainz.web.pages[COVERS, f"/release-group/{key}/front-500"] = Page(status=503)
    out, err = bring_in(key)
    assert "1 created" in out
    assert "The Cover Art Archive does not answer just now: It answers 503." in err
    offer(brainz, key, picture())
    fetch_covers_again()
    assert not Album.objects.get().cover
    AlbumSource.objects.update(cover_at=timezone.now() - timedelta(days=1, minutes=1))
    fetch_covers_again()
    assert Album.objects.get().cover


def test_covers_that_somebody_has_uploaded_meanwhile_keep_none_waiting(brainz, key, bring_in):
    waiting = AlbumFactory(musicbrainz_id=key)
    uploaded = AlbumFactory.create_batch(2)
    for album in uploaded:
        album.cover.save("mine.jpg", ContentFile(picture(size=(300, 300))))
    ago = timezone.now() - timedelta(days=2)
    for number, album in enumerate([*uploaded, waiting]):
        AlbumSource.objects.create(album=album, cover_at=ago + timedelta(minutes=number))
    offer(brainz, key, picture())
    fetch_covers_again(most=2)
    waiting.refresh_from_db()
    assert waiting.cover


class TestMeanwhile:
    """While the archive takes its time, others go on."""

    @pytest.fixture
    def album(self, brainz, key, bring_in):
        bring_in(key, no_covers=True)
        return Album.objects.get()

    def fetch(self, brainz, key, album, meanwhile):
        offer(brainz, key, picture())

        def archive(url, *args, **kwargs):
            meanwhile()
            return Fetcher.get(fetcher, url, *args, **kwargs)

        fetcher = site_fetcher()
        return fetch_cover(album, Mock(get=archive))

    def test_a_cover_that_is_switched_off_stays_off(self, brainz, key, album):
        assert self.fetch(brainz, key, album, lambda: switch_off(album)) == ""
        album.refresh_from_db()
        assert (album.cover.name, album.source.cover_state) == ("", "off")

    def test_what_musicbrainz_says_stays_as_it_was_heard_last(self, brainz, key, album):
        self.fetch(brainz, key, album, lambda: AlbumSource.objects.update(said={"title": "Low Waters"}))
        source = AlbumSource.objects.get()
        assert (source.said, source.cover_state) == ({"title": "Low Waters"}, "taken")


def test_a_full_disk_leaves_the_record_and_says_so(brainz, key, bring_in, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    offer(brainz, key, picture())
    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)
    out, err = bring_in(key)
    assert "1 created" in out
    assert "could not be stored: No space left on device" in err
    assert AlbumSource.objects.get().cover_state == ""


@pytest.mark.django_db(transaction=True)
def test_one_that_is_switched_off_is_gone_and_stays_away(brainz, key, bring_in, folder):
    offer(brainz, key, picture())
    bring_in(key)
    album = Album.objects.get()
    switch_off(album)
    bring_in(key, fresh=True)
    album.refresh_from_db()
    assert (album.cover.name, album.cover_width) == ("", None)
    assert album.source.cover_state == "off"
    assert not [path for path in folder.rglob("*") if path.is_file()]
    assert switch_on(album) == ""
    assert Album.objects.get().cover
