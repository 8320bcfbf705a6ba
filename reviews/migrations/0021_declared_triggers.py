"""Triggers as the models declare them (reviews.models.triggers, tally), in the place of those made by hand."""

from importlib import import_module

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

versions = import_module("albums.migrations.0002_versions")
search = import_module("albums.migrations.0003_search")
undone = import_module("albums.migrations.0010_declared_triggers").undone
verbatim = import_module("reviews.migrations.0002_verbatim_excerpts")
watched = import_module("reviews.migrations.0005_versions")
tallies = import_module("reviews.migrations.0008_tallies")
sources = import_module("reviews.migrations.0013_sources")


class Migration(migrations.Migration):
    dependencies = [("albums", "0010_declared_triggers"), ("reviews", "0020_refold")]

    operations = [
        migrations.RunSQL(verbatim.NO_TRIGGERS, verbatim.TRIGGERS),
        *(undone(operation) for operation in watched.watching()),
        undone(versions.watch("reviews_verdictcoding", watched.EVERYWHERE, everywhere=True)),
        undone(search.learn_words("reviews_critic")),
        undone(search.learn_words("reviews_publication")),
        migrations.RunSQL(sources.REMEMBER, sources.FORGET),
        undone(tallies.tallying("critic")),
        undone(tallies.tallying("publication")),
        migrations.RunSQL(tallies.DROPPING, tallies.KEEPING),
        # No table calls these any more.
        migrations.RunSQL(search.UNKEEPING, search.KEEPING),
        migrations.RunSQL(versions.UNCOUNTING, versions.COUNTING),
        migrations.CreateModel(
            name="ReviewedAlbum",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("albums.album",),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calibration",
            trigger=pgtrigger.compiler.Trigger(
                name="catalogue_version_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0; END IF;\nRETURN NULL;",
                    hash="67c89d1fb20300961d927cfdb759213af405a3df",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_catalogue_version_on_insert_fc631",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="reviews_calibration",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calibration",
            trigger=pgtrigger.compiler.Trigger(
                name="catalogue_version_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0; END IF;\nRETURN NULL;",
                    hash="38850bc9b0df018441af5cd09fdfef9ed228b28b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_catalogue_version_on_update_7db43",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="reviews_calibration",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calibration",
            trigger=pgtrigger.compiler.Trigger(
                name="catalogue_version_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0; END IF;\nRETURN NULL;",
                    hash="dbc8d2456b39e0e80adad117379b244d2d66eaa1",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_catalogue_version_on_delete_e8d6e",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="reviews_calibration",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consensus",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM came AS changed) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="f96b4f6a4759ff4fbf84c4872071bb814ec7f478",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_album_versions_on_insert_4e929",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="reviews_consensus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consensus",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM (TABLE came UNION ALL TABLE went) AS changed) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="760e43a0b43f7b361c53b7655f8082a13932d14e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_album_versions_on_update_921f0",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="reviews_consensus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consensus",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM went AS changed) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="c18982fee27550eeeba874b941986a8e76901773",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_album_versions_on_delete_cf361",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="reviews_consensus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countedreview",
            trigger=pgtrigger.compiler.Trigger(
                name="tally_by_critic_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO reviews_critictally AS kept (critic_id, counted, graded, raves, positives, mixeds, pans, bins)\nSELECT critic_id, + count(*), + count(score), + count(*) FILTER (WHERE verdict = 'rave'), + count(*) FILTER (WHERE verdict = 'positive'), + count(*) FILTER (WHERE verdict = 'mixed'), + count(*) FILTER (WHERE verdict = 'pan'), ARRAY[+ count(*) FILTER (WHERE round(score::numeric / 5) = 0), + count(*) FILTER (WHERE round(score::numeric / 5) = 1), + count(*) FILTER (WHERE round(score::numeric / 5) = 2), + count(*) FILTER (WHERE round(score::numeric / 5) = 3), + count(*) FILTER (WHERE round(score::numeric / 5) = 4), + count(*) FILTER (WHERE round(score::numeric / 5) = 5), + count(*) FILTER (WHERE round(score::numeric / 5) = 6), + count(*) FILTER (WHERE round(score::numeric / 5) = 7), + count(*) FILTER (WHERE round(score::numeric / 5) = 8), + count(*) FILTER (WHERE round(score::numeric / 5) = 9), + count(*) FILTER (WHERE round(score::numeric / 5) = 10), + count(*) FILTER (WHERE round(score::numeric / 5) = 11), + count(*) FILTER (WHERE round(score::numeric / 5) = 12), + count(*) FILTER (WHERE round(score::numeric / 5) = 13), + count(*) FILTER (WHERE round(score::numeric / 5) = 14), + count(*) FILTER (WHERE round(score::numeric / 5) = 15), + count(*) FILTER (WHERE round(score::numeric / 5) = 16), + count(*) FILTER (WHERE round(score::numeric / 5) = 17), + count(*) FILTER (WHERE round(score::numeric / 5) = 18), + count(*) FILTER (WHERE round(score::numeric / 5) = 19), + count(*) FILTER (WHERE round(score::numeric / 5) = 20)]\nFROM came AS changed WHERE critic_id IS NOT NULL GROUP BY critic_id ORDER BY critic_id\nON CONFLICT (critic_id) DO UPDATE SET counted = kept.counted + excluded.counted, graded = kept.graded + excluded.graded, raves = kept.raves + excluded.raves, positives = kept.positives + excluded.positives, mixeds = kept.mixeds + excluded.mixeds, pans = kept.pans + excluded.pans,\n    bins = (SELECT array_agg(had + more ORDER BY place)\n            FROM unnest(kept.bins, excluded.bins) WITH ORDINALITY AS bin (had, more, place));\nRETURN NULL;",
                    hash="7bdce09ee21a3612ce822ae9b4084e1f8d6089b0",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_tally_by_critic_on_insert_0e64c",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="reviews_countedreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countedreview",
            trigger=pgtrigger.compiler.Trigger(
                name="tally_by_critic_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO reviews_critictally AS kept (critic_id, counted, graded, raves, positives, mixeds, pans, bins)\nSELECT critic_id, - count(*), - count(score), - count(*) FILTER (WHERE verdict = 'rave'), - count(*) FILTER (WHERE verdict = 'positive'), - count(*) FILTER (WHERE verdict = 'mixed'), - count(*) FILTER (WHERE verdict = 'pan'), ARRAY[- count(*) FILTER (WHERE round(score::numeric / 5) = 0), - count(*) FILTER (WHERE round(score::numeric / 5) = 1), - count(*) FILTER (WHERE round(score::numeric / 5) = 2), - count(*) FILTER (WHERE round(score::numeric / 5) = 3), - count(*) FILTER (WHERE round(score::numeric / 5) = 4), - count(*) FILTER (WHERE round(score::numeric / 5) = 5), - count(*) FILTER (WHERE round(score::numeric / 5) = 6), - count(*) FILTER (WHERE round(score::numeric / 5) = 7), - count(*) FILTER (WHERE round(score::numeric / 5) = 8), - count(*) FILTER (WHERE round(score::numeric / 5) = 9), - count(*) FILTER (WHERE round(score::numeric / 5) = 10), - count(*) FILTER (WHERE round(score::numeric / 5) = 11), - count(*) FILTER (WHERE round(score::numeric / 5) = 12), - count(*) FILTER (WHERE round(score::numeric / 5) = 13), - count(*) FILTER (WHERE round(score::numeric / 5) = 14), - count(*) FILTER (WHERE round(score::numeric / 5) = 15), - count(*) FILTER (WHERE round(score::numeric / 5) = 16), - count(*) FILTER (WHERE round(score::numeric / 5) = 17), - count(*) FILTER (WHERE round(score::numeric / 5) = 18), - count(*) FILTER (WHERE round(score::numeric / 5) = 19), - count(*) FILTER (WHERE round(score::numeric / 5) = 20)]\nFROM went AS changed WHERE critic_id IS NOT NULL GROUP BY critic_id ORDER BY critic_id\nON CONFLICT (critic_id) DO UPDATE SET counted = kept.counted + excluded.counted, graded = kept.graded + excluded.graded, raves = kept.raves + excluded.raves, positives = kept.positives + excluded.positives, mixeds = kept.mixeds + excluded.mixeds, pans = kept.pans + excluded.pans,\n    bins = (SELECT array_agg(had + more ORDER BY place)\n            FROM unnest(kept.bins, excluded.bins) WITH ORDINALITY AS bin (had, more, place));\nRETURN NULL;",
                    hash="a11b1b3d59dac701e9a17cec7ec7d8a3f8b9c926",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_tally_by_critic_on_delete_b786f",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="reviews_countedreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countedreview",
            trigger=pgtrigger.compiler.Trigger(
                name="tally_by_publication_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO reviews_publicationtally AS kept (publication_id, counted, graded, raves, positives, mixeds, pans, bins)\nSELECT publication_id, + count(*), + count(score), + count(*) FILTER (WHERE verdict = 'rave'), + count(*) FILTER (WHERE verdict = 'positive'), + count(*) FILTER (WHERE verdict = 'mixed'), + count(*) FILTER (WHERE verdict = 'pan'), ARRAY[+ count(*) FILTER (WHERE round(score::numeric / 5) = 0), + count(*) FILTER (WHERE round(score::numeric / 5) = 1), + count(*) FILTER (WHERE round(score::numeric / 5) = 2), + count(*) FILTER (WHERE round(score::numeric / 5) = 3), + count(*) FILTER (WHERE round(score::numeric / 5) = 4), + count(*) FILTER (WHERE round(score::numeric / 5) = 5), + count(*) FILTER (WHERE round(score::numeric / 5) = 6), + count(*) FILTER (WHERE round(score::numeric / 5) = 7), + count(*) FILTER (WHERE round(score::numeric / 5) = 8), + count(*) FILTER (WHERE round(score::numeric / 5) = 9), + count(*) FILTER (WHERE round(score::numeric / 5) = 10), + count(*) FILTER (WHERE round(score::numeric / 5) = 11), + count(*) FILTER (WHERE round(score::numeric / 5) = 12), + count(*) FILTER (WHERE round(score::numeric / 5) = 13), + count(*) FILTER (WHERE round(score::numeric / 5) = 14), + count(*) FILTER (WHERE round(score::numeric / 5) = 15), + count(*) FILTER (WHERE round(score::numeric / 5) = 16), + count(*) FILTER (WHERE round(score::numeric / 5) = 17), + count(*) FILTER (WHERE round(score::numeric / 5) = 18), + count(*) FILTER (WHERE round(score::numeric / 5) = 19), + count(*) FILTER (WHERE round(score::numeric / 5) = 20)]\nFROM came AS changed WHERE publication_id IS NOT NULL GROUP BY publication_id ORDER BY publication_id\nON CONFLICT (publication_id) DO UPDATE SET counted = kept.counted + excluded.counted, graded = kept.graded + excluded.graded, raves = kept.raves + excluded.raves, positives = kept.positives + excluded.positives, mixeds = kept.mixeds + excluded.mixeds, pans = kept.pans + excluded.pans,\n    bins = (SELECT array_agg(had + more ORDER BY place)\n            FROM unnest(kept.bins, excluded.bins) WITH ORDINALITY AS bin (had, more, place));\nRETURN NULL;",
                    hash="cc6e3a6ef026bc65fc4918070be0c4f0584cc854",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_tally_by_publication_on_insert_ace57",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="reviews_countedreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="countedreview",
            trigger=pgtrigger.compiler.Trigger(
                name="tally_by_publication_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO reviews_publicationtally AS kept (publication_id, counted, graded, raves, positives, mixeds, pans, bins)\nSELECT publication_id, - count(*), - count(score), - count(*) FILTER (WHERE verdict = 'rave'), - count(*) FILTER (WHERE verdict = 'positive'), - count(*) FILTER (WHERE verdict = 'mixed'), - count(*) FILTER (WHERE verdict = 'pan'), ARRAY[- count(*) FILTER (WHERE round(score::numeric / 5) = 0), - count(*) FILTER (WHERE round(score::numeric / 5) = 1), - count(*) FILTER (WHERE round(score::numeric / 5) = 2), - count(*) FILTER (WHERE round(score::numeric / 5) = 3), - count(*) FILTER (WHERE round(score::numeric / 5) = 4), - count(*) FILTER (WHERE round(score::numeric / 5) = 5), - count(*) FILTER (WHERE round(score::numeric / 5) = 6), - count(*) FILTER (WHERE round(score::numeric / 5) = 7), - count(*) FILTER (WHERE round(score::numeric / 5) = 8), - count(*) FILTER (WHERE round(score::numeric / 5) = 9), - count(*) FILTER (WHERE round(score::numeric / 5) = 10), - count(*) FILTER (WHERE round(score::numeric / 5) = 11), - count(*) FILTER (WHERE round(score::numeric / 5) = 12), - count(*) FILTER (WHERE round(score::numeric / 5) = 13), - count(*) FILTER (WHERE round(score::numeric / 5) = 14), - count(*) FILTER (WHERE round(score::numeric / 5) = 15), - count(*) FILTER (WHERE round(score::numeric / 5) = 16), - count(*) FILTER (WHERE round(score::numeric / 5) = 17), - count(*) FILTER (WHERE round(score::numeric / 5) = 18), - count(*) FILTER (WHERE round(score::numeric / 5) = 19), - count(*) FILTER (WHERE round(score::numeric / 5) = 20)]\nFROM went AS changed WHERE publication_id IS NOT NULL GROUP BY publication_id ORDER BY publication_id\nON CONFLICT (publication_id) DO UPDATE SET counted = kept.counted + excluded.counted, graded = kept.graded + excluded.graded, raves = kept.raves + excluded.raves, positives = kept.positives + excluded.positives, mixeds = kept.mixeds + excluded.mixeds, pans = kept.pans + excluded.pans,\n    bins = (SELECT array_agg(had + more ORDER BY place)\n            FROM unnest(kept.bins, excluded.bins) WITH ORDINALITY AS bin (had, more, place));\nRETURN NULL;",
                    hash="1f7756c0ef3491350a6b401d1e16aa451037d31d",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_tally_by_publication_on_delete_ba5f0",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="reviews_countedreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="critic",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM reviews_review WHERE status = 'published' AND critic_id IN (SELECT id FROM came AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0;\nEND IF;\nRETURN NULL;",
                    hash="8cf21d3517912727c7bfcf15c84517f1cf501dbf",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_album_versions_on_insert_cedbf",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="reviews_critic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="critic",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM reviews_review WHERE status = 'published' AND critic_id IN (SELECT id FROM (TABLE came UNION ALL TABLE went) AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0;\nEND IF;\nRETURN NULL;",
                    hash="0a2943a547dc7b524b290e54886e726333d871da",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_album_versions_on_update_100ff",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="reviews_critic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="critic",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM reviews_review WHERE status = 'published' AND critic_id IN (SELECT id FROM went AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0;\nEND IF;\nRETURN NULL;",
                    hash="0d3c3c3efd56480688058d617de3f90cc922ed07",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_album_versions_on_delete_26120",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="reviews_critic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="critic",
            trigger=pgtrigger.compiler.Trigger(
                name="vocabulary_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    INSERT INTO albums_vocabulary (word, albums, tracks)\n    SELECT word, 0, 0 FROM (SELECT DISTINCT unnest(search_words(folded)) AS word FROM came AS changed) named\n    WHERE NOT EXISTS (SELECT FROM albums_vocabulary known WHERE known.word = named.word);\nEND IF;\nRETURN NULL;",
                    hash="032b9d99222de18efb42347121e8714ec6c4cd41",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_vocabulary_on_insert_73b3a",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="reviews_critic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="critic",
            trigger=pgtrigger.compiler.Trigger(
                name="vocabulary_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    INSERT INTO albums_vocabulary (word, albums, tracks)\n    SELECT word, 0, 0 FROM (SELECT DISTINCT unnest(search_words(folded)) AS word FROM came AS changed) named\n    WHERE NOT EXISTS (SELECT FROM albums_vocabulary known WHERE known.word = named.word);\nEND IF;\nRETURN NULL;",
                    hash="661fb0a53bb230ebf8b0d5ae7078a1d6ef9c98c6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_vocabulary_on_update_503fd",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="reviews_critic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="critic",
            trigger=pgtrigger.compiler.Trigger(
                name="count_reviews_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ((OLD.hidden) IS DISTINCT FROM (NEW.hidden))",
                    func="PERFORM count_reviews_anew(array(SELECT id FROM reviews_review WHERE critic_id = NEW.id)); RETURN NULL;",
                    hash="d5a6ce9c005d58750d58f3cb55c4a7aa16b6243f",
                    operation='UPDATE OF "hidden"',
                    pgid="pgtrigger_count_reviews_on_update_b1355",
                    table="reviews_critic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="excerpt",
            trigger=pgtrigger.compiler.Trigger(
                name="excerpt_is_verbatim",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\nIF EXISTS (\n    SELECT FROM reviews_excerpt excerpt JOIN reviews_review review ON review.id = excerpt.review_id\n    WHERE excerpt.id = NEW.id\n      AND (substr(review.body, excerpt.start + 1, excerpt.\"end\" - excerpt.start) IS DISTINCT FROM excerpt.text\n           OR char_length(excerpt.text) <> excerpt.\"end\" - excerpt.start)\n    UNION ALL\n    SELECT FROM reviews_excerpt excerpt\n    JOIN reviews_review review ON review.id = excerpt.review_id\n    JOIN albums_track track ON track.id = excerpt.track_id\n    WHERE excerpt.id = NEW.id AND track.album_id <> review.album_id\n) THEN\n    RAISE EXCEPTION 'excerpt % is not a span of its review, or names a track of another album', NEW.id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'excerpt_is_verbatim';\nEND IF;\nRETURN NULL;",
                    hash="f819d1d92479e79ea9b182a326d40591aae6cfa9",
                    operation='INSERT OR UPDATE OF "start", "end", "text", "review_id", "track_id"',
                    pgid="pgtrigger_excerpt_is_verbatim_16392",
                    table="reviews_excerpt",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="excerpt",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT review.album_id FROM came AS changed JOIN reviews_review review ON review.id = changed.review_id WHERE review.status = 'published') ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="cb126605f1381767ce505724adf3e9c52b657a1b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_album_versions_on_insert_f43d6",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="reviews_excerpt",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="excerpt",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT review.album_id FROM (TABLE came UNION ALL TABLE went) AS changed JOIN reviews_review review ON review.id = changed.review_id WHERE review.status = 'published') ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="3f810b3de1af7acef711b01f15309ed565a152de",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_album_versions_on_update_bff24",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="reviews_excerpt",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="excerpt",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT review.album_id FROM went AS changed JOIN reviews_review review ON review.id = changed.review_id WHERE review.status = 'published') ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="64274f3518c97368e9e9723b6f70ed41c595d5a4",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_album_versions_on_delete_ddc47",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="reviews_excerpt",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM reviews_review WHERE status = 'published' AND publication_id IN (SELECT id FROM came AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0;\nEND IF;\nRETURN NULL;",
                    hash="53f5157aca9565b707a68a54319fbe15f65297ea",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_album_versions_on_insert_2c204",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="reviews_publication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM reviews_review WHERE status = 'published' AND publication_id IN (SELECT id FROM (TABLE came UNION ALL TABLE went) AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0;\nEND IF;\nRETURN NULL;",
                    hash="76f0d40623b4871ce2157f47b746e41d438eda00",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_album_versions_on_update_2d6a9",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="reviews_publication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM reviews_review WHERE status = 'published' AND publication_id IN (SELECT id FROM went AS changed)) ORDER BY id FOR UPDATE)\n    $sql$;\n    UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0;\nEND IF;\nRETURN NULL;",
                    hash="84a6acc14bd1ad4f6e8431564e457ef95b8c389f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_album_versions_on_delete_16282",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="reviews_publication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="vocabulary_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    INSERT INTO albums_vocabulary (word, albums, tracks)\n    SELECT word, 0, 0 FROM (SELECT DISTINCT unnest(search_words(folded)) AS word FROM came AS changed) named\n    WHERE NOT EXISTS (SELECT FROM albums_vocabulary known WHERE known.word = named.word);\nEND IF;\nRETURN NULL;",
                    hash="dcdce4ac9e17d7264765727abfc8c4f68c9fc7b6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_vocabulary_on_insert_438a9",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="reviews_publication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="vocabulary_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off' THEN\n    INSERT INTO albums_vocabulary (word, albums, tracks)\n    SELECT word, 0, 0 FROM (SELECT DISTINCT unnest(search_words(folded)) AS word FROM came AS changed) named\n    WHERE NOT EXISTS (SELECT FROM albums_vocabulary known WHERE known.word = named.word);\nEND IF;\nRETURN NULL;",
                    hash="761fc4692c887a958dd5d9599970c3783beffdb5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_vocabulary_on_update_f99d5",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="reviews_publication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="review_holds_its_excerpts",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\nIF EXISTS (\n    SELECT FROM reviews_excerpt excerpt JOIN reviews_review review ON review.id = excerpt.review_id\n    LEFT JOIN albums_track track ON track.id = excerpt.track_id\n    WHERE review.id = NEW.id\n      AND (substr(review.body, excerpt.start + 1, excerpt.\"end\" - excerpt.start) IS DISTINCT FROM excerpt.text\n           OR track.album_id <> review.album_id)\n) THEN\n    RAISE EXCEPTION 'review % no longer holds the words of its excerpts', NEW.id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'review_holds_its_excerpts';\nEND IF;\nRETURN NULL;",
                    hash="28ddc893fe87de907bf0225569c56ae92eafab57",
                    operation='UPDATE OF "body", "album_id"',
                    pgid="pgtrigger_review_holds_its_excerpts_ebf7c",
                    table="reviews_review",
                    timing="DEFERRABLE INITIALLY IMMEDIATE",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="forget_state_of_other_source",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.source_gone AND NEW.source_url <> OLD.source_url)",
                    func="NEW.source_gone := false; RETURN NEW;",
                    hash="518a485bf967fc24d224f1e510086d520c43a05e",
                    operation='UPDATE OF "source_url"',
                    pgid="pgtrigger_forget_state_of_other_source_698ee",
                    table="reviews_review",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM came AS changed WHERE status IN ('published', 'withdrawn')) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="283d764f5b04f624297ec11653db7ac8ad914b9b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_album_versions_on_insert_4e0b0",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="reviews_review",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM (TABLE came UNION ALL TABLE went) AS changed WHERE status IN ('published', 'withdrawn')) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="86ac3a45155abc608d7432111cce0f2748ca1f52",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_album_versions_on_update_24d5e",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="reviews_review",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="album_versions_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN\n    EXECUTE $sql$\n        UPDATE albums_album SET version = version + 1 WHERE id IN (\n            SELECT id FROM albums_album WHERE id IN (SELECT album_id FROM went AS changed WHERE status IN ('published', 'withdrawn')) ORDER BY id FOR UPDATE)\n    $sql$;\n    \nEND IF;\nRETURN NULL;",
                    hash="4cd9cdbcffce2d01c17bbd0233e7e089bb75860c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_album_versions_on_delete_c6e3e",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="reviews_review",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="count_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM count_reviews_anew(array(SELECT id FROM came AS changed));\nRETURN NULL;",
                    hash="06a95a8cce24c76c1bf194070bea5760860c7ba2",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_count_on_insert_ee58c",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="reviews_review",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="count_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM count_reviews_anew(array(SELECT id FROM came AS changed));\nRETURN NULL;",
                    hash="2494498d48dfc1867cb2f00ec2f94469e9f10d35",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_count_on_update_becde",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="reviews_review",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="count_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="PERFORM count_reviews_anew(array(SELECT id FROM went AS changed));\nRETURN NULL;",
                    hash="43ec936b51a33ad1444430287b67bf9d654b50c7",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_count_on_delete_fcb26",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="reviews_review",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scale",
            trigger=pgtrigger.compiler.Trigger(
                name="catalogue_version_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0; END IF;\nRETURN NULL;",
                    hash="74e09c71978c79f82b3b9e4575758bdc07ea0313",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_catalogue_version_on_insert_54405",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="reviews_scale",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scale",
            trigger=pgtrigger.compiler.Trigger(
                name="catalogue_version_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0; END IF;\nRETURN NULL;",
                    hash="039c910e877bc97456c890ca4cb83aed34977d02",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_catalogue_version_on_update_c6df5",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="reviews_scale",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scale",
            trigger=pgtrigger.compiler.Trigger(
                name="catalogue_version_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0; END IF;\nRETURN NULL;",
                    hash="a3dd1fb1ae1564b53980c51ef1277ebcf68de745",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_catalogue_version_on_delete_94a0f",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="reviews_scale",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scaleletter",
            trigger=pgtrigger.compiler.Trigger(
                name="catalogue_version_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0; END IF;\nRETURN NULL;",
                    hash="829e5e1ec74dc77f3831d3c47b6b149eb04ddeb9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_catalogue_version_on_insert_a1750",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="reviews_scaleletter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scaleletter",
            trigger=pgtrigger.compiler.Trigger(
                name="catalogue_version_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0; END IF;\nRETURN NULL;",
                    hash="aa2d98951e03ba88c81274365aabb650fadfdc74",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_catalogue_version_on_update_8adaf",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="reviews_scaleletter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scaleletter",
            trigger=pgtrigger.compiler.Trigger(
                name="catalogue_version_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0; END IF;\nRETURN NULL;",
                    hash="7c695fe4a7f992c9c78b6dd3837ded070360d768",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_catalogue_version_on_delete_f6ea5",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="reviews_scaleletter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdictcoding",
            trigger=pgtrigger.compiler.Trigger(
                name="catalogue_version_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0; END IF;\nRETURN NULL;",
                    hash="ad2fcb52d20e713f2cc8ce83a4770df415658787",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_catalogue_version_on_insert_09309",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="reviews_verdictcoding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdictcoding",
            trigger=pgtrigger.compiler.Trigger(
                name="catalogue_version_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0; END IF;\nRETURN NULL;",
                    hash="beb9a443ff8de453d8365860b5f179013bb1cec1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_catalogue_version_on_update_89712",
                    referencing="REFERENCING OLD TABLE AS went  NEW TABLE AS came ",
                    table="reviews_verdictcoding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdictcoding",
            trigger=pgtrigger.compiler.Trigger(
                name="catalogue_version_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' THEN UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0; END IF;\nRETURN NULL;",
                    hash="5f8fd9a6530e740c085b403a30b626a6ef9552c2",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_catalogue_version_on_delete_5627c",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="reviews_verdictcoding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewedalbum",
            trigger=pgtrigger.compiler.Trigger(
                name="count_reviews_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ((OLD.proposed, OLD.release_date) IS DISTINCT FROM (NEW.proposed, NEW.release_date))",
                    func="PERFORM count_reviews_anew(array(SELECT id FROM reviews_review WHERE album_id = NEW.id)); RETURN NULL;",
                    hash="70a2b5ac94baae16071f24488bfadd39322ea7d5",
                    operation='UPDATE OF "proposed", "release_date"',
                    pgid="pgtrigger_count_reviews_on_update_d3ba3",
                    table="albums_album",
                    when="AFTER",
                ),
            ),
        ),
    ]
