"""What tells two albums of one artist and title apart, and which have such a namesake."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("albums", "0010_declared_triggers"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="album",
            name="history_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="album",
            name="history_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="album",
            name="history_delete",
        ),
        migrations.AddField(
            model_name="album",
            name="disambiguation",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Tells two records of one artist and title apart: “Green Album”. Shown behind the title.",
                max_length=200,
            ),
        ),
        migrations.AddField(
            model_name="album",
            name="namesakes",
            field=models.BooleanField(
                db_default=False,
                default=False,
                editable=False,
                help_text="Kept by triggers: the artist has another so called.",
            ),
        ),
        migrations.AddField(
            model_name="albumevent",
            name="disambiguation",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Tells two records of one artist and title apart: “Green Album”. Shown behind the title.",
                max_length=200,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="album",
            trigger=pgtrigger.compiler.Trigger(
                name="namesakes_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $sql$\n    UPDATE albums_album SET namesakes = NOT namesakes WHERE id IN (\n        SELECT same.id FROM albums_album same WHERE (same.lead_artist_id, same.folded) IN (SELECT lead_artist_id, folded FROM came AS changed)\n            AND same.namesakes <> EXISTS (\n                SELECT FROM albums_album other WHERE other.folded = same.folded\n                    AND other.lead_artist_id = same.lead_artist_id AND other.id <> same.id AND NOT other.proposed)\n        ORDER BY same.id FOR UPDATE OF same)$sql$;\nRETURN NULL;",
                    hash="114da5b0db8076f292ffe322b54a1e4b0e086ec9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_namesakes_on_insert_69ba8",
                    referencing="REFERENCING NEW TABLE AS came ",
                    table="albums_album",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="album",
            trigger=pgtrigger.compiler.Trigger(
                name="namesakes_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="EXECUTE $sql$\n    UPDATE albums_album SET namesakes = NOT namesakes WHERE id IN (\n        SELECT same.id FROM albums_album same WHERE (same.lead_artist_id, same.folded) IN (SELECT lead_artist_id, folded FROM went AS changed)\n            AND same.namesakes <> EXISTS (\n                SELECT FROM albums_album other WHERE other.folded = same.folded\n                    AND other.lead_artist_id = same.lead_artist_id AND other.id <> same.id AND NOT other.proposed)\n        ORDER BY same.id FOR UPDATE OF same)$sql$;\nRETURN NULL;",
                    hash="93aba781be1060f698eafd39e2b66df4ff5bedad",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_namesakes_on_delete_a5bcb",
                    referencing="REFERENCING OLD TABLE AS went ",
                    table="albums_album",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="album",
            trigger=pgtrigger.compiler.Trigger(
                name="namesakes_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."folded" IS DISTINCT FROM (NEW."folded") OR OLD."lead_artist_id" IS DISTINCT FROM (NEW."lead_artist_id") OR OLD."proposed" IS DISTINCT FROM (NEW."proposed"))',
                    func="\n\n    UPDATE albums_album SET namesakes = NOT namesakes WHERE id IN (\n        SELECT same.id FROM albums_album same WHERE (same.lead_artist_id, same.folded) IN (SELECT OLD.lead_artist_id, OLD.folded UNION SELECT NEW.lead_artist_id, NEW.folded)\n            AND same.namesakes <> EXISTS (\n                SELECT FROM albums_album other WHERE other.folded = same.folded\n                    AND other.lead_artist_id = same.lead_artist_id AND other.id <> same.id AND NOT other.proposed)\n        ORDER BY same.id FOR UPDATE OF same);\nRETURN NULL;",
                    hash="b17aeb8d8a3bb7bf7afc85b66ea67134669d3f40",
                    operation='UPDATE OF "lead_artist_id", "folded", "proposed"',
                    pgid="pgtrigger_namesakes_on_update_acb27",
                    table="albums_album",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="album",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_albumevent" ("title", "disambiguation", "language", "slug", "lead_artist_id", "kind", "release_date", "release_precision", "film_id", "cover", "cover_width", "cover_height", "musicbrainz_id", "proposed", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_corrects) SELECT new_values."title", new_values."disambiguation", new_values."language", new_values."slug", new_values."lead_artist_id", new_values."kind", new_values."release_date", new_values."release_precision", new_values."film_id", new_values."cover", new_values."cover_width", new_values."cover_height", new_values."musicbrainz_id", new_values."proposed", new_values."id", NOW(), \'insert\', context.metadata, false FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="9e1f0ef3d2b317b1cb485256a2c5f17e51c0a99d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_4b6b9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="albums_album",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="album",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_albumevent" ("title", "disambiguation", "language", "slug", "lead_artist_id", "kind", "release_date", "release_precision", "film_id", "cover", "cover_width", "cover_height", "musicbrainz_id", "proposed", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed, pgh_corrects) SELECT old_values."title", old_values."disambiguation", old_values."language", old_values."slug", old_values."lead_artist_id", old_values."kind", old_values."release_date", old_values."release_precision", old_values."film_id", old_values."cover", old_values."cover_width", old_values."cover_height", old_values."musicbrainz_id", old_values."proposed", old_values."id", NOW(), \'update\', context.metadata, change.columns, \nold_values.counted_reviews > 0\nAND change.columns ?| ARRAY[\'title\', \'disambiguation\', \'lead_artist_id\', \'release_date\', \'release_precision\']\nAND NOT coalesce(context.metadata ? \'rearrangement\', false)\n FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{title,disambiguation,language,slug,lead_artist_id,kind,release_date,release_precision,film_id,cover,cover_width,cover_height,musicbrainz_id,proposed}\')) change WHERE (old_values."title", old_values."disambiguation", old_values."language", old_values."slug", old_values."lead_artist_id", old_values."kind", old_values."release_date", old_values."release_precision", old_values."film_id", old_values."cover", old_values."cover_width", old_values."cover_height", old_values."musicbrainz_id", old_values."proposed") IS DISTINCT FROM (new_values."title", new_values."disambiguation", new_values."language", new_values."slug", new_values."lead_artist_id", new_values."kind", new_values."release_date", new_values."release_precision", new_values."film_id", new_values."cover", new_values."cover_width", new_values."cover_height", new_values."musicbrainz_id", new_values."proposed"); RETURN NULL;',
                    hash="5541c236f6ed15b54a3a48146ed611e02705cbd1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_32d43",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="albums_album",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="album",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_albumevent" ("title", "disambiguation", "language", "slug", "lead_artist_id", "kind", "release_date", "release_precision", "film_id", "cover", "cover_width", "cover_height", "musicbrainz_id", "proposed", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_corrects) SELECT old_values."title", old_values."disambiguation", old_values."language", old_values."slug", old_values."lead_artist_id", old_values."kind", old_values."release_date", old_values."release_precision", old_values."film_id", old_values."cover", old_values."cover_width", old_values."cover_height", old_values."musicbrainz_id", old_values."proposed", old_values."id", NOW(), \'delete\', context.metadata, false FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="e0d80bce0f8b34a262442ce7cd2224c234793815",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_82741",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="albums_album",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(
            """
            UPDATE albums_album SET namesakes = true WHERE id IN (
                SELECT album.id FROM albums_album album JOIN albums_album other
                    ON other.lead_artist_id = album.lead_artist_id AND other.folded = album.folded
                    AND other.id <> album.id AND NOT other.proposed)
            """,
            migrations.RunSQL.noop,
        ),
    ]
