"""Verdicts coded twice: what each curator made of a text, and how it was settled where two differ.

The verdicts that curators have set so far are the first codings of their texts. `/method/` shows how far codings agree,
so they raise the catalogue's version.
"""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Now

watch = import_module("albums.migrations.0002_versions").watch

VERDICTS = [("rave", "Rave"), ("positive", "Positive"), ("mixed", "Mixed"), ("pan", "Pan")]
FIRST_CODINGS = """
INSERT INTO reviews_verdictcoding (review_id, curator_id, verdict, words, revision, body_digest, at)
SELECT id, verdict_user_id, verdict, '', revision, md5(body), verdict_set_at
FROM reviews_review WHERE verdict_set_by = 'curator' AND body <> ''
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0013_sources"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "review",
            "second_verdict",
            models.CharField(
                blank=True,
                choices=VERDICTS,
                db_default="",
                default="",
                editable=False,
                help_text="What a second curator says, where it differs and is not settled; see VerdictCoding.",
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            "review",
            models.CheckConstraint(
                condition=models.Q(("second_verdict__in", ["", "rave", "positive", "mixed", "pan"])),
                name="review_second_verdict_is_known",
            ),
        ),
        migrations.CreateModel(
            "VerdictCoding",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verdict",
                    models.CharField(blank=True, choices=VERDICTS, help_text="Empty: could not tell.", max_length=8),
                ),
                ("words", models.TextField(blank=True)),
                ("revision", models.PositiveIntegerField(help_text="The revision that was read.")),
                (
                    "body_digest",
                    models.CharField(help_text="MD5 of its text: another text has to be coded anew.", max_length=32),
                ),
                ("at", models.DateTimeField(db_default=Now())),
                (
                    "curator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="codings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="codings", to="reviews.review"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "permissions": [("code_verdict", "Can code verdicts blind, and settle where two differ")],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["", "rave", "positive", "mixed", "pan"])),
                        name="coding_verdict_is_known",
                    ),
                    models.UniqueConstraint(
                        fields=("review", "curator", "body_digest"), name="coding_once_a_curator_and_text"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "VerdictSettlement",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verdict", models.CharField(choices=VERDICTS, max_length=8)),
                ("reason", models.TextField()),
                ("body_digest", models.CharField(max_length=32)),
                ("at", models.DateTimeField(db_default=Now())),
                (
                    "curator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="settlements", to="reviews.review"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["rave", "positive", "mixed", "pan"])),
                        name="settlement_verdict_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="settlement_has_a_reason"
                    ),
                    models.UniqueConstraint(fields=("review", "body_digest"), name="settlement_once_a_text"),
                ],
            },
        ),
        migrations.CreateModel(
            "ReviewToCode",
            [],
            options={
                "verbose_name": "verdict to code",
                "verbose_name_plural": "verdicts to code",
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("reviews.review",),
        ),
        watch("reviews_verdictcoding", "SELECT id FROM albums_album WHERE false", everywhere=True),
        migrations.RunSQL(FIRST_CODINGS, migrations.RunSQL.noop),
    ]
