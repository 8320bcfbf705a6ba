"""Triggers that keep every excerpt verbatim, and the default calibration.

A CHECK constraint cannot look at another row, so the rules about an excerpt and its review's body are triggers. They
are deferrable: one transaction may change a body and move its excerpts in any order.
"""

from django.db import migrations


TRIGGERS = """
CREATE FUNCTION require_verbatim_excerpt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM reviews_excerpt excerpt JOIN reviews_review review ON review.id = excerpt.review_id
        WHERE excerpt.id = NEW.id
          AND (substr(review.body, excerpt.start + 1, excerpt."end" - excerpt.start) IS DISTINCT FROM excerpt.text
               OR char_length(excerpt.text) <> excerpt."end" - excerpt.start)
        UNION ALL
        SELECT FROM reviews_excerpt excerpt
        JOIN reviews_review review ON review.id = excerpt.review_id
        JOIN albums_track track ON track.id = excerpt.track_id
        WHERE excerpt.id = NEW.id AND track.album_id <> review.album_id
    ) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'excerpt % is not a span of its review, or names a track of another album', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'excerpt_is_verbatim';
END $$;

CREATE CONSTRAINT TRIGGER excerpt_is_verbatim
    AFTER INSERT OR UPDATE OF start, "end", text, review_id, track_id ON reviews_excerpt
    DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION require_verbatim_excerpt();

CREATE FUNCTION require_review_to_hold_its_excerpts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM reviews_excerpt excerpt JOIN reviews_review review ON review.id = excerpt.review_id
        LEFT JOIN albums_track track ON track.id = excerpt.track_id
        WHERE review.id = NEW.id
          AND (substr(review.body, excerpt.start + 1, excerpt."end" - excerpt.start) IS DISTINCT FROM excerpt.text
               OR track.album_id <> review.album_id)
    ) THEN
        RAISE EXCEPTION 'review % no longer holds the words of its excerpts', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'review_holds_its_excerpts';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER review_holds_its_excerpts
    AFTER UPDATE OF body, album_id ON reviews_review
    DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION require_review_to_hold_its_excerpts();
"""

NO_TRIGGERS = """
DROP TRIGGER review_holds_its_excerpts ON reviews_review;
DROP TRIGGER excerpt_is_verbatim ON reviews_excerpt;
DROP FUNCTION require_review_to_hold_its_excerpts();
DROP FUNCTION require_verbatim_excerpt();
"""


def store_defaults(apps, schema_editor):
    """Store the stated defaults as the first calibration, so that there is always a current one."""
    apps.get_model("reviews", "Calibration").objects.create(
        mean=74.0, album_scale=5.4, noise=9.7, publication_sd=3.4, critic_sd=3.0
    )


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]

    operations = [
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
        migrations.RunPython(store_defaults, migrations.RunPython.noop),
    ]
