"""Whatever readers see of reviews raises the versions of the albums it stands on (see albums 0002)."""

from importlib import import_module

from django.db import migrations

watch = import_module("albums.migrations.0002_versions").watch

OF_PUBLICATION = """SELECT album_id FROM reviews_review
    WHERE status = 'published' AND publication_id IN (SELECT id FROM changed)"""
OF_CRITIC = """SELECT album_id FROM reviews_review
    WHERE status = 'published' AND critic_id IN (SELECT id FROM changed)"""


EVERYWHERE = "SELECT id FROM albums_album WHERE false"


def watching() -> list[migrations.RunSQL]:
    """Raise versions with all that readers see of reviews."""
    return [
        watch("reviews_review", "SELECT album_id FROM changed WHERE status IN ('published', 'withdrawn')"),
        watch(
            "reviews_excerpt",
            "SELECT review.album_id FROM changed JOIN reviews_review review ON review.id = changed.review_id "
            "WHERE review.status = 'published'",
        ),
        watch("reviews_consensus", "SELECT album_id FROM changed"),
        watch("reviews_critic", OF_CRITIC, everywhere=True),
        watch("reviews_publication", OF_PUBLICATION, everywhere=True),
        watch("reviews_scale", EVERYWHERE, everywhere=True),
        watch("reviews_scaleletter", EVERYWHERE, everywhere=True),
        watch("reviews_calibration", EVERYWHERE, everywhere=True),
    ]


class Migration(migrations.Migration):
    dependencies = [("reviews", "0004_reviews_without_a_text"), ("albums", "0002_versions")]

    operations = watching()
