"""Pages on the web are compared by `page_key`: reviews hold what it makes of their source."""

from django.db import migrations, models
from django.db.models import CharField, Func, Q


def page_of(column: str) -> Func:
    return Func(column, function="page_key", output_field=CharField())


class Migration(migrations.Migration):
    dependencies = [("reviews", "0024_revises_facts"), ("config", "0002_page_key")]

    operations = [
        migrations.RemoveConstraint("feed", "feed_once"),
        migrations.RemoveConstraint("incomingdocument", "document_once_per_address"),
        migrations.RemoveIndex("review", "review_source_key"),
        migrations.AddField(
            "review",
            "source_page",
            models.GeneratedField(
                db_persist=True,
                expression=page_of("source_url"),
                output_field=models.TextField(db_collation="C"),
            ),
        ),
        migrations.AddIndex(
            "review",
            models.Index(condition=~Q(source_url=""), fields=["source_page"], name="review_source_page"),
        ),
        migrations.AddConstraint("feed", models.UniqueConstraint(page_of("url"), name="feed_once")),
        migrations.AddConstraint(
            "incomingdocument",
            models.UniqueConstraint(page_of("address"), condition=~Q(address=""), name="document_once_per_address"),
        ),
    ]
