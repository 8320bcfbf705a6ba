"""What one reader follows changes no page of anybody else: not a stranger's, not another reader's, not a program's."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from albums.models import Genre, Label
from readers.following import follow
from readers.spreading import spread_news
from readers.subscriptions import choose_mail
from tests.curators import new_curator
from tests.curators import signed_in as client_of
from tests.factories import CriticFactory, PublicationFactory, UserFactory, published_review, reviewed_album

pytestmark = pytest.mark.django_db
# Each answer has another of these.
OF_THE_ANSWER = re.compile(r'"x-csrftoken": "\w+"|name="csrfmiddlewaretoken" value="\w+"|<updated>[^<]*</updated>')


@pytest.fixture(scope="module")
def things(shared_rows):
    album = reviewed_album(80, 70, 60)
    album.genres.add(Genre.objects.named("Fado"))
    album.labels.add(Label.objects.named("Quay"))
    critic = CriticFactory(publication=PublicationFactory())
    published_review(album, "rave", critic=critic, publication=critic.publication)
    spread_news()
    return {
        "critic": critic,
        "publication": critic.publication,
        "artist": album.lead_artist,
        "album": album,
        "genre": album.genres.get(),
        "label": album.labels.get(),
    }


@pytest.fixture(scope="module")
def others(shared_rows):
    """A stranger, another reader, a curator."""
    return [Client(), client_of(UserFactory()), client_of(new_curator())]


def seen_by(others: list[Client], things: dict) -> list[str]:
    addresses = [thing.get_absolute_url() for thing in things.values()]
    addresses += [reverse(name) for name in ("home", "feed", "search", "api-critic-list")]
    own = [reverse(name) for name in ("new-for-you", "following", "news-settings", "account")]
    pages = [client.get(address) for client in others for address in addresses]
    pages += [client.get(address) for client in others[1:] for address in own]
    return [OF_THE_ANSWER.sub("", page.text) for page in pages]


def test_nobody_else_sees_what_a_reader_follows(things, others):
    reader = UserFactory()
    seen_by(others, things)
    before = seen_by(others, things)
    for thing in things.values():
        follow(reader, thing)
    choose_mail(reader.pk, "daily")
    spread_news()
    assert reader.news.exists()
    assert seen_by(others, things) == before
