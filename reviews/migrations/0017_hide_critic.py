"""Hiding a critic has a permission of its own, which chief curators have."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reviews", "0016_history")]

    operations = [
        migrations.AlterModelOptions(
            "critic",
            {"ordering": ["folded", "pk"], "permissions": [("hide_critic", "Can hide a critic at their wish")]},
        ),
    ]
