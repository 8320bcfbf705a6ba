"""What lists are narrowed and sorted by, on the album's own row: keys in arrays under one index, an index per order.

The keys of genres and labels follow their tables by triggers, whoever writes these and however; an album that is saved
with the keys it was loaded with long ago gets the right ones all the same. An album's row is locked first and its keys
are read by a statement of their own, so that of two who tag an album at once the second sees what the first did.

Plans are kept for as long as a connection lives, and a table may grow tenfold meanwhile: hence no sequential scans.
"""

import datetime

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

LISTED = Q(proposed=False)

FOLLOWING = """
CREATE FUNCTION keep_album_keys() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
    IF NEW.genre_ids <> OLD.genre_ids THEN
        NEW.genre_ids := array(SELECT genre_id FROM albums_album_genres WHERE album_id = NEW.id ORDER BY genre_id);
    END IF;
    IF NEW.label_ids <> OLD.label_ids THEN
        NEW.label_ids := array(SELECT label_id FROM albums_album_labels WHERE album_id = NEW.id ORDER BY label_id);
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER keep_album_keys BEFORE UPDATE OF genre_ids, label_ids ON albums_album
    FOR EACH ROW EXECUTE FUNCTION keep_album_keys();
"""

FILLING = """
SET LOCAL chorus.count_changes = 'off';
UPDATE albums_album album SET genre_ids = coalesce(genres.ids, '{}'), label_ids = coalesce(labels.ids, '{}')
FROM albums_album tagged
LEFT JOIN (
    SELECT album_id, array_agg(genre_id ORDER BY genre_id) AS ids FROM albums_album_genres GROUP BY album_id
) genres ON genres.album_id = tagged.id
LEFT JOIN (
    SELECT album_id, array_agg(label_id ORDER BY label_id) AS ids FROM albums_album_labels GROUP BY album_id
) labels ON labels.album_id = tagged.id
WHERE album.id = tagged.id AND (genres.ids IS NOT NULL OR labels.ids IS NOT NULL);
SET LOCAL chorus.count_changes = 'on';
SET CONSTRAINTS ALL IMMEDIATE;
"""

UNFOLLOWING = """
DROP TRIGGER keep_album_keys ON albums_album;
DROP FUNCTION keep_album_keys();
"""


def follow(tag: str) -> migrations.RunSQL:
    """Keep `<tag>_ids` of albums as the table `albums_album_<tag>s` says."""
    table, keys = f"albums_album_{tag}s", f"{tag}_ids"
    made = [
        f"""
        CREATE FUNCTION follow_{tag}s() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
        BEGIN
            PERFORM FROM albums_album WHERE id IN (SELECT album_id FROM changed) ORDER BY id FOR UPDATE;
            UPDATE albums_album album SET {keys} = fresh.ids
            FROM (
                SELECT changed.album_id,
                    coalesce(array_agg(DISTINCT {tag}_id) FILTER (WHERE {tag}_id IS NOT NULL), '{{}}') AS ids
                FROM (SELECT DISTINCT album_id FROM changed) changed LEFT JOIN {table} tagged USING (album_id)
                GROUP BY changed.album_id
            ) fresh
            WHERE album.id = fresh.album_id AND album.{keys} <> fresh.ids;
            RETURN NULL;
        END $$;
        """
    ]
    dropped = []
    for event, transition in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        name = f"follow_{tag}s_on_{event.lower()}_{transition.lower()}"
        made.append(
            f"CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {transition} TABLE AS changed "
            f"FOR EACH STATEMENT EXECUTE FUNCTION follow_{tag}s();"
        )
        dropped.append(f"DROP TRIGGER {name} ON {table};")
    dropped.append(f"DROP FUNCTION follow_{tag}s();")
    return migrations.RunSQL("\n".join(made), "\n".join(dropped))


def keys() -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.BigIntegerField(), db_default=[], default=list, editable=False, size=None
    )


def modulo(number: models.Expression, divisor: int) -> models.Func:
    return models.Func(number, divisor, function="MOD", output_field=models.BigIntegerField())


def listed(name: str, *expressions: models.Expression) -> migrations.AddIndex:
    return migrations.AddIndex("album", models.Index(*expressions, condition=LISTED, name=name))


class Migration(migrations.Migration):
    dependencies = [("albums", "0004_filing")]

    operations = [
        migrations.AddField("album", "genre_ids", keys()),
        migrations.AddField("album", "label_ids", keys()),
        migrations.AddField("album", "publication_ids", keys()),
        migrations.AddField("album", "critic_ids", keys()),
        migrations.RunSQL(FILLING, migrations.RunSQL.noop),
        follow("genre"),
        follow("label"),
        migrations.RunSQL(FOLLOWING, UNFOLLOWING),
        migrations.AddIndex(
            "album",
            django.contrib.postgres.indexes.GinIndex(
                fields=["genre_ids", "label_ids", "publication_ids", "critic_ids"],
                condition=LISTED,
                name="album_listed_by_keys",
                fastupdate=False,
            ),
        ),
        listed(
            "album_listed_newest",
            Coalesce("release_date", models.Value(datetime.date(1, 1, 1))).desc(),
            F("id").desc(),
        ),
        listed("album_listed_best", Coalesce("consensus_score", models.Value(-1.0)).desc(), F("id").desc()),
        listed("album_listed_reviewed", F("counted_reviews").desc(), F("id").desc()),
        listed("album_listed_divisive", Coalesce("consensus_spread", models.Value(-1.0)).desc(), F("id").desc()),
        listed("album_listed_by_title", F("folded"), F("id")),
        listed("album_listed_drawn", modulo(modulo(F("id"), 1 << 31) * 2654435761, 1 << 32)),
    ]
