"""The voices that count on each album, on the album's row (see albums 0005): reviews.scoring.one_album writes them from now on."""

from django.db import migrations

# The rule of Review.objects.counted(), as it is when this migration runs.
WRITING = """
SET LOCAL chorus.count_changes = 'off';
UPDATE albums_album album SET publication_ids = voices.publications, critic_ids = voices.critics
FROM (
    SELECT review.album_id,
        coalesce(array_agg(DISTINCT review.publication_id) FILTER (WHERE review.publication_id IS NOT NULL), '{}')
            AS publications,
        coalesce(array_agg(DISTINCT review.critic_id) FILTER (WHERE review.critic_id IS NOT NULL), '{}') AS critics
    FROM reviews_review review LEFT JOIN reviews_critic critic ON critic.id = review.critic_id
    WHERE review.status = 'published' AND NOT coalesce(critic.hidden, false)
    GROUP BY review.album_id
) voices
WHERE album.id = voices.album_id;
SET LOCAL chorus.count_changes = 'on';
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0011_critics_by_letter"), ("albums", "0005_browsing")]

    operations = [migrations.RunSQL(WRITING, migrations.RunSQL.noop)]
