"""What a pending revision keeps of the review that it began from."""

from django.db import migrations, models

# What the review said when the revision was begun: what it says now, set back by the history of what was changed since.
_FILL = """
WITH pending AS (
    SELECT p.id, p.created_at, r.id AS revised, jsonb_build_object(
        'source_url', r.source_url, 'language', r.language, 'published_on', r.published_on, 'updated_on', r.updated_on,
        'hosted', r.hosted, 'headings', r.headings, 'disclosures', r.disclosures
    ) AS facts
    FROM reviews_review p JOIN reviews_review r ON r.id = p.revises_id
), before AS (
    SELECT id, jsonb_object_agg(name, value) AS facts FROM (
        SELECT DISTINCT ON (pending.id, name) pending.id, name, to_jsonb(event) -> name AS value
        FROM pending
        JOIN reviews_reviewevent event ON event.pgh_obj_id = pending.revised
            AND event.pgh_created_at > pending.created_at AND event.pgh_label = 'update'
        CROSS JOIN LATERAL jsonb_object_keys(event.pgh_changed) AS name
        WHERE jsonb_exists(pending.facts, name)
        ORDER BY pending.id, name, event.pgh_id
    ) first_changed
    GROUP BY id
)
UPDATE reviews_review review SET revises_facts = pending.facts || coalesce(before.facts, '{}')
FROM pending LEFT JOIN before USING (id) WHERE review.id = pending.id
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0023_quotations_missing")]

    operations = [
        migrations.AddField(
            model_name="review",
            name="revises_facts",
            field=models.JSONField(
                blank=True,
                editable=False,
                help_text="What it said of link, language, dates and the like when its critic last saw it.",
                null=True,
            ),
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
    ]
