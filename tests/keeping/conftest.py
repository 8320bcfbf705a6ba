"""A site with a few things in it and a backup of it, made once for each file of tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from reviews.models import Review
from tests.keeping.sites import a_site, backed_up, contents, furnish, works_on


class Kept(NamedTuple):
    """A backup, and the rows and checksums by table of the site that it is of."""

    file: Path
    contents: dict[str, list[int | str]]


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("kept")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder / "media"), a_site("kept"):
        furnish()
        return Kept(backed_up(folder / "backups"), contents())


@pytest.fixture
def media(settings, tmp_path: Path) -> Path:
    """The folder of the site's uploads."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture(scope="module")
def _without_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with (
        django_db_blocker.unblock(),
        a_site("empty") as name,
        works_on(name.partition("__")[0]),
        django_db_blocker.block(),
    ):
        yield name


@pytest.fixture
def empty(_without_rows: str, django_db_blocker: DjangoDbBlocker, media: Path) -> Iterator[str]:
    """An empty site, migrated, that no test may change: all tests of a file share it."""
    with django_db_blocker.unblock(), works_on(_without_rows):
        yield _without_rows
        assert not Review.objects.exists()


@pytest.fixture
def site(transactional_db: None, media: Path) -> Iterator[str]:
    """An empty site, migrated."""
    with a_site("site") as name:
        yield name
