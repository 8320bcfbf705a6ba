"""Databases of former releases become today's: migrated, checked, backed up, restored, and equal row by row."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection

from albums.models import Album
from keeping.programs import programs_for
from keeping.servers import DatabaseServer, major_version
from reviews.models import Critic, Review
from tests.keeping.sites import a_site, backed_up, contents, restored

DUMPS = sorted((settings.BASE_DIR / "tests" / "upgrades").glob("*.dump.xz"))
LARGEST = 500_000


def load(dump: Path) -> None:
    """Make the site what the dump is of."""
    server = DatabaseServer.of(connection.settings_dict)
    with server.connected() as asking:
        programs = programs_for(major_version(asking), made_with=18)
    connection.close()
    with lzma.open(dump) as opened:
        programs.load(server, opened)


def test_there_are_dumps_and_they_are_small():
    assert len(DUMPS) >= 2
    assert [dump.name for dump in DUMPS if dump.stat().st_size > LARGEST] == []


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.name.partition(".")[0])
def test_a_former_release_becomes_this_one_and_survives_a_backup(dump, transactional_db, media, tmp_path):
    with a_site("former", migrated=False):
        load(dump)
        reviews, albums = contents()["reviews_review"][0], contents()["albums_album"][0]

        call_command("migrate", verbosity=0, interactive=False)
        call_command("check", databases=["default"])
        call_command("migrate", check_unapplied=True, verbosity=0)
        assert (Review.objects.count(), Album.objects.count()) == (reviews, albums)
        assert Album.objects.get(cover="covers/2026/11/lighthouse.png").cover_width == 300
        assert Critic.objects.get(user__username="wren").bio == "Writes at night."
        assert get_user_model().objects.get(username="wren").email == "wren@lantern.example"

        made, before = backed_up(tmp_path), contents()
        with a_site("again"):
            assert "covers/2026/11/lighthouse.png" in restored(made)
            assert contents() == before
