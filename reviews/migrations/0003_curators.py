"""The curators: what they may do, and the queue they do it from.

Permissions are normally created after all migrations have run. The group needs them now, so they are created here;
what exists already stays as it is.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.models.functions import MD5

KEPT = {
    "albums": ["album", "albumlink", "artist", "artistalias", "credit", "film", "genre", "label", "redirect", "track"],
    "reviews": ["critic", "excerpt", "publication", "review", "scale", "scaleletter"],
}
"""What curators add and change."""

PARTS = {
    "albums": ["albumlink", "artistalias", "credit", "track"],
    "reviews": ["excerpt", "scaleletter"],
}
"""What they may also delete: rows that are corrected on the page of the thing they belong to."""

COMPUTED = {"reviews": ["calibration", "consensus", "consensuschange", "revision"]}
"""What the site writes and they read."""

DECISIONS = ["publish_review", "return_review", "reject_review", "withdraw_review"]


def make_group(apps, schema_editor):
    """Make the group Curator with its permissions; run again, it ends in the same state."""
    for label in ("albums", "reviews"):
        app = apps.get_app_config(label)
        app.models_module = True  # a migration's app has no module, and create_permissions skips those
        create_permissions(app, verbosity=0, using=schema_editor.connection.alias, apps=apps)
        app.models_module = None
    wanted = {("reviews", codename) for codename in DECISIONS}
    for actions, models_by_app in ((("add", "change", "view"), KEPT), (("delete",), PARTS), (("view",), COMPUTED)):
        wanted |= {
            (label, f"{action}_{name}")
            for label, names in models_by_app.items()
            for name in names
            for action in actions
        }
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label__in=KEPT)
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Curator")
    group.permissions.set(
        permission
        for permission in permissions.select_related("content_type")
        if (permission.content_type.app_label, permission.codename) in wanted
    )


def remove_group(apps, schema_editor):
    """Remove the group. Its members keep their accounts."""
    apps.get_model("auth", "Group").objects.filter(name="Curator").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("albums", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("reviews", "0002_verbatim_excerpts"),
    ]

    operations = [
        migrations.CreateModel(
            name="QueuedReview",
            fields=[],
            options={
                "verbose_name": "queued review",
                "verbose_name_plural": "reviews in the queue",
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("reviews.review",),
        ),
        migrations.AlterModelOptions(
            name="review",
            options={
                "ordering": ["-created_at", "-pk"],
                "permissions": [
                    ("publish_review", "Can publish a submitted review"),
                    ("return_review", "Can return a submitted review to its critic"),
                    ("reject_review", "Can reject a submitted review"),
                    ("withdraw_review", "Can withdraw a published review"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(MD5("body"), name="review_body_digest"),
        ),
        migrations.RunPython(make_group, remove_group),
    ]
