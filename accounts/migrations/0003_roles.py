"""Nothing any more: the roles are set after migrating (accounts.roles)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_roles")]

    operations = []
