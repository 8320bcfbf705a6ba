"""What the database does by itself when the catalogue changes, so that no write can forget to.

*Versions* change with what pages show: one per album, and one for the whole catalogue in parts. The catalogue's is a
sum of counters rather than one counter or a sequence: a counter is raised under its row's lock and becomes visible with
the change it counts, so a reader never sees the new version with the old data; a sequence would run ahead of the
commit. The parts keep two writers on different albums out of each other's way.

*Search* looks up the words of each listed album, and the vocabulary of all names.

*Namesakes* are listed albums of one artist and title; each says on its row that it has some, so that pages can tell
them apart.

*Keys* of genres and labels stand on the album's row. An album's row is locked first and its keys are read by a
statement of their own, so that of two who tag an album at once the second sees what the first did.

A bulk job may say `SET LOCAL chorus.count_changes = 'off'` and raise every version itself when it is done, or
`SET LOCAL chorus.keep_search = 'off'` and call `rebuild_search()`.
"""

from __future__ import annotations

import pgtrigger

from common.triggers import DELETE, INSERT, UPDATE, after_statements

VERSION_PARTS = 64
COUNTS_CHANGES = "current_setting('chorus.count_changes', true) IS DISTINCT FROM 'off'"
KEEPS_SEARCH = "current_setting('chorus.keep_search', true) IS DISTINCT FROM 'off'"

OF_ALBUM = "SELECT album_id FROM {changed}"
OF_ARTIST = "SELECT album_id FROM albums_credit WHERE artist_id IN (SELECT id FROM {changed})"
OF_ALIAS = "SELECT album_id FROM albums_credit WHERE artist_id IN (SELECT artist_id FROM {changed})"
OF_FILM = "SELECT id FROM albums_album WHERE film_id IN (SELECT id FROM {changed})"
OF_GENRE = "SELECT album_id FROM albums_album_genres WHERE genre_id IN (SELECT id FROM {changed})"
OF_LABEL = "SELECT album_id FROM albums_album_labels WHERE label_id IN (SELECT id FROM {changed})"

_RAISE_CATALOGUE = "UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0;"

# A plan is kept as long as its connection lives, and was made for the rows of the first time: one, or a million. What
# such a plan could make slow is planned anew each time (EXECUTE).


def raise_album_versions(albums: str, *, everywhere: bool = False) -> list[pgtrigger.Trigger]:
    """Raise the versions of the `albums`, a query over "{changed}"; with `everywhere` the catalogue's own, too.

    That is for what lists show although no album has it.
    """
    return after_statements(
        "album_versions",
        f"""
IF {COUNTS_CHANGES} THEN
    EXECUTE $sql$
        UPDATE albums_album SET version = version + 1 WHERE id IN (
            SELECT id FROM albums_album WHERE id IN ({albums}) ORDER BY id FOR UPDATE)
    $sql$;
    {_RAISE_CATALOGUE if everywhere else ""}
END IF;""",  # noqa: S608
    )


def raise_catalogue_version() -> list[pgtrigger.Trigger]:
    """Raise the catalogue's version, for what pages show although it belongs to no album."""
    return after_statements("catalogue_version", f"IF {COUNTS_CHANGES} THEN {_RAISE_CATALOGUE} END IF;")


def keep_words(albums: str) -> list[pgtrigger.Trigger]:
    """Bring the words up to date by which search finds the `albums`, a query over "{changed}"."""
    return after_statements("search", _words_of(albums))


def learn_words() -> list[pgtrigger.Trigger]:
    """Add what is new in the folded names to the vocabulary; `rebuild_search()` reads these tables, too.

    A word may stand there twice when two writers add it at once: neither waits for the other, and whoever reads adds
    up.
    """
    return after_statements(
        "vocabulary",
        f"""
IF {KEEPS_SEARCH} THEN
    INSERT INTO albums_vocabulary (word, albums, tracks)
    SELECT word, 0, 0 FROM (SELECT DISTINCT unnest(search_words(folded)) AS word FROM {{changed}}) named
    WHERE NOT EXISTS (SELECT FROM albums_vocabulary known WHERE known.word = named.word);
END IF;""",  # noqa: S608
        (INSERT, UPDATE),
        as_they_were=False,
    )


def follow(tag: str) -> list[pgtrigger.Trigger]:
    """Keep `<tag>_ids` of albums as the table `albums_album_<tag>s` says."""
    keys = f"{tag}_ids"
    return after_statements(
        f"follow_{tag}s",
        f"""
EXECUTE $sql$
    SELECT FROM albums_album WHERE id IN (SELECT album_id FROM {{changed}}) ORDER BY id FOR UPDATE
$sql$;
EXECUTE $sql$
    UPDATE albums_album album SET {keys} = fresh.ids
    FROM (
        SELECT touched.album_id,
            coalesce(array_agg(DISTINCT {tag}_id) FILTER (WHERE {tag}_id IS NOT NULL), '{{}}') AS ids
        FROM (SELECT DISTINCT album_id FROM {{changed}}) touched
            LEFT JOIN albums_album_{tag}s tagged USING (album_id)
        GROUP BY touched.album_id
    ) fresh
    WHERE album.id = fresh.album_id AND album.{keys} <> fresh.ids
$sql$;""",  # noqa: S608
    )


def _words_of(albums: str) -> str:
    return f"""
IF {KEEPS_SEARCH} THEN
    EXECUTE $sql$SELECT refresh_words(array(SELECT DISTINCT * FROM ({albums}) named (id) ORDER BY 1))$sql$;
END IF;"""  # noqa: S608


_COUNT_ALBUMS = f"""
IF {COUNTS_CHANGES} THEN
    UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part IN (
        SELECT part FROM albums_catalogueversion
        WHERE part IN (SELECT DISTINCT id % {VERSION_PARTS} FROM {{changed}}) ORDER BY part FOR UPDATE);
END IF;"""  # noqa: S608

# Most updates bring a new consensus: the count of reviews, by which words are ordered, and nothing to find it by.
_REFRESH_UPDATED_ALBUMS = f"""
IF {KEEPS_SEARCH} THEN
    EXECUTE $sql$
        UPDATE albums_albumwords SET reviews = counted_reviews
        FROM (SELECT id, came.counted_reviews FROM came JOIN went USING (id)
            WHERE came.counted_reviews <> went.counted_reviews ORDER BY id) counted
        WHERE album_id = id
    $sql$;
    EXECUTE $sql$
        SELECT refresh_words(array(SELECT id FROM came JOIN went USING (id)
            WHERE (came.folded, came.kind, came.film_id, came.proposed)
                IS DISTINCT FROM (went.folded, went.kind, went.film_id, went.proposed) ORDER BY id))
    $sql$;
END IF;"""  # noqa: S608


def _tell_namesakes(named: str) -> str:
    return f"""
    UPDATE albums_album SET namesakes = NOT namesakes WHERE id IN (
        SELECT same.id FROM albums_album same WHERE (same.lead_artist_id, same.folded) IN ({named})
            AND same.namesakes <> EXISTS (
                SELECT FROM albums_album other WHERE other.folded = same.folded
                    AND other.lead_artist_id = same.lead_artist_id AND other.id <> same.id AND NOT other.proposed)
        ORDER BY same.id FOR UPDATE OF same)"""  # noqa: S608


_TELL_NEW_NAMESAKES = f"EXECUTE $sql${_tell_namesakes('SELECT lead_artist_id, folded FROM {changed}')}$sql$;"  # noqa: S608

# For each row that is called otherwise, or is another's: there are few, and most updates bring a new consensus.
_TELL_RENAMED = pgtrigger.Trigger(
    name="namesakes_on_update",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("lead_artist_id", "folded", "proposed"),
    condition=pgtrigger.AnyChange("lead_artist", "folded", "proposed"),
    func=f"""
{_tell_namesakes("SELECT OLD.lead_artist_id, OLD.folded UNION SELECT NEW.lead_artist_id, NEW.folded")};
RETURN NULL;""",
)

_KEEP_KEYS = "\n".join(
    f"""
IF NEW.{tag}_ids <> OLD.{tag}_ids THEN
    EXECUTE 'SELECT array(SELECT {tag}_id FROM albums_album_{tag}s WHERE album_id = $1 ORDER BY {tag}_id)'
        INTO NEW.{tag}_ids USING NEW.id;
END IF;"""  # noqa: S608
    for tag in ("genre", "label")
)

ON_ALBUMS = [
    # An album that is saved with the keys it was loaded with long ago gets the right ones all the same.
    pgtrigger.Trigger(
        name="keep_album_keys",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("genre_ids", "label_ids"),
        func=f"{_KEEP_KEYS}\nRETURN NEW;",
    ),
    # By its name it comes after those that change the row, and counts what they do.
    pgtrigger.Trigger(
        name="raise_own_version",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
IF NEW.version = OLD.version AND NEW IS DISTINCT FROM OLD AND {COUNTS_CHANGES} THEN
    NEW.version := OLD.version + 1;
END IF;
IF NEW.version <> OLD.version THEN
    NEW.changed_at := statement_timestamp();
END IF;
RETURN NEW;""",
    ),
    *after_statements("catalogue_version", _COUNT_ALBUMS, as_they_were=False),
    *after_statements("search", _words_of("SELECT id FROM {changed}"), (INSERT, DELETE)),
    *after_statements("search", _REFRESH_UPDATED_ALBUMS, (UPDATE,)),
    *learn_words(),
    *after_statements("namesakes", _TELL_NEW_NAMESAKES, (INSERT, DELETE)),
    _TELL_RENAMED,
]
"""What an album's own row sets going."""
