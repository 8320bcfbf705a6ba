"""Versions that change with what pages show: one per album, and one for the whole catalogue in parts.

Triggers count, so that no write can forget to: row by row on the album itself, once per statement on what hangs off it.
The catalogue's version is a sum of counters rather than one counter or a sequence. A counter is raised under its row's
lock and becomes visible with the change it counts, so a reader never sees the new version with the old data; a sequence
would run ahead of the commit. The parts keep two writers on different albums out of each other's way.

A bulk job may say `SET LOCAL chorus.count_changes = 'off'` and raise every version itself when it is done.
"""

from django.db import migrations, models

PARTS = 64

FILLING = (
    f"INSERT INTO albums_catalogueversion (part, changes) SELECT part, 0 FROM generate_series(0, {PARTS - 1}) part;"
)

COUNTING = """
CREATE FUNCTION counts_changes() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off' $$;

-- Raise the versions of the albums that a query over the transition table "changed" names, TG_ARGV[0]; and with
-- TG_ARGV[1] the catalogue's own, for things that lists show although no album has them.
CREATE FUNCTION raise_album_versions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF counts_changes() THEN
        EXECUTE format('UPDATE albums_album SET version = version + 1 WHERE id IN (
            SELECT id FROM albums_album WHERE id IN (%s) ORDER BY id FOR UPDATE)', TG_ARGV[0]);
        IF TG_NARGS > 1 THEN
            UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0;
        END IF;
    END IF;
    RETURN NULL;
END $$;
"""

UNCOUNTING = """
DROP FUNCTION raise_album_versions() CASCADE;
DROP FUNCTION counts_changes();
"""

OWN = f"""
CREATE FUNCTION raise_own_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version = OLD.version AND NEW IS DISTINCT FROM OLD AND counts_changes() THEN
        NEW.version := OLD.version + 1;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER raise_own_version BEFORE UPDATE ON albums_album
    FOR EACH ROW EXECUTE FUNCTION raise_own_version();

CREATE FUNCTION raise_catalogue_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF counts_changes() THEN
        UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part IN (
            SELECT part FROM albums_catalogueversion
            WHERE part IN (SELECT DISTINCT id % {PARTS} FROM changed) ORDER BY part FOR UPDATE);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER catalogue_version_on_insert AFTER INSERT ON albums_album
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION raise_catalogue_version();
CREATE TRIGGER catalogue_version_on_update AFTER UPDATE ON albums_album
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION raise_catalogue_version();
CREATE TRIGGER catalogue_version_on_delete AFTER DELETE ON albums_album
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION raise_catalogue_version();
"""

UNOWN = """
DROP FUNCTION raise_catalogue_version() CASCADE;
DROP FUNCTION raise_own_version() CASCADE;
"""

OF_ALBUM = "SELECT album_id FROM changed"
CREDITED = "SELECT album_id FROM albums_credit WHERE artist_id IN (SELECT id FROM changed)"
WATCHED = {
    "albums_credit": OF_ALBUM,
    "albums_track": OF_ALBUM,
    "albums_albumlink": OF_ALBUM,
    "albums_album_genres": OF_ALBUM,
    "albums_album_labels": OF_ALBUM,
    "albums_artist": CREDITED,
    "albums_artistalias": "SELECT album_id FROM albums_credit WHERE artist_id IN (SELECT artist_id FROM changed)",
    "albums_genre": "SELECT album_id FROM albums_album_genres WHERE genre_id IN (SELECT id FROM changed)",
    "albums_label": "SELECT album_id FROM albums_album_labels WHERE label_id IN (SELECT id FROM changed)",
    "albums_film": "SELECT id FROM albums_album WHERE film_id IN (SELECT id FROM changed)",
}


def watch(table: str, albums: str, *, everywhere: bool = False) -> migrations.RunSQL:
    """Raise the versions of the `albums` (a query over "changed") whenever rows of `table` come, change or go.

    An update counts with the rows as they are and as they were: what moves between two albums changes both.
    """
    arguments = "'" + albums.replace("'", "''") + "'" + (", 'everywhere'" if everywhere else "")
    made, dropped = [], []
    for event, transition in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        name = f"album_versions_on_{event.lower()}_{transition.lower()}"
        made.append(
            f"CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {transition} TABLE AS changed "
            f"FOR EACH STATEMENT EXECUTE FUNCTION raise_album_versions({arguments});"
        )
        dropped.append(f"DROP TRIGGER {name} ON {table};")
    return migrations.RunSQL("\n".join(made), "\n".join(dropped))


class Migration(migrations.Migration):
    dependencies = [("albums", "0001_initial")]

    operations = [
        migrations.AddField(
            "album",
            "version",
            models.BigIntegerField(db_default=0, editable=False, help_text="Raised by triggers with every change."),
        ),
        migrations.CreateModel(
            "CatalogueVersion",
            [
                ("part", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("changes", models.BigIntegerField()),
            ],
        ),
        migrations.RunSQL(FILLING, migrations.RunSQL.noop),
        migrations.RunSQL(COUNTING, UNCOUNTING),
        migrations.RunSQL(OWN, UNOWN),
        *(watch(table, albums) for table, albums in WATCHED.items()),
    ]
