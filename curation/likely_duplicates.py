"""Finding records that may be one: rules in SQL over the folded names, one statement and one transaction a kind.

Every rule compares only within a group that records of one thing are sure to share (one artist's albums, names that
begin alike, one home, one host), so 200,000 albums take seconds and not the square of that. What it costs: a slip in
the first two letters of a name is not found by similarity, though it is by alias.
"""

# ruff: noqa: S608 -- the statements are put together from constants of this file

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.db import connection, transaction

from curation.models import Rearrangeable

SIMILAR = 0.7
"""Trigram similarity of two names from which a pair is worth a look."""

LEAST = 0.5
"""Likelihood below which a pair is not kept."""

MOST_OF_A_KIND = 20_000
"""Pairs kept of one kind, the likeliest first: more than that is no worklist."""

# A folded name without its article, the words that join, and spaces: "the tide and the harbour" -> "tidetheharbour".
_KEY = (
    r"replace(regexp_replace(regexp_replace({0}, '^(the|a|an|der|die|das|el|la|los|las|le|les|o|os) (?=.)', ''), "
    r"'\m(and|und|et|y|e|con|with|feat|featuring)\M', '', 'g'), ' ', '')"
)
_SAME_NUMBERS = r"regexp_replace({0}.folded, '\D', '', 'g') = regexp_replace({1}.folded, '\D', '', 'g')"
"""Names that differ in a number are volumes, not spellings."""
_HOST = r"substring(lower(site) from '^https?://(?:www\.)?([^/:?#]+)')"


class Resemblance(NamedTuple):
    """A query of pairs (first_id < second_id) with their likelihood, and why in words."""

    why: str
    pairs: str


RULES: dict[Rearrangeable, tuple[Resemblance, ...]] = {
    Rearrangeable.ALBUM: (
        Resemblance(
            "one artist, one title",
            "SELECT one.id, two.id, CASE WHEN abs(extract(year FROM one.release_date) - "
            "extract(year FROM two.release_date)) > 1 THEN 0.6 ELSE 0.95 END "
            "FROM albums_album one JOIN albums_album two "
            "ON two.lead_artist_id = one.lead_artist_id AND two.folded = one.folded AND one.id < two.id "
            "AND one.disambiguation = two.disambiguation",  # told apart by hand they are no doubles
        ),
        Resemblance(
            "one title, and an artist that both credit",
            "SELECT DISTINCT one.id, two.id, 0.85 FROM albums_album one JOIN albums_album two "
            "ON two.folded = one.folded AND one.id < two.id AND two.lead_artist_id <> one.lead_artist_id "
            "JOIN albums_credit of_one ON of_one.album_id = one.id "
            "JOIN albums_credit of_two ON of_two.album_id = two.id AND of_two.artist_id = of_one.artist_id",
        ),
        Resemblance(
            "one title, artists named alike",
            f"SELECT one.id, two.id, 0.5 + 0.4 * similarity(lead.folded, other.folded) FROM albums_album one "
            "JOIN albums_album two ON two.folded = one.folded AND one.id < two.id "
            "AND two.lead_artist_id <> one.lead_artist_id "
            "JOIN albums_artist lead ON lead.id = one.lead_artist_id "
            "JOIN albums_artist other ON other.id = two.lead_artist_id "
            f"WHERE {_SAME_NUMBERS.format('lead', 'other')} AND similarity(lead.folded, other.folded) >= {SIMILAR} "
            f"OR {_KEY.format('lead.folded')} = {_KEY.format('other.folded')}",
        ),
        Resemblance(
            "one artist, titles alike",
            "SELECT one.id, two.id, 0.9 * similarity(one.folded, two.folded) FROM albums_album one "
            "JOIN albums_album two ON two.lead_artist_id = one.lead_artist_id AND one.id < two.id "
            f"AND two.folded <> one.folded AND {_SAME_NUMBERS.format('one', 'two')} "
            f"WHERE similarity(one.folded, two.folded) >= {SIMILAR}",
        ),
    ),
    Rearrangeable.ARTIST: (
        Resemblance(
            "one name, articles and joining words aside",
            "WITH keyed AS MATERIALIZED (SELECT id, disambiguation, " + _KEY.format("folded") + " AS key "
            "FROM albums_artist) SELECT one.id, two.id, CASE WHEN one.disambiguation <> two.disambiguation "
            "AND one.disambiguation <> '' AND two.disambiguation <> '' THEN 0.3 ELSE 0.9 END "
            "FROM keyed one JOIN keyed two ON two.key = one.key AND one.id < two.id",
        ),
        Resemblance(
            "the name of one is an alias of the other",
            "SELECT DISTINCT least(artist.id, alias.artist_id), greatest(artist.id, alias.artist_id), 0.85 "
            "FROM albums_artist artist JOIN albums_artistalias alias "
            "ON alias.folded = artist.folded AND alias.artist_id <> artist.id",
        ),
        Resemblance(
            "names alike",
            "WITH keyed AS MATERIALIZED (SELECT id, folded, left(" + _KEY.format("folded") + ", 3) AS start, "
            "length(folded) AS long FROM albums_artist) "
            "SELECT one.id, two.id, 0.9 * similarity(one.folded, two.folded) FROM keyed one JOIN keyed two "
            "ON two.start = one.start AND one.id < two.id AND two.long BETWEEN one.long - 4 AND one.long + 4 "
            f"AND two.folded <> one.folded AND {_SAME_NUMBERS.format('one', 'two')} "
            f"WHERE similarity(one.folded, two.folded) >= {SIMILAR}",
        ),
    ),
    Rearrangeable.CRITIC: (
        Resemblance(
            "one name",
            "SELECT one.id, two.id, CASE WHEN one.publication_id = two.publication_id THEN 0.95 "
            "WHEN one.publication_id IS NULL OR two.publication_id IS NULL THEN 0.75 ELSE 0.6 END "
            "FROM reviews_critic one JOIN reviews_critic two ON two.folded = one.folded AND one.id < two.id",
        ),
        Resemblance(
            "one home, names alike",
            "SELECT one.id, two.id, 0.9 * similarity(one.folded, two.folded) FROM reviews_critic one "
            "JOIN reviews_critic two ON two.publication_id = one.publication_id AND one.id < two.id "
            f"AND two.folded <> one.folded WHERE similarity(one.folded, two.folded) >= {SIMILAR}",
        ),
    ),
    Rearrangeable.PUBLICATION: (
        Resemblance(
            "one site",
            f"WITH hosted AS MATERIALIZED (SELECT id, {_HOST} AS host FROM reviews_publication WHERE site <> '') "
            "SELECT one.id, two.id, 0.9 FROM hosted one JOIN hosted two ON two.host = one.host AND one.id < two.id",
        ),
        Resemblance(
            "one name, articles and joining words aside",
            "WITH keyed AS MATERIALIZED (SELECT id, " + _KEY.format("folded") + " AS key FROM reviews_publication) "
            "SELECT one.id, two.id, 0.9 FROM keyed one JOIN keyed two ON two.key = one.key AND one.id < two.id",
        ),
        Resemblance(
            "names alike",
            "SELECT one.id, two.id, 0.9 * similarity(one.folded, two.folded) FROM reviews_publication one "
            "JOIN reviews_publication two ON left(two.folded, 3) = left(one.folded, 3) AND one.id < two.id "
            f"WHERE similarity(one.folded, two.folded) >= {SIMILAR}",
        ),
    ),
}


def find_duplicates(kind: Rearrangeable, entering: Callable[[Resemblance], None] = lambda rule: None) -> int:
    """Look for pairs of that kind and keep them as the worklist; return how many are open.

    Pairs that were dismissed stay dismissed; open ones that nothing speaks for any more go. `entering` is told each
    rule as it begins.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute("CREATE TEMP TABLE pair (one bigint, two bigint, likelihood float8, why text) ON COMMIT DROP")
        for rule in RULES[kind]:
            entering(rule)
            cursor.execute(f"INSERT INTO pair SELECT found.*, %s FROM ({rule.pairs}) found", [rule.why])
        cursor.execute(_KEEP, {"kind": kind, "least": LEAST, "most": MOST_OF_A_KIND})
        cursor.execute("DROP TABLE pair")
        cursor.execute("SELECT count(*) FROM curation_likelyduplicate WHERE kind = %s AND dismissed_at IS NULL", [kind])
        return cursor.fetchone()[0]


_KEEP = """
WITH found AS (
    SELECT one, two, least(max(likelihood), 1) AS likelihood,
        (array_agg(why ORDER BY likelihood DESC))[1] AS why
    FROM pair WHERE likelihood >= %(least)s GROUP BY one, two ORDER BY 3 DESC, one, two LIMIT %(most)s
), gone AS (
    DELETE FROM curation_likelyduplicate old WHERE kind = %(kind)s AND dismissed_at IS NULL
    AND NOT EXISTS (SELECT FROM found WHERE one = first_id AND two = second_id)
)
INSERT INTO curation_likelyduplicate (kind, first_id, second_id, likelihood, why)
SELECT %(kind)s, one, two, likelihood, why FROM found
ON CONFLICT (kind, first_id, second_id) DO UPDATE SET likelihood = excluded.likelihood, why = excluded.why
WHERE curation_likelyduplicate.dismissed_at IS NULL
"""
