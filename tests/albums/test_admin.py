"""The catalogue in the admin: albums with their rows, covers, artists, names that are shared, redirects."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image
from PIL.ExifTags import GPS, IFD

from albums import uploaded_covers as covers
from albums.models import Album, Artist, Credit, Film, Genre, Label, Redirect, Track
from tests.curators import (
    errors_in,
    filled_in,
    list_of,
    page_of,
    send,
    signed_in,
    staff_who_may,
    stored,
    told,
)
from tests.factories import AlbumFactory, ArtistFactory, FilmFactory, ReviewFactory, TrackFactory, UserFactory
from tests.markup import read

pytestmark = pytest.mark.django_db

ADD = "/admin/albums/album/add/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(kind: str = "PNG", side: int = 300, name: str = "holiday snap.png") -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (side, side), "teal").save(file, kind)
    return SimpleUploadedFile(name, file.getvalue())


class TestAlbum:
    def test_it_is_made_with_its_slug_credit_and_tracks_on_one_page(self, desk):
        artist, guest = ArtistFactory(name="Ines Harrow"), ArtistFactory(name="The Tide Tables")
        send(
            desk,
            ADD,
            title="Night Freight (Original Motion Picture Soundtrack)",
            kind="soundtrack",
            lead_artist=artist.pk,
            release_date="2025-09-19",
            **{"credits-TOTAL_FORMS": "2", "credits-0-position": "1", "credits-0-artist": artist.pk},
            **{"credits-0-join_phrase": " & ", "credits-1-position": "2", "credits-1-artist": guest.pk},
            **{"tracks-0-position": "1", "tracks-0-title": "Shunting", "tracks-0-seconds": "4:07"},
            **{"links-0-kind": "stream", "links-0-url": "https://listen.example/1"},
        )
        album = Album.objects.get()
        assert (album.slug, album.release_precision) == ("night-freight", "day")
        assert album.artist_credit == "Ines Harrow & The Tide Tables"
        assert [(track.title, track.seconds) for track in album.tracks.all()] == [("Shunting", 247)]
        assert album.links.get().url == "https://listen.example/1"

    def test_its_tracks_can_be_pasted_as_a_list(self, desk):
        list_of_tracks = "1. Shunting 3:10\r\n2. Slack Water 4:07\r\n\r\nDisc 2\r\n1. Low Tide"
        send(desk, ADD, title="Low Water", lead_artist=ArtistFactory().pk, track_list=list_of_tracks)
        tracks = Album.objects.get().tracks.values_list("disc", "position", "title", "seconds")
        assert list(tracks) == [(1, 1, "Shunting", 190), (1, 2, "Slack Water", 247), (2, 1, "Low Tide", None)]

    def test_a_pasted_list_renames_by_number_and_leaves_the_others(self, desk):
        album = AlbumFactory()
        first = TrackFactory(album=album, position=1, title="Shunting")
        TrackFactory(album=album, position=3, title="Reprise")
        send(desk, page_of(album), track_list="Shunting (Dub)\nSlack Water")
        assert list(album.tracks.values_list("position", "title")) == [
            (1, "Shunting (Dub)"),
            (2, "Slack Water"),
            (3, "Reprise"),
        ]
        assert album.tracks.first().pk == first.pk

    def test_a_list_that_is_none_is_refused_and_stays_in_the_form(self, desk):
        answer = send(desk, page_of(AlbumFactory()), track_list="Shunting\n - 4:07")
        assert errors_in(answer) == ["“- 4:07” is no title: write one track a line, with at most 500 letters."]
        assert filled_in(answer)["track_list"].split() == ["Shunting", "-", "4:07"]

    def test_rows_without_a_number_are_counted_through(self, desk):
        album = AlbumFactory()
        TrackFactory(album=album, position=4, title="Shunting")
        send(
            desk,
            page_of(album),
            **{"tracks-TOTAL_FORMS": "3", "tracks-1-disc": "1", "tracks-1-title": "Slack Water"},
            **{"tracks-2-disc": "2", "tracks-2-title": "Low Tide"},
        )
        tracks = album.tracks.values_list("disc", "position", "title")
        assert list(tracks) == [(1, 4, "Shunting"), (1, 5, "Slack Water"), (2, 1, "Low Tide")]

    def test_without_a_credit_line_it_gets_its_lead_artists(self, desk):
        artist = ArtistFactory()
        send(desk, ADD, title="Low Water", lead_artist=artist.pk)
        assert [(credit.artist, credit.position) for credit in Album.objects.get().credits.all()] == [(artist, 1)]

    def test_a_credit_line_begins_with_the_lead_artist(self, desk):
        album = AlbumFactory(lead_artist__name="Ines Harrow")
        other = ArtistFactory(name="Tom Vale")
        answer = send(desk, page_of(album), **{"credits-0-artist": other.pk})
        assert errors_in(answer) == ["The first credit is the lead artist’s, Ines Harrow, not Tom Vale’s."]

    def test_a_second_album_of_that_title_gets_a_slug_of_its_own(self, desk):
        first = AlbumFactory(title="Low Water", slug="low-water")
        send(desk, ADD, title="Low Water", lead_artist=first.lead_artist_id)
        send(desk, ADD, title="Low Water", lead_artist=ArtistFactory().pk)
        assert sorted(Album.objects.values_list("slug", flat=True)) == ["low-water", "low-water", "low-water-2"]

    def test_a_taken_slug_is_refused(self, desk):
        first = AlbumFactory(slug="low-water")
        answer = send(desk, ADD, title="Another", slug="low-water", lead_artist=first.lead_artist_id)
        assert errors_in(answer)
        assert filled_in(answer)["title"] == "Another"

    @pytest.mark.parametrize(
        ("columns", "refusal"),
        [
            (
                {"release_date": "", "release_precision": "year"},
                "There is no date that this could be the precision of.",
            ),
            ({"release_date": "soon"}, "Enter a valid date."),
            ({"title": ""}, "This field is required."),
            ({"tracks-0-seconds": "4.07"}, "Write a length as minutes and seconds, like 4:07."),
            ({"tracks-0-seconds": "4:61"}, "Write a length as minutes and seconds, like 4:07."),
            ({"tracks-0-position": "0"}, "Ensure this value is greater than or equal to 1."),
            ({"tracks-0-position": "99999"}, "Ensure this value is less than or equal to 999."),
            ({"tracks-0-disc": "0"}, "Ensure this value is greater than or equal to 1."),
            ({"links-0-kind": "buy", "links-0-url": "javascript:alert(1)"}, "Enter a valid URL."),
        ],
    )
    def test_what_the_database_would_refuse_is_refused_in_words(self, desk, columns, refusal):
        album = AlbumFactory(title="Low Water")
        TrackFactory(album=album)
        answer = send(desk, page_of(album), **columns)
        assert refusal in errors_in(answer)
        assert {name: filled_in(answer)[name] for name in columns} == columns
        assert stored(album).title == "Low Water"

    def test_only_a_soundtrack_names_a_film(self, desk):
        album, film = AlbumFactory(), FilmFactory()
        answer = send(desk, page_of(album), film=film.pk)
        assert errors_in(answer) == ["Only a soundtrack names a film: change the kind, or clear the film."]
        send(desk, page_of(album), film=film.pk, kind="soundtrack")
        assert stored(album).film == film

    @pytest.mark.parametrize(
        ("printed", "seconds"), [("", None), ("0:09", 9), ("4:07", 247), ("1:02:09", 3729), ("75:00", 4500)]
    )
    def test_lengths_are_written_as_on_a_sleeve(self, desk, printed, seconds):
        track = TrackFactory(seconds=100)
        send(desk, page_of(track.album), **{"tracks-0-seconds": printed})
        assert Track.objects.get(pk=track.pk).seconds == seconds
        shown = filled_in(desk.get(page_of(track.album)))["tracks-0-seconds"]
        assert shown == ("1:15:00" if printed == "75:00" else printed)

    def test_tracks_may_change_places(self, desk):
        album = AlbumFactory()
        first, second = TrackFactory.create_batch(2, album=album)
        send(desk, page_of(album), **{"tracks-0-position": "2", "tracks-1-position": "1"})
        assert list(album.tracks.all()) == [second, first]

    def test_a_track_may_take_the_place_of_one_that_is_removed(self, desk):
        album = AlbumFactory()
        first, _second = TrackFactory.create_batch(2, album=album)
        send(desk, page_of(album), **{"tracks-0-position": "2", "tracks-1-DELETE": "on"})
        assert [(track, track.position) for track in album.tracks.all()] == [(first, 2)]

    def test_two_tracks_do_not_have_one_place(self, desk):
        album = AlbumFactory()
        TrackFactory.create_batch(2, album=album)
        assert errors_in(send(desk, page_of(album), **{"tracks-1-position": "1"}))
        assert [track.position for track in album.tracks.all()] == [1, 2]

    def test_credits_may_change_places_when_the_lead_artist_does(self, desk):
        album = AlbumFactory()
        guest = Credit.objects.create(album=album, artist=ArtistFactory(), position=2)
        send(
            desk,
            page_of(album),
            lead_artist=guest.artist_id,
            **{"credits-0-position": "2", "credits-1-position": "1"},
        )
        assert [credit.artist for credit in album.credits.all()] == [guest.artist, album.lead_artist]

    def test_a_track_that_critics_quote_is_not_lost_with_its_excerpts(self, desk):
        review = ReviewFactory()
        track = TrackFactory(album=review.album)
        excerpt = review.excerpts.create(start=0, end=9, text=review.body[:9], about="track", track=track)
        send(desk, page_of(review.album), **{"tracks-0-DELETE": "on"})
        excerpt.refresh_from_db()
        assert excerpt.track is None

    def test_an_untouched_form_changes_nothing(self, desk):
        album = AlbumFactory(release_precision="month")
        Credit.objects.create(album=album, artist=ArtistFactory(), position=2, join_phrase=" with ")
        TrackFactory.create_batch(2, album=album)
        before = [*album.credits.values(), *album.tracks.values()]
        send(desk, page_of(album))
        assert [*album.credits.values(), *album.tracks.values()] == before
        assert (stored(album).title, stored(album).release_precision) == (album.title, "month")

    def test_the_film_is_edited_on_its_own_page_and_names_its_soundtracks(self, desk):
        album = AlbumFactory(kind="soundtrack", film=FilmFactory())
        send(desk, page_of(album.film), producers="A Bee\r\n\r\nC Dee", minutes="119")
        film = Film.objects.get()
        assert (film.producers, film.minutes) == (["A Bee", "C Dee"], 119)
        page = read(desk.get(page_of(film)))
        assert album.title in page.one(id="soundtracks-group").text
        assert filled_in(desk.get(page_of(film)))["producers"] == "A Bee\r\nC Dee"


class TestProposed:
    def test_proposed_albums_are_accepted_from_the_list(self, desk):
        proposed, other = AlbumFactory(proposed=True), AlbumFactory(proposed=True)
        data = {"action": "accept", "_selected_action": [proposed.pk, AlbumFactory().pk]}
        page = desk.post(list_of(Album), data, follow=True)
        assert told(page) == ["1 proposed album is accepted."]
        assert (stored(proposed).proposed, stored(other).proposed) == (False, True)

    def test_or_on_their_page(self, desk):
        album = AlbumFactory(proposed=True)
        send(desk, page_of(album), proposed=None)
        assert stored(album).proposed is False

    def test_what_is_accepted_stays_so(self, desk):
        album = AlbumFactory()
        assert "proposed" not in filled_in(desk.get(page_of(album)))
        send(desk, page_of(album), proposed="on")
        assert stored(album).proposed is False

    def test_staff_who_may_only_look_cannot_accept(self):
        album = AlbumFactory(proposed=True)
        client = signed_in(staff_who_may("albums.view_album"))
        client.post(list_of(Album), {"action": "accept", "_selected_action": [album.pk]})
        assert stored(album).proposed is True


class TestCover:
    @pytest.mark.parametrize(("kind", "extension"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")])
    def test_a_picture_is_kept_under_a_name_of_ours_with_its_size(self, desk, kind, extension):
        album = AlbumFactory()
        send(desk, page_of(album), cover=picture(kind))
        cover = stored(album).cover
        assert cover.name.startswith("covers/")
        assert cover.name.endswith(f"/cover.{extension}")
        assert (stored(album).cover_width, stored(album).cover_height) == (300, 300)

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_of_a_picture_neither_its_place_nor_what_hangs_on_it_is_kept(self, desk, kind):
        album, noted, file = AlbumFactory(), Image.Exif(), BytesIO()
        noted[0x010E] = "Taken at the harbour wall"
        noted.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (54.0, 5.0, 30.0)
        Image.new("RGB", (300, 300), "teal").save(file, kind, exif=noted)
        send(desk, page_of(album), cover=SimpleUploadedFile("a.jpg", file.getvalue() + b"<script>alert(1)</script>"))
        with stored(album).cover.open() as opened:
            content = opened.read()
        assert b"harbour" in file.getvalue()
        assert b"harbour" not in content
        assert b"script" not in content
        assert dict(Image.open(BytesIO(content)).getexif()) == {}

    def test_a_picture_that_lies_on_its_side_is_put_upright(self, desk):
        album, turned, file = AlbumFactory(), Image.Exif(), BytesIO()
        turned[0x0112] = 6
        Image.new("RGB", (400, 300), "teal").save(file, "JPEG", exif=turned)
        send(desk, page_of(album), cover=SimpleUploadedFile("a.jpg", file.getvalue()))
        assert (stored(album).cover_width, stored(album).cover_height) == (300, 400)

    def test_a_picture_that_breaks_off_is_refused(self, desk):
        album, whole = AlbumFactory(), picture("JPEG", side=800).read()
        (refusal,) = errors_in(send(desk, page_of(album), cover=SimpleUploadedFile("a.jpg", whole[: len(whole) // 2])))
        assert refusal == "The picture is damaged: it cannot be read to its end."

    @pytest.mark.parametrize(
        ("upload", "refusal"),
        [
            (lambda: picture("GIF", name="cover.gif"), "A cover is a JPEG, PNG or WebP picture; this is GIF."),
            (lambda: picture(side=150), "The picture is 150 x 150 pixels; each side of a cover has 200 to 6000."),
            (
                lambda: SimpleUploadedFile("cover.png", b"<svg onload='alert(1)'>"),
                "Upload a valid image. The file you uploaded was either not an image or a corrupted image.",
            ),
        ],
    )
    def test_what_cannot_be_a_cover_is_refused(self, desk, upload, refusal):
        album = AlbumFactory()
        assert errors_in(send(desk, page_of(album), cover=upload())) == [refusal]
        assert not stored(album).cover

    def test_a_file_that_is_too_large_is_refused(self, desk, monkeypatch):
        monkeypatch.setattr(covers, "LARGEST_COVER", 100)
        (refusal,) = errors_in(send(desk, page_of(AlbumFactory()), cover=picture()))
        assert "a cover has at most 100" in refusal


@pytest.mark.parametrize("model", [Album, Artist, Film, Genre, Label, Redirect])
class TestLists:
    def rows(self, model, count: int) -> None:
        for number in range(count):
            album = AlbumFactory(kind="soundtrack", film=FilmFactory())
            tag = f"{album.pk} {number}"
            album.genres.add(Genre.objects.named(f"Genre {tag}"))
            album.labels.add(Label.objects.named(f"Label {tag}"))
            Redirect.objects.remember(f"/old/{album.pk}/", f"/new/{album.pk}/")

    def test_twice_the_rows_cost_the_same_queries(self, desk, model):
        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert desk.get(list_of(model)).status_code == 200
            return len(captured)

        self.rows(model, 3)
        few = queries()
        self.rows(model, 3)
        assert queries() == few

    def test_strangers_are_kept_out(self, client, model):
        path = list_of(model)
        assert client.get(path).url == f"/admin/login/?next={path}"
        client.force_login(UserFactory())
        assert client.get(path).url == f"/admin/login/?next={path}"
        assert signed_in(UserFactory(is_staff=True)).get(path).status_code == 403

    def test_curators_delete_none(self, desk, model):
        self.rows(model, 1)
        row = model.objects.first()
        assert desk.post(f"{list_of(model)}{row.pk}/delete/", {"post": "yes"}).status_code == 403
        desk.post(list_of(model), {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})
        assert model.objects.filter(pk=row.pk).exists()
