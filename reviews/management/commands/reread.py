"""Reads again what was fetched, with the reader of today."""

from __future__ import annotations

from django.core.management.base import CommandParser
from django.utils import timezone

from common.text import Unreadable
from common.tracking import RecordedCommand
from reviews.incoming.readings import as_json, differences, read_into, reading_of
from reviews.models import IncomingDocument
from reviews.reading.reading import NotAReview


class Command(RecordedCommand):
    """`manage.py reread`"""

    help = (
        "Read again, without asking anybody again, the documents that are kept, and show what the reader of today "
        "reads otherwise. Nothing is changed without --apply, which renews the readings of those not yet taken."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which, and whether for good."""
        parser.add_argument("--apply", action="store_true", help="keep the new readings of documents not yet taken")
        parser.add_argument("--host", default="", help="only documents of that site: lantern.example")

    def handle(self, *, apply: bool, host: str, **options: object) -> None:
        """Read, compare, and say what differs."""
        kept = IncomingDocument.objects.exclude(packed=None).select_related("policy__publication__scale").order_by("pk")
        if host:
            kept = kept.filter(policy__host=host)
        changed = count = 0
        for document in kept.iterator(chunk_size=50):
            count += 1
            lines = self._changes(document)
            if not lines:
                continue
            changed += 1
            self.stdout.write(f"{document.address or document.file_name or document.pk}")
            for line in lines:
                self.stdout.write(f"  {line}")
            if apply and document.state != IncomingDocument.State.TAKEN:
                read_into(document, timezone.now())
                document.save()
        self.stdout.write(f"{count:,} documents read again, {changed:,} read otherwise.")

    def _changes(self, document: IncomingDocument) -> list[str]:
        try:
            return differences(document.reading, as_json(reading_of(document)))
        except (Unreadable, NotAReview) as problem:
            return [f"no review any more: {problem}"] if document.reading else []
