"""A notice that somebody's second factor was removed: about their account, not about a review or a claim."""

from django.db import migrations, models

KINDS = [
    ("published", "A review of yours is published"),
    ("returned", "A review is returned to you for changes"),
    ("rejected", "A review of yours is not accepted"),
    ("withdrawn", "A curator withdraws a review of yours"),
    ("corrected", "A curator corrects a review of yours"),
    ("commented", "A curator comments on a review of yours"),
    ("answered", "A correction that you asked for is answered"),
    ("claim", "A claim of yours to a byline is decided"),
    ("factor", "Your second factor is removed"),
]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_history")]

    operations = [
        migrations.RemoveConstraint("notice", "notice_is_about_a_review_or_a_claim"),
        migrations.AlterField("notice", "kind", models.CharField(choices=KINDS, max_length=10)),
        migrations.AlterField("mutedmail", "kind", models.CharField(choices=KINDS, max_length=10)),
        migrations.AddConstraint(
            "notice",
            models.CheckConstraint(
                condition=models.Q(("claim__isnull", False), ("kind", "claim"), ("review__isnull", True))
                | models.Q(("claim__isnull", True), ("kind", "factor"), ("review__isnull", True))
                | models.Q(
                    models.Q(("kind__in", ["claim", "factor"]), _negated=True),
                    ("claim__isnull", True),
                    ("review__isnull", False),
                ),
                name="notice_is_about_what_its_kind_says",
            ),
        ),
    ]
