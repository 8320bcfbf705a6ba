"""The rows of a table of scores in staging tables, matched with what is here. Nothing outside of them is written.

The staging tables live in this session's transaction: `score_artist`, `score_album`, `score_publication` and
`score_critic` hold each name once by its place in `Names`, with the id of the row it matches; `score_rating` each
rating; `score_row` the rows as stated; `score_review` what album, publication and critic each of them means, and its
twin: the review here, or the earlier row, that is the same review.

Two rows state the same review when they name the same page, however its address is written, or the same album and
critic, or the same album and publication and one of the two does not say who the critic is. A review that is here in
any state, withdrawn and rejected included, is not taken again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.backends.utils import CursorWrapper

from reviews.incoming.score_tables.album_matching import match_albums
from reviews.incoming.score_tables.problems import BadRow
from reviews.incoming.score_tables.row_grades import ROUNDING
from reviews.incoming.score_tables.rows import Names, ScoreRow, ScoreTable
from reviews.reading.furniture import names_aggregator

GATHERS = "{} gathers others' reviews and is never the source of one"

_TABLES = """
DROP TABLE IF EXISTS
    score_artist, score_known, score_album, score_publication, score_critic, score_rating, score_row, score_review;
CREATE TEMP TABLE score_artist (place int PRIMARY KEY, name text, folded text, id bigint, slug text) ON COMMIT DROP;
CREATE TEMP TABLE score_album (
    place int PRIMARY KEY, artist int, title text, folded text, released date, "precision" text,
    disambiguation text, less text, record int, id bigint, slug text, problem text
) ON COMMIT DROP;
CREATE TEMP TABLE score_publication (
    place int PRIMARY KEY, name text, folded text, problem text, id bigint, slug text
) ON COMMIT DROP;
CREATE TEMP TABLE score_critic (
    place int PRIMARY KEY, name text, folded text, publication int, person int, id bigint, slug text, problem text
) ON COMMIT DROP;
CREATE TEMP TABLE score_rating (
    place int PRIMARY KEY, grade text, score numeric(5, 2), stated text
) ON COMMIT DROP;
CREATE TEMP TABLE score_row (
    number int, album int, publication int, critic int, rating int, url text, published date,
    page text COLLATE "C" GENERATED ALWAYS AS (page_key(url)) STORED
) ON COMMIT DROP;
"""

_KNOWN_ARTISTS = """
CREATE TEMP TABLE score_known ON COMMIT DROP AS
SELECT place, artist.id FROM score_artist JOIN albums_artist artist USING (folded)
UNION
SELECT place, alias.artist_id FROM score_artist JOIN albums_artistalias alias USING (folded);
ANALYZE score_known;
UPDATE score_artist SET id = known.id
FROM (SELECT place, min(id) AS id FROM score_known GROUP BY place HAVING count(*) = 1) known
WHERE known.place = score_artist.place;
"""

_PEOPLE = """
UPDATE score_publication named
SET id = house.id, problem = CASE WHEN house.is_aggregator THEN named.problem END
FROM reviews_publication house WHERE house.folded = named.folded;
UPDATE score_publication SET problem = NULL WHERE id IS NULL AND NOT place = ANY(%(aggregators)s);
UPDATE score_critic named
SET id = CASE WHEN known.namesakes = 1 THEN known.id WHEN known.at_home = 1 THEN known.at_home_id END,
    problem = CASE WHEN known.namesakes > 1 AND known.at_home <> 1
              THEN 'critic: ' || known.namesakes || ' critics sign as ' || named.name
                   || ', and the publication is not the home of just one of them' END
FROM (
    SELECT named.place, count(*) AS namesakes, min(critic.id) AS id,
           count(*) FILTER (WHERE critic.publication_id = house.id) AS at_home,
           min(critic.id) FILTER (WHERE critic.publication_id = house.id) AS at_home_id
    FROM score_critic named
    JOIN score_publication house ON house.place = named.publication
    JOIN reviews_critic critic ON critic.folded = named.folded
    GROUP BY named.place
) known
WHERE known.place = named.place;
"""

_PROBLEMS = """
SELECT EXISTS (SELECT FROM score_album WHERE problem IS NOT NULL)
    OR EXISTS (SELECT FROM score_publication WHERE problem IS NOT NULL)
    OR EXISTS (SELECT FROM score_critic WHERE problem IS NOT NULL)
"""

_REFUSED = """
DELETE FROM score_row refused USING (
    SELECT number, coalesce(album.problem, house.problem, critic.problem) AS problem
    FROM score_row stated
    JOIN score_album album ON album.place = stated.album
    JOIN score_publication house ON house.place = stated.publication
    LEFT JOIN score_critic critic ON critic.place = stated.critic
) known
WHERE known.number = refused.number AND known.problem IS NOT NULL
RETURNING known.number, known.problem
"""

# Keys are ids; what is not here yet is known by its place, counted down from -1.
_REVIEWS = """
CREATE TEMP TABLE score_review ON COMMIT DROP AS
WITH keyed AS (
    SELECT stated.*, coalesce(album.id, -1 - album.record) AS album_key,
           coalesce(house.id, -1 - house.place) AS publication_key,
           coalesce(critic.id, -1 - critic.person) AS critic_key
    FROM score_row stated
    JOIN score_album album ON album.place = stated.album
    JOIN score_publication house ON house.place = stated.publication
    LEFT JOIN score_critic critic ON critic.place = stated.critic
), placed AS (
    SELECT keyed.*,
           CASE WHEN url <> '' THEN min(number) OVER (PARTITION BY page) END AS first_at_url,
           CASE WHEN critic_key IS NOT NULL THEN min(number) OVER by_critic END AS first_signed,
           min(number) OVER in_publication AS first_there,
           min(number) FILTER (WHERE critic_key IS NULL) OVER in_publication AS first_unsigned
    FROM keyed WINDOW by_critic AS (PARTITION BY album_key, critic_key),
                      in_publication AS (PARTITION BY album_key, publication_key)
), here AS MATERIALIZED (
    SELECT id, album_id, critic_id, publication_id FROM reviews_review
    WHERE album_id IN (SELECT id FROM score_album)
), at_url AS (
    SELECT source_page, min(id) AS id FROM reviews_review
    WHERE source_url <> '' AND source_page IN (SELECT page FROM score_row) GROUP BY source_page
), signed AS (
    SELECT album_id, critic_id, min(id) AS id FROM here WHERE critic_id IS NOT NULL GROUP BY album_id, critic_id
), there AS (
    SELECT album_id, publication_id, min(id) AS id, min(id) FILTER (WHERE critic_id IS NULL) AS unsigned
    FROM here WHERE publication_id IS NOT NULL GROUP BY album_id, publication_id
)
SELECT placed.number, placed.album, placed.publication, placed.critic, placed.rating, placed.url, placed.published,
       placed.album_key, placed.publication_key, placed.critic_key,
       coalesce(at_url.id, signed.id,
                CASE WHEN critic_key IS NULL THEN there.id ELSE there.unsigned END) AS twin_review,
       CASE WHEN first_at_url < number THEN first_at_url
            WHEN first_signed < number THEN first_signed
            WHEN critic_key IS NULL AND first_there < number THEN first_there
            WHEN there.id IS NULL AND first_unsigned = first_there AND first_there < number THEN first_there
       END AS twin_row
FROM placed
LEFT JOIN at_url ON at_url.source_page = placed.page AND placed.url <> ''
LEFT JOIN signed ON signed.album_id = placed.album_key AND signed.critic_id = placed.critic_key
LEFT JOIN there ON there.album_id = placed.album_key AND there.publication_id = placed.publication_key
"""

_CONTRADICTIONS = """
WITH rated AS (SELECT * FROM score_review JOIN score_rating ON place = rating),
twins AS (
    SELECT row.number, row.album_key, row.score, NULL::int AS twin_row, twin.grade, twin.score AS twin_score,
           twin.album_id AS twin_album
    FROM rated row JOIN reviews_review twin ON twin.id = row.twin_review
    UNION ALL
    SELECT row.number, row.album_key, row.score, twin.number, twin.grade, twin.score, twin.album_key
    FROM rated row JOIN rated twin ON twin.number = row.twin_row WHERE row.twin_review IS NULL
)
SELECT number, twin_row, grade, twin_album <> album_key FROM twins
WHERE twin_album <> album_key OR abs(twin_score - score) > %s
"""


def stage(cursor: CursorWrapper, table: ScoreTable) -> None:
    """Copy the table's good rows and its names into new staging tables."""
    cursor.execute(_TABLES)
    _copy(
        cursor,
        "score_row (number, album, publication, critic, rating, url, published)",
        (_row_line(row) for row in table.rows()),
    )
    names = table.names
    _copy(cursor, "score_artist (place, name, folded)", _lines(names.artists))
    _copy(
        cursor,
        'score_album (place, artist, title, folded, released, "precision", disambiguation, less)',
        _lines((a.artist, a.title, a.folded, *a[4:]) for a in names.albums),
    )
    _copy(
        cursor,
        "score_publication (place, name, folded, problem)",
        _lines((*name, GATHERS.format(name.text)) for name in names.publications),
    )
    persons: dict[str, int] = {}
    _copy(
        cursor,
        "score_critic (place, name, folded, publication, person)",
        _lines((*name, persons.setdefault(name.folded, place)) for place, name in enumerate(names.critics)),
    )
    _copy(cursor, "score_rating", _lines((r.printed, r.score, r.stated) for r in names.ratings))
    cursor.execute("ANALYZE score_artist, score_album, score_publication, score_critic, score_rating")


def match(cursor: CursorWrapper, names: Names) -> list[BadRow]:
    """Find what the staged names mean here; take out and return the rows that mean nothing one could be sure of."""
    cursor.execute(_KNOWN_ARTISTS)
    match_albums(cursor, names)
    aggregators = [place for place, name in enumerate(names.publications) if names_aggregator(name.text)]
    cursor.execute(_PEOPLE, {"aggregators": aggregators})
    cursor.execute(_PROBLEMS)
    if not cursor.fetchone()[0]:
        return []
    cursor.execute(_REFUSED)
    return [BadRow(*row) for row in cursor.fetchall()]


def find_twins(cursor: CursorWrapper) -> tuple[int, list[BadRow]]:
    """Fill `score_review` and take out of it what is a review already.

    Returns how many those were, and the rows that contradict their twin: another grade, or the page of another album's
    review.
    """
    cursor.execute(_REVIEWS)
    cursor.execute("SELECT EXISTS (SELECT FROM score_review WHERE twin_review IS NOT NULL OR twin_row IS NOT NULL)")
    if not cursor.fetchone()[0]:
        return 0, []
    cursor.execute(_CONTRADICTIONS, [ROUNDING])
    bad = [BadRow(number, _contradiction(*rest)) for number, *rest in cursor.fetchall()]
    cursor.execute("DELETE FROM score_review WHERE twin_review IS NOT NULL OR twin_row IS NOT NULL")
    return cursor.rowcount - len(bad), bad


def _contradiction(twin_row: int | None, grade: str, elsewhere: bool) -> str:
    where = "here" if twin_row is None else f"in row {twin_row}"
    if elsewhere:
        return f"url: it is that of a review of another album, {where}"
    return f"this review is graded {grade} {where}"


def _row_line(row: ScoreRow) -> str:
    number, album, publication, critic, rating, url, published = row
    signed, dated = r"\N" if critic is None else critic, published or r"\N"
    url = url.replace("\\", "\\\\")
    return f"{number}\t{album}\t{publication}\t{signed}\t{rating}\t{url}\t{dated}\n"


def _lines(rows: Iterable[tuple]) -> Iterator[str]:
    for place, row in enumerate(rows):
        yield "\t".join([str(place), *map(_field, row)]) + "\n"


def _field(value: object) -> str:
    """A value in COPY's text format. No text here holds tabs or line breaks: names and links have single spaces."""
    if value is None:
        return r"\N"
    return value.replace("\\", "\\\\") if isinstance(value, str) else str(value)


def _copy(cursor: CursorWrapper, table: str, lines: Iterator[str]) -> None:
    cursor.copy_expert(f"COPY {table} FROM STDIN", _Chunks(lines))


class _Chunks:
    """Lines as the file that COPY reads from."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines

    def read(self, size: int) -> bytes:
        """The next thousand lines, whatever the size; psycopg2 takes more than it asks for."""
        return "".join(islice(self._lines, 1000)).encode()
