"""Tables and triggers of the history of claims, roles and open accounts: see common.tracking."""

import django.contrib.auth.models
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("reviews", "0016_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
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
            name="BylineClaimEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_changed", models.JSONField(null=True)),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("granted", "Granted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True, help_text="The claimant reads it. A claim is not declined without one."
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="MembershipEvent",
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
            name="Membership",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("auth.user_groups",),
        ),
        migrations.CreateModel(
            name="Account",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("auth.user",),
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bylineclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_bylineclaimevent" ("user_id", "critic_id", "state", "reason", "decided_at", "decided_by_id", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."user_id", new_values."critic_id", new_values."state", new_values."reason", new_values."decided_at", new_values."decided_by_id", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="a12280d112d7b7de8a17d4a607df73595a686513",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_54d93",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accounts_bylineclaim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bylineclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_bylineclaimevent" ("user_id", "critic_id", "state", "reason", "decided_at", "decided_by_id", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."user_id", old_values."critic_id", old_values."state", old_values."reason", old_values."decided_at", old_values."decided_by_id", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{user_id,critic_id,state,reason,decided_at,decided_by_id}\')) change WHERE (old_values."user_id", old_values."critic_id", old_values."state", old_values."reason", old_values."decided_at", old_values."decided_by_id") IS DISTINCT FROM (new_values."user_id", new_values."critic_id", new_values."state", new_values."reason", new_values."decided_at", new_values."decided_by_id"); RETURN NULL;',
                    hash="46bc2c4eecf89c67b7c8e5ec402b1a2c6ac9bf56",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_97ed9",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accounts_bylineclaim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bylineclaim",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_bylineclaimevent" ("user_id", "critic_id", "state", "reason", "decided_at", "decided_by_id", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."user_id", old_values."critic_id", old_values."state", old_values."reason", old_values."decided_at", old_values."decided_by_id", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="2c3d716610fedf1aba68ef2bfc0e6b74f4def598",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_66bd3",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="accounts_bylineclaim",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="bylineclaimevent",
            name="critic",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                help_text="The byline. Empty: a new critic of the name asked for is made when the claim is granted.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reviews.critic",
            ),
        ),
        migrations.AddField(
            model_name="bylineclaimevent",
            name="decided_by",
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
            model_name="bylineclaimevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="accounts.bylineclaim",
            ),
        ),
        migrations.AddField(
            model_name="bylineclaimevent",
            name="user",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="membershipevent",
            name="group",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                db_tablespace="",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="auth.group",
            ),
        ),
        migrations.AddField(
            model_name="membershipevent",
            name="user",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                db_tablespace="",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="membershipevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="accounts.membership",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_membershipevent" ("user_id", "group_id", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."user_id", new_values."group_id", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="6cf70b887dae2994147dd52d76a9cb30af20d39c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_a7eb0",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="auth_user_groups",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_membershipevent" ("user_id", "group_id", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."user_id", old_values."group_id", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{user_id,group_id}\')) change WHERE (old_values."user_id", old_values."group_id") IS DISTINCT FROM (new_values."user_id", new_values."group_id"); RETURN NULL;',
                    hash="07665c634a480664367210d49eff5af67b0a535e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_0c78c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="auth_user_groups",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_membershipevent" ("user_id", "group_id", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."user_id", old_values."group_id", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="f4dd9f7eeb3d16f856dc011cf19bf0e10a4be106",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_96673",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="auth_user_groups",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="accountevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="accounts.account",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="account",
            trigger=pgtrigger.compiler.Trigger(
                name="history_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_accountevent" ("is_active", "is_staff", "is_superuser", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT new_values."is_active", new_values."is_staff", new_values."is_superuser", new_values."id", NOW(), \'insert\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, new_values WHERE context.metadata ->> \'user\' IS NOT NULL; RETURN NULL;',
                    hash="99b72dc11f863468103974b351d441edba59e10c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_history_insert_67e53",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="auth_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="account",
            trigger=pgtrigger.compiler.Trigger(
                name="history_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_accountevent" ("is_active", "is_staff", "is_superuser", pgh_obj_id, pgh_created_at, pgh_label, pgh_context, pgh_changed) SELECT old_values."is_active", old_values."is_staff", old_values."is_superuser", old_values."id", NOW(), \'update\', context.metadata, change.columns FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values JOIN new_values ON old_values."id" = new_values."id" CROSS JOIN LATERAL (SELECT jsonb_object_agg(key, now.value) AS columns FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key) WHERE now.value IS DISTINCT FROM was.value AND key = ANY (\'{is_active,is_staff,is_superuser}\')) change WHERE (old_values."is_active", old_values."is_staff", old_values."is_superuser") IS DISTINCT FROM (new_values."is_active", new_values."is_staff", new_values."is_superuser"); RETURN NULL;',
                    hash="18e9050ae5ffc52d484220421be8eb303c5b0b9b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_history_update_63c36",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="auth_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="account",
            trigger=pgtrigger.compiler.Trigger(
                name="history_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_accountevent" ("is_active", "is_staff", "is_superuser", pgh_obj_id, pgh_created_at, pgh_label, pgh_context) SELECT old_values."is_active", old_values."is_staff", old_values."is_superuser", old_values."id", NOW(), \'delete\', context.metadata FROM (SELECT NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\')::JSONB AS metadata) context, old_values; RETURN NULL;',
                    hash="8399a06328ba4d041400a9dfe80480e75eeed327",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_history_delete_d6083",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="auth_user",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="bylineclaimevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="bylineclaim_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="bylineclaimevent",
            index=models.Index(models.F("critic"), models.F("pgh_id"), name="bylineclaim_log_critic"),
        ),
        migrations.AddIndex(
            model_name="bylineclaimevent",
            index=models.Index(models.F("user"), models.F("pgh_id"), name="bylineclaim_log_user"),
        ),
        migrations.AddIndex(
            model_name="membershipevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="membership_log_recent",
            ),
        ),
        migrations.AddIndex(
            model_name="membershipevent",
            index=models.Index(models.F("user"), models.F("pgh_id"), name="membership_log_user"),
        ),
        migrations.AddIndex(
            model_name="accountevent",
            index=models.Index(
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="account_log_recent",
            ),
        ),
    ]
