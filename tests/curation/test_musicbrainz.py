"""Curators add records from MusicBrainz, and settle what it says of one that is here."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from albums.models import Album, AlbumSource, AwaitedRecord, Label
from albums.musicbrainz.awaited_records import import_awaited
from albums.musicbrainz.bringing_groups import VARIOUS_ARTISTS
from albums.musicbrainz.web_service import MusicBrainz
from reviews.models import IncomingDocument, Review
from tests.curators import new_curator
from tests.factories import AlbumFactory
from tests.markup import main
from tests.musicbrainz import COVERS, HOST, Brainz, artist, brainz_on, credit, group, key_of
from tests.web import Page

pytestmark = pytest.mark.django_db
AWAY = Page(status=503, headers={"Retry-After": "3600"})
ADD = "/admin/add-record/"
LINE = credit(artist("The Slow Ferries"), " feat. ", ("Ada Quill", "A. Quill"))


@pytest.fixture
def brainz(settings, tmp_path) -> Iterator[Brainz]:
    settings.MEDIA_ROOT = tmp_path
    with brainz_on(settings) as found:
        yield found


@pytest.fixture
def curator(client: Client) -> Client:
    client.force_login(new_curator())
    return client


class TestAddingARecord:
    def test_words_lead_to_records_and_a_click_adds_one_with_its_cover(self, curator, brainz):
        key = brainz.record("Low Water", LINE)
        brainz.finds("release-group", group("Low Water", LINE), group("Slack Water", primary="Single"))
        picture = BytesIO()
        Image.new("RGB", (500, 500), "teal").save(picture, "JPEG")
        brainz.web.put(f"http://{COVERS}/release-group/{key}/front-500", picture.getvalue(), content_type="image/jpeg")
        page = curator.post(ADD, {"sought": "low water", "step": "look"})
        assert "Low Water, The Slow Ferries feat. A. Quill · Album, 2019-03-08" in main(page).text
        assert "Slack Water" not in main(page).text
        done = curator.post(ADD, {"sought": "low water", "step": f"add:{key}"})
        album = Album.objects.get()
        assert done.url == reverse("admin:albums_album_change", args=[album.pk])
        assert (album.artist_credit, album.proposed, album.cover_width) == (
            "The Slow Ferries feat. A. Quill",
            False,
            500,
        )

    def test_an_address_leads_to_its_record(self, curator, brainz):
        key = brainz.record("Low Water")
        page = curator.post(ADD, {"sought": f"https://musicbrainz.org/release-group/{key}", "step": "look"})
        assert f"add:{key}" in page.text

    def test_an_artist_leads_to_all_theirs(self, curator, brainz):
        ferries = brainz.has("artist", artist("The Slow Ferries"))
        brainz.browses("release-group", [group("Low Water"), group("Ballast"), group("One", primary="Single")])
        page = curator.post(ADD, {"sought": f"https://musicbrainz.org/artist/{ferries}", "step": "look"})
        assert [found.title for found in page.context["found"]] == ["Low Water", "Ballast"]

    @pytest.mark.parametrize("where", ["", "https://musicbrainz.org/artist/"])
    def test_an_artist_without_albums_leads_to_none(self, curator, brainz, where):
        key = brainz.has("artist", artist("The Slow Ferries"))
        for entity in ("release-group", "release"):
            brainz.web.put(f"http://{HOST}/ws/2/{entity}/{key}", b"{}", status=404)
        brainz.browses("release-group", [group("One", primary="Single")])
        page = curator.post(ADD, {"sought": where + key, "step": "look"})
        assert (page.status_code, page.context["found"]) == (200, [])

    def test_an_artist_who_is_everybody_is_refused_with_a_word(self, curator, brainz):
        key = brainz.has("artist", artist("Various Artists", id=str(VARIOUS_ARTISTS)))
        page = curator.post(ADD, {"sought": f"https://musicbrainz.org/artist/{key}", "step": "look"})
        assert (page.status_code, "more records than anybody wants" in page.text) == (422, True)

    def test_one_that_is_here_says_so(self, curator, brainz):
        album = AlbumFactory(title="Low Water", musicbrainz_id=key_of("release-group", "Low Water"))
        brainz.finds("release-group", group("Low Water"))
        page = curator.post(ADD, {"sought": "low water", "step": "look"})
        assert "It is here: Low Water" in main(page).text
        assert reverse("admin:albums_album_change", args=[album.pk]) in page.text
        assert "add:" not in page.text

    def test_a_second_click_adds_nothing(self, curator, brainz):
        key = brainz.record("Low Water")
        for _ in range(2):
            curator.post(ADD, {"step": f"add:{key}"})
        assert Album.objects.count() == 1

    @pytest.mark.parametrize(
        ("sought", "said"),
        [
            (f"https://musicbrainz.org/recording/{key_of('recording', 'x')}", "That is a recording"),
            (key_of("release-group", "nothing"), "knows no release group"),
            ("", "This field is required"),
            ("x" * 301, "at most 300"),
        ],
    )
    def test_what_is_no_record_is_refused_and_stands_in_the_form(self, curator, brainz, sought, said):
        page = curator.post(ADD, {"sought": sought, "step": "look"})
        assert (page.status_code, said in page.text, sought in page.text) == (422, True, True)

    @pytest.mark.parametrize("step", ["add:", "add:nothing", "add:\x00"])
    def test_a_step_that_names_no_record_is_refused(self, curator, brainz, step):
        assert curator.post(ADD, {"step": step}).status_code == 422

    def test_where_it_could_be_one_or_another_it_is_said(self, curator, brainz):
        AlbumFactory(title="Low Water", lead_artist__name="The Slow Ferries", release_date="2018-06-01")
        key = brainz.record("Low Water", date="2019")
        page = curator.post(ADD, {"step": f"add:{key}"})
        assert (page.status_code, "it could be “Low Water” (2018)" in page.text) == (422, True)

    def test_while_musicbrainz_is_away_it_waits_and_can_be_forgotten(self, curator, brainz):
        key = brainz.record("Low Water")
        brainz.away = AWAY
        page = curator.post(ADD, {"step": f"add:{key}"}, follow=True)
        assert "it answers 503, too busy. It is kept, and brought in as soon as MusicBrainz answers." in page.text
        assert "Waits for MusicBrainz" in page.text
        curator.post(ADD, {"step": f"forget:{AwaitedRecord.objects.get().pk}"})
        assert not AwaitedRecord.objects.exists()

    def test_words_cannot_wait(self, curator, brainz):
        brainz.finds("release-group")
        brainz.away = AWAY
        page = curator.post(ADD, {"sought": "low water", "step": "look"})
        assert (page.status_code, AwaitedRecord.objects.count()) == (503, 0)
        assert "too busy. Try again later." in page.text

    def test_looking_up_a_great_many_is_refused_for_a_while(self, curator, brainz, settings):
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"look-up": "1/h"}
        brainz.finds("release-group")
        pages = [curator.post(ADD, {"sought": "low water", "step": "look"}) for _ in range(2)]
        assert [page.status_code for page in pages] == [200, 429]
        assert "low water" in pages[1].text


class TestAList:
    LIST = b"artist,album,year\nAda Quill,Low Water,2019\nThe Slow Ferries,Ballast,2020\nNobody,Here,\n,x,\n"

    def look(self, curator, content=LIST):
        return curator.post(
            "/admin/add-record/list/", {"file": SimpleUploadedFile("list.csv", content), "step": "look"}
        )

    def test_what_is_missing_is_ticked_and_comes_in_by_itself(self, curator, brainz):
        AlbumFactory(title="Ballast", lead_artist__name="The Slow Ferries")
        brainz.record("Low Water", credit("Ada Quill"))
        brainz.finds("release-group", group("Low Water", credit("Ada Quill")))
        page = self.look(curator)
        assert "3 records, 2 of them not here" in main(page).text
        assert "row 5: it names no artist, or no album" in page.text
        ticked = [written for _, album, written in page.context["rows"] if album is None]
        page = curator.post("/admin/add-record/list/", {"record": ticked, "step": "add"}, follow=True)
        assert "2 records are looked for at MusicBrainz" in page.text
        import_awaited(MusicBrainz())
        assert Album.objects.get(title="Low Water").artist_credit == "Ada Quill"
        waits = AwaitedRecord.objects.get()
        assert (str(waits), waits.next_try_at) == ("Here, Nobody", None)
        assert "or more than one: look it up" in curator.get(ADD).text

    def test_asked_for_twice_it_waits_once(self, curator, brainz):
        ticked = [written for *_, written in self.look(curator).context["rows"]]
        for _ in range(2):
            curator.post("/admin/add-record/list/", {"record": ticked, "step": "add"})
        assert AwaitedRecord.objects.count() == 3

    @pytest.mark.parametrize("content", [b"x", b"name,score\n1,2\n", b"\x00\xff", b"artist,album\n" + b"a,b\n" * 0])
    def test_what_is_no_list_is_refused_with_a_word(self, curator, content):
        page = self.look(curator, content)
        assert page.status_code in (200, 422)
        assert not page.context["rows"]

    @pytest.mark.parametrize(
        "row",
        [
            *("", "x", "[]", "[1,2]", "[" * 9000, '["a","b","","release","no id"]', '["","","","",""]'),
            *(r'["\u0000","b","","",""]', r'["a","\ud800","","",""]', r'["a","b","\udfff","",""]'),
        ],
    )
    def test_rows_that_are_none_are_passed_over(self, curator, row):
        curator.post("/admin/add-record/list/", {"record": [row], "step": "add"})
        assert not AwaitedRecord.objects.exists()


class TestWhatItSaysOfAnAlbum:
    @pytest.fixture
    def album(self, curator, brainz) -> Album:
        key = brainz.record("Low Water", LINE)
        curator.post(ADD, {"step": f"add:{key}"})
        album = Album.objects.get()
        album.title = "Low Waters"
        album.save()
        album.labels.set([Label.objects.named("Palisade")])
        return album

    def page(self, curator, album):
        return curator.get(reverse("admin:albums_album_change", args=[album.pk]))

    def settle(self, curator, album, step):
        return curator.post(reverse("album-source", args=[album.pk]), {"step": step}, follow=True)

    def test_it_stands_beside_what_is_here(self, curator, album):
        told = main(self.page(curator, album)).text
        assert "Title Low Waters Low Water Take over: Title" in told
        assert "Labels Palisade Cold Rooms" in told

    def test_a_button_takes_one_fact_over(self, curator, album):
        self.settle(curator, album, "take:title")
        album.refresh_from_db()
        assert (album.title, [label.name for label in album.labels.all()]) == ("Low Water", ["Palisade"])
        assert "take:title" not in self.page(curator, album).text

    def test_asked_again_it_says_what_is_new(self, curator, album, brainz):
        brainz.record("Low Water", LINE, tracks=[("Slack Water", 247_000), ("Low Tide", None), ("End", None)])
        page = self.settle(curator, album, "ask")
        assert "It says something new, which is taken." in page.text
        assert album.tracks.count() == 3
        album.refresh_from_db()
        assert album.title == "Low Waters"

    def test_its_cover_is_switched_off_and_on(self, curator, album, brainz):
        assert "Cover: the Cover Art Archive has none." in main(self.page(curator, album)).text
        picture = BytesIO()
        Image.new("RGB", (500, 500), "teal").save(picture, "PNG")
        where = f"http://{COVERS}/release-group/{album.musicbrainz_id}/front-500"
        brainz.web.put(where, picture.getvalue(), content_type="image/png")
        assert "The cover is here." in self.settle(curator, album, "cover-on").text
        self.settle(curator, album, "cover-off")
        album.refresh_from_db()
        assert (album.cover.name, album.source.cover_state) == ("", "off")

    def test_an_album_without_an_id_says_nothing(self, curator):
        album = AlbumFactory()
        assert "MusicBrainz</a> says" not in self.page(curator, album).text
        assert self.settle(curator, album, "ask").status_code == 404

    def test_credits_stand_beside_each_other_by_their_names(self, curator, album):
        album.credits.filter(position=2).update(credited_as="Ada")
        told = main(self.page(curator, album)).text
        assert "The Slow Ferries feat. Ada The Slow Ferries feat. A. Quill Take over: Credits" in told

    @pytest.mark.parametrize("step", ["", "take:", "take:slug", "take:title\x00", "drop", "cover-off"])
    def test_a_step_that_is_none_changes_nothing(self, curator, album, step):
        before = list(Album.objects.values())
        self.settle(curator, album, step)
        assert list(Album.objects.values()) == before


class TestTheIntake:
    @pytest.fixture
    def document(self, curator) -> IncomingDocument:
        text = "The Slow Ferries: Low Water\n\nBy Ines Moor\n\n" + "Nothing on it hurries, and the drums are low. " * 20
        curator.post(reverse("bring-in"), {"files": SimpleUploadedFile("low.txt", text.encode())})
        return IncomingDocument.objects.get()

    def test_a_record_that_is_not_here_is_looked_up_and_fills_the_form_and_comes_in_with_its_review(
        self, curator, brainz, document
    ):
        key = brainz.record("Low Water", LINE, date="2019-03")
        brainz.finds("release-group", group("Low Water", LINE))
        where = reverse("document", args=[document.pk])
        form = curator.get(where).context["form"]
        sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, [])}
        sent |= {"album": "new", "verdict": "rave"}
        page = curator.post(where, sent | {"musicbrainz_query": "low water", "step": "look-up"})
        assert f"fill:{key}" in page.text
        page = curator.post(where, sent | {"step": f"fill:{key}"})
        form = page.context["form"]
        filled = {name: form[name].value() for name in form.fields if form[name].value() not in (None, [])}
        assert filled["new_artist"] == "The Slow Ferries feat. A. Quill"
        assert (filled["new_released"], filled["new_tracks"]) == ("2019-03", "1. Slack Water 4:07\n2. Low Tide")
        brainz.away = Page(status=503)
        curator.post(where, filled | {"new_title": "Low Water!", "step": "queue"})
        album = Review.objects.get().album
        assert (album.title, album.artist_credit) == ("Low Water!", "The Slow Ferries feat. A. Quill")
        assert str(album.musicbrainz_id) == key
        assert [label.name for label in album.labels.all()] == ["Cold Rooms"]
        assert AlbumSource.objects.get().said["title"] == "Low Water"

    def test_while_it_is_away_the_form_stays_as_it_was_typed(self, curator, brainz, document):
        brainz.finds("release-group")
        brainz.away = AWAY
        where = reverse("document", args=[document.pk])
        typed = {"album": "new", "new_title": "Typed by hand", "musicbrainz_query": "x", "step": "look-up"}
        page = curator.post(where, typed)
        assert "MusicBrainz does not answer just now" in page.text
        assert page.context["form"]["new_title"].value() == "Typed by hand"
