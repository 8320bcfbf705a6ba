"""An index for the list of critics by letters (see albums 0004)."""

from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Collate


class Migration(migrations.Migration):
    dependencies = [("reviews", "0010_search")]

    operations = [
        migrations.AddIndex("critic", models.Index(Collate("folded", "C"), F("id"), name="critic_by_letter")),
    ]
