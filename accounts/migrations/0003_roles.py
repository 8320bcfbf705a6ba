"""The roles again, with what corrections, merges and splits have brought."""

from django.db import migrations

from accounts.roles import set_roles


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_roles"),
        ("curation", "0001_initial"),
        ("reviews", "0009_critics_desk"),
    ]

    operations = [migrations.RunPython(set_roles, migrations.RunPython.noop)]
