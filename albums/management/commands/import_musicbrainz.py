"""Brings in records from MusicBrainz."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError
from django.db import OperationalError

from albums.entries import InvalidEntry, release_date
from albums.models import DumpReading
from albums.musicbrainz.awaited_records import import_awaited, put_off
from albums.musicbrainz.bringing_groups import groups_meant, import_group
from albums.musicbrainz.cover_art import fetch_cover, fetch_covers_again
from albums.musicbrainz.dump_import import Wanted, import_dump
from albums.musicbrainz.dump_lines import NoDump
from albums.musicbrainz.finding_listed import here, reference_of
from albums.musicbrainz.other_sites import ListedRecord, read_list
from albums.musicbrainz.references import NoRecord, Reference, read_reference
from albums.musicbrainz.taking_over import Taken, differences_of
from albums.musicbrainz.web_service import Away, MusicBrainz, address_of, forget_old_answers
from common.names import fold
from common.tables.uploads import NotATable
from common.tracking import RecordedCommand

SECONDS_BETWEEN_WORDS = 10


def _day(text: str) -> str:
    try:
        release_date(text)
    except InvalidEntry as problem:
        raise ArgumentTypeError(str(problem)) from problem
    return text


class Command(RecordedCommand):
    """`manage.py import_musicbrainz [MBID|ADDRESS|ARTIST ...] [--waiting] [--dump FILE] [--list FILE.csv]`"""

    help = (
        "Bring in records from MusicBrainz: release groups, releases or artists by id or by any address of "
        "musicbrainz.org, or an artist's albums and EPs by name. What is here follows MusicBrainz where nobody has "
        "changed it. One request a second, whoever asks; what is asked for while MusicBrainz is away waits."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to bring in."""
        parser.add_argument("asked", nargs="*", metavar="MBID|ADDRESS|ARTIST")
        parser.add_argument("--fresh", action="store_true", help="Ask anew what was asked within a day.")
        parser.add_argument("--no-covers", action="store_true", help="Leave the Cover Art Archive alone.")
        parser.add_argument("--waiting", action="store_true", help="Ask again for what waits, as far as it is due.")

        parser.add_argument("--dump", type=Path, metavar="FILE", help="A release-group.tar.xz of the JSON dumps.")
        parser.add_argument("--list", type=Path, metavar="FILE.csv", help="A list of another site: artists and albums.")
        parser.add_argument("--dry-run", action="store_true", help="Of a list: say what would come in; no more.")
        parser.add_argument("--since", type=_day, help="Of the dump: first released in 2020, 2020-05 ...")
        parser.add_argument("--only-artists-reviewed", action="store_true", help="Of the dump: by whom is reviewed.")

    def handle(self, *, asked: Sequence[str], fresh: bool, waiting: bool, no_covers: bool, **options: Any) -> None:
        """Bring in all that can be, say what cannot, and end with status 1 when there was any."""
        if options["dump"]:
            self._read_dump(options["dump"], Wanted(options["since"] or "", options["only_artists_reviewed"]))
            return
        if not asked and not waiting and not options["list"]:
            raise CommandError("Give ids, addresses of musicbrainz.org or names of artists; or --waiting.")
        self.source = MusicBrainz(fresh=fresh)
        self.covers = not no_covers
        self.counts: Counter[str] = Counter()
        self.away: list[Away] = []
        if waiting:
            self._bring_in_awaited()
        for text in asked:
            try:
                self._bring_in(text)
            except NoRecord as problem:
                self._refuse(text, problem)
        if options["list"]:
            self._read_list(options["list"], options["dry_run"])
        forget_old_answers()
        outcomes = ("created", "updated", "unchanged", "here", "would come in", "not found", "bad", "put off")
        always = ("created", "updated", "unchanged", "bad", "put off")
        shown = [outcome for outcome in outcomes if outcome in always or self.counts[outcome]]
        counts = ", ".join(f"{self.counts[outcome]:,} {outcome}" for outcome in shown)
        self.stdout.write(f"{self.counts.total():,} records: {counts}.")
        if self.away:
            again = "manage.py import_musicbrainz --waiting"
            self.stderr.write(f"{self.away[0]} What is put off is kept, and asked for again by `{again}`.")
        if self.counts["bad"] or self.counts["put off"]:
            raise CommandError("Not everything was brought in.")

    def _read_dump(self, path: Path, wanted: Wanted) -> None:
        began, told = monotonic(), monotonic()
        first: list[int] = []

        def tell(reading: DumpReading) -> None:
            nonlocal told
            first.append(reading.lines)
            if monotonic() - told > SECONDS_BETWEEN_WORDS:
                told = monotonic()
                pace = (reading.lines - first[0]) / (told - began) * 60
                self.stdout.write(f"  {reading.lines:,} lines, {pace:,.0f} a minute")

        try:
            reading = import_dump(path, wanted, tell)
        except NoDump as problem:
            raise CommandError(str(problem)) from problem
        except OperationalError as problem:
            again = "What came before is here: give the dump again to go on."
            raise CommandError(f"The database cannot go on: {str(problem).splitlines()[0]}. {again}") from problem
        counts = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(reading.counts.items()))
        self.stdout.write(f"{reading.lines:,} lines: {counts}.")

    def _read_list(self, path: Path, dry_run: bool) -> None:
        try:
            listed, problems = read_list(path.read_bytes())
        except (OSError, NotATable) as problem:
            raise CommandError(f"{path.name}: {problem}") from problem
        for line in problems:
            self.counts["bad"] += 1
            self.stderr.write(f"{path.name}, {line}")
        for record in listed:
            if here(record):
                self.counts["here"] += 1
            else:
                self._bring_in_listed(record, dry_run)

    def _bring_in_listed(self, record: ListedRecord, dry_run: bool) -> None:
        try:
            reference = None if self.away and not record.reference else reference_of(record, self.source)
        except Away as problem:
            self.away.append(problem)
            reference = None
        if reference is None:
            self.counts["not found"] += 1
            self.stderr.write(
                f"{record}: {'not looked for' if self.away else 'not found, or more than one of that name'}"
            )
        elif dry_run:
            self.counts["would come in"] += 1
            self.stdout.write(f"{record}: {address_of(reference.entity, reference.musicbrainz_id)}")
        else:
            for key in self._groups(reference):
                self._import(key, str(record))

    def _bring_in_awaited(self) -> None:
        for taken in import_awaited(self.source, most=1000):
            self._tell(taken)
        if self.covers:
            fetch_covers_again()

    def _bring_in(self, text: str) -> None:
        reference = read_reference(text)
        if reference is None:
            reference = self._artist_named(text)
        for key in self._groups(reference):
            self._import(key, text)

    def _groups(self, reference: Reference) -> Iterator[UUID]:
        if self.away:
            self._put_off(reference, self.away[0])
            return
        try:
            yield from groups_meant(reference, self.source)
        except Away as problem:
            self._put_off(reference, problem)

    def _import(self, key: UUID, text: str) -> None:
        if self.away:
            self._put_off(Reference(key, "release-group"), self.away[0])
            return
        try:
            taken = import_group(key, self.source)
        except (NoRecord, InvalidEntry) as problem:
            self._refuse(text if str(key) in text else f"{text} ({key})", problem)
            return
        except Away as problem:
            self._put_off(Reference(key, "release-group"), problem)
            return
        self._tell(taken)

    def _tell(self, taken: Taken) -> None:
        self.counts[taken.outcome] += 1
        self.stdout.write(f"{taken.outcome}: {taken.album}, {taken.album.artist_credit}")
        if changed := differences_of(taken.album):
            facts = ", ".join(difference.label.lower() for difference in changed)
            self.stdout.write(f"  as somebody changed it here, and otherwise at MusicBrainz: {facts}")
        if self.covers and (problem := fetch_cover(taken.album)):
            self.stderr.write(f"  its cover: {problem}")

    def _put_off(self, reference: Reference, problem: Away) -> None:
        self.away.append(problem)
        put_off(reference, problem)
        self.counts["put off"] += 1

    def _refuse(self, text: str, problem: Exception) -> None:
        self.counts["bad"] += 1
        self.stderr.write(f"{text}: {problem}")

    def _artist_named(self, name: str) -> Reference:
        try:
            found = self.source.search("artist", name)
        except Away as problem:
            raise CommandError(f"{problem} A name cannot wait: try again later, or give the id.") from problem
        same = [row for row in found if fold(str(row.get("name", ""))) == fold(name)]
        if len(same) == 1:
            return Reference(UUID(same[0]["id"]), "artist")
        for row in same or found:
            told = f" ({row['disambiguation']})" if row.get("disambiguation") else ""
            self.stderr.write(f"  {row.get('name')}{told}: {address_of('artist', row['id'])}")
        called = "several artists are called that: give the address of one." if same else "no artist is called that."
        raise NoRecord(called)
