"""Likely duplicates and link checks."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("curation", "0001_initial")]

    operations = [
        migrations.CreateModel(
            "LikelyDuplicate",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("first_id", models.BigIntegerField()),
                ("second_id", models.BigIntegerField()),
                (
                    "likelihood",
                    models.FloatField(help_text="0-1, by rule of thumb: 0.9 and more is almost always one record."),
                ),
                ("why", models.CharField(max_length=200)),
                ("found_at", models.DateTimeField(db_default=Now())),
                ("dismissed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "dismissed_by",
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
                "ordering": ["-likelihood", "kind", "first_id", "second_id"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(F("likelihood").desc(), condition=Q(dismissed_at=None), name="likely_duplicate_open")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "first_id", "second_id"), name="likely_duplicate_once"),
                    models.CheckConstraint(condition=Q(first_id__lt=F("second_id")), name="likely_duplicate_in_order"),
                    models.CheckConstraint(
                        condition=Q(likelihood__range=(0, 1)), name="likely_duplicate_likelihood_0_1"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "LinkCheck",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.URLField(max_length=1000, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("fine", "Fine"),
                            ("moved", "Moved"),
                            ("failing", "Failing"),
                            ("gone", "Gone"),
                            ("unclear", "Unclear"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "status",
                    models.PositiveSmallIntegerField(
                        help_text="Of the last answer; null when there was none.", null=True
                    ),
                ),
                ("moved_to", models.URLField(blank=True, max_length=1000)),
                ("problem", models.CharField(blank=True, help_text="What went wrong, in words.", max_length=200)),
                (
                    "failing_since",
                    models.DateField(help_text="Day of the first of the failures in a row.", null=True),
                ),
                ("checked_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["checked_at"],
                "default_permissions": ("view",),
                "indexes": [models.Index(F("checked_at"), name="link_check_oldest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(failing_since__isnull=False, state__in=["failing", "gone"])
                        | Q(failing_since__isnull=True, state__in=["fine", "moved"])
                        | Q(state="unclear"),
                        name="link_check_failing_since_a_day",
                    ),
                ],
            },
        ),
    ]
