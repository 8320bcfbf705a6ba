"""What curators decide about a review, and the queue they do it from."""

from django.db import migrations, models
from django.db.models.functions import MD5


class Migration(migrations.Migration):
    dependencies = [
        ("albums", "0001_initial"),
        ("reviews", "0002_verbatim_excerpts"),
    ]

    operations = [
        migrations.CreateModel(
            name="QueuedReview",
            fields=[],
            options={
                "verbose_name": "queued review",
                "verbose_name_plural": "reviews in the queue",
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("reviews.review",),
        ),
        migrations.AlterModelOptions(
            name="review",
            options={
                "ordering": ["-created_at", "-pk"],
                "permissions": [
                    ("publish_review", "Can publish a submitted review"),
                    ("return_review", "Can return a submitted review to its critic"),
                    ("reject_review", "Can reject a submitted review"),
                    ("withdraw_review", "Can withdraw a published review"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(MD5("body"), name="review_body_digest"),
        ),
    ]
