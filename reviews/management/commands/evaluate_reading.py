"""Judges the reader in public: what it reads of documents beside which somebody wrote down the truth."""

from __future__ import annotations

import json as json_format
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reviews.reading.evaluation import truth
from reviews.reading.evaluation.answers import answer_to
from reviews.reading.evaluation.judging import judge
from reviews.reading.evaluation.report import Report, Result
from reviews.reading.evaluation.truth import NotATruth, Sample, samples


class Command(BaseCommand):
    """`manage.py evaluate_reading FOLDER [--json] [--show-wrong]`"""

    help = "Judge what is read of the documents in a folder by the truth that stands beside each. Stores nothing."
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: object) -> CommandParser:
        """A parser whose help ends with how the truth is written down."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.epilog = truth.__doc__
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the documents are, and how to print."""
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="Documents (NAME.ext), each with NAME.json.")
        parser.add_argument("--json", action="store_true", help="Print the figures as JSON.")
        parser.add_argument("--show-wrong", action="store_true", help="Name what is wrong or missing, by document.")

    def handle(self, *, folder: Path, json: bool, show_wrong: bool, **options: object) -> None:
        """Print the figures."""
        if not folder.is_dir():
            raise CommandError(f"{folder}: there is no such folder.")
        try:
            report = Report([evaluate(sample) for sample in samples(folder)])
        except NotATruth as error:
            raise CommandError(str(error)) from error
        if not report.results:
            raise CommandError(f"{folder}: no document in it has a truth beside it (NAME.json beside NAME.html, say).")
        if json:
            self.stdout.write(json_format.dumps(report.as_dict(), indent=2, ensure_ascii=False))
            return
        if show_wrong:
            self.stdout.writelines(f"{line}\n" for line in report.wrong())
        self.stdout.write(report.table())


def evaluate(sample: Sample) -> Result:
    """Read one document, take the time of the processor, and judge what was read."""
    start = time.process_time()
    answer = answer_to(sample)
    taken = time.process_time() - start
    return Result(sample.name, judge(sample.truth, answer), 1000 * taken)
