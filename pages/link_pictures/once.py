"""Each picture is drawn once: by whichever worker is asked first, while the others wait for it."""

from __future__ import annotations

import logging

from django.core.cache import caches
from django.db import connection, transaction

from common.measures import PICTURES
from pages.link_pictures.contents import PictureContents
from pages.link_pictures.drawing import drawn

logger = logging.getLogger(__name__)

_OF_PICTURES = 731_044
"""The first half of the keys of the locks by which workers agree on who draws; the second is the picture's."""


def picture_of(shown: PictureContents) -> bytes:
    """The picture of these contents, as a JPEG. A thousand who ask at once cost one drawing."""
    pictures, key = caches["pictures"], shown.digest
    kept: bytes | None = pictures.get(key)
    if kept is None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_OF_PICTURES, key])
            kept = pictures.get(key)
            if kept is None:
                kept = drawn(shown)
                PICTURES.count("drawn")
                _keep(key, kept)
    return kept


def _keep(key: str, picture: bytes) -> None:
    try:
        caches["pictures"].set(key, picture)
    except OSError as error:
        logger.warning("A picture could not be kept and will be drawn again: %s", error)
