"""Reviews of which only the grade is known, or the verdict and where to read it: they have no text."""

from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import MD5


class Migration(migrations.Migration):
    dependencies = [("reviews", "0003_curators")]

    operations = [
        migrations.RemoveConstraint(model_name="review", name="review_published_has_a_body"),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=~Q(status="published") | ~Q(body="") | Q(score__isnull=False) | ~Q(source_url=""),
                name="review_published_has_a_text_a_grade_or_a_source",
                violation_error_message="Without a text it needs a grade, or a link to where it can be read.",
            ),
        ),
        migrations.AlterField(
            model_name="review",
            name="body",
            field=models.TextField(
                blank=True, help_text="Empty: only the grade is known here, or the verdict and the source."
            ),
        ),
        migrations.RemoveIndex(model_name="review", name="review_body_digest"),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(MD5("body"), condition=~Q(body=""), name="review_body_digest"),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["source_url"], condition=~Q(source_url=""), name="review_source"),
        ),
    ]
