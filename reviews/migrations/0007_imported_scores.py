"""A cause of its own for what a table of scores does to the consensus."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0006_evaluations")]

    operations = [
        migrations.AlterField(
            model_name="consensuschange",
            name="cause",
            field=models.CharField(
                choices=[
                    ("published", "review published"),
                    ("revised", "review revised"),
                    ("withdrawn", "review withdrawn"),
                    ("hidden", "critic hidden or shown"),
                    ("merged", "records merged"),
                    ("refitted", "model fitted anew"),
                    ("imported", "scores imported"),
                ],
                max_length=10,
            ),
        ),
    ]
