"""Brings in reviews from documents: text, saved pages, mails, Markdown, word processors' files."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError

from common.tracking import RecordedCommand
from reviews.incoming.documents import Imported, Orders, import_document
from reviews.incoming.fetching.asking import site_fetcher
from reviews.incoming.fetching.one_page import NotFetched, page_at
from reviews.incoming.recognition import NotRecognised, album_at
from reviews.models import Verdict
from reviews.reading.reading import LARGEST_FILE, Document

ON_THE_WEB = ("http://", "https://")


class Command(RecordedCommand):
    """`manage.py import_reviews FILE|ADDRESS... [--album SLUG] [--publication NAME] [--url ADDRESS] ...`"""

    help = (
        "Bring in reviews from documents as they come: plain text, saved pages (HTML, MHTML), mails (EML), Markdown "
        "with front matter, Word (.docx); or from addresses of the web, where the policy of their site allows it. What "
        "a document does not say stays empty. Imported twice, it changes nothing. A roundup brings in one review per "
        "record; what is no review of an album is refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The documents, and what to do with them."""
        parser.add_argument("documents", nargs="+", metavar="FILE|ADDRESS")
        parser.add_argument("--album", metavar="SLUG", help="The album they review; else it is told from the text.")
        parser.add_argument("--publication", metavar="NAME", default="", help="Where they appeared.")
        parser.add_argument("--url", metavar="ADDRESS", default="", help="The address of the document, of one only.")
        parser.add_argument("--verdict", choices=Verdict.values, help="Set by you as a curator, where none is graded.")
        parser.add_argument("--publish", action="store_true", help="Publish those that have a grade or a verdict.")
        parser.add_argument("--by", metavar="USER", help="The account to record; without it, “importer”.")
        parser.add_argument("--dry-run", action="store_true", help="Do everything but write nothing.")
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print one JSON object per document.")

    def handle(self, *, documents: list[str], as_json: bool, **options: Any) -> None:
        """Import all good documents, say of each other one what to do, and end with status 1 when there were any."""
        if options["url"] and len(documents) > 1:
            raise CommandError("--url is the address of one document: give one file with it.")
        orders = _orders(options)
        failed = 0
        for name in documents:
            everything = _import(name, orders)
            failed += any(imported.failed for imported in everything)
            for imported in everything:
                self._report(_printable(name), imported, as_json)
        if failed:
            raise CommandError(f"{failed:,} of {len(documents):,} documents were not imported.")

    def _report(self, name: str, imported: Imported, as_json: bool) -> None:
        if imported.failed:
            self.stderr.write(f"{name}: {imported.reason}")
        if as_json:
            self.stdout.write(json.dumps(_as_json(name, imported), ensure_ascii=False))
        elif not imported.failed:
            review = f"review {imported.review}: " if imported.review else ""
            self.stdout.write(f"{name}: {imported.status}, {review}{imported.outcome}")
            for warning in imported.warnings:
                self.stderr.write(f"{name}: note: {warning}")


def _orders(options: dict[str, Any]) -> Orders:
    try:
        album = album_at(options["album"]) if options["album"] else None
    except NotRecognised as error:
        raise CommandError(str(error)) from error
    by = None
    if options["by"]:
        by = get_user_model().objects.filter(username=options["by"]).first()
        if by is None:
            raise CommandError(f"There is no account “{options['by']}”.")
    return Orders(
        album=album,
        publication=options["publication"].strip(),
        source_url=_address(options["url"].strip()),
        verdict=options["verdict"] or "",
        publishing=options["publish"],
        dry_run=options["dry_run"],
        by=by,
    )


def _address(url: str) -> str:
    if url and not url.startswith(ON_THE_WEB):
        raise CommandError(f"“{url}” is no address of the web: it begins with https:// or http://.")
    return url


def _import(name: str, orders: Orders) -> list[Imported]:
    try:
        document = page_at(name, site_fetcher()) if name.startswith(ON_THE_WEB) else _file_at(Path(name))
    except NotFetched as problem:
        return [Imported("refused", str(problem))]
    except (OSError, ValueError) as error:
        return [Imported("refused", f"{getattr(error, 'strerror', None) or error}. Check the path.")]
    return import_document(document, orders)


def _file_at(path: Path) -> Document:
    with path.open("rb") as opened:
        return Document(opened.read(LARGEST_FILE + 1), file_name=_printable(path.name))


def _printable(name: str) -> str:
    """A file's name as text; bytes in it that are none become question marks."""
    return name.encode("utf-8", "replace").decode()


def _as_json(name: str, imported: Imported) -> dict[str, Any]:
    """The object that --json prints: what the document says, null for what it does not, and what came of it."""
    draft = imported.draft
    grade = draft.grade if draft else None
    return {
        "file": name,
        "status": imported.status,
        "kind": imported.kind and str(imported.kind),
        "review": imported.review,
        "headline": draft.headline if draft else None,
        "critic": imported.critic,
        "publication": imported.publication,
        "published": _iso(draft and draft.published),
        "updated": _iso(draft and draft.updated),
        "album": imported.album,
        "artist": imported.artist,
        "grade": grade and {"printed": grade.printed, "value": _number(grade.value), "maximum": _number(grade.maximum)},
        "language": draft.language if draft else None,
        "headings": list(draft.headings) if draft else [],
        "tracks": list(imported.tracks),
        "film": _film(draft),
        "body": draft.body if draft else None,
        "sources": imported.sources,
        "warnings": [*([imported.reason] if imported.reason else []), *imported.warnings],
    }


def _film(draft: Any) -> dict[str, Any] | None:
    film = draft.film if draft else None
    return film and {
        "title": film.title,
        "release_date": _iso(film.release_date),
        "minutes": film.minutes,
        "director": film.director,
        "producers": list(film.producers),
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
