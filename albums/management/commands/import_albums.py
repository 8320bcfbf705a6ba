"""Brings in albums from a JSON file."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from albums.entries import InvalidEntry, import_album
from common.tracking import RecordedCommand


class Command(RecordedCommand):
    """`manage.py import_albums FILE.json [--dry-run]`"""

    help = (
        "Create or complete the albums of a JSON list: title and artists, and optionally kind, release_date, "
        "disambiguation, language, labels, genres, tracks, film, links, musicbrainz_id. What an entry does not say "
        "stays as it is. Another year, kind or disambiguation is another album; where that cannot be told, none."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whether to look only."""
        parser.add_argument("file", type=Path, metavar="FILE.json")
        parser.add_argument("--dry-run", action="store_true", help="Check every entry, write nothing.")

    def handle(self, *, file: Path, dry_run: bool, **options: object) -> None:
        """Import all good entries, name the bad ones, and end with status 1 when there were any."""
        entries = _entries(file)
        outcomes: Counter[str] = Counter()
        for number, entry in enumerate(entries, 1):
            try:
                outcomes[_import(entry, dry_run)] += 1
            except InvalidEntry as error:
                outcomes["bad"] += 1
                self.stderr.write(f"{file.name}, entry {number}{_title(entry)}: {error}.")
        counts = ", ".join(f"{outcomes[outcome]:,} {outcome}" for outcome in ("created", "updated", "unchanged", "bad"))
        self.stdout.write(f"{len(entries):,} albums: {counts}{' (nothing written)' if dry_run else ''}.")
        if outcomes["bad"]:
            raise CommandError(f"{outcomes['bad']:,} of {len(entries):,} entries were not imported.")


def _entries(file: Path) -> list[Any]:
    try:
        entries = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror or error}. Check the path.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{file}: it is not UTF-8. Save it as UTF-8 and try again.") from error
    except json.JSONDecodeError as error:
        raise CommandError(f"{file}, line {error.lineno}: it is no JSON ({error.msg}).") from error
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{file}: it is no JSON that can be read ({error}).") from error
    if not isinstance(entries, list):
        raise CommandError(f"{file}: it is not a list of albums. Put square brackets around the entries.")
    return entries


def _import(entry: Any, dry_run: bool) -> str:
    if not isinstance(entry, dict):
        raise InvalidEntry("it is not an object with a title and artists")
    with transaction.atomic():
        _, outcome = import_album(entry)
        if dry_run:
            transaction.set_rollback(True)
    return outcome


def _title(entry: Any) -> str:
    title = entry.get("title") if isinstance(entry, dict) else None
    return f" ({title[:60]})" if isinstance(title, str) and title else ""
