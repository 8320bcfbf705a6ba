"""Names folded anew: symbols make another name, selectors do not; initials and apostrophes have one spelling."""

from django.db import migrations

from common.names import short_title
from common.refolding import refold, refold_once


def fold_names(apps, schema_editor):
    for name, source in (("Artist", "name"), ("Film", "title"), ("Credit", "credited_as"), ("Track", "title")):
        refold(apps.get_model("albums", name), source)
    refold(apps.get_model("albums", "Album"), "title", short_title)
    for name in ("Genre", "Label"):
        refold_once(apps.get_model("albums", name), "name")
    refold_once(apps.get_model("albums", "ArtistAlias"), "name", within="artist")


class Migration(migrations.Migration):
    dependencies = [("albums", "0008_imports")]

    operations = [migrations.RunPython(fold_names, migrations.RunPython.noop)]
