"""What search looks up: the words of each listed album, weighted, and the vocabulary of all names.

Triggers keep both, statement by statement, so that no write can forget to. A bulk job may say
`SET LOCAL chorus.keep_search = 'off'` and call `rebuild_search()` itself when it is done.
"""

import django.contrib.postgres.search
import django.db.models.deletion
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models import F, Func

from common.fields import FoldedField
from common.names import fold

# Scripts written without spaces: Thai, Lao, Burmese, Khmer, kana, Chinese characters.
UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

WORDS = rf"""
-- The words of a folded name. What is written without spaces gives its characters and each two neighbours; letters
-- that stand alone ("r e m") also give the word they make.
CREATE FUNCTION search_words(folded text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
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
CREATE FUNCTION name_words(folded text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_to_tsvector(search_words(folded) || CASE WHEN length(folded) BETWEEN 3 AND 60 AND strpos(folded, ' ') > 0
    THEN ARRAY[replace(folded, ' ', '')] ELSE ARRAY[]::text[] END);

CREATE FUNCTION title_words(folded text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_to_tsvector(search_words(folded));

-- The word and what remains of it without one of its letters: two words have one of these in common when one slip
-- turns the one into the other. NULL for words too short or too long to be guessed at.
CREATE FUNCTION one_slip_from(word text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 20000 AS $$
SELECT array_agg(DISTINCT left(word, at - 1) || substr(word, at + 1)) || word FROM generate_series(1, length(word)) at
WHERE length(word) BETWEEN 3 AND 30
$$;
"""

UNWORDS = """
DROP FUNCTION one_slip_from(text);
DROP FUNCTION title_words(text);
DROP FUNCTION name_words(text);
DROP FUNCTION search_words(text);
"""

SEARCH = r"""
-- The words of these albums as they should be, of all of them for NULL: title A, artists and sleeve names B, aliases
-- and the film C, what else people say D.
CREATE FUNCTION words_of_albums(wanted bigint[]) RETURNS TABLE (album_id bigint, reviews int, words tsvector)
LANGUAGE sql STABLE AS $$
WITH album AS MATERIALIZED (
    SELECT id, folded, kind, film_id, counted_reviews FROM albums_album
    WHERE NOT proposed AND (wanted IS NULL OR id = ANY (wanted))
), name AS (
    SELECT id, 'A' AS weight, 0 AS first, folded FROM album
    UNION ALL
    SELECT album.id, 'B', 1000 + 200 * (credit.position % 40), artist.folded FROM album
        JOIN albums_credit credit ON credit.album_id = album.id JOIN albums_artist artist ON artist.id = credit.artist_id
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
    SELECT id, unnest('{ost,original,soundtrack,score,motion,picture}'::text[]), 'D', 10001 FROM album WHERE kind = 'soundtrack'
)
SELECT album.id, album.counted_reviews, string_agg(
    '''' || replace(replace(word.word, '\', '\\'), '''', '''''') || ''':' || least(word.place, 16000) || word.weight, ' '
)::tsvector
FROM album JOIN word USING (id) GROUP BY album.id, album.counted_reviews
$$;

-- Make words and vocabulary anew, with how often each word occurs.
CREATE FUNCTION rebuild_search() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    source text;
    names text := '';
BEGIN
    DELETE FROM albums_albumwords;
    INSERT INTO albums_albumwords SELECT * FROM words_of_albums(NULL) ORDER BY 1;
    FOR source IN SELECT tgrelid::regclass FROM pg_trigger WHERE tgname = 'vocabulary_on_insert' ORDER BY 1 LOOP
        names := names || CASE WHEN names = '' THEN '' ELSE ' UNION ALL ' END || format(
            'SELECT unnest(search_words(folded)), 0, %s FROM %s',
            CASE WHEN source = 'albums_track' THEN '1' ELSE '0' END, source);
    END LOOP;
    DELETE FROM albums_vocabulary;
    EXECUTE format(
        'INSERT INTO albums_vocabulary (word, albums, tracks) SELECT word, sum(albums), sum(tracks) FROM ('
        'SELECT word, ndoc AS albums, 0 AS tracks FROM ts_stat(%L, ''ABC'') UNION ALL %s) AS named (word, albums, tracks) '
        'GROUP BY word ORDER BY word', 'SELECT words FROM albums_albumwords', names);
    ANALYZE albums_albumwords, albums_vocabulary;
END $$;
"""

UNSEARCH = """
DROP FUNCTION rebuild_search();
DROP FUNCTION words_of_albums(bigint[]);
"""

KEEPING = """
CREATE FUNCTION keeps_search() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' $$;

-- Bring the words up to date of the albums that a query over the transition table "changed" names, TG_ARGV[0].
CREATE FUNCTION refresh_album_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted bigint[];
BEGIN
    IF keeps_search() THEN
        EXECUTE format('SELECT array_agg(DISTINCT id ORDER BY id) FROM (%s) named (id)', TG_ARGV[0]) INTO wanted;
        IF wanted IS NOT NULL THEN
            DELETE FROM albums_albumwords WHERE album_id = ANY (wanted)
                AND NOT EXISTS (SELECT FROM albums_album WHERE id = album_id AND NOT proposed);
            INSERT INTO albums_albumwords AS kept SELECT * FROM words_of_albums(wanted) ORDER BY 1
                ON CONFLICT (album_id) DO UPDATE SET reviews = EXCLUDED.reviews, words = EXCLUDED.words
                WHERE (kept.reviews, kept.words) IS DISTINCT FROM (EXCLUDED.reviews, EXCLUDED.words);
        END IF;
    END IF;
    RETURN NULL;
END $$;

-- Add what is new in the names of "changed" to the vocabulary. There a word may stand twice when two writers add it at
-- once: neither waits for the other, and whoever reads adds up.
CREATE FUNCTION learn_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF keeps_search() THEN
        INSERT INTO albums_vocabulary (word, albums, tracks)
        SELECT word, 0, 0 FROM (SELECT DISTINCT unnest(search_words(folded)) AS word FROM changed) named
        WHERE NOT EXISTS (SELECT FROM albums_vocabulary known WHERE known.word = named.word);
    END IF;
    RETURN NULL;
END $$;
"""

UNKEEPING = """
DROP FUNCTION learn_words() CASCADE;
DROP FUNCTION refresh_album_words() CASCADE;
DROP FUNCTION keeps_search();
"""

OWN = """
CREATE FUNCTION refresh_words_of_updated_albums() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted bigint[];
BEGIN
    IF keeps_search() THEN
        UPDATE albums_albumwords SET reviews = counted_reviews
            FROM (SELECT id, changed.counted_reviews FROM changed JOIN before USING (id)
                WHERE changed.counted_reviews <> before.counted_reviews ORDER BY id) counted
            WHERE album_id = id;
        SELECT array_agg(id ORDER BY id) INTO wanted FROM changed JOIN before USING (id)
            WHERE (changed.folded, changed.kind, changed.film_id, changed.proposed)
                IS DISTINCT FROM (before.folded, before.kind, before.film_id, before.proposed);
        IF wanted IS NOT NULL THEN
            DELETE FROM albums_albumwords WHERE album_id = ANY (wanted)
                AND NOT EXISTS (SELECT FROM albums_album WHERE id = album_id AND NOT proposed);
            INSERT INTO albums_albumwords SELECT * FROM words_of_albums(wanted) ORDER BY 1
                ON CONFLICT (album_id) DO UPDATE SET reviews = EXCLUDED.reviews, words = EXCLUDED.words;
        END IF;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER search_on_insert AFTER INSERT ON albums_album REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_album_words('SELECT id FROM changed');
CREATE TRIGGER search_on_update AFTER UPDATE ON albums_album REFERENCING NEW TABLE AS changed OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_words_of_updated_albums();
CREATE TRIGGER search_on_delete AFTER DELETE ON albums_album REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_album_words('SELECT id FROM changed');
"""

UNOWN = """
DROP TRIGGER search_on_delete ON albums_album;
DROP TRIGGER search_on_insert ON albums_album;
DROP FUNCTION refresh_words_of_updated_albums() CASCADE;
"""

CREDITED = "SELECT album_id FROM albums_credit WHERE artist_id IN (SELECT id FROM changed)"
NAMED = ["albums_album", "albums_artist", "albums_artistalias", "albums_credit", "albums_film", "albums_track"]
WATCHED = {
    "albums_credit": "SELECT album_id FROM changed",
    "albums_artist": CREDITED,
    "albums_artistalias": "SELECT album_id FROM albums_credit WHERE artist_id IN (SELECT artist_id FROM changed)",
    "albums_film": "SELECT id FROM albums_album WHERE film_id IN (SELECT id FROM changed)",
}


def keep_words(table: str, albums: str) -> migrations.RunSQL:
    """Bring the words of the `albums` (a query over "changed") up to date whenever rows of `table` come, change or go.

    An update counts with the rows as they are and as they were: what moves between two albums changes both.
    """
    made, dropped = [], []
    for event, transition in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        name = f"search_on_{event.lower()}_{transition.lower()}"
        made.append(
            f"CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {transition} TABLE AS changed "
            f"FOR EACH STATEMENT EXECUTE FUNCTION refresh_album_words('{albums}');"
        )
        dropped.append(f"DROP TRIGGER {name} ON {table};")
    return migrations.RunSQL("\n".join(made), "\n".join(dropped))


def learn_words(table: str) -> migrations.RunSQL:
    """Add the words of `table`'s folded names to the vocabulary as they come; `rebuild_search()` reads them too."""
    events = ("insert", "update")
    return migrations.RunSQL(
        "\n".join(
            f"CREATE TRIGGER vocabulary_on_{event} AFTER {event} ON {table} REFERENCING NEW TABLE AS changed "
            "FOR EACH STATEMENT EXECUTE FUNCTION learn_words();"
            for event in events
        ),
        "\n".join(f"DROP TRIGGER vocabulary_on_{event} ON {table};" for event in events),
    )


def fold_sleeve_names(apps, schema_editor):
    sleeves = apps.get_model("albums", "Credit").objects.exclude(credited_as="")
    for credit in sleeves.iterator():
        sleeves.filter(pk=credit.pk).update(folded=fold(credit.credited_as))


class Migration(migrations.Migration):
    dependencies = [("albums", "0002_versions")]

    operations = [
        migrations.RunSQL(WORDS, UNWORDS),
        migrations.AddField(
            "credit",
            "folded",
            FoldedField("credited_as", db_default="", default="", editable=False, max_length=600, blank=True),
        ),
        migrations.RunPython(fold_sleeve_names, migrations.RunPython.noop),
        migrations.CreateModel(
            "AlbumWords",
            [
                (
                    "album",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="search",
                        serialize=False,
                        to="albums.album",
                    ),
                ),
                ("reviews", models.PositiveIntegerField()),
                ("words", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    GinIndex(fields=["words"], name="album_words", fastupdate=False),
                    models.Index(F("reviews").desc(), F("album"), name="album_words_by_reviews"),
                ]
            },
        ),
        migrations.CreateModel(
            "Vocabulary",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(db_collation="C", max_length=600)),
                ("albums", models.PositiveIntegerField()),
                ("tracks", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["word"], include=["albums", "tracks"], name="vocabulary_word"),
                    GinIndex(fields=["word"], name="vocabulary_alike", opclasses=["gin_trgm_ops"], fastupdate=False),
                    GinIndex(Func("word", function="one_slip_from"), name="vocabulary_one_slip", fastupdate=False),
                ]
            },
        ),
        migrations.RunSQL(SEARCH, UNSEARCH),
        migrations.RunSQL(KEEPING, UNKEEPING),
        migrations.RunSQL(OWN, UNOWN),
        *(keep_words(table, albums) for table, albums in WATCHED.items()),
        *(learn_words(table) for table in NAMED),
        migrations.RemoveIndex("track", "track_folded_search"),
        migrations.AddIndex(
            "track", GinIndex(Func("folded", function="title_words"), name="track_words", fastupdate=False)
        ),
        migrations.AddIndex(
            "artist", GinIndex(Func("folded", function="name_words"), name="artist_words", fastupdate=False)
        ),
        migrations.AddIndex(
            "artistalias", GinIndex(Func("folded", function="name_words"), name="artistalias_words", fastupdate=False)
        ),
        migrations.RunSQL("SELECT rebuild_search()", migrations.RunSQL.noop),
        # Statistics of the new indexes' expressions; nothing else would bring them until many rows have changed.
        migrations.RunSQL("ANALYZE albums_track, albums_artist, albums_artistalias", migrations.RunSQL.noop),
    ]
