"""Tables and triggers of the history of what people say: see common.tracking."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("albums", "0007_history"),
        ("reviews", "0015_notes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BlockedSourceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                (
                    "address",
                    models.CharField(
                        help_text="A host, with or without a path: fakes.example, host.example/paid.", max_length=500
                    ),
                ),
                ("reason", models.TextField(help_text="Those whose review is refused read it.")),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CorrectionRequestEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("excerpt", "An excerpt"),
                            ("grade", "The grade"),
                            ("verdict", "The verdict"),
                            ("other", "Something else"),
                        ],
                        max_length=7,
                        verbose_name="what is wrong",
                    ),
                ),
                ("words", models.TextField(verbose_name="request")),
                ("asked_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Waiting"), ("corrected", "Corrected"), ("declined", "Declined")],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CriticEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("name", models.CharField(max_length=200)),
                ("slug", models.SlugField(allow_unicode=True, db_index=False, max_length=100)),
                ("bio", models.TextField(blank=True)),
                (
                    "hidden",
                    models.BooleanField(
                        default=False, help_text="At the critic's wish: no page, and no review counts."
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
            name="ExcerptEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_corrects", models.BooleanField(db_default=False)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("start", models.PositiveIntegerField(help_text="First character in the body, counted from 0.")),
                ("end", models.PositiveIntegerField(help_text="One past the last character.")),
                ("text", models.TextField()),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("album", "the album"),
                            ("track", "a track"),
                            ("film", "the film"),
                            ("artist", "the artist"),
                            ("other", "something else"),
                        ],
                        default="album",
                        max_length=6,
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("overall", "Overall"),
                            ("sound", "Sound"),
                            ("production", "Production"),
                            ("songwriting", "Songwriting"),
                            ("vocals", "Vocals"),
                            ("lyrics", "Lyrics"),
                            ("performance", "Performance"),
                            ("themes", "Themes"),
                            ("structure", "Structure"),
                            ("originality", "Originality"),
                            ("as_score", "As a film score"),
                            ("comparison", "Beside other records"),
                        ],
                        default="overall",
                        max_length=12,
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("praise", "Praise"),
                            ("mixed", "Mixed"),
                            ("criticism", "Criticism"),
                            ("neutral", "Neutral"),
                        ],
                        default="neutral",
                        max_length=9,
                    ),
                ),
                ("lead", models.BooleanField(default=False, help_text="May stand for the whole review.")),
                ("order", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PublicationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("name", models.CharField(max_length=200)),
                ("slug", models.SlugField(allow_unicode=True, db_index=False, max_length=100)),
                ("site", models.URLField(blank=True, max_length=500)),
                ("description", models.TextField(blank=True)),
                (
                    "is_aggregator",
                    models.BooleanField(default=False, help_text="Gathers others' reviews: never the source of one."),
                ),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ReviewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_corrects", models.BooleanField(db_default=False)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("headline", models.CharField(blank=True, max_length=500)),
                (
                    "source_url",
                    models.URLField(
                        blank=True,
                        max_length=1000,
                        validators=[django.core.validators.URLValidator(["http", "https"])],
                        verbose_name="source",
                    ),
                ),
                (
                    "archive_url",
                    models.URLField(
                        blank=True,
                        default="",
                        help_text="Where it can be read when the source is gone.",
                        max_length=1000,
                        validators=[django.core.validators.URLValidator(["http", "https"])],
                        verbose_name="archived copy",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True, help_text="Language tag: en, de, pt-BR. Empty: unknown.", max_length=35
                    ),
                ),
                (
                    "published_on",
                    models.DateField(
                        blank=True, help_text="As the review states it.", null=True, verbose_name="first published"
                    ),
                ),
                (
                    "updated_on",
                    models.DateField(
                        blank=True, help_text="As the review states it.", null=True, verbose_name="last updated"
                    ),
                ),
                (
                    "body",
                    models.TextField(
                        blank=True, help_text="Empty: only the grade is known here, or the verdict and the source."
                    ),
                ),
                (
                    "headings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), blank=True, default=list, size=None
                    ),
                ),
                (
                    "hosted",
                    models.BooleanField(
                        default=False,
                        help_text="Its author put it here. Otherwise only excerpts are shown.",
                        verbose_name="full text may be shown",
                    ),
                ),
                ("grade", models.CharField(blank=True, max_length=40, verbose_name="grade as printed")),
                (
                    "score",
                    models.DecimalField(
                        blank=True, decimal_places=2, help_text="The printed grade on 0-100.", max_digits=5, null=True
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("rave", "Rave"), ("positive", "Positive"), ("mixed", "Mixed"), ("pan", "Pan")],
                        max_length=8,
                    ),
                ),
                (
                    "verdict_set_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("critic", "the critic"),
                            ("grade", "derived from the critic's own grade"),
                            ("curator", "a curator"),
                        ],
                        max_length=8,
                    ),
                ),
                ("verdict_set_at", models.DateTimeField(blank=True, null=True)),
                (
                    "disclosures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("promo", "The record came from its label or artist"),
                                ("payment", "Somebody with an interest in it paid for the review"),
                                ("friendship", "The critic knows or works with somebody who made it"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("published", "Published"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                (
                    "revises_number",
                    models.PositiveIntegerField(
                        blank=True, editable=False, help_text="The revision of it that this one began from.", null=True
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="The curator's words when returned or rejected; the critic's when withdrawn.",
                    ),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "published_at",
                    models.DateTimeField(blank=True, help_text="When it appeared on this site.", null=True),
                ),
                ("document_name", models.CharField(blank=True, help_text="The imported file's name.", max_length=255)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ScaleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("name", models.CharField(help_text="“Stars out of 5, by halves”.", max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("points", "Points"),
                            ("stars", "Stars"),
                            ("percent", "Percent"),
                            ("letters", "Letters"),
                            ("none", "No grades"),
                        ],
                        max_length=8,
                    ),
                ),
                ("maximum", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                (
                    "step",
                    models.DecimalField(
                        blank=True, decimal_places=2, help_text="Smallest difference.", max_digits=5, null=True
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
            name="ScaleLetterEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("letter", models.CharField(max_length=20)),
                ("score", models.DecimalField(decimal_places=2, max_digits=5)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ThresholdsEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("mixed_from", models.DecimalField(decimal_places=2, max_digits=5)),
                ("positive_from", models.DecimalField(decimal_places=2, max_digits=5)),
                ("rave_from", models.DecimalField(decimal_places=2, max_digits=5)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="blockedsource",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_blockedsourceevent" ("address", "reason", "by_id", "at", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."address", new_values."reason", new_values."by_id", new_values."at", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="491f319623d56830a80281a9ea8504541b2ac314",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_3467b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reviews_blockedsource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="blockedsource",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_blockedsourceevent" ("address", "reason", "by_id", "at", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."address", old_values."reason", old_values."by_id", old_values."at", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{address,reason,by_id,at}\')) change WHERE (old_values."address", old_values."reason", old_values."by_id", old_values."at") IS DISTINCT FROM (new_values."address", new_values."reason", new_values."by_id", new_values."at"); RETURN NULL;',
                    hash="853ed60eaf33d60163fa889947734139cd1ee485",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_16b31",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reviews_blockedsource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="blockedsource",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_blockedsourceevent" ("address", "reason", "by_id", "at", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."address", old_values."reason", old_values."by_id", old_values."at", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="f9aab2e41517fc3c402563f70fcdf57b3dcf86b8",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_b12f3",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reviews_blockedsource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correctionrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_correctionrequestevent" ("review_id", "kind", "words", "asked_by_id", "asked_at", "state", "answer", "answered_by_id", "answered_at", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."review_id", new_values."kind", new_values."words", new_values."asked_by_id", new_values."asked_at", new_values."state", new_values."answer", new_values."answered_by_id", new_values."answered_at", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="5a89e0e347e2e696cbbb7e35da7162404cff10a1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_57280",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reviews_correctionrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correctionrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_correctionrequestevent" ("review_id", "kind", "words", "asked_by_id", "asked_at", "state", "answer", "answered_by_id", "answered_at", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."review_id", old_values."kind", old_values."words", old_values."asked_by_id", old_values."asked_at", old_values."state", old_values."answer", old_values."answered_by_id", old_values."answered_at", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{review_id,kind,words,asked_by_id,asked_at,state,answer,answered_by_id,answered_at}\')) change WHERE (old_values."review_id", old_values."kind", old_values."words", old_values."asked_by_id", old_values."asked_at", old_values."state", old_values."answer", old_values."answered_by_id", old_values."answered_at") IS DISTINCT FROM (new_values."review_id", new_values."kind", new_values."words", new_values."asked_by_id", new_values."asked_at", new_values."state", new_values."answer", new_values."answered_by_id", new_values."answered_at"); RETURN NULL;',
                    hash="942d5fee709bb31a8ead0ed90dfaa38687ddcd5c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_4ea82",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reviews_correctionrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correctionrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_correctionrequestevent" ("review_id", "kind", "words", "asked_by_id", "asked_at", "state", "answer", "answered_by_id", "answered_at", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."review_id", old_values."kind", old_values."words", old_values."asked_by_id", old_values."asked_at", old_values."state", old_values."answer", old_values."answered_by_id", old_values."answered_at", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="d960d6756f671263ccbabf8468f67a8d72f199b6",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_045a8",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reviews_correctionrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="critic",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_criticevent" ("name", "slug", "bio", "publication_id", "scale_id", "user_id", "hidden", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."name", new_values."slug", new_values."bio", new_values."publication_id", new_values."scale_id", new_values."user_id", new_values."hidden", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="4fdeca94134032b8c429029824ca8a416dd7ba8b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_ade31",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reviews_critic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="critic",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_criticevent" ("name", "slug", "bio", "publication_id", "scale_id", "user_id", "hidden", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."name", old_values."slug", old_values."bio", old_values."publication_id", old_values."scale_id", old_values."user_id", old_values."hidden", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{name,slug,bio,publication_id,scale_id,user_id,hidden}\')) change WHERE (old_values."name", old_values."slug", old_values."bio", old_values."publication_id", old_values."scale_id", old_values."user_id", old_values."hidden") IS DISTINCT FROM (new_values."name", new_values."slug", new_values."bio", new_values."publication_id", new_values."scale_id", new_values."user_id", new_values."hidden"); RETURN NULL;',
                    hash="61151129339ca50c2efda9fe7af1a01c4019d4f3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_5fa93",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reviews_critic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="critic",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_criticevent" ("name", "slug", "bio", "publication_id", "scale_id", "user_id", "hidden", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."name", old_values."slug", old_values."bio", old_values."publication_id", old_values."scale_id", old_values."user_id", old_values."hidden", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="abff065ffd7fe3d65aeb155c10f51c316ed9a992",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_271da",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reviews_critic",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="excerpt",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_excerptevent" ("review_id", "start", "end", "text", "about", "topic", "track_id", "stance", "lead", "order", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_corrects) SELECT new_values."review_id", new_values."start", new_values."end", new_values."text", new_values."about", new_values."topic", new_values."track_id", new_values."stance", new_values."lead", new_values."order", new_values."id", NOW(), \'insert\', context.metadata, false FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="a70b1ec736f9a87646fc30f87d01849966981770",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_a6713",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reviews_excerpt",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="excerpt",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_excerptevent" ("review_id", "start", "end", "text", "about", "topic", "track_id", "stance", "lead", "order", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed, pgh_corrects) SELECT old_values."review_id", old_values."start", old_values."end", old_values."text", old_values."about", old_values."topic", old_values."track_id", old_values."stance", old_values."lead", old_values."order", old_values."id", NOW(), \'update\', context.metadata, change.columns, change.columns ?| ARRAY[\'text\', \'about\', \'stance\'] AND EXISTS (SELECT FROM reviews_review r WHERE r.id = old_values.review_id AND r.status = \'published\') FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{review_id,start,end,text,about,topic,track_id,stance,lead,order}\')) change WHERE (old_values."review_id", old_values."start", old_values."end", old_values."text", old_values."about", old_values."topic", old_values."track_id", old_values."stance", old_values."lead", old_values."order") IS DISTINCT FROM (new_values."review_id", new_values."start", new_values."end", new_values."text", new_values."about", new_values."topic", new_values."track_id", new_values."stance", new_values."lead", new_values."order"); RETURN NULL;',
                    hash="249d4ef3d20898dd20a9e9401d3a056257f8c55b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_3d563",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reviews_excerpt",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="excerpt",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_excerptevent" ("review_id", "start", "end", "text", "about", "topic", "track_id", "stance", "lead", "order", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_corrects) SELECT old_values."review_id", old_values."start", old_values."end", old_values."text", old_values."about", old_values."topic", old_values."track_id", old_values."stance", old_values."lead", old_values."order", old_values."id", NOW(), \'delete\', context.metadata, EXISTS (SELECT FROM reviews_review r WHERE r.id = old_values.review_id AND r.status = \'published\') FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="c481ce97a9fc73a7e33d86496c676e76d2aef08c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_11826",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reviews_excerpt",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_publicationevent" ("name", "slug", "site", "description", "scale_id", "is_aggregator", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."name", new_values."slug", new_values."site", new_values."description", new_values."scale_id", new_values."is_aggregator", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="9337ec9a6d698c237311cc40c1df70e85762234d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_b72cc",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reviews_publication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_publicationevent" ("name", "slug", "site", "description", "scale_id", "is_aggregator", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."name", old_values."slug", old_values."site", old_values."description", old_values."scale_id", old_values."is_aggregator", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{name,slug,site,description,scale_id,is_aggregator}\')) change WHERE (old_values."name", old_values."slug", old_values."site", old_values."description", old_values."scale_id", old_values."is_aggregator") IS DISTINCT FROM (new_values."name", new_values."slug", new_values."site", new_values."description", new_values."scale_id", new_values."is_aggregator"); RETURN NULL;',
                    hash="47bc52670692bd6d26eac659fcc558573bc6936b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_8f751",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reviews_publication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_publicationevent" ("name", "slug", "site", "description", "scale_id", "is_aggregator", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."name", old_values."slug", old_values."site", old_values."description", old_values."scale_id", old_values."is_aggregator", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="113ccb889352ab9f88505e2818aac3c211ba0795",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_553e4",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reviews_publication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_reviewevent" ("album_id", "critic_id", "publication_id", "headline", "source_url", "archive_url", "language", "published_on", "updated_on", "body", "headings", "hosted", "grade", "score", "verdict", "verdict_set_by", "verdict_user_id", "verdict_set_at", "disclosures", "status", "revises_id", "revises_number", "revision", "reason", "submitted_by_id", "submitted_at", "published_at", "document_name", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_corrects) SELECT new_values."album_id", new_values."critic_id", new_values."publication_id", new_values."headline", new_values."source_url", new_values."archive_url", new_values."language", new_values."published_on", new_values."updated_on", new_values."body", new_values."headings", new_values."hosted", new_values."grade", new_values."score", new_values."verdict", new_values."verdict_set_by", new_values."verdict_user_id", new_values."verdict_set_at", new_values."disclosures", new_values."status", new_values."revises_id", new_values."revises_number", new_values."revision", new_values."reason", new_values."submitted_by_id", new_values."submitted_at", new_values."published_at", new_values."document_name", new_values."id", NOW(), \'insert\', context.metadata, false FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="920f85a193718de1da0b7ff8d41f867147b3f917",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_82fd9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reviews_review",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_reviewevent" ("album_id", "critic_id", "publication_id", "headline", "source_url", "archive_url", "language", "published_on", "updated_on", "body", "headings", "hosted", "grade", "score", "verdict", "verdict_set_by", "verdict_user_id", "verdict_set_at", "disclosures", "status", "revises_id", "revises_number", "revision", "reason", "submitted_by_id", "submitted_at", "published_at", "document_name", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed, pgh_corrects) SELECT old_values."album_id", old_values."critic_id", old_values."publication_id", old_values."headline", old_values."source_url", old_values."archive_url", old_values."language", old_values."published_on", old_values."updated_on", old_values."body", old_values."headings", old_values."hosted", old_values."grade", old_values."score", old_values."verdict", old_values."verdict_set_by", old_values."verdict_user_id", old_values."verdict_set_at", old_values."disclosures", old_values."status", old_values."revises_id", old_values."revises_number", old_values."revision", old_values."reason", old_values."submitted_by_id", old_values."submitted_at", old_values."published_at", old_values."document_name", old_values."id", NOW(), \'update\', context.metadata, change.columns, \nold_values.status = \'published\' AND (\n    change.columns ? \'status\'\n    OR (change.columns ? \'body\' AND old_values.hosted)\n    OR (\n        change.columns ?| ARRAY[\'grade\', \'verdict\', \'headline\', \'critic_id\', \'publication_id\', \'source_url\']\n        AND NOT coalesce(context.metadata ? \'rearrangement\', false)\n    )\n)\n FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{album_id,critic_id,publication_id,headline,source_url,archive_url,language,published_on,updated_on,body,headings,hosted,grade,score,verdict,verdict_set_by,verdict_user_id,verdict_set_at,disclosures,status,revises_id,revises_number,revision,reason,submitted_by_id,submitted_at,published_at,document_name}\')) change WHERE (old_values."album_id", old_values."critic_id", old_values."publication_id", old_values."headline", old_values."source_url", old_values."archive_url", old_values."language", old_values."published_on", old_values."updated_on", old_values."body", old_values."headings", old_values."hosted", old_values."grade", old_values."score", old_values."verdict", old_values."verdict_set_by", old_values."verdict_user_id", old_values."verdict_set_at", old_values."disclosures", old_values."status", old_values."revises_id", old_values."revises_number", old_values."revision", old_values."reason", old_values."submitted_by_id", old_values."submitted_at", old_values."published_at", old_values."document_name") IS DISTINCT FROM (new_values."album_id", new_values."critic_id", new_values."publication_id", new_values."headline", new_values."source_url", new_values."archive_url", new_values."language", new_values."published_on", new_values."updated_on", new_values."body", new_values."headings", new_values."hosted", new_values."grade", new_values."score", new_values."verdict", new_values."verdict_set_by", new_values."verdict_user_id", new_values."verdict_set_at", new_values."disclosures", new_values."status", new_values."revises_id", new_values."revises_number", new_values."revision", new_values."reason", new_values."submitted_by_id", new_values."submitted_at", new_values."published_at", new_values."document_name"); RETURN NULL;',
                    hash="a451b24477c1c37d5b24d3a3e153c47a8f6c331a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_316e7",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reviews_review",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_reviewevent" ("album_id", "critic_id", "publication_id", "headline", "source_url", "archive_url", "language", "published_on", "updated_on", "body", "headings", "hosted", "grade", "score", "verdict", "verdict_set_by", "verdict_user_id", "verdict_set_at", "disclosures", "status", "revises_id", "revises_number", "revision", "reason", "submitted_by_id", "submitted_at", "published_at", "document_name", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_corrects) SELECT old_values."album_id", old_values."critic_id", old_values."publication_id", old_values."headline", old_values."source_url", old_values."archive_url", old_values."language", old_values."published_on", old_values."updated_on", old_values."body", old_values."headings", old_values."hosted", old_values."grade", old_values."score", old_values."verdict", old_values."verdict_set_by", old_values."verdict_user_id", old_values."verdict_set_at", old_values."disclosures", old_values."status", old_values."revises_id", old_values."revises_number", old_values."revision", old_values."reason", old_values."submitted_by_id", old_values."submitted_at", old_values."published_at", old_values."document_name", old_values."id", NOW(), \'delete\', context.metadata, old_values.status = \'published\' FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="2aa0778ea66b428a86168c6d9be8284a2be23191",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_6aebb",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reviews_review",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scale",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_scaleevent" ("name", "kind", "maximum", "step", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."name", new_values."kind", new_values."maximum", new_values."step", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="b1e882185e3edd0c34ef9fd1419d19d044e62707",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_df6e8",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reviews_scale",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scale",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_scaleevent" ("name", "kind", "maximum", "step", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."name", old_values."kind", old_values."maximum", old_values."step", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{name,kind,maximum,step}\')) change WHERE (old_values."name", old_values."kind", old_values."maximum", old_values."step") IS DISTINCT FROM (new_values."name", new_values."kind", new_values."maximum", new_values."step"); RETURN NULL;',
                    hash="b7b6a6c8caf0ae7a4cdabdd53e4b5acb405462d3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_123d3",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reviews_scale",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scale",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_scaleevent" ("name", "kind", "maximum", "step", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."name", old_values."kind", old_values."maximum", old_values."step", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="be377b9fcc8159b0b62d2f47c946d6684283c955",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_917ea",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reviews_scale",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scaleletter",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_scaleletterevent" ("scale_id", "letter", "score", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."scale_id", new_values."letter", new_values."score", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="5bcd228061c80cb7612f0611fc2ec3f49dbd0bea",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_ebe20",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reviews_scaleletter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scaleletter",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_scaleletterevent" ("scale_id", "letter", "score", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."scale_id", old_values."letter", old_values."score", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{scale_id,letter,score}\')) change WHERE (old_values."scale_id", old_values."letter", old_values."score") IS DISTINCT FROM (new_values."scale_id", new_values."letter", new_values."score"); RETURN NULL;',
                    hash="db223174ccdb4b47df0e8ff9edcce574c914ba74",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_24761",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reviews_scaleletter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scaleletter",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_scaleletterevent" ("scale_id", "letter", "score", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."scale_id", old_values."letter", old_values."score", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="2432b335c11378effa19730484bfc2559c9a16ca",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_a2493",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reviews_scaleletter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="thresholds",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_thresholdsevent" ("critic_id", "mixed_from", "positive_from", "rave_from", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."critic_id", new_values."mixed_from", new_values."positive_from", new_values."rave_from", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="c98f26455faca54c42222d46ca9a4273da88d091",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_58ecc",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reviews_thresholds",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="thresholds",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_thresholdsevent" ("critic_id", "mixed_from", "positive_from", "rave_from", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."critic_id", old_values."mixed_from", old_values."positive_from", old_values."rave_from", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{critic_id,mixed_from,positive_from,rave_from}\')) change WHERE (old_values."critic_id", old_values."mixed_from", old_values."positive_from", old_values."rave_from") IS DISTINCT FROM (new_values."critic_id", new_values."mixed_from", new_values."positive_from", new_values."rave_from"); RETURN NULL;',
                    hash="e7c4fa9a67fce5c78ff4d92d8acdb98630787fba",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_12484",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reviews_thresholds",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="thresholds",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_thresholdsevent" ("critic_id", "mixed_from", "positive_from", "rave_from", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."critic_id", old_values."mixed_from", old_values."positive_from", old_values."rave_from", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="06bb38cb782a32c9e79c87b2ae224f7b3f1c61f8",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_a0c0b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reviews_thresholds",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="blockedsourceevent",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="blockedsourceevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reviews.blockedsource",
            ),
        ),
        migrations.AddField(
            model_name="correctionrequestevent",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="correctionrequestevent",
            name="asked_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="correctionrequestevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reviews.correctionrequest",
            ),
        ),
        migrations.AddField(
            model_name="correctionrequestevent",
            name="review",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="criticevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reviews.critic",
            ),
        ),
        migrations.AddField(
            model_name="criticevent",
            name="publication",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                help_text="Home, if any.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reviews.publication",
            ),
        ),
        migrations.AddField(
            model_name="criticevent",
            name="scale",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                help_text="If not the house's.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reviews.scale",
            ),
        ),
        migrations.AddField(
            model_name="criticevent",
            name="user",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                help_text="The account that has claimed this byline.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="excerptevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reviews.excerpt",
            ),
        ),
        migrations.AddField(
            model_name="excerptevent",
            name="review",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="excerptevent",
            name="track",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="albums.track",
            ),
        ),
        migrations.AddField(
            model_name="publicationevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reviews.publication",
            ),
        ),
        migrations.AddField(
            model_name="publicationevent",
            name="scale",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reviews.scale",
            ),
        ),
        migrations.AddField(
            model_name="reviewevent",
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
            model_name="reviewevent",
            name="critic",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                help_text="Empty: not stated.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reviews.critic",
            ),
        ),
        migrations.AddField(
            model_name="reviewevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="reviewevent",
            name="publication",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                help_text="Empty: self-published or not stated.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reviews.publication",
            ),
        ),
        migrations.AddField(
            model_name="reviewevent",
            name="revises",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                editable=False,
                help_text="The published review that this is to become the next revision of.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="reviewevent",
            name="submitted_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reviewevent",
            name="verdict_user",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="scaleevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reviews.scale",
            ),
        ),
        migrations.AddField(
            model_name="scaleletterevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reviews.scaleletter",
            ),
        ),
        migrations.AddField(
            model_name="scaleletterevent",
            name="scale",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reviews.scale",
            ),
        ),
        migrations.AddField(
            model_name="thresholdsevent",
            name="critic",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reviews.critic",
            ),
        ),
        migrations.AddField(
            model_name="thresholdsevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reviews.thresholds",
            ),
        ),
        migrations.AddIndex(
            model_name="blockedsourceevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="blockedsource_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="correctionrequestevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="correctionrequest_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="correctionrequestevent",
            index=models.Index(models.F("review"), models.F("pgh_id"), name="correctionrequest_log_review"),
        ),
        migrations.AddIndex(
            model_name="criticevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="critic_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="excerptevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="excerpt_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="excerptevent",
            index=models.Index(models.F("review"), models.F("pgh_id"), name="excerpt_log_review"),
        ),
        migrations.AddIndex(
            model_name="excerptevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                condition=models.Q(("pgh_corrects", True)),
                name="excerpt_log_corrects",
            ),
        ),
        migrations.AddIndex(
            model_name="publicationevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="publication_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="reviewevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="review_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="reviewevent",
            index=models.Index(models.F("album"), models.F("pgh_id"), name="review_log_album"),
        ),
        migrations.AddIndex(
            model_name="reviewevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                condition=models.Q(("pgh_corrects", True)),
                name="review_log_corrects",
            ),
        ),
        migrations.AddIndex(
            model_name="scaleevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="scale_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="scaleletterevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="scaleletter_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="scaleletterevent",
            index=models.Index(models.F("scale"), models.F("pgh_id"), name="scaleletter_log_scale"),
        ),
        migrations.AddIndex(
            model_name="thresholdsevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="thresholds_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="thresholdsevent",
            index=models.Index(models.F("critic"), models.F("pgh_id"), name="thresholds_log_critic"),
        ),
    ]
