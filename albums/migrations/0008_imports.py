"""A permission to import tables of albums."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("albums", "0007_history")]

    operations = [
        migrations.AlterModelOptions(
            name="album",
            options={"ordering": ["folded", "pk"], "permissions": [("import_album", "Can import albums from a table")]},
        ),
    ]
