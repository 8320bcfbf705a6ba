"""One's number and mark stand on public pages for oneself alone, in as many queries for a list as for one album."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from albums.models import Album
from readers.models import ReaderList, ReaderMark
from readers.shelf.keeping_voices import save_voices
from tests.curators import signed_in
from tests.factories import AlbumFactory, CriticFactory, UserFactory, count_anew, published_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def albums() -> list[Album]:
    """Albums on which the same five critics have written: the last two are of another mind."""
    critics = [CriticFactory() for _ in range(5)]
    made = []
    for _ in range(3):
        album = AlbumFactory()
        for critic, opinion in zip(critics, [90, 91, 92, 20, 21], strict=True):
            published_review(album, opinion, critic=critic)
        made.append(count_anew(album))
    return made


@pytest.fixture
def reader(albums) -> User:
    person = UserFactory()
    save_voices(person, [review.critic for review in albums[0].reviews.order_by("pk")[:3]], [])
    return person


def test_ones_number_stands_beside_the_sites_own_on_the_album_page_in_the_list_and_in_a_chart(albums, reader):
    client = signed_in(reader)
    page = client.get(albums[0].get_absolute_url()).content.decode()
    assert "By your voices" in page
    assert 'class="consensus-number"' in page
    for address in (reverse("album-list"), reverse("chart-best")):
        shown = client.get(address).content.decode()
        assert shown.count('class="own-number') == len(albums)


def test_the_charts_can_be_had_in_the_order_of_ones_sets(albums, reader):
    shown = signed_in(reader).get(reverse("chart-best")).content.decode()
    assert "In the order of your voices" in shown
    assert reader.saved_voices.with_voices().get().query.replace("&", "&amp;") in shown


def test_chosen_voices_are_saved_with_the_button_beside_them(albums, reader):
    slug = albums[0].reviews.first().critic.slug
    for path in (albums[0].get_absolute_url(), reverse("chart-best")):
        assert reverse("keep-voices") in signed_in(reader).get(f"{path}?critics={slug}").content.decode()
        assert reverse("keep-voices") not in Client().get(f"{path}?critics={slug}").content.decode()


@pytest.mark.parametrize("first", ["reader", "other"])
def test_nothing_of_a_shelf_is_on_anybody_elses_page_whoever_asks_first(albums, reader, first):
    album = albums[0]
    ReaderMark.objects.create(owner=reader, album=album, state="heard", verdict="pan")
    secret = ReaderList.objects.create(owner=reader, title="Secretive Title")
    secret.entries.create(album=album, position=1, note="Secretive note")
    pages = [album.get_absolute_url(), reverse("album-list"), reverse("chart-best"), reverse("home"), reverse("feed")]
    pages += [reverse("album-feed", args=[album.lead_artist.slug, album.slug]), reverse("sitemap"), reverse("search")]
    pages += [reverse("api-album", args=[album.lead_artist.slug, album.slug])]
    before = {page: Client().get(page).content for page in pages} if first == "other" else {}
    for page in pages:
        signed_in(reader).get(page)
    for page in pages:
        stranger = Client().get(page)
        shown = b"".join(stranger.streaming_content) if stranger.streaming else stranger.content
        for word in (b"Secretive", b"own-number", b"By your voices", b'aria-pressed="true"'):
            assert word not in shown
        assert not before or stranger.streaming or shown == before[page]
        other = signed_in(UserFactory()).get(page)
        if not other.streaming:
            for word in (b"Secretive", b"own-number", b"By your voices", b'aria-pressed="true"'):
                assert word not in other.content


def test_a_list_of_albums_asks_no_more_for_one_with_voices_however_many_albums(albums, reader):
    client = signed_in(reader)
    client.get(reverse("album-list"))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("album-list"))
        counts.append(len(captured))
        more = AlbumFactory()
        for review in albums[0].reviews.order_by("pk"):
            published_review(more, 80, critic=review.critic)
        count_anew(more)
        client.get(reverse("album-list"))
    assert counts[0] == counts[1]
