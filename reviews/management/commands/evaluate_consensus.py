"""Judges the consensus in public: how well it predicts grades that it has not seen, beside simpler formulas."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path

import numpy as np
from django.contrib.humanize.templatetags.humanize import apnumber
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from reviews.consensus.album import SHOWN_FROM
from reviews.consensus.catalogue import NOT_STATED, Reviews, sample
from reviews.consensus.evaluation import EvaluationReport, evaluate
from reviews.consensus.evaluation_table import table_of
from reviews.consensus.fit import ALBUMS_NEEDED, enough
from reviews.consensus.model import EDGES, VERDICTS, bands_at, verdict_of
from reviews.incoming.score_tables.problems import NotScores
from reviews.incoming.score_tables.row_grades import Rating
from reviews.incoming.score_tables.rows import ScoreTable
from reviews.scoring.edge_evidence import site_edges
from reviews.scoring.many_albums import counted_reviews

MOST_REVIEWS = 50_000


class Command(BaseCommand):
    """`manage.py evaluate_consensus [--csv FILE] [--json]`"""

    help = (
        "Judge the consensus on grades it has not seen, beside plain mean, median and shrunken mean: on this site's "
        "reviews, or on a table as import_scores takes it, without touching the database."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the reviews are, and how to print."""
        parser.add_argument("--csv", type=Path, metavar="FILE.csv", help="Judge on this table, not on the site.")
        parser.add_argument("--json", action="store_true", help="Print the figures as JSON.")

    def handle(self, *, csv: Path | None, json: bool, **options: object) -> None:
        """Print the figures of every formula."""
        reviews = self._read(csv) if csv else _counted()
        if not enough(reviews):
            raise CommandError(
                f"There is too little to judge on: it takes {ALBUMS_NEEDED} albums with {apnumber(SHOWN_FROM)} reviews "
                "or more."
            )
        bands = bands_at(EDGES) if csv else site_edges().bands
        report = evaluate(sample(reviews, MOST_REVIEWS), bands=bands)
        if report.reviews < len(reviews):
            self.stderr.write(f"Judged on whole albums drawn at random from {len(reviews):,} reviews.")
        self.stdout.write(_as_json(report) if json else table_of(report))

    def _read(self, path: Path) -> Reviews:
        """The good rows of a table. Bad ones are named on standard error; of repeated ones the first counts."""
        try:
            with path.open("rb") as file:
                table = ScoreTable(file, lambda publication, critic: None, lambda address: True, timezone.localdate())
                rows = list(table.rows())
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror or error}") from error
        except NotScores as error:
            raise CommandError(f"{path}: {error}.") from error
        for row in table.bad:
            self.stderr.write(f"{path.name}, {row}")
        first = {(row.album, row.publication, row.critic): row.rating for row in reversed(rows)}
        columns = sorted(
            (album, publication, NOT_STATED if critic is None else critic, rating)
            for (album, publication, critic), rating in first.items()
        )
        ratings = [table.names.ratings[rating] for *_, rating in columns]
        album, publication, critic = np.array([keys for *keys, _ in columns], dtype=np.int64).reshape(-1, 3).T
        return Reviews(
            album,
            publication,
            critic,
            score=np.array([np.nan if rating.score is None else float(rating.score) for rating in ratings]),
            verdict=np.array([VERDICTS.index(_verdict(rating)) for rating in ratings], dtype=np.int64),
        )


def _verdict(rating: Rating) -> str:
    """What the table states, else what the grade amounts to: a table alone knows no critic's own thresholds."""
    return rating.stated if rating.score is None else rating.stated or verdict_of(float(rating.score))


def _counted() -> Reviews:
    with connection.cursor() as cursor:
        return counted_reviews(cursor)


def _as_json(report: EvaluationReport) -> str:
    figures = asdict(report)
    figures["formulas"] = [{"name": found.name, **asdict(found)} for found in report.evaluations]
    del figures["evaluations"]
    return json.dumps(figures, indent=2)
