"""The furnished demo as an export, made once for all that look at it."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import override_settings

from tests.curation.site_exports import exported, furnish


@pytest.fixture
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="module")
def furnished(demo, django_db_blocker, tmp_path_factory) -> bytes:
    """The export of the furnished demo, made once; the site has nothing of it."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with media, django_db_blocker.unblock(), transaction.atomic():
        furnish()
        archive = exported()
        transaction.set_rollback(True)
    return archive
