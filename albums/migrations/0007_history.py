"""Tables and triggers of the history of the catalogue: see common.tracking."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("albums", "0006_proposed"),
    ]

    operations = [
        migrations.CreateModel(
            name="AlbumEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_corrects", models.BooleanField(db_default=False)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("title", models.CharField(max_length=500)),
                (
                    "language",
                    models.CharField(
                        blank=True, help_text="Language tag of the title, when not English.", max_length=35
                    ),
                ),
                ("slug", models.SlugField(allow_unicode=True, db_index=False, max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("album", "Album"),
                            ("ep", "EP"),
                            ("soundtrack", "Soundtrack"),
                            ("live", "Live album"),
                            ("compilation", "Compilation"),
                            ("mixtape", "Mixtape"),
                        ],
                        default="album",
                        max_length=12,
                    ),
                ),
                ("release_date", models.DateField(blank=True, null=True)),
                (
                    "release_precision",
                    models.CharField(
                        blank=True, choices=[("year", "Year"), ("month", "Month"), ("day", "Day")], max_length=5
                    ),
                ),
                (
                    "cover",
                    models.ImageField(
                        blank=True, height_field="cover_height", upload_to="covers/%Y/%m", width_field="cover_width"
                    ),
                ),
                ("cover_width", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("cover_height", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("musicbrainz_id", models.UUIDField(blank=True, null=True, verbose_name="MusicBrainz release group")),
                (
                    "proposed",
                    models.BooleanField(
                        default=False, help_text="Proposed by a critic; unseen until a curator accepts it."
                    ),
                ),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AlbumGenreEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AlbumLabelEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AlbumLinkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("stream", "Listen"), ("buy", "Buy"), ("official", "Official page")], max_length=8
                    ),
                ),
                ("url", models.URLField(max_length=1000)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ArtistAliasEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("name", models.CharField(max_length=300)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ArtistEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("name", models.CharField(max_length=300)),
                (
                    "sort_name",
                    models.CharField(
                        blank=True, help_text="As filed: “Harrow, Ines”. Empty: as named.", max_length=300
                    ),
                ),
                ("slug", models.SlugField(allow_unicode=True, db_index=False, max_length=100)),
                (
                    "disambiguation",
                    models.CharField(blank=True, help_text="Tells two artists of one name apart.", max_length=200),
                ),
                ("musicbrainz_id", models.UUIDField(blank=True, null=True)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CreditEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "credited_as",
                    models.CharField(blank=True, help_text="When the sleeve prints another name.", max_length=300),
                ),
                (
                    "join_phrase",
                    models.CharField(blank=True, help_text="What follows the name: “ & ”, “ feat. ”.", max_length=40),
                ),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="FilmEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("title", models.CharField(max_length=300)),
                ("release_date", models.DateField(blank=True, null=True)),
                ("minutes", models.PositiveSmallIntegerField(blank=True, help_text="Running time.", null=True)),
                ("director", models.CharField(blank=True, max_length=300)),
                (
                    "producers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
                    ),
                ),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="GenreEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("name", models.CharField(max_length=120)),
                ("slug", models.SlugField(allow_unicode=True, db_index=False, max_length=120)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="LabelEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("name", models.CharField(max_length=120)),
                ("slug", models.SlugField(allow_unicode=True, db_index=False, max_length=120)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RedirectEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("old_path", models.CharField(max_length=500)),
                ("new_path", models.CharField(max_length=500)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="TrackEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("disc", models.PositiveSmallIntegerField(default=1)),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=500)),
                ("seconds", models.PositiveIntegerField(blank=True, null=True)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AlbumLabel",
            fields=[],
            options={
                "verbose_name": "label of an album",
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("albums.album_labels",),
        ),
        migrations.CreateModel(
            name="AlbumGenre",
            fields=[],
            options={
                "verbose_name": "genre of an album",
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("albums.album_genres",),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="album",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_albumevent" ("title", "language", "slug", "lead_artist_id", "kind", "release_date", "release_precision", "film_id", "cover", "cover_width", "cover_height", "musicbrainz_id", "proposed", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_corrects) SELECT new_values."title", new_values."language", new_values."slug", new_values."lead_artist_id", new_values."kind", new_values."release_date", new_values."release_precision", new_values."film_id", new_values."cover", new_values."cover_width", new_values."cover_height", new_values."musicbrainz_id", new_values."proposed", new_values."id", NOW(), \'insert\', context.metadata, false FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="1fdc0472288ea0e7b8e01057be03a529960f087c",
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
                    func='INSERT INTO "albums_albumevent" ("title", "language", "slug", "lead_artist_id", "kind", "release_date", "release_precision", "film_id", "cover", "cover_width", "cover_height", "musicbrainz_id", "proposed", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed, pgh_corrects) SELECT old_values."title", old_values."language", old_values."slug", old_values."lead_artist_id", old_values."kind", old_values."release_date", old_values."release_precision", old_values."film_id", old_values."cover", old_values."cover_width", old_values."cover_height", old_values."musicbrainz_id", old_values."proposed", old_values."id", NOW(), \'update\', context.metadata, change.columns, \nold_values.counted_reviews > 0\nAND change.columns ?| ARRAY[\'title\', \'lead_artist_id\', \'release_date\', \'release_precision\']\nAND NOT coalesce(context.metadata ? \'rearrangement\', false)\n FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{title,language,slug,lead_artist_id,kind,release_date,release_precision,film_id,cover,cover_width,cover_height,musicbrainz_id,proposed}\')) change WHERE (old_values."title", old_values."language", old_values."slug", old_values."lead_artist_id", old_values."kind", old_values."release_date", old_values."release_precision", old_values."film_id", old_values."cover", old_values."cover_width", old_values."cover_height", old_values."musicbrainz_id", old_values."proposed") IS DISTINCT FROM (new_values."title", new_values."language", new_values."slug", new_values."lead_artist_id", new_values."kind", new_values."release_date", new_values."release_precision", new_values."film_id", new_values."cover", new_values."cover_width", new_values."cover_height", new_values."musicbrainz_id", new_values."proposed"); RETURN NULL;',
                    hash="8134d0d036099a7e17b2997eb51437670702d8ea",
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
                    func='INSERT INTO "albums_albumevent" ("title", "language", "slug", "lead_artist_id", "kind", "release_date", "release_precision", "film_id", "cover", "cover_width", "cover_height", "musicbrainz_id", "proposed", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_corrects) SELECT old_values."title", old_values."language", old_values."slug", old_values."lead_artist_id", old_values."kind", old_values."release_date", old_values."release_precision", old_values."film_id", old_values."cover", old_values."cover_width", old_values."cover_height", old_values."musicbrainz_id", old_values."proposed", old_values."id", NOW(), \'delete\', context.metadata, false FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="adf4b4237c18d66eeef3a7a2dab89b0ec5abfe5b",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_82741",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="albums_album",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumlink",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_albumlinkevent" ("album_id", "kind", "url", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."album_id", new_values."kind", new_values."url", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="0115d4c577fa72b8f2e864f3fb8e66982ac483b5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_42e90",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="albums_albumlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumlink",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_albumlinkevent" ("album_id", "kind", "url", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."album_id", old_values."kind", old_values."url", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{album_id,kind,url}\')) change WHERE (old_values."album_id", old_values."kind", old_values."url") IS DISTINCT FROM (new_values."album_id", new_values."kind", new_values."url"); RETURN NULL;',
                    hash="278cd525323b5ec42b78a2b61292d36461a4bb61",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_40b23",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="albums_albumlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumlink",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_albumlinkevent" ("album_id", "kind", "url", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."album_id", old_values."kind", old_values."url", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="2e204701f4b218042b58778bde0e95da29456afe",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_ef867",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="albums_albumlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artist",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_artistevent" ("name", "sort_name", "slug", "disambiguation", "musicbrainz_id", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."name", new_values."sort_name", new_values."slug", new_values."disambiguation", new_values."musicbrainz_id", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="c7d6d8e44781db17d0aac92fdcdb89132fb23b2c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_1871a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="albums_artist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artist",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_artistevent" ("name", "sort_name", "slug", "disambiguation", "musicbrainz_id", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."name", old_values."sort_name", old_values."slug", old_values."disambiguation", old_values."musicbrainz_id", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{name,sort_name,slug,disambiguation,musicbrainz_id}\')) change WHERE (old_values."name", old_values."sort_name", old_values."slug", old_values."disambiguation", old_values."musicbrainz_id") IS DISTINCT FROM (new_values."name", new_values."sort_name", new_values."slug", new_values."disambiguation", new_values."musicbrainz_id"); RETURN NULL;',
                    hash="ba6c68f2f0029354334a767b6a675eb46d84bab6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_eab93",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="albums_artist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artist",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_artistevent" ("name", "sort_name", "slug", "disambiguation", "musicbrainz_id", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."name", old_values."sort_name", old_values."slug", old_values."disambiguation", old_values."musicbrainz_id", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="ce664dad997d3902a7ae86a622d7f5a0101daa01",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_3647c",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="albums_artist",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artistalias",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_artistaliasevent" ("artist_id", "name", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."artist_id", new_values."name", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="67cfb9e6a20cd3d4a9706f04744cecfc7dad762a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_f8281",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="albums_artistalias",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artistalias",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_artistaliasevent" ("artist_id", "name", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."artist_id", old_values."name", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{artist_id,name}\')) change WHERE (old_values."artist_id", old_values."name") IS DISTINCT FROM (new_values."artist_id", new_values."name"); RETURN NULL;',
                    hash="f18e8a691c9b3b251c4b92acf76c6573fa0b2a49",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_a06d4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="albums_artistalias",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="artistalias",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_artistaliasevent" ("artist_id", "name", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."artist_id", old_values."name", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="e886a4805671dd05e1cdb4e5f343162cbb8dcfac",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_e373f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="albums_artistalias",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credit",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_creditevent" ("album_id", "artist_id", "position", "credited_as", "join_phrase", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."album_id", new_values."artist_id", new_values."position", new_values."credited_as", new_values."join_phrase", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="36d40fe00fe5c6475d086df688c45051c564fc90",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_0538b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="albums_credit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credit",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_creditevent" ("album_id", "artist_id", "position", "credited_as", "join_phrase", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."album_id", old_values."artist_id", old_values."position", old_values."credited_as", old_values."join_phrase", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{album_id,artist_id,position,credited_as,join_phrase}\')) change WHERE (old_values."album_id", old_values."artist_id", old_values."position", old_values."credited_as", old_values."join_phrase") IS DISTINCT FROM (new_values."album_id", new_values."artist_id", new_values."position", new_values."credited_as", new_values."join_phrase"); RETURN NULL;',
                    hash="56e3434e070ccc710a0ed2719628931474d22779",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_65735",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="albums_credit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="credit",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_creditevent" ("album_id", "artist_id", "position", "credited_as", "join_phrase", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."album_id", old_values."artist_id", old_values."position", old_values."credited_as", old_values."join_phrase", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="1ceaa6a754aff3ee8c81c728fbc5543f15d99ca6",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_9d561",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="albums_credit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="film",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_filmevent" ("title", "release_date", "minutes", "director", "producers", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."title", new_values."release_date", new_values."minutes", new_values."director", new_values."producers", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="7ff61a3b81be66170689a937606eca42b20d013f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_cf1b8",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="albums_film",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="film",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_filmevent" ("title", "release_date", "minutes", "director", "producers", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."title", old_values."release_date", old_values."minutes", old_values."director", old_values."producers", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{title,release_date,minutes,director,producers}\')) change WHERE (old_values."title", old_values."release_date", old_values."minutes", old_values."director", old_values."producers") IS DISTINCT FROM (new_values."title", new_values."release_date", new_values."minutes", new_values."director", new_values."producers"); RETURN NULL;',
                    hash="51946272e6fbb338f54daf9b66b4f030b20ac6ea",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_7be5b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="albums_film",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="film",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_filmevent" ("title", "release_date", "minutes", "director", "producers", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."title", old_values."release_date", old_values."minutes", old_values."director", old_values."producers", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="054ca744f62a8793b4058d6ebd72f25461f1e78c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_0b8cd",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="albums_film",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="genre",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_genreevent" ("name", "slug", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."name", new_values."slug", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="dc6545bdcbde9f5fe3222f06cb3d6179eadd6de2",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_5c124",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="albums_genre",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="genre",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_genreevent" ("name", "slug", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."name", old_values."slug", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{name,slug}\')) change WHERE (old_values."name", old_values."slug") IS DISTINCT FROM (new_values."name", new_values."slug"); RETURN NULL;',
                    hash="8f51082d56bb19adf00a4634922fb9477c9c083c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_d9d97",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="albums_genre",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="genre",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_genreevent" ("name", "slug", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."name", old_values."slug", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="ef6055442ab5e2dd1d6eb83a7585640c7ef769f4",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_cadf2",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="albums_genre",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="label",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_labelevent" ("name", "slug", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."name", new_values."slug", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="d3e3973ca689b7163a0b00daae230a349b042448",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_5d5a1",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="albums_label",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="label",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_labelevent" ("name", "slug", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."name", old_values."slug", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{name,slug}\')) change WHERE (old_values."name", old_values."slug") IS DISTINCT FROM (new_values."name", new_values."slug"); RETURN NULL;',
                    hash="1ffde153e4e20cad8f751248c96341cb9ab2b06f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_0d100",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="albums_label",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="label",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_labelevent" ("name", "slug", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."name", old_values."slug", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="fc3f14263764737884bc645c6f3b4485571adfdf",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_00970",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="albums_label",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redirect",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_redirectevent" ("old_path", "new_path", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."old_path", new_values."new_path", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="e05320db36cc8b12d7b712c3fc54e17385aa4d28",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_6b937",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="albums_redirect",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redirect",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_redirectevent" ("old_path", "new_path", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."old_path", old_values."new_path", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{old_path,new_path}\')) change WHERE (old_values."old_path", old_values."new_path") IS DISTINCT FROM (new_values."old_path", new_values."new_path"); RETURN NULL;',
                    hash="6dce529f2eec2bca089b45bc4b1ddc0530fc9f89",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_a6088",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="albums_redirect",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redirect",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_redirectevent" ("old_path", "new_path", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."old_path", old_values."new_path", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="c71ec02deb9b3b7751be848798962da0646d4e7f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_fa0b1",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="albums_redirect",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="track",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_trackevent" ("album_id", "disc", "position", "title", "seconds", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."album_id", new_values."disc", new_values."position", new_values."title", new_values."seconds", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="e670f214f233a130dd987b61a36350240e2a0b1a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_965fd",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="albums_track",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="track",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_trackevent" ("album_id", "disc", "position", "title", "seconds", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."album_id", old_values."disc", old_values."position", old_values."title", old_values."seconds", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{album_id,disc,position,title,seconds}\')) change WHERE (old_values."album_id", old_values."disc", old_values."position", old_values."title", old_values."seconds") IS DISTINCT FROM (new_values."album_id", new_values."disc", new_values."position", new_values."title", new_values."seconds"); RETURN NULL;',
                    hash="243397f7176522c5cc8a990a068cd4ff9f2f7b94",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_f3d47",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="albums_track",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="track",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_trackevent" ("album_id", "disc", "position", "title", "seconds", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."album_id", old_values."disc", old_values."position", old_values."title", old_values."seconds", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="ea811b87da78937a275ec6f931af096f43035ad9",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_6d63b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="albums_track",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="albumevent",
            name="film",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="albums.film",
            ),
        ),
        migrations.AddField(
            model_name="albumevent",
            name="lead_artist",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                help_text="First credit; the address names it.",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="albums.artist",
            ),
        ),
        migrations.AddField(
            model_name="albumevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="albums.album",
            ),
        ),
        migrations.AddField(
            model_name="albumgenreevent",
            name="album",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                db_tablespace="",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="albums.album",
            ),
        ),
        migrations.AddField(
            model_name="albumgenreevent",
            name="genre",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                db_tablespace="",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="albums.genre",
            ),
        ),
        migrations.AddField(
            model_name="albumlabelevent",
            name="album",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                db_tablespace="",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="albums.album",
            ),
        ),
        migrations.AddField(
            model_name="albumlabelevent",
            name="label",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                db_tablespace="",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="albums.label",
            ),
        ),
        migrations.AddField(
            model_name="albumlinkevent",
            name="album",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="albums.album",
            ),
        ),
        migrations.AddField(
            model_name="albumlinkevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="albums.albumlink",
            ),
        ),
        migrations.AddField(
            model_name="artistaliasevent",
            name="artist",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="albums.artist",
            ),
        ),
        migrations.AddField(
            model_name="artistaliasevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="albums.artistalias",
            ),
        ),
        migrations.AddField(
            model_name="artistevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="albums.artist",
            ),
        ),
        migrations.AddField(
            model_name="creditevent",
            name="album",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="albums.album",
            ),
        ),
        migrations.AddField(
            model_name="creditevent",
            name="artist",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="albums.artist",
            ),
        ),
        migrations.AddField(
            model_name="creditevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="albums.credit",
            ),
        ),
        migrations.AddField(
            model_name="filmevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="albums.film",
            ),
        ),
        migrations.AddField(
            model_name="genreevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="albums.genre",
            ),
        ),
        migrations.AddField(
            model_name="labelevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="albums.label",
            ),
        ),
        migrations.AddField(
            model_name="redirectevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="albums.redirect",
            ),
        ),
        migrations.AddField(
            model_name="trackevent",
            name="album",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="albums.album",
            ),
        ),
        migrations.AddField(
            model_name="trackevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="albums.track",
            ),
        ),
        migrations.AddField(
            model_name="albumlabelevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="albums.albumlabel",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumlabel",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_albumlabelevent" ("album_id", "label_id", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."album_id", new_values."label_id", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="76758f3d2af7aae3d08ab31d4f8829b9ac35fb8b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_03fac",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="albums_album_labels",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumlabel",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_albumlabelevent" ("album_id", "label_id", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."album_id", old_values."label_id", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{album_id,label_id}\')) change WHERE (old_values."album_id", old_values."label_id") IS DISTINCT FROM (new_values."album_id", new_values."label_id"); RETURN NULL;',
                    hash="1dbac7c6c73b696d154eb5b157a46e50be3c2096",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_e91c3",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="albums_album_labels",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumlabel",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_albumlabelevent" ("album_id", "label_id", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."album_id", old_values."label_id", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="b815569d67204a1b949060b3a3fcdb55a4ef4423",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_40f1b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="albums_album_labels",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="albumgenreevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="albums.albumgenre",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumgenre",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_albumgenreevent" ("album_id", "genre_id", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."album_id", new_values."genre_id", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="abbe44389b3ab221b80ead468ea15df4c42794dd",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_2e031",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="albums_album_genres",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumgenre",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_albumgenreevent" ("album_id", "genre_id", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."album_id", old_values."genre_id", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{album_id,genre_id}\')) change WHERE (old_values."album_id", old_values."genre_id") IS DISTINCT FROM (new_values."album_id", new_values."genre_id"); RETURN NULL;',
                    hash="18cd77a964c6e94a442bc700bd043a5370d5711c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_78f7a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="albums_album_genres",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="albumgenre",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "albums_albumgenreevent" ("album_id", "genre_id", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."album_id", old_values."genre_id", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="45e308f430d37d4c91664cbd7cb1bd4f9598bd34",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_1f2b9",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="albums_album_genres",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="albumevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="album_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="albumevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                condition=models.Q(("pgh_corrects", True)),
                name="album_log_corrects",
            ),
        ),
        migrations.AddIndex(
            model_name="albumlinkevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="albumlink_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="albumlinkevent",
            index=models.Index(models.F("album"), models.F("pgh_id"), name="albumlink_log_album"),
        ),
        migrations.AddIndex(
            model_name="artistaliasevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="artistalias_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="artistaliasevent",
            index=models.Index(models.F("artist"), models.F("pgh_id"), name="artistalias_log_artist"),
        ),
        migrations.AddIndex(
            model_name="artistevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="artist_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="creditevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="credit_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="creditevent",
            index=models.Index(models.F("album"), models.F("pgh_id"), name="credit_log_album"),
        ),
        migrations.AddIndex(
            model_name="filmevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="film_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="genreevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="genre_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="labelevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="label_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="redirectevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="redirect_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="trackevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="track_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="trackevent",
            index=models.Index(models.F("album"), models.F("pgh_id"), name="track_log_album"),
        ),
        migrations.AddIndex(
            model_name="albumlabelevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="albumlabel_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="albumlabelevent",
            index=models.Index(models.F("album"), models.F("pgh_id"), name="albumlabel_log_album"),
        ),
        migrations.AddIndex(
            model_name="albumgenreevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="albumgenre_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="albumgenreevent",
            index=models.Index(models.F("album"), models.F("pgh_id"), name="albumgenre_log_album"),
        ),
    ]
