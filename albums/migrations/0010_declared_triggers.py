"""Triggers as the models declare them (albums.models.triggers), in the place of those made by hand.

One takes the place of two or three that were made for a table; what they call stays until the tables of reviews do not
call it either (reviews 0021).
"""

from importlib import import_module

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

versions = import_module("albums.migrations.0002_versions")
search = import_module("albums.migrations.0003_search")
browsing = import_module("albums.migrations.0005_browsing")

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

UNSEARCH = "DROP FUNCTION refresh_words(bigint[]);" + search.SEARCH.replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)


def undone(operation: migrations.RunSQL) -> migrations.RunSQL:
    """Takes back what the operation did, and does it when it is reversed."""
    return migrations.RunSQL(operation.reverse_sql, operation.sql)


class Migration(migrations.Migration):
    dependencies = [("albums", "0009_refold")]

    operations = [
        migrations.RunSQL(SEARCH, UNSEARCH),
        migrations.RunSQL(versions.UNOWN, versions.OWN),
        *(undone(versions.watch(table, albums)) for table, albums in versions.WATCHED.items()),
        migrations.RunSQL(search.UNOWN, search.OWN),
        *(undone(search.keep_words(table, albums)) for table, albums in search.WATCHED.items()),
        *(undone(search.learn_words(table)) for table in search.NAMED),
        undone(browsing.follow("genre")),
        undone(browsing.follow("label")),
        migrations.RunSQL(browsing.UNFOLLOWING, browsing.FOLLOWING),
        pgtrigger.migrations.AddTrigger(
            model_name="album",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_album_keys",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.genre_ids <> OLD.genre_ids THEN\n    EXECUTE 'SELECT array(SELECT genre_id FROM albums_album_genres WHERE album_id = $1 ORDER BY genre_id)'\n        INTO NEW.genre_ids USING NEW.id;\nEND IF;\n\nIF NEW.label_ids <> OLD.label_ids THEN\n    EXECUTE 'SELECT array(SELECT label_id FROM albums_album_labels WHERE album_id = $1 ORDER BY label_id)'\n        INTO NEW.label_ids USING NEW.id;\nEND IF;\nRETURN NEW;",
                    hash="ff457b3e9411fe343927d0ed4dfc3b13388b2483",
                    operation='UPDATE OF "genre_ids", "label_ids"',
                    pgid="pgtrigger_keep_album_keys_db115",
                    table="albums_album",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="album",
            trigger=pgtrigger.compiler.Trigger(
                name="raise_own_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.version = OLD.version AND NEW IS DISTINCT FROM OLD AND current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    NEW.version := OLD.version + 1;\nEND IF;\nRETURN NEW;",
                    hash="14943c15b41afb3fd48e5562a80dbd10c854a2bc",
                    operation="UPDATE",
                    pgid="pgtrigger_raise_own_version_4e68c",
                    table="albums_album",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="album",
            trigger=pgtrigger.compiler.Trigger(
                name="catalogue_version_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part IN (\n        SELECT part FROM albums_catalogueversion\n        WHERE part IN (SELECT DISTINCT id % 64 FROM came AS changed) ORDER BY part FOR UPDATE);\nEND IF;\nRETURN NULL;",
                    hash="faa0d256976d9d7951b3cc7f17b443cc759b7377",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_catalogue_version_on_insert_40812",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_album",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="album",
            trigger=pgtrigger.compiler.Trigger(
                name="catalogue_version_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part IN (\n        SELECT part FROM albums_catalogueversion\n        WHERE part IN (SELECT DISTINCT id % 64 FROM came AS changed) ORDER BY part FOR UPDATE);\nEND IF;\nRETURN NULL;",
                    hash="096d44be99e4a5581a109a7aea6768bb3dc7c9c1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_catalogue_version_on_update_527da",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_album",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="album",
            trigger=pgtrigger.compiler.Trigger(
                name="catalogue_version_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part IN (\n        SELECT part FROM albums_catalogueversion\n        WHERE part IN (SELECT DISTINCT id % 64 FROM went AS changed) ORDER BY part FOR UPDATE);\nEND IF;\nRETURN NULL;",
                    hash="2dded05238b26d7fdac4e76e99888db6c81a2308",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_catalogue_version_on_delete_b9677",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="albums_album",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="album",
            trigger=pgtrigger.compiler.Trigger(
                name="search_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$SELECT refresh_words(array(SELECT DISTINCT * FROM (SELECT id FROM came AS changed) named (id) ORDER BY 1))$sql$;\nEND IF;\nRETURN NULL;",
                    hash="5e0cfa356cd9f32a039be80c0a81d7edbddd2eb6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_search_on_insert_2b08c",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_album",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="album",
            trigger=pgtrigger.compiler.Trigger(
                name="search_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$SELECT refresh_words(array(SELECT DISTINCT * FROM (SELECT id FROM went AS changed) named (id) ORDER BY 1))$sql$;\nEND IF;\nRETURN NULL;",
                    hash="194773f82d8d5a13d5126316cdf5f4b37093e525",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_search_on_delete_29abe",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="albums_album",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="album",
            trigger=pgtrigger.compiler.Trigger(
                name="search_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_albumwords SET reviews = counted_reviews\n        FROM (SELECT id, came.counted_reviews FROM came JOIN went USING (id)\n            WHERE came.counted_reviews <> went.counted_reviews ORDER BY id) counted\n        WHERE album_id = id\n    $sql$;\n    EXECUTE $sql$\n        SELECT refresh_words(array(SELECT id FROM came JOIN went USING (id)\n            WHERE (came.folded, came.kind, came.film_id, came.proposed)\n                IS DISTINCT FROM (went.folded, went.kind, went.film_id, went.proposed) ORDER BY id))\n    $sql$;\nEND IF;\nRETURN NULL;",
                    hash="3b74c88381168e0afb48c38f2d917a1bca75a564",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_search_on_update_1f4c9",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="albums_album",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="album",
            trigger=pgtrigger.compiler.Trigger(
                name="vocabulary_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    INSERT INTO albums_vocabulary (word, albums, tracks)\n    SELECT word, 0, 0 FROM (SELECT DISTINCT unnest(search_words(folded)) AS word FROM came AS changed) named\n    WHERE NOT EXISTS (SELECT FROM albums_vocabulary known WHERE known.word = named.word);\nEND IF;\nRETURN NULL;",
                    hash="b1dfe7a0d211b4055533b19b68aaadf46fe26c38",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_vocabulary_on_insert_43842",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_album",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="album",
            trigger=pgtrigger.compiler.Trigger(
                name="vocabulary_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    INSERT INTO albums_vocabulary (word, albums, tracks)\n    SELECT word, 0, 0 FROM (SELECT DISTINCT unnest(search_words(folded)) AS word FROM came AS changed) named\n    WHERE NOT EXISTS (SELECT FROM albums_vocabulary known WHERE known.word = named.word);\nEND IF;\nRETURN NULL;",
                    hash="ca9f346e0af8a784f7c1bb278d7c2572220163e4",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_vocabulary_on_update_ff7fb",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_album",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumgenre",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM came AS changed) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="36732cb34452300ac96e9e070a085588eeb7179d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_album_versions_on_insert_6ce98",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_album_genres",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumgenre",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM (TABLE came UNION ALL TABLE went) AS changed) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="2d69fca83999763d8c38dd031034068486215f10",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_album_versions_on_update_76014",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="albums_album_genres",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumgenre",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM went AS changed) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="e68960f1717ad89d3af462f236fafad634679c7f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_album_versions_on_delete_31d12",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="albums_album_genres",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumgenre",
            trigger=pgtrigger.compiler.Trigger(
                name="follow_genres_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $sql$\n    SELECT FROM albums_album WHERE id IN (SELECT album_id FROM came AS changed) ORDER BY id FOR UPDATE\n$sql$;\nEXECUTE $sql$\n    UPDATE albums_album album SET genre_ids = fresh.ids\n    FROM (\n        SELECT touched.album_id,\n            coalesce(array_agg(DISTINCT genre_id) FILTER (WHERE genre_id IS NOT NULL), '{}') AS ids\n        FROM (SELECT DISTINCT album_id FROM came AS changed) touched\n            LEFT JOIN albums_album_genres tagged USING (album_id)\n        GROUP BY touched.album_id\n    ) fresh\n    WHERE album.id = fresh.album_id AND album.genre_ids <> fresh.ids\n$sql$;\nRETURN NULL;",
                    hash="b72505971e3c87b8cf8016a53014f5bbfd7e67d4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_follow_genres_on_insert_217e4",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_album_genres",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumgenre",
            trigger=pgtrigger.compiler.Trigger(
                name="follow_genres_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $sql$\n    SELECT FROM albums_album WHERE id IN (SELECT album_id FROM (TABLE came UNION ALL TABLE went) AS changed) ORDER BY id FOR UPDATE\n$sql$;\nEXECUTE $sql$\n    UPDATE albums_album album SET genre_ids = fresh.ids\n    FROM (\n        SELECT touched.album_id,\n            coalesce(array_agg(DISTINCT genre_id) FILTER (WHERE genre_id IS NOT NULL), '{}') AS ids\n        FROM (SELECT DISTINCT album_id FROM (TABLE came UNION ALL TABLE went) AS changed) touched\n            LEFT JOIN albums_album_genres tagged USING (album_id)\n        GROUP BY touched.album_id\n    ) fresh\n    WHERE album.id = fresh.album_id AND album.genre_ids <> fresh.ids\n$sql$;\nRETURN NULL;",
                    hash="3c8599997aa707e1ead2160b6d4960fdb1104e79",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_follow_genres_on_update_aa91c",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="albums_album_genres",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumgenre",
            trigger=pgtrigger.compiler.Trigger(
                name="follow_genres_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $sql$\n    SELECT FROM albums_album WHERE id IN (SELECT album_id FROM went AS changed) ORDER BY id FOR UPDATE\n$sql$;\nEXECUTE $sql$\n    UPDATE albums_album album SET genre_ids = fresh.ids\n    FROM (\n        SELECT touched.album_id,\n            coalesce(array_agg(DISTINCT genre_id) FILTER (WHERE genre_id IS NOT NULL), '{}') AS ids\n        FROM (SELECT DISTINCT album_id FROM went AS changed) touched\n            LEFT JOIN albums_album_genres tagged USING (album_id)\n        GROUP BY touched.album_id\n    ) fresh\n    WHERE album.id = fresh.album_id AND album.genre_ids <> fresh.ids\n$sql$;\nRETURN NULL;",
                    hash="ae7de679e99198fb4a19754f5a9b60c761c0b6e4",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_follow_genres_on_delete_764d3",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="albums_album_genres",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumlabel",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM came AS changed) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="f3dcb64f71a954996c79e632e48adb20655bb86e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_album_versions_on_insert_01556",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_album_labels",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumlabel",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM (TABLE came UNION ALL TABLE went) AS changed) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="1a128168538d506277fb50cb2ad6d39ec064abb8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_album_versions_on_update_ffe7c",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="albums_album_labels",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumlabel",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM went AS changed) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="42e7c58eda778097d2c626720242332faa0dfc80",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_album_versions_on_delete_77494",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="albums_album_labels",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumlabel",
            trigger=pgtrigger.compiler.Trigger(
                name="follow_labels_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $sql$\n    SELECT FROM albums_album WHERE id IN (SELECT album_id FROM came AS changed) ORDER BY id FOR UPDATE\n$sql$;\nEXECUTE $sql$\n    UPDATE albums_album album SET label_ids = fresh.ids\n    FROM (\n        SELECT touched.album_id,\n            coalesce(array_agg(DISTINCT label_id) FILTER (WHERE label_id IS NOT NULL), '{}') AS ids\n        FROM (SELECT DISTINCT album_id FROM came AS changed) touched\n            LEFT JOIN albums_album_labels tagged USING (album_id)\n        GROUP BY touched.album_id\n    ) fresh\n    WHERE album.id = fresh.album_id AND album.label_ids <> fresh.ids\n$sql$;\nRETURN NULL;",
                    hash="51802e7f03d3538aab8413662f66db7c54af9723",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_follow_labels_on_insert_59e27",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_album_labels",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumlabel",
            trigger=pgtrigger.compiler.Trigger(
                name="follow_labels_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $sql$\n    SELECT FROM albums_album WHERE id IN (SELECT album_id FROM (TABLE came UNION ALL TABLE went) AS changed) ORDER BY id FOR UPDATE\n$sql$;\nEXECUTE $sql$\n    UPDATE albums_album album SET label_ids = fresh.ids\n    FROM (\n        SELECT touched.album_id,\n            coalesce(array_agg(DISTINCT label_id) FILTER (WHERE label_id IS NOT NULL), '{}') AS ids\n        FROM (SELECT DISTINCT album_id FROM (TABLE came UNION ALL TABLE went) AS changed) touched\n            LEFT JOIN albums_album_labels tagged USING (album_id)\n        GROUP BY touched.album_id\n    ) fresh\n    WHERE album.id = fresh.album_id AND album.label_ids <> fresh.ids\n$sql$;\nRETURN NULL;",
                    hash="087559b3c9124313f6ef6578c5d79da062d12ab2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_follow_labels_on_update_0336f",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="albums_album_labels",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumlabel",
            trigger=pgtrigger.compiler.Trigger(
                name="follow_labels_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $sql$\n    SELECT FROM albums_album WHERE id IN (SELECT album_id FROM went AS changed) ORDER BY id FOR UPDATE\n$sql$;\nEXECUTE $sql$\n    UPDATE albums_album album SET label_ids = fresh.ids\n    FROM (\n        SELECT touched.album_id,\n            coalesce(array_agg(DISTINCT label_id) FILTER (WHERE label_id IS NOT NULL), '{}') AS ids\n        FROM (SELECT DISTINCT album_id FROM went AS changed) touched\n            LEFT JOIN albums_album_labels tagged USING (album_id)\n        GROUP BY touched.album_id\n    ) fresh\n    WHERE album.id = fresh.album_id AND album.label_ids <> fresh.ids\n$sql$;\nRETURN NULL;",
                    hash="0f50c256ff431e2c5a4ac86ced6c6f41f8762176",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_follow_labels_on_delete_17b06",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="albums_album_labels",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumlink",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM came AS changed) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="1447a67134bc7d39263ba26a10d73e0e84dffd83",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_album_versions_on_insert_26858",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_albumlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumlink",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM (TABLE came UNION ALL TABLE went) AS changed) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="72dd73fd43cd5e5d20815db11c19495fd1303bbf",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_album_versions_on_update_b83ba",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="albums_albumlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumlink",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM went AS changed) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="ac797e3f3c31a90335d8fb6155044e505a364dfe",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_album_versions_on_delete_c8912",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="albums_albumlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artist",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM albums_credit WHERE artist_id IN (SELECT id FROM came AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="15c550bd1b557801b6447fc1ff323aa4e293b702",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_album_versions_on_insert_9c599",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_artist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artist",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM albums_credit WHERE artist_id IN (SELECT id FROM (TABLE came UNION ALL TABLE went) AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="beaf12f29133ac17f52a67ce1795a8c0664629ff",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_album_versions_on_update_465ee",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="albums_artist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artist",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM albums_credit WHERE artist_id IN (SELECT id FROM went AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="406d7d6c4fbe72efe70d02e2344131344d72b706",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_album_versions_on_delete_94eeb",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="albums_artist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artist",
            trigger=pgtrigger.compiler.Trigger(
                name="search_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$SELECT refresh_words(array(SELECT DISTINCT * FROM (SELECT album_id FROM albums_credit WHERE artist_id IN (SELECT id FROM came AS changed)) named (id) ORDER BY 1))$sql$;\nEND IF;\nRETURN NULL;",
                    hash="e8d80a571de0fd4e6929100b1643577f377d6a1b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_search_on_insert_23bce",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_artist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artist",
            trigger=pgtrigger.compiler.Trigger(
                name="search_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$SELECT refresh_words(array(SELECT DISTINCT * FROM (SELECT album_id FROM albums_credit WHERE artist_id IN (SELECT id FROM (TABLE came UNION ALL TABLE went) AS changed)) named (id) ORDER BY 1))$sql$;\nEND IF;\nRETURN NULL;",
                    hash="6a9dcad8cbd50f984163d41a1c5df904361de59c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_search_on_update_3bda6",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="albums_artist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artist",
            trigger=pgtrigger.compiler.Trigger(
                name="search_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$SELECT refresh_words(array(SELECT DISTINCT * FROM (SELECT album_id FROM albums_credit WHERE artist_id IN (SELECT id FROM went AS changed)) named (id) ORDER BY 1))$sql$;\nEND IF;\nRETURN NULL;",
                    hash="c7715f39bc8b0bc66715402a8f1b0b65e1323abe",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_search_on_delete_8130b",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="albums_artist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artist",
            trigger=pgtrigger.compiler.Trigger(
                name="vocabulary_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    INSERT INTO albums_vocabulary (word, albums, tracks)\n    SELECT word, 0, 0 FROM (SELECT DISTINCT unnest(search_words(folded)) AS word FROM came AS changed) named\n    WHERE NOT EXISTS (SELECT FROM albums_vocabulary known WHERE known.word = named.word);\nEND IF;\nRETURN NULL;",
                    hash="0a628bb896ffff61d2d273058f2788d95a47a2b6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_vocabulary_on_insert_09dcc",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_artist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artist",
            trigger=pgtrigger.compiler.Trigger(
                name="vocabulary_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    INSERT INTO albums_vocabulary (word, albums, tracks)\n    SELECT word, 0, 0 FROM (SELECT DISTINCT unnest(search_words(folded)) AS word FROM came AS changed) named\n    WHERE NOT EXISTS (SELECT FROM albums_vocabulary known WHERE known.word = named.word);\nEND IF;\nRETURN NULL;",
                    hash="ee71d240fa8109ebcd25f4e9611e6a1fa0c893e9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_vocabulary_on_update_e095f",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_artist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artistalias",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM albums_credit WHERE artist_id IN (SELECT artist_id FROM came AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="e1fb14f6bf6a40197e9aed165392bbc53ae6a84d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_album_versions_on_insert_14251",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_artistalias",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artistalias",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM albums_credit WHERE artist_id IN (SELECT artist_id FROM (TABLE came UNION ALL TABLE went) AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="dec35a9057480e0d08c385cd943d3dfc46059a3a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_album_versions_on_update_977d8",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="albums_artistalias",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artistalias",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM albums_credit WHERE artist_id IN (SELECT artist_id FROM went AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="47c157e80ab8323e911ee033e1629cf6b4940893",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_album_versions_on_delete_4a60f",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="albums_artistalias",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artistalias",
            trigger=pgtrigger.compiler.Trigger(
                name="search_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$SELECT refresh_words(array(SELECT DISTINCT * FROM (SELECT album_id FROM albums_credit WHERE artist_id IN (SELECT artist_id FROM came AS changed)) named (id) ORDER BY 1))$sql$;\nEND IF;\nRETURN NULL;",
                    hash="b4d935ed3fa48275fe34ddb8e6bf49ccb2dfb6d5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_search_on_insert_a9665",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_artistalias",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artistalias",
            trigger=pgtrigger.compiler.Trigger(
                name="search_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$SELECT refresh_words(array(SELECT DISTINCT * FROM (SELECT album_id FROM albums_credit WHERE artist_id IN (SELECT artist_id FROM (TABLE came UNION ALL TABLE went) AS changed)) named (id) ORDER BY 1))$sql$;\nEND IF;\nRETURN NULL;",
                    hash="dbc97930dfaac1546aa37c6e5450a4a160bb372f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_search_on_update_cf27a",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="albums_artistalias",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artistalias",
            trigger=pgtrigger.compiler.Trigger(
                name="search_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$SELECT refresh_words(array(SELECT DISTINCT * FROM (SELECT album_id FROM albums_credit WHERE artist_id IN (SELECT artist_id FROM went AS changed)) named (id) ORDER BY 1))$sql$;\nEND IF;\nRETURN NULL;",
                    hash="5bfa970415624024fd27fe46aaf0be73944580a8",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_search_on_delete_c5100",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="albums_artistalias",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artistalias",
            trigger=pgtrigger.compiler.Trigger(
                name="vocabulary_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    INSERT INTO albums_vocabulary (word, albums, tracks)\n    SELECT word, 0, 0 FROM (SELECT DISTINCT unnest(search_words(folded)) AS word FROM came AS changed) named\n    WHERE NOT EXISTS (SELECT FROM albums_vocabulary known WHERE known.word = named.word);\nEND IF;\nRETURN NULL;",
                    hash="eba8d08aaaffb092ce306e4259e3f69b1eea608d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_vocabulary_on_insert_86cd9",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_artistalias",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artistalias",
            trigger=pgtrigger.compiler.Trigger(
                name="vocabulary_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    INSERT INTO albums_vocabulary (word, albums, tracks)\n    SELECT word, 0, 0 FROM (SELECT DISTINCT unnest(search_words(folded)) AS word FROM came AS changed) named\n    WHERE NOT EXISTS (SELECT FROM albums_vocabulary known WHERE known.word = named.word);\nEND IF;\nRETURN NULL;",
                    hash="9d120a129807233ed5c6d52d016e638e1b06fb1d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_vocabulary_on_update_09104",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_artistalias",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credit",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM came AS changed) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="66d3f50c4f1b69f89c1b0719a23d0117a496dc75",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_album_versions_on_insert_a575b",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_credit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credit",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM (TABLE came UNION ALL TABLE went) AS changed) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="2d7ae4326a322e8e040fc0c330739b00cc3f7c78",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_album_versions_on_update_6c592",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="albums_credit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credit",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM went AS changed) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="5a9e99cf3903830f424cf4ff8e3710c357e765dc",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_album_versions_on_delete_384cb",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="albums_credit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credit",
            trigger=pgtrigger.compiler.Trigger(
                name="search_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$SELECT refresh_words(array(SELECT DISTINCT * FROM (SELECT album_id FROM came AS changed) named (id) ORDER BY 1))$sql$;\nEND IF;\nRETURN NULL;",
                    hash="2b5b286a5dfda2223c11e312e4342282977e1e1d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_search_on_insert_75210",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_credit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credit",
            trigger=pgtrigger.compiler.Trigger(
                name="search_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$SELECT refresh_words(array(SELECT DISTINCT * FROM (SELECT album_id FROM (TABLE came UNION ALL TABLE went) AS changed) named (id) ORDER BY 1))$sql$;\nEND IF;\nRETURN NULL;",
                    hash="8c10808dcd30e3093997f59d9df18350e9e6bc70",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_search_on_update_9b706",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="albums_credit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credit",
            trigger=pgtrigger.compiler.Trigger(
                name="search_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$SELECT refresh_words(array(SELECT DISTINCT * FROM (SELECT album_id FROM went AS changed) named (id) ORDER BY 1))$sql$;\nEND IF;\nRETURN NULL;",
                    hash="1abc86a95082f98e9d10256412ab1f7cbeeb8ba4",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_search_on_delete_5ca33",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="albums_credit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credit",
            trigger=pgtrigger.compiler.Trigger(
                name="vocabulary_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    INSERT INTO albums_vocabulary (word, albums, tracks)\n    SELECT word, 0, 0 FROM (SELECT DISTINCT unnest(search_words(folded)) AS word FROM came AS changed) named\n    WHERE NOT EXISTS (SELECT FROM albums_vocabulary known WHERE known.word = named.word);\nEND IF;\nRETURN NULL;",
                    hash="8338872be20ab7f427aedbd5465d6d11ae3b9775",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_vocabulary_on_insert_92948",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_credit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credit",
            trigger=pgtrigger.compiler.Trigger(
                name="vocabulary_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    INSERT INTO albums_vocabulary (word, albums, tracks)\n    SELECT word, 0, 0 FROM (SELECT DISTINCT unnest(search_words(folded)) AS word FROM came AS changed) named\n    WHERE NOT EXISTS (SELECT FROM albums_vocabulary known WHERE known.word = named.word);\nEND IF;\nRETURN NULL;",
                    hash="0a58fb446f9d5b8bb0fbf2421ea9d8383ef6fbd1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_vocabulary_on_update_3f4e9",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_credit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="film",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT id FROM albums_album WHERE film_id IN (SELECT id FROM came AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="ee822ff4f48ad122fdcfe42a9c6aa11cc6d7d588",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_album_versions_on_insert_294cd",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_film",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="film",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT id FROM albums_album WHERE film_id IN (SELECT id FROM (TABLE came UNION ALL TABLE went) AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="fe2745a944a0090b058667d5803e0f0ba3616749",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_album_versions_on_update_25a25",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="albums_film",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="film",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT id FROM albums_album WHERE film_id IN (SELECT id FROM went AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="732ae6e7036612236e31ecac4167ddc5a4b1928e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_album_versions_on_delete_cf801",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="albums_film",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="film",
            trigger=pgtrigger.compiler.Trigger(
                name="search_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$SELECT refresh_words(array(SELECT DISTINCT * FROM (SELECT id FROM albums_album WHERE film_id IN (SELECT id FROM came AS changed)) named (id) ORDER BY 1))$sql$;\nEND IF;\nRETURN NULL;",
                    hash="faf3273f940d9cbedb6423bf2646470bdbf8fb67",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_search_on_insert_08ffd",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_film",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="film",
            trigger=pgtrigger.compiler.Trigger(
                name="search_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$SELECT refresh_words(array(SELECT DISTINCT * FROM (SELECT id FROM albums_album WHERE film_id IN (SELECT id FROM (TABLE came UNION ALL TABLE went) AS changed)) named (id) ORDER BY 1))$sql$;\nEND IF;\nRETURN NULL;",
                    hash="c0cabbbffdb832de36cd645eae09fe73cf418f43",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_search_on_update_46ab4",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="albums_film",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="film",
            trigger=pgtrigger.compiler.Trigger(
                name="search_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$SELECT refresh_words(array(SELECT DISTINCT * FROM (SELECT id FROM albums_album WHERE film_id IN (SELECT id FROM went AS changed)) named (id) ORDER BY 1))$sql$;\nEND IF;\nRETURN NULL;",
                    hash="ace632986bbfdd924d8f6223b183a92e2525b4fc",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_search_on_delete_92761",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="albums_film",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="film",
            trigger=pgtrigger.compiler.Trigger(
                name="vocabulary_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    INSERT INTO albums_vocabulary (word, albums, tracks)\n    SELECT word, 0, 0 FROM (SELECT DISTINCT unnest(search_words(folded)) AS word FROM came AS changed) named\n    WHERE NOT EXISTS (SELECT FROM albums_vocabulary known WHERE known.word = named.word);\nEND IF;\nRETURN NULL;",
                    hash="090fd982b6d9227d2fbfa712a42ce8a322778afc",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_vocabulary_on_insert_a01d3",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_film",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="film",
            trigger=pgtrigger.compiler.Trigger(
                name="vocabulary_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    INSERT INTO albums_vocabulary (word, albums, tracks)\n    SELECT word, 0, 0 FROM (SELECT DISTINCT unnest(search_words(folded)) AS word FROM came AS changed) named\n    WHERE NOT EXISTS (SELECT FROM albums_vocabulary known WHERE known.word = named.word);\nEND IF;\nRETURN NULL;",
                    hash="740557aa61c6f4bd737988e990e7fde6faa33a9c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_vocabulary_on_update_099c6",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_film",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="genre",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM albums_album_genres WHERE genre_id IN (SELECT id FROM came AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="f54dca5bd4c10dfc6ff714f2f508c6c455d6f52f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_album_versions_on_insert_4108c",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_genre",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="genre",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM albums_album_genres WHERE genre_id IN (SELECT id FROM (TABLE came UNION ALL TABLE went) AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="c38e48402b45bd8fee3c74d89fa8bf0f2df18ada",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_album_versions_on_update_5b8c3",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="albums_genre",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="genre",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM albums_album_genres WHERE genre_id IN (SELECT id FROM went AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="e01d3025a3202946cc6ee8ef3987418bc070990a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_album_versions_on_delete_9e140",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="albums_genre",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="label",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM albums_album_labels WHERE label_id IN (SELECT id FROM came AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="65fd1d3d4cd3323cbfba6bcd3ed327e60908b0ac",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_album_versions_on_insert_9855e",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_label",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="label",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM albums_album_labels WHERE label_id IN (SELECT id FROM (TABLE came UNION ALL TABLE went) AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="bc0e663174d33d4270a0e091b496142bbe34d90c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_album_versions_on_update_ef035",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="albums_label",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="label",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM albums_album_labels WHERE label_id IN (SELECT id FROM went AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="7be63e7b30f50b068733f11fef0251059f969cfc",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_album_versions_on_delete_42b6d",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="albums_label",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="track",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM came AS changed) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="e5fec0a013ec9aff80d36d6044c3158b7bbd6cdd",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_album_versions_on_insert_12ecb",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_track",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="track",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM (TABLE came UNION ALL TABLE went) AS changed) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="9d039d49e185d836c084d14e2e992d9b4d9db2ac",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_album_versions_on_update_da720",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="albums_track",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="track",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM went AS changed) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="01dc98d0809bf8768dcc0b9f9e3e3e28bb96e39a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_album_versions_on_delete_944d9",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="albums_track",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="track",
            trigger=pgtrigger.compiler.Trigger(
                name="vocabulary_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    INSERT INTO albums_vocabulary (word, albums, tracks)\n    SELECT word, 0, 0 FROM (SELECT DISTINCT unnest(search_words(folded)) AS word FROM came AS changed) named\n    WHERE NOT EXISTS (SELECT FROM albums_vocabulary known WHERE known.word = named.word);\nEND IF;\nRETURN NULL;",
                    hash="4a6be076e27bd2ac37a2aa076818ee4d42dcfc82",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_vocabulary_on_insert_37529",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_track",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="track",
            trigger=pgtrigger.compiler.Trigger(
                name="vocabulary_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    INSERT INTO albums_vocabulary (word, albums, tracks)\n    SELECT word, 0, 0 FROM (SELECT DISTINCT unnest(search_words(folded)) AS word FROM came AS changed) named\n    WHERE NOT EXISTS (SELECT FROM albums_vocabulary known WHERE known.word = named.word);\nEND IF;\nRETURN NULL;",
                    hash="549597bde72e3d8545fa50f4afed64f818b811e7",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_vocabulary_on_update_f18df",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_track",
                    when="AFTER",
                ),
            ),
        ),
    ]
