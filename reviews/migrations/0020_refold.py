"""Names of publications and critics folded anew, as those of the catalogue are (albums 0009)."""

from django.db import migrations

from common.refolding import refold, refold_once


def fold_names(apps, schema_editor):
    refold_once(apps.get_model("reviews", "Publication"), "name")
    refold(apps.get_model("reviews", "Critic"), "name")


class Migration(migrations.Migration):
    dependencies = [("reviews", "0019_incoming"), ("albums", "0009_refold")]

    operations = [migrations.RunPython(fold_names, migrations.RunPython.noop)]
