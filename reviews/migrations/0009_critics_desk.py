"""Drafts as they are typed, revisions that wait, correction requests, thresholds, disclosures, sketches of texts."""

from itertools import islice

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from reviews.quoting.resemblance import sketch


def sketch_stored_texts(apps, schema_editor):
    """Make the sketch of every text that curators have seen."""
    review, body_sketch = apps.get_model("reviews", "Review"), apps.get_model("reviews", "BodySketch")
    texts = review.objects.exclude(body="").exclude(status="draft").values_list("pk", "body")
    sketches = (body_sketch(review_id=key, hashes=sketch(body)) for key, body in texts.iterator(chunk_size=500))
    while body_sketch.objects.bulk_create(list(islice(sketches, 500))):
        pass


class Migration(migrations.Migration):
    dependencies = [
        ("albums", "0002_versions"),
        ("reviews", "0008_tallies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BodySketch",
            fields=[
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sketch",
                        serialize=False,
                        to="reviews.review",
                    ),
                ),
                ("hashes", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
            ],
        ),
        migrations.CreateModel(
            name="CorrectionRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                "ordering": ["-asked_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "form_token",
                    models.UUIDField(blank=True, help_text="The form's own, while no review is stored.", null=True),
                ),
                ("fields", models.JSONField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "ordering": ["-saved_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Thresholds",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mixed_from", models.DecimalField(decimal_places=2, max_digits=5)),
                ("positive_from", models.DecimalField(decimal_places=2, max_digits=5)),
                ("rave_from", models.DecimalField(decimal_places=2, max_digits=5)),
            ],
            options={
                "verbose_name_plural": "thresholds",
            },
        ),
        migrations.AddField(
            model_name="review",
            name="disclosures",
            field=django.contrib.postgres.fields.ArrayField(
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
        migrations.AddField(
            model_name="review",
            name="revises",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="The published review that this is to become the next revision of.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pending_revisions",
                to="reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="revises_number",
            field=models.PositiveIntegerField(
                blank=True, editable=False, help_text="The revision of it that this one began from.", null=True
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                models.Func(
                    models.Func(
                        models.Func(
                            models.Func(
                                models.Func(
                                    models.Func("source_url", function="LOWER", output_field=models.CharField()),
                                    models.Value("^https?://(www\\.)?"),
                                    models.Value(""),
                                    models.Value(""),
                                    function="REGEXP_REPLACE",
                                    output_field=models.CharField(),
                                ),
                                models.Value("#.*$"),
                                models.Value(""),
                                models.Value(""),
                                function="REGEXP_REPLACE",
                                output_field=models.CharField(),
                            ),
                            models.Value(
                                "([?&])(utm_[a-z_]+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|ref|ref_src)=[^&]*"
                            ),
                            models.Value("\\1"),
                            models.Value("g"),
                            function="REGEXP_REPLACE",
                            output_field=models.CharField(),
                        ),
                        models.Value("/*[?&]+"),
                        models.Value("&"),
                        models.Value("g"),
                        function="REGEXP_REPLACE",
                        output_field=models.CharField(),
                    ),
                    models.Value("[/&]+$"),
                    models.Value(""),
                    models.Value(""),
                    function="REGEXP_REPLACE",
                    output_field=models.CharField(),
                ),
                condition=models.Q(("source_url", ""), _negated=True),
                name="review_source_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("disclosures__contained_by", ["promo", "payment", "friendship"])),
                name="review_disclosures_are_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revises__isnull", True), ("revises_number__isnull", True)),
                    models.Q(
                        ("revises__isnull", False),
                        ("revises_number__isnull", False),
                        ("status__in", ["draft", "submitted", "rejected"]),
                    ),
                    _connector="OR",
                ),
                name="review_pending_revision_is_not_itself_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["draft", "submitted"])),
                fields=("revises",),
                name="review_one_pending_revision_at_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="bodysketch",
            index=django.contrib.postgres.indexes.GinIndex(fields=["hashes"], name="body_sketch_hashes"),
        ),
        migrations.AddField(
            model_name="correctionrequest",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="correctionrequest",
            name="asked_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="correctionrequest",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="correction_requests", to="reviews.review"
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="review",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="drafts",
                to="reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="thresholds",
            name="critic",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="thresholds", to="reviews.critic"
            ),
        ),
        migrations.AddIndex(
            model_name="correctionrequest",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["asked_at", "id"], name="correction_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="correctionrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["excerpt", "grade", "verdict", "other"])),
                name="correction_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="correctionrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="correction_says_what_is_wrong"
            ),
        ),
        migrations.AddConstraint(
            model_name="correctionrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True), ("state", "open")),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("state__in", ["corrected", "declined"]),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="correction_closed_has_an_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="correctionrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("review", "kind"), name="correction_asked_once_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(fields=("user", "review"), name="draft_one_per_user_and_review"),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(fields=("user", "form_token"), name="draft_one_per_user_and_form"),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("form_token__isnull", False), ("review__isnull", True)),
                    models.Q(("form_token__isnull", True), ("review__isnull", False)),
                    _connector="OR",
                ),
                name="draft_is_of_a_review_or_of_a_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gte", 1)), name="draft_version_counts_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="thresholds",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mixed_from__gte", 0),
                    ("rave_from__lte", 100),
                    ("mixed_from__lt", models.F("positive_from")),
                    ("positive_from__lt", models.F("rave_from")),
                ),
                name="thresholds_rise_within_0_100",
            ),
        ),
        migrations.RunPython(sketch_stored_texts, migrations.RunPython.noop),
    ]
