"""The functions of the database that triggers, indexes and queries of the catalogue call, as they are now.

Whoever changes one here changes it by a migration, too: a test compares. Those that indexes or generated columns are
made with never change what they return; when they must, these are made anew in the same migration.
"""

from albums.search.typed_words import LONGEST_JOINED, UNSPACED

WORDS = rf"""
-- The words of a folded name. What is written without spaces gives its characters and each two neighbours; letters
-- that stand alone ("r e m") also give the word they make.
CREATE OR REPLACE FUNCTION search_words(folded text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT array_remove(
    CASE WHEN folded ~ '[{UNSPACED}]|(^| ).( .)+( |$)' THEN ARRAY(
        SELECT piece FROM regexp_matches(left(folded, 500), '[{UNSPACED}]+|[^ {UNSPACED}]+', 'g')
            WITH ORDINALITY AS found (run, place),
        LATERAL (
            SELECT run[1] AS piece, 0 AS part WHERE run[1] !~ '[{UNSPACED}]'
            UNION ALL SELECT substr(run[1], at, 1), at FROM generate_series(1, length(run[1])) at
                WHERE run[1] ~ '[{UNSPACED}]'
            UNION ALL SELECT substr(run[1], at, 2), at FROM generate_series(1, length(run[1]) - 1) at
                WHERE run[1] ~ '[{UNSPACED}]'
        ) pieces ORDER BY place, part
    ) || ARRAY(
        SELECT replace(run[1], ' ', '')
        FROM regexp_matches(left(folded, 500), '(?:^| )([^ {UNSPACED}](?: [^ {UNSPACED}])+)(?= |$)', 'g') run
    ) ELSE string_to_array(left(folded, 500), ' ') END, '')
$$;

-- Bound when they are made (RETURN), because indexes are built without a search path.
-- The words of a name in its index, with the whole name written as one word: "nightfreight".
CREATE OR REPLACE FUNCTION name_words(folded text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_to_tsvector(search_words(folded) || CASE
    WHEN length(folded) BETWEEN 3 AND {LONGEST_JOINED} AND strpos(folded, ' ') > 0
    THEN ARRAY[replace(folded, ' ', '')] ELSE ARRAY[]::text[] END);

CREATE OR REPLACE FUNCTION title_words(folded text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_to_tsvector(search_words(folded));

-- The word and what remains of it without one of its letters: two words have one of these in common when one slip
-- turns the one into the other. NULL for words too short or too long to be guessed at.
CREATE OR REPLACE FUNCTION one_slip_from(word text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 20000 AS $$
SELECT array_agg(DISTINCT left(word, at - 1) || substr(word, at + 1)) || word FROM generate_series(1, length(word)) at
WHERE length(word) BETWEEN 3 AND 30
$$;
"""  # noqa: S608

# Immutable because it names its dictionary: the body is parsed once, and no search path can make it mean another.
# Without that, neither a generated column nor a restored dump could use it.
FILED_UNDER = r"""
CREATE OR REPLACE FUNCTION filed_under(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    coalesce(nullif(regexp_replace(lower(unaccent('unaccent'::regdictionary, name)), '^[^[:alnum:]]+', ''), ''), name);
"""

SEARCH = r"""
-- The words of these albums as they should be, of all of them for NULL: title A, artists and sleeve names B, aliases
-- and the film C, what else people say D.
CREATE OR REPLACE FUNCTION words_of_albums(wanted bigint[]) RETURNS TABLE (album_id bigint, reviews int, words tsvector)
LANGUAGE sql STABLE AS $$
WITH album AS MATERIALIZED (
    SELECT id, folded, kind, film_id, counted_reviews FROM albums_album
    WHERE NOT proposed AND (wanted IS NULL OR id = ANY (wanted))
), name AS (
    SELECT id, 'A' AS weight, 0 AS first, folded FROM album
    UNION ALL
    SELECT album.id, 'B', 1000 + 200 * (credit.position % 40), artist.folded FROM album
        JOIN albums_credit credit ON credit.album_id = album.id
        JOIN albums_artist artist ON artist.id = credit.artist_id
    UNION ALL
    SELECT album.id, 'B', 1100 + 200 * (credit.position % 40), credit.folded FROM album
        JOIN albums_credit credit ON credit.album_id = album.id AND credit.folded <> ''
    UNION ALL
    SELECT album.id, 'C', 9200, alias.folded FROM album
        JOIN albums_credit credit ON credit.album_id = album.id
        JOIN albums_artistalias alias ON alias.artist_id = credit.artist_id
    UNION ALL
    SELECT album.id, 'C', 9600, film.folded FROM album JOIN albums_film film ON film.id = album.film_id
), word AS (
    SELECT id, word, weight, first + place AS place
        FROM name, unnest(search_words(folded)) WITH ORDINALITY AS found (word, place)
    UNION ALL
    SELECT id, replace(folded, ' ', ''), 'D', 10000 FROM name
        WHERE weight IN ('A', 'B') AND length(folded) BETWEEN 3 AND 60 AND strpos(folded, ' ') > 0
    UNION ALL
    SELECT id, unnest('{ost,original,soundtrack,score,motion,picture}'::text[]), 'D', 10001 FROM album
        WHERE kind = 'soundtrack'
)
SELECT album.id, album.counted_reviews, string_agg(
    '''' || replace(replace(word.word, '\', '\\'), '''', '''''') || ''':' || least(word.place, 16000) || word.weight,
    ' '
)::tsvector
FROM album JOIN word USING (id) GROUP BY album.id, album.counted_reviews
$$;

-- Bring the words of these albums up to date.
CREATE OR REPLACE FUNCTION refresh_words(wanted bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF cardinality(wanted) = 0 THEN
        RETURN;
    END IF;
    DELETE FROM albums_albumwords WHERE album_id = ANY (wanted)
        AND NOT EXISTS (SELECT FROM albums_album WHERE id = album_id AND NOT proposed);
    INSERT INTO albums_albumwords AS kept SELECT * FROM words_of_albums(wanted) ORDER BY 1
        ON CONFLICT (album_id) DO UPDATE SET reviews = EXCLUDED.reviews, words = EXCLUDED.words
        WHERE (kept.reviews, kept.words) IS DISTINCT FROM (EXCLUDED.reviews, EXCLUDED.words);
END $$;

-- Make words and vocabulary anew, with how often each word occurs.
CREATE OR REPLACE FUNCTION rebuild_search() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    source text;
    names text := '';
BEGIN
    DELETE FROM albums_albumwords;
    INSERT INTO albums_albumwords SELECT * FROM words_of_albums(NULL) ORDER BY 1;
    FOR source IN SELECT tgrelid::regclass FROM pg_trigger WHERE tgname LIKE 'pgtrigger\_vocabulary\_on\_insert\_%'
        ORDER BY 1 LOOP
        names := names || CASE WHEN names = '' THEN '' ELSE ' UNION ALL ' END || format(
            'SELECT unnest(search_words(folded)), 0, %s FROM %s',
            CASE WHEN source = 'albums_track' THEN '1' ELSE '0' END, source);
    END LOOP;
    DELETE FROM albums_vocabulary;
    EXECUTE format(
        'INSERT INTO albums_vocabulary (word, albums, tracks) SELECT word, sum(albums), sum(tracks) FROM ('
        'SELECT word, ndoc AS albums, 0 AS tracks FROM ts_stat(%L, ''ABC'') UNION ALL %s'
        ') AS named (word, albums, tracks) GROUP BY word ORDER BY word', 'SELECT words FROM albums_albumwords', names);
    ANALYZE albums_albumwords, albums_vocabulary;
END $$;
"""

FUNCTIONS = WORDS + FILED_UNDER + SEARCH
