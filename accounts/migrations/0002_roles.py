"""The roles: Contributor, Critic, Curator, Chief curator."""

from django.db import migrations

from accounts.roles import set_roles


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("reviews", "0003_curators"),
    ]

    operations = [migrations.RunPython(set_roles, migrations.RunPython.noop)]
