"""Hiding a critic has a permission of its own, which chief curators have."""

from django.db import migrations

from accounts.roles import set_roles


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_history"), ("curation", "0003_holds"), ("reviews", "0016_history")]

    operations = [
        migrations.AlterModelOptions(
            "critic",
            {"ordering": ["folded", "pk"], "permissions": [("hide_critic", "Can hide a critic at their wish")]},
        ),
        migrations.RunPython(set_roles, migrations.RunPython.noop),
    ]
