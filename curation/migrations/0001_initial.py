"""Merges and splits with their journals, and who may make them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Rearrangement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.CharField(choices=[("merge", "Merge"), ("split", "Split")], max_length=5)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("album", "album"),
                            ("artist", "artist"),
                            ("critic", "critic"),
                            ("publication", "publication"),
                        ],
                        max_length=11,
                    ),
                ),
                ("survivor_id", models.BigIntegerField(help_text="What the other went into, or was split from.")),
                ("survivor_name", models.CharField(max_length=600)),
                (
                    "other_id",
                    models.BigIntegerField(help_text="What went into the survivor, or was split from it."),
                ),
                ("other_name", models.CharField(max_length=600)),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "counted_from",
                    models.PositiveIntegerField(
                        help_text="First step of the journal that counted albums anew; null when none did.", null=True
                    ),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "merge or split",
                "verbose_name_plural": "merges and splits",
                "ordering": ["-at", "-pk"],
                "permissions": [
                    ("merge_records", "Can merge albums, artists, critics and publications"),
                    ("split_records", "Can split albums, critics and publications"),
                    ("undo_merge", "Can undo a merge or a split"),
                ],
                "default_permissions": ("view",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("survivor_id", models.F("other_id")), _negated=True),
                        name="rearrangement_concerns_two_records",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="rearrangement_has_a_reason"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("action", "merge"), ("undone_at", None)),
                        fields=("kind", "other_id"),
                        name="rearrangement_merges_a_record_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.PositiveIntegerField()),
                ("table", models.CharField(max_length=63)),
                ("row", models.BigIntegerField(help_text="The row's primary key.")),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                (
                    "rearrangement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="journal",
                        to="curation.rearrangement",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "journal entries",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("rearrangement", "step", "row"), name="journal_entry_once_a_step"),
                    models.CheckConstraint(
                        condition=models.Q(("before__isnull", False), ("after__isnull", False), _connector="OR"),
                        name="journal_entry_says_something",
                    ),
                ],
            },
        ),
    ]
