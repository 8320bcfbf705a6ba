"""Where a source can be read when it is gone, and sources whose reviews are not taken.

Whether a source is gone was found out about one address: with another address it is not known any more. A trigger sees
to that, whoever changes it.
"""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Now

FORGET = """
CREATE FUNCTION forget_state_of_other_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.source_gone := false;
    RETURN NEW;
END $$;
CREATE TRIGGER forget_state_of_other_source BEFORE UPDATE OF source_url ON reviews_review
    FOR EACH ROW WHEN (NEW.source_gone AND NEW.source_url <> OLD.source_url)
    EXECUTE FUNCTION forget_state_of_other_source();
"""
REMEMBER = """
DROP TRIGGER forget_state_of_other_source ON reviews_review;
DROP FUNCTION forget_state_of_other_source();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0012_voices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "review",
            "archive_url",
            models.URLField(
                "archived copy",
                blank=True,
                default="",
                help_text="Where it can be read when the source is gone.",
                max_length=1000,
                validators=[django.core.validators.URLValidator(["http", "https"])],
            ),
        ),
        migrations.AddField(
            "review",
            "source_gone",
            models.BooleanField(
                db_default=False, default=False, editable=False, help_text="Found so by the link checker."
            ),
        ),
        migrations.AddConstraint(
            "review",
            models.CheckConstraint(
                condition=models.Q(("archive_url", ""), ("archive_url__regex", "^https?://"), _connector="OR"),
                name="review_archived_copy_is_on_the_web",
            ),
        ),
        migrations.CreateModel(
            "BlockedSource",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "address",
                    models.CharField(
                        help_text="A host, with or without a path: fakes.example, host.example/paid.",
                        max_length=500,
                        unique=True,
                    ),
                ),
                ("reason", models.TextField(help_text="Those whose review is refused read it.")),
                ("at", models.DateTimeField(db_default=Now(), editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["address"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("address__regex", "^[^/\\s:?#@A-Z]+\\.[^/\\s:?#@A-Z]+(/[^\\s?#]*[^\\s?#/])?$")
                        ),
                        name="blocked_source_is_a_host_or_a_path_of_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="blocked_source_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORGET, REMEMBER),
    ]
