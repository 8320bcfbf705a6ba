"""What several files of tests about reviews need: a critic at the desk, a curator, documents to import."""

import json
from io import StringIO

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.core.management import CommandError, call_command
from django.test import Client

from albums.models import ArtistAlias
from reviews.models import Critic
from tests.curators import new_curator
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
    CriticFactory,
    TrackFactory,
    UserFactory,
)


@pytest.fixture
def curator() -> AbstractBaseUser:
    return new_curator(username="curator")


@pytest.fixture
def critic() -> Critic:
    return CriticFactory(user=UserFactory())


@pytest.fixture
def desk(critic: Critic, client: Client) -> Client:
    """The critic, signed in."""
    client.force_login(critic.user)
    return client


@pytest.fixture
def lanterns():
    """The album that the three documents review."""
    artist = ArtistFactory(name="The Tide Tables")
    ArtistAlias.objects.create(artist=artist, name="TTT")
    album = AlbumFactory(
        title="Salt Lanterns (Original Motion Picture Soundtrack)", slug="salt-lanterns", lead_artist=artist
    )
    for title in ("Slack Water", "I Heard You on the Stairs", "Are the Boats All In?", "Lantern Out to Sea"):
        TrackFactory(album=album, title=title)
    return album


@pytest.fixture
def glass():
    """The album that the short pages review."""
    return AlbumFactory(
        title="Glass Harbour", slug="glass-harbour", lead_artist=ArtistFactory(name="Marlow Finch", slug="marlow-finch")
    )


@pytest.fixture
def import_reviews(tmp_path):
    """Run the command on texts by file name; return the JSON objects, and what it complained about."""

    def run(documents, **options):
        for name, content in documents.items():
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / name).write_bytes(data)
        out, err = StringIO(), StringIO()
        try:
            call_command(
                "import_reviews",
                *(tmp_path / name for name in documents),
                as_json=True,
                stdout=out,
                stderr=err,
                **options,
            )
        except CommandError as error:
            err.write(str(error))
        return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()

    return run
