"""What curators say about a review. The queue of reviews is a part of the queue of everything that waits."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("reviews", "0014_codings"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            "Note",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(max_length=2000)),
                ("to_critic", models.BooleanField(default=False)),
                ("at", models.DateTimeField(db_default=Now())),
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
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="reviews.review"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "default_permissions": ("add",),
                "constraints": [models.CheckConstraint(condition=~Q(words=""), name="note_says_something")],
            },
        ),
        migrations.DeleteModel("QueuedReview"),
    ]
