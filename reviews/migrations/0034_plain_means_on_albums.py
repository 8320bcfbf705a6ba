"""Albums say the plain mean of their grades beside their score, as their consensus has it."""

from django.db import migrations

FILLING = """
SET LOCAL chorus.count_changes = 'off';
SET LOCAL chorus.keep_search = 'off';
UPDATE albums_album album SET plain_mean = consensus.plain_mean FROM reviews_consensus consensus
WHERE consensus.album_id = album.id AND consensus.plain_mean IS NOT NULL;
SET LOCAL chorus.count_changes = 'on';
SET LOCAL chorus.keep_search = 'on';
UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("albums", "0016_plain_mean"),
        ("reviews", "0033_year_end_list_by_its_name"),
    ]

    operations = [migrations.RunSQL(FILLING, migrations.RunSQL.noop)]
