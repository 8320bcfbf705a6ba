"""Following: a button on each thing's page, one row for each follow, and what becomes of it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from albums.models import Album, Genre, Label
from readers import following
from readers.models import Follow
from readers.models.follow import TARGETS
from reviews.life.hiding import set_hidden
from tests.factories import PASSWORD, CriticFactory, PublicationFactory, UserFactory, published_review, reviewed_album

pytestmark = pytest.mark.django_db


@pytest.fixture
def things():
    """One of each kind that can be followed."""
    album = reviewed_album(80, 70, 60)
    album.genres.add(Genre.objects.named("Fado"))
    album.labels.add(Label.objects.named("Quay"))
    critic = CriticFactory(publication=PublicationFactory())
    published_review(album, "rave", critic=critic, publication=critic.publication)
    return {
        "critic": critic,
        "publication": critic.publication,
        "artist": album.lead_artist,
        "album": album,
        "genre": album.genres.get(),
        "label": album.labels.get(),
    }


@pytest.fixture
def reader(client):
    reader = UserFactory(username="ada")
    client.force_login(reader)
    return reader


def address(kind: str, thing, *, stop: bool = False) -> str:
    return reverse("unfollow" if stop else "follow", args=[kind, thing.pk])


@pytest.mark.parametrize("kind", TARGETS)
def test_the_button_on_a_things_page_follows_it_and_stops(things, client, reader, kind):
    thing = things[kind]
    page = client.get(thing.get_absolute_url()).text
    assert f'action="{address(kind, thing)}"' in page
    assert client.post(address(kind, thing)).url == thing.get_absolute_url()
    assert Follow.objects.get().target == thing
    page = client.get(thing.get_absolute_url()).text
    assert f'action="{address(kind, thing, stop=True)}"' in page
    assert f"You follow {thing}." in re.sub("<[^>]*>", "", page)
    assert client.post(address(kind, thing, stop=True)).url == thing.get_absolute_url()
    assert not Follow.objects.exists()


def test_a_second_click_changes_nothing(things, client, reader):
    for _ in range(2):
        assert client.post(address("critic", things["critic"])).status_code == 302
    assert Follow.objects.count() == 1
    for _ in range(2):
        assert client.post(address("critic", things["critic"], stop=True)).status_code == 302
    assert not Follow.objects.exists()


def test_htmx_gets_the_other_button_in_place(things, client, reader):
    critic = things["critic"]
    answer = client.post(address("critic", critic), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert f'hx-post="{address("critic", critic, stop=True)}"' in answer.text
    assert f"Stop following {critic}" in answer.text


@pytest.mark.parametrize("kind", TARGETS)
def test_for_strangers_the_button_is_a_link_that_leads_to_signing_in_and_back(things, kind):
    UserFactory(username="ada")
    stranger, thing = Client(), things[kind]
    page = stranger.get(thing.get_absolute_url()).text
    assert f'href="{address(kind, thing)}"' in page
    assert "csrfmiddlewaretoken" not in page
    sign_in = stranger.get(address(kind, thing)).url
    assert sign_in == f"{reverse('login')}?next={address(kind, thing)}"
    back = stranger.post(sign_in, {"username": "ada", "password": PASSWORD}).url
    assert back == address(kind, thing)
    assert f'action="{address(kind, thing)}"' in stranger.get(back).text
    assert not Follow.objects.exists()


def test_what_readers_may_not_see_cannot_be_followed(things, client, reader):
    hidden = CriticFactory(hidden=True)
    assert client.post(address("critic", hidden)).status_code == 404
    Album.objects.filter(pk=things["album"].pk).update(proposed=True)
    assert client.post(address("album", things["album"])).status_code == 404
    for wrong in ("/follow/track/1/", f"/follow/critic/{2**70}/", "/follow/critic/0/"):
        assert client.get(wrong).status_code == 404
        assert client.post(wrong).status_code == 404
    assert client.post(f"/follow/critic/{2**70}/stop/").status_code == 404


def test_one_page_has_all_that_is_followed_and_stops_it(things, client, reader):
    for kind, thing in things.items():
        client.post(address(kind, thing))
    client.get(reverse("home"))  # has shown the messages
    page = client.get(reverse("following")).text
    assert all(str(thing) in page for thing in things.values())
    of_critics = client.get(reverse("following"), {"kind": "critic"}).text
    assert str(things["critic"]) in of_critics
    assert str(things["publication"]) not in of_critics
    stopped = client.post(address("label", things["label"], stop=True), {"from": "list"})
    assert stopped.url == reverse("following")
    assert not Follow.objects.filter(label__isnull=False).exists()


def test_another_readers_follows_are_nobodys_business(things, client, reader):
    other = UserFactory()
    following.follow(other, things["critic"])
    assert str(things["critic"]) not in client.get(reverse("following")).text
    client.post(address("critic", things["critic"], stop=True))
    assert Follow.objects.get().reader == other


def test_a_critic_who_is_hidden_meanwhile_is_not_named_and_can_be_let_go(things, client, reader):
    critic = things["critic"]
    client.post(address("critic", critic))
    client.get(reverse("home"))
    set_hidden(critic, hidden=True)
    page = client.get(reverse("following")).text
    assert critic.name not in page
    assert "Not shown on this site any more" in page
    assert client.post(address("critic", critic, stop=True)).url == reverse("following")
    assert not Follow.objects.exists()


def test_what_is_deleted_is_followed_no_more(things, reader):
    following.follow(reader, things["genre"])
    things["genre"].delete()
    assert not Follow.objects.exists()


def test_a_thousand_follows_a_minute_are_limited_and_said_so(things, client, reader, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "follow": "2/m"}
    for kind in ("critic", "artist"):
        assert client.post(address(kind, things[kind])).status_code == 302
    refused = client.post(address("album", things["album"]))
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "within a minute" in refused.text
    by_script = client.post(address("album", things["album"]), headers={"HX-Request": "true"})
    assert by_script["HX-Redirect"] == things["album"].get_absolute_url()
    assert Follow.objects.count() == 2


def test_there_is_a_most_that_one_reader_follows(things, client, reader, monkeypatch):
    monkeypatch.setattr(following, "MOST_FOLLOWS", 1)
    client.post(address("critic", things["critic"]))
    refused = client.post(address("album", things["album"]))
    assert refused.status_code == 409
    assert "which is the most" in refused.text
    assert client.post(address("critic", things["critic"])).status_code == 302
    assert Follow.objects.count() == 1


def test_follows_go_with_the_account(things, reader):
    for thing in things.values():
        following.follow(reader, thing)
    reader.delete()
    assert not Follow.objects.exists()
