"""Proposed albums, oldest first, for the curators' queue."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("albums", "0005_browsing")]

    operations = [
        migrations.AddIndex(
            "album",
            models.Index(fields=["created_at", "id"], condition=Q(proposed=True), name="album_proposed"),
        ),
    ]
