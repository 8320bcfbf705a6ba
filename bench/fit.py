"""Measures `fit_consensus`: a catalogue drawn from the model itself, a third of its reviews with a verdict only.

    CHORUS_DATA=/tmp/measured python -m bench.fit --albums 200000 --reviews 1000000

makes a site of that size where there is none yet, fits it as the command does, and prints what each stage took by the
clock and of this process's own time, the most memory it held, and how near the fit came to what was planted. With
--arithmetic it needs no database.
"""

from __future__ import annotations

import argparse
import os
import resource
from itertools import pairwise
from time import monotonic, process_time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from albums.models import Album  # noqa: E402
from reviews.consensus.catalogue import standings_of  # noqa: E402
from reviews.consensus.fit import fit  # noqa: E402
from reviews.consensus.model import VERDICTS, Parameters  # noqa: E402
from reviews.consensus.simulation import Simulation, simulate  # noqa: E402
from reviews.scoring.columns import write_columns  # noqa: E402
from reviews.scoring.fitting import fit_consensus  # noqa: E402

ALBUMS_AN_ARTIST = 3

# Keys of the drawn catalogue count from nought, those of the site from one.
LOAD = """
INSERT INTO albums_artist (id, name, sort_name, slug, folded, disambiguation)
SELECT n, 'Artist ' || n, 'Artist ' || n, 'artist-' || n, 'artist ' || n, ''
FROM generate_series(1, %(artists)s) n;
INSERT INTO albums_album (
    id, title, language, slug, lead_artist_id, kind, release_date, release_precision, cover, proposed, folded,
    counted_reviews, graded_reviews, updated_at
)
SELECT n, 'Album ' || n, '', 'album-' || n, 1 + n %% %(artists)s, 'album', '2024-01-01', 'year', '', false,
    'album ' || n, 0, 0, now()
FROM generate_series(1, %(albums)s) n;
INSERT INTO albums_credit (album_id, artist_id, position, credited_as, join_phrase)
SELECT id, lead_artist_id, 1, '', '' FROM albums_album;
INSERT INTO reviews_publication (id, name, slug, site, description, is_aggregator, folded)
SELECT n, 'Publication ' || n, 'publication-' || n, '', '', false, 'publication ' || n
FROM generate_series(1, %(publications)s) n;
INSERT INTO reviews_critic (id, name, slug, bio, hidden, folded)
SELECT n, 'Critic ' || n, 'critic-' || n, '', false, 'critic ' || n FROM generate_series(1, %(critics)s) n;
INSERT INTO reviews_review (
    album_id, publication_id, critic_id, grade, score, verdict, verdict_set_by, source_url, status, published_at,
    archive_url, headline, language, body, headings, disclosures, hosted, revision, reason, document_name,
    document_sha256, updated_at
)
SELECT album + 1, nullif(publication + 1, 0), nullif(critic + 1, 0),
    CASE WHEN score = 'NaN' THEN '' ELSE score || '/100' END, nullif(score, 'NaN'),
    (%(verdicts)s::text[])[verdict + 1], CASE WHEN score = 'NaN' THEN 'critic' ELSE 'grade' END,
    'https://reviews.example/' || row_number() OVER (), 'published', now(), '', '', '', '', '{}', '{}', false, 1, '',
    '', '', now()
FROM drawn_review;
"""


def main() -> None:
    """Make, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--albums", type=int, default=200_000)
    parser.add_argument("--reviews", type=int, default=1_000_000)
    parser.add_argument("--publications", type=int, default=400)
    parser.add_argument("--critics", type=int, default=8_000)
    parser.add_argument("--arithmetic", action="store_true", help="Fit and count in memory, without a database.")
    asked = parser.parse_args()
    drawn = simulate(asked.albums, asked.reviews, asked.publications, asked.critics)
    if not asked.arithmetic:
        call_command("migrate", verbosity=0)
        if Album.objects.exists():
            parser.error("this site has albums already: name a folder for another one in CHORUS_DATA")
        load(drawn, asked)
    at_rest = _memory()
    found, taken = measure_arithmetic(drawn) if asked.arithmetic else measure_site()
    for stage, (clock, own) in taken.items():
        print(f"{stage:10}{clock:8.2f} s{own:8.2f} s own")  # noqa: T201
    clock, own = map(sum, zip(*taken.values(), strict=True))
    print(f"{'in all':10}{clock:8.2f} s{own:8.2f} s own; {_memory():,} MB at most, {at_rest:,} MB before")  # noqa: T201
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")  # noqa: T201
    print_constants(drawn.calibration, found)


def load(drawn: Simulation, asked: argparse.Namespace) -> None:
    """Store the drawn catalogue as a site's rows."""
    reviews = drawn.reviews
    columns = {name: getattr(reviews, name) for name in ("album", "publication", "critic", "score", "verdict")}
    numbers = {
        "albums": asked.albums,
        "artists": max(1, asked.albums // ALBUMS_AN_ARTIST),
        "publications": asked.publications,
        "critics": asked.critics,
        "verdicts": list(VERDICTS),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL chorus.count_changes = 'off'; SET LOCAL chorus.keep_search = 'off'")
        cursor.execute(
            "CREATE TEMP TABLE drawn_review "
            "(album bigint, publication bigint, critic bigint, score float8, verdict bigint) ON COMMIT DROP"
        )
        write_columns(cursor, "drawn_review", columns)
        cursor.execute(LOAD, numbers)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


class Stages:
    """Seconds of each stage, by the clock and of this process's own time."""

    def __init__(self) -> None:
        self._marks: list[tuple[str, float, float]] = []

    def enter(self, stage: str) -> None:
        """A stage begins, and the one before has ended."""
        self._marks.append((stage, monotonic(), process_time()))

    def taken(self) -> dict[str, tuple[float, float]]:
        """What each stage took until now; one that came twice is added up."""
        self.enter("")
        taken: dict[str, tuple[float, float]] = {}
        for (stage, clock, own), (_, clock_after, own_after) in pairwise(self._marks):
            before = taken.get(stage, (0.0, 0.0))
            taken[stage] = before[0] + clock_after - clock, before[1] + own_after - own
        return taken


def measure_site() -> tuple[Parameters, dict[str, tuple[float, float]]]:
    """Fit the site."""
    stages = Stages()
    result = fit_consensus(entering=stages.enter)
    if result.fit is None:
        raise SystemExit("There are too few reviewed albums to fit.")
    return result.fit.calibration, stages.taken()


def measure_arithmetic(drawn: Simulation) -> tuple[Parameters, dict[str, tuple[float, float]]]:
    """Fit and count in memory."""
    stages = Stages()
    stages.enter("fitting")
    found = fit(drawn.reviews).calibration
    stages.enter("counting")
    standings_of(drawn.reviews, found)
    return found, stages.taken()


def print_constants(planted: Parameters, found: Parameters) -> None:
    """Found beside planted, in points."""
    for name in ("mu", "scale", "noise", "publication_sd", "critic_sd"):
        print(f"{name:16}{getattr(found, name):8.2f}, planted {getattr(planted, name):.2f}")  # noqa: T201


def _memory() -> int:
    """The most memory this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
