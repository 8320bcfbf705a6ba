"""Names in the admin: artists that are renamed and aliases, names that are shared, redirects of old addresses."""

from __future__ import annotations

import pytest

from albums.models import Album, Genre, Label, Redirect
from tests.curators import errors_in, list_of, page_of, send, stored
from tests.factories import AlbumFactory, ArtistFactory

pytestmark = pytest.mark.django_db

ADD = "/admin/albums/album/add/"


class TestRename:
    def test_an_albums_old_address_leads_to_its_new_one(self, desk, client):
        album = AlbumFactory(slug="low-watre")
        old = album.get_absolute_url()
        send(desk, page_of(album), slug="low-water")
        answer = client.get(f"{old}?order=newest")
        assert (answer.status_code, answer.url) == (301, f"{stored(album).get_absolute_url()}?order=newest")

    def test_another_lead_artist_moves_it_too(self, desk):
        album, artist = AlbumFactory(), ArtistFactory()
        old = album.get_absolute_url()
        send(desk, page_of(album), lead_artist=artist.pk, **{"credits-0-artist": artist.pk})
        assert Redirect.objects.get(old_path=old).new_path == stored(album).get_absolute_url()

    def test_an_artist_takes_along_the_albums_they_lead(self, desk):
        album = AlbumFactory(lead_artist__slug="ines-harow")
        artist = album.lead_artist
        old = [artist.get_absolute_url(), album.get_absolute_url()]
        send(desk, page_of(artist), slug="ines-harrow")
        artist.refresh_from_db()
        moved = dict(Redirect.objects.values_list("old_path", "new_path"))
        assert moved == dict(zip(old, [artist.get_absolute_url(), stored(album).get_absolute_url()], strict=True))

    def test_renamed_back_no_redirect_is_left_in_the_way(self, desk):
        album = AlbumFactory(slug="one")
        send(desk, page_of(album), slug="two")
        send(desk, page_of(album), slug="one")
        assert [redirect.old_path.split("/")[-2] for redirect in Redirect.objects.all()] == ["two"]

    def test_twice_renamed_the_first_address_leads_straight_to_the_last(self, desk):
        album = AlbumFactory(slug="one")
        first = album.get_absolute_url()
        send(desk, page_of(album), slug="two")
        send(desk, page_of(album), slug="three")
        assert Redirect.objects.get(old_path=first).new_path.endswith("/three/")

    def test_long_names_in_another_script_fit(self, desk, client):
        album = AlbumFactory(slug="夜" * 80, lead_artist__slug="海" * 80)
        old = album.get_absolute_url()
        send(desk, page_of(album), slug="朝" * 80)
        answer = client.get(old)
        assert (answer.status_code, answer.url) == (301, stored(album).get_absolute_url())

    def test_another_change_leaves_no_redirect(self, desk):
        album = AlbumFactory()
        send(desk, page_of(album), title="Another title")
        assert not Redirect.objects.exists()

    def test_the_old_address_of_a_genre_is_remembered(self, desk):
        genre = Genre.objects.named("Folk")
        send(desk, page_of(genre), slug="folk-music")
        assert Redirect.objects.values_list("old_path", "new_path").get() == ("/genres/folk/", "/genres/folk-music/")


class TestNames:
    def test_aliases_stand_on_the_page_of_the_artist(self, desk):
        artist = ArtistFactory()
        send(desk, page_of(artist), **{"aliases-0-name": "TSF"})
        assert [alias.name for alias in artist.aliases.all()] == ["TSF"]

    def test_an_alias_stands_once_case_and_accents_aside(self, desk):
        artist = ArtistFactory()
        artist.aliases.create(name="Café Trio")
        answer = send(desk, page_of(artist), **{"aliases-1-name": "CAFE TRIO"})
        assert errors_in(answer) == ["“CAFE TRIO” stands twice."]

    @pytest.mark.parametrize("model", [Genre, Label])
    def test_two_genres_or_labels_do_not_have_one_name(self, desk, model):
        model.objects.named("Café Noise")
        kind = model._meta.model_name
        answer = send(desk, f"/admin/albums/{kind}/add/", name="cafe noise")
        assert errors_in(answer) == [f"There is already a {kind} of that name: Café Noise."]

    def test_a_genre_makes_its_own_slug(self, desk):
        send(desk, "/admin/albums/genre/add/", name="Électro pop")
        assert Genre.objects.get().slug == "electro-pop"

    @pytest.mark.parametrize("query", ["ines", "TSF", "ete"])
    def test_albums_are_found_by_title_artist_and_alias(self, desk, query):
        album = AlbumFactory(title="L’Été", lead_artist__name="Inès Harrow")
        album.lead_artist.aliases.create(name="TSF")
        AlbumFactory(title="Other")
        assert list(desk.get(list_of(Album), {"q": query}).context["cl"].result_list) == [album]

    def test_artists_are_offered_as_they_are_typed(self, desk):
        wanted = ArtistFactory(name="Inès Harrow")
        ArtistFactory()
        query = {"app_label": "albums", "model_name": "album", "field_name": "lead_artist", "term": "ines"}
        answer = desk.get("/admin/autocomplete/", query).json()
        assert answer["results"] == [{"id": str(wanted.pk), "text": "Inès Harrow"}]


class TestRedirects:
    @pytest.mark.parametrize(
        ("old", "new", "refusal"),
        [
            ("old/", "/new/", "A path of this site, like /albums/artist/album/."),
            ("/old/", "//elsewhere.example/", "A path of this site, like /albums/artist/album/."),
            ("/old/", "https://elsewhere.example/", "A path of this site, like /albums/artist/album/."),
            ("/old/?page=2", "/new/", "A path of this site, like /albums/artist/album/."),
            ("/old/", "/old/", "It leads to itself."),
            ("/old/", "/kept/", "That path leads on to /there/: name that one."),
            ("/there/", "/new/", "Other old paths lead here: it cannot be an old path itself."),
        ],
    )
    def test_what_would_lead_astray_is_refused(self, desk, old, new, refusal):
        Redirect.objects.create(old_path="/kept/", new_path="/there/")
        answer = send(desk, "/admin/albums/redirect/add/", old_path=old, new_path=new)
        assert refusal in errors_in(answer)

    def test_one_is_added_by_hand(self, desk, client):
        send(desk, "/admin/albums/redirect/add/", old_path="/old/caf%C3%A9/", new_path="/albums/")
        assert client.get("/old/café/").url == "/albums/"
