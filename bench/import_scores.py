"""Measures `import_scores` beside a bare COPY and INSERT of the same reviews.

    python -m bench.import_scores --rows 100000

writes a table of that many scores, and in a database of its own brings it in as the command does, into an empty
catalogue, and once more when everything is there. Then the reviews alone, keys and all, go the bare way: COPY into a
temporary table, INSERT from there into the emptied table of reviews, with its indexes, constraints and triggers.
Of several rounds the fastest of each is printed, since other work on the machine only ever slows a round down.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402

from reviews.incoming.score_tables.importing import import_scores  # noqa: E402
from reviews.models import Review  # noqa: E402

REVIEWS_AN_ALBUM, ALBUMS_AN_ARTIST, CRITICS_A_PUBLICATION = 7, 2, 12
PUBLICATIONS = 60
EVERYTHING = "albums_artist, albums_album, reviews_publication, reviews_critic, reviews_review"


def main() -> None:
    """Make a table, bring it in both ways, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder, database_of_its_own():
        file = Path(folder) / "scores.csv"
        write_table(file, asked.rows, random.Random(asked.seed))  # noqa: S311
        rounds = [measure(file) for _ in range(asked.rounds)]
    best = {name: min(seconds[name] for seconds in rounds) for name in rounds[0]}
    print(f"{asked.rows:,} rows, fastest of {asked.rounds} rounds; load {os.getloadavg()[0]:.1f}")  # noqa: T201
    for name, seconds in best.items():
        print(f"{name:32}{seconds:8.2f} s{asked.rows / seconds:12,.0f} rows/s")  # noqa: T201
    print(f"import at {best['bare'] / best['import']:.2f} of the bare speed")  # noqa: T201
    print(f"without counting the albums anew at {best['bare'] / best['import, albums not counted']:.2f}")  # noqa: T201


@contextmanager
def database_of_its_own() -> Iterator[None]:
    """A new database on the site's server, dropped at the end."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def write_table(file: Path, rows: int, draw: random.Random) -> None:
    """A table of scores in no order: half of them signed, most with a link, one artist in eight with an accent."""
    albums = -(-rows // REVIEWS_AN_ALBUM)
    released = [f"{draw.randrange(1990, 2024)}-05-{draw.randrange(10, 29)}" for _ in range(albums)]
    places = list(range(rows))
    draw.shuffle(places)
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["artist", "album", "release_date", "publication", "critic", "score", "url", "published"])
        for place in places:
            album, review = divmod(place, REVIEWS_AN_ALBUM)
            artist = album // ALBUMS_AN_ARTIST
            house = (album + review) % PUBLICATIONS
            writer.writerow(
                [
                    f"{'Ámbar' if artist % 8 == 0 else 'Amber'} Quarter {artist}",
                    f"The Record of Winter {album}",
                    released[album],
                    f"The Evening Paper {house}",
                    f"Critic {draw.randrange(CRITICS_A_PUBLICATION)} of {house}" if draw.random() < 0.5 else "",
                    draw.randrange(20, 101),
                    f"https://paper-{house}.example/reviews/{place}" if draw.random() < 0.7 else "",
                    f"2024-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}",
                ]
            )


def measure(file: Path) -> dict[str, float]:
    """Seconds of the import, with and without counting the albums anew, of a second import, and of the bare way."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {EVERYTHING} CASCADE")
        cursor.execute("VACUUM ANALYZE")
    seconds = bring_in(file)
    known = bring_in(file)
    return {
        "import": sum(seconds.values()),
        "import, albums not counted": sum(seconds.values()) - seconds["counting"],
        "import, everything there already": sum(known.values()),
        "bare": copy_and_insert(),
    }


def bring_in(file: Path) -> dict[str, float]:
    """Seconds of each stage of an import."""
    marks = []
    with file.open("rb") as opened:
        import_scores(opened, file.name, entering=lambda stage: marks.append((stage, perf_counter())))
    marks.append(("", perf_counter()))
    return {stage: stop - start for (stage, start), (_, stop) in pairwise(marks)}


def copy_and_insert() -> float:
    """Seconds of putting the stored reviews back by COPY and INSERT, once they have been taken out."""
    columns = ", ".join(
        field.column for field in Review._meta.concrete_fields if field.column and not field.primary_key
    )
    table = Review._meta.db_table
    rows = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY (SELECT {columns} FROM {table} ORDER BY id) TO STDOUT", rows)  # noqa: S608
        cursor.execute(f"TRUNCATE {table} CASCADE")
        cursor.execute("VACUUM ANALYZE")
    rows.seek(0)
    start = perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE bare ON COMMIT DROP AS SELECT {columns} FROM {table} WITH NO DATA")  # noqa: S608
        cursor.copy_expert("COPY bare FROM STDIN", rows)
        cursor.execute(f"INSERT INTO {table} ({columns}) SELECT * FROM bare")  # noqa: S608
    return perf_counter() - start


if __name__ == "__main__":
    main()
