"""A permission to import tables of reviews and scores; and the roles again, with it and that for albums."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0017_hide_critic"),
        ("albums", "0008_imports"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="review",
            options={
                "ordering": ["-created_at", "-pk"],
                "permissions": [
                    ("publish_review", "Can publish a submitted review"),
                    ("return_review", "Can return a submitted review to its critic"),
                    ("reject_review", "Can reject a submitted review"),
                    ("withdraw_review", "Can withdraw a published review"),
                    ("import_review", "Can import reviews and scores from a table"),
                ],
            },
        ),
    ]
