"""Making exports in tests, emptying the site, and forging what others might send."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.base import ContentFile
from django.db import connection
from PIL import Image
from psycopg2.sql import SQL, Identifier

from albums.models import Album
from common.sealed_zip import MANIFEST
from curation.exchange.exporting import export_site
from curation.exchange.filling import ImportedSite, import_site
from curation.exchange.tables import travelling_tables
from reviews.models import Calibration, CorrectionRequest, Review
from tests.curation.merges import furnished_album, merged
from tests.factories import CriticFactory, ReviewFactory, ScaleFactory, UserFactory

ALSO_EMPTIED = [
    "albums_albumwords",
    "albums_vocabulary",
    "reviews_countedreview",
    "reviews_critictally",
    "reviews_publicationtally",
]


def furnish() -> None:
    """Add to the demo what it has none of: a cover, a merge, accounts' traces, a draft, a correction, odd text."""
    person = UserFactory()
    merged(furnished_album(1, 5), furnished_album(2, 4), by=person)
    album = Album.objects.listed().order_by("pk").first()
    album.cover.save("cover.png", ContentFile(picture()))
    critic = CriticFactory(user=person, name="Zoë “Z” \\N, Ödegård", bio="", scale=ScaleFactory(lettered=True))
    draft = ReviewFactory(critic=critic, submitted_by=person, body='A comma, a "quote"\r\nand\tthen \\. אבג 録音 \\N')
    review = Review.objects.published().order_by("pk").first()
    CorrectionRequest.objects.create(review=review, asked_by=person, kind="grade", words="I gave it more.")
    ReviewFactory(critic=critic, withdrawn=True, album=draft.album)


def picture(side: int = 300, kind: str = "PNG") -> bytes:
    """A grey square."""
    content = io.BytesIO()
    Image.new("RGB", (side, side), "grey").save(content, kind)
    return content.getvalue()


def bring_in(archive: bytes, **options) -> ImportedSite:
    """Fill the empty site with the export."""
    return import_site(io.BytesIO(archive), **options)


def exported() -> bytes:
    """The site's export."""
    file = io.BytesIO()
    export_site(file)
    return file.getvalue()


def empty_the_site() -> None:
    """Remove every row that an export could hold, and what is made from them, but for what migrations fill."""
    calibration = Calibration.objects.order_by("pk").first()
    names = [*(table.name for table in travelling_tables()), *ALSO_EMPTIED]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(SQL("TRUNCATE {} CASCADE").format(SQL(", ").join(map(Identifier, names))))
    calibration.save(force_insert=True)


def read(archive: bytes, name: str) -> bytes:
    """One entry."""
    with ZipFile(io.BytesIO(archive)) as opened:
        return opened.read(name)


def rows_of(archive: bytes, table: str) -> list[dict[str, str]]:
    """A table's rows as text."""
    text = read(archive, f"tables/{table}.csv").decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def forged(
    archive: bytes,
    changes: dict[str, Callable[[bytes], bytes] | bytes | None] | None = None,
    manifest: Callable[[dict], object] = lambda said: None,
    *,
    described: bool = True,
) -> bytes:
    """The export with entries changed, added or (None) left out, and with a manifest that describes them so."""
    changes, result = changes or {}, io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as opened:
        entries = {name: opened.read(name) for name in opened.namelist()}
    said = json.loads(entries.pop(MANIFEST))
    for name, change in changes.items():
        if change is None:
            del entries[name]
            said["files"].pop(name)
            continue
        entries[name] = change(entries[name]) if callable(change) else change
        if described:
            described_as = {"bytes": len(entries[name]), "sha256": hashlib.sha256(entries[name]).hexdigest()}
            said["files"][name] = said["files"].get(name, {}) | described_as
    manifest(said)
    with ZipFile(result, "w", ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
        made.writestr(MANIFEST, json.dumps(said))
    return result.getvalue()
