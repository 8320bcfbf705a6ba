"""Who is at work on what waits."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("curation", "0002_worklist_and_links"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            "Hold",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("review", "review"),
                            ("claim", "byline claim"),
                            ("album", "proposed album"),
                            ("request", "request for correction"),
                        ],
                        max_length=7,
                    ),
                ),
                ("key", models.BigIntegerField()),
                ("at", models.DateTimeField(db_default=Now())),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holds",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "permissions": [("release_hold", "Can release what somebody else holds")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "key"), name="hold_has_one_holder"),
                    models.CheckConstraint(
                        condition=Q(kind__in=["review", "claim", "album", "request"]), name="hold_kind_is_known"
                    ),
                ],
            },
        ),
    ]
