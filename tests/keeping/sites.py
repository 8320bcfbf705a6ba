"""Sites of a test's own, each with a database beside the tests' one, and backups of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from psycopg2 import sql

from common.models import SiteProfile
from keeping.servers import DatabaseServer
from keeping.snapshot import snapshot_of
from tests.curation.site_exports import picture
from tests.factories import CriticFactory, ReviewFactory, UserFactory

COVERS = ["covers/slack-water.png", "covers/two/lamps.png"]


@contextmanager
def a_site(name: str, *, migrated: bool = True) -> Iterator[str]:
    """Django works on a database of this name, migrated or without tables, which is gone afterwards."""
    tests = connection.settings_dict["NAME"].partition("__")[0]
    made = f"{tests}__{name}"
    _on_server("DROP DATABASE IF EXISTS {} WITH (FORCE)", made)
    if migrated:
        _on_server("CREATE DATABASE {} TEMPLATE {}", made, tests)
    else:
        _on_server("CREATE DATABASE {}", made)
    try:
        with works_on(made):
            yield made
    finally:
        _on_server("DROP DATABASE IF EXISTS {} WITH (FORCE)", made)


@contextmanager
def works_on(name: str) -> Iterator[None]:
    """Django works on this database for as long as the context lasts."""
    before = connection.settings_dict["NAME"]
    _work_on(name)
    try:
        yield
    finally:
        _work_on(before)


def furnish() -> None:
    """Reviews and people, odd texts, and two albums with a cover."""
    critic = CriticFactory(user=UserFactory(), name="Zoë “Z” \\N, Ödegård", bio="")
    reviews = [
        ReviewFactory(published=True, critic=critic, body='A comma, a "quote"\r\nand\tthen \\. אבג 録音 \\N'),
        ReviewFactory(published=True, critic=CriticFactory(), body="It holds its breath, and then it sings."),
    ]
    for review, cover in zip(reviews, COVERS, strict=True):
        default_storage.save(cover, ContentFile(picture(300 + len(cover))))
        review.album.cover = cover
        review.album.save()


def backed_up(folder: Path, *options: str) -> Path:
    """The backup that the command makes of the site."""
    before = set(folder.glob("*.zip"))
    call_command("backup", str(folder), *options, stdout=io.StringIO(), stderr=io.StringIO())
    (made,) = set(folder.glob("*.zip")) - before
    return made


def restored(file: Path, *options: str) -> str:
    """What the command says that restores this backup."""
    said = io.StringIO()
    call_command("restore", str(file), *options, stdout=said, stderr=said)
    return said.getvalue()


def contents() -> dict[str, list[int | str]]:
    """Rows and checksum of each table of the site."""
    with snapshot_of(DatabaseServer.of(connection.settings_dict)) as snapshot:
        return compared(snapshot.contents())


def compared(found: dict[str, list[int | str]]) -> dict[str, list[int | str]]:
    """Of all tables but the site's own row, whose edition rises when a site is restored."""
    return {table: said for table, said in found.items() if table != SiteProfile._meta.db_table}


def _work_on(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def _on_server(statement: str, *names: str) -> None:
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
