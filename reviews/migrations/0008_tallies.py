"""The counted reviews in narrow rows, and a tally of each voice's, kept by triggers.

A review counts when it is published, its critic is not hidden and its album is listed: the rule of
`Review.objects.counted().on_listed_albums()`, said again here because triggers speak SQL; a test compares the two. Each
trigger names the reviews that a change may concern and has their rows made anew, so none has to know what changed.
Whoever publishes, hides or accepts holds the lock of the albums concerned, so no two see half of each other's change.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

BIN_WIDTH = 5
BINS = 21
VERDICTS = {"raves": "rave", "positives": "positive", "mixeds": "mixed", "pans": "pan"}

COLUMNS = "review_id, album_id, year, critic_id, publication_id, score, verdict, published_at"
COUNTING = """
SELECT review.id, review.album_id, extract(year FROM album.release_date)::smallint, review.critic_id,
    review.publication_id, review.score::float8, review.verdict, review.published_at
FROM reviews_review review
JOIN albums_album album ON album.id = review.album_id
LEFT JOIN reviews_critic critic ON critic.id = review.critic_id
WHERE review.status = 'published' AND NOT album.proposed AND NOT coalesce(critic.hidden, false)
"""

COUNTING_ANEW = f"""
CREATE FUNCTION count_reviews_anew(reviews bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM reviews_countedreview kept WHERE kept.review_id = ANY(reviews) AND NOT EXISTS (
        SELECT FROM ({COUNTING} AND review.id = kept.review_id) fresh ({COLUMNS})
        WHERE fresh IS NOT DISTINCT FROM ROW({", ".join(f"kept.{name}" for name in COLUMNS.split(", "))}));
    INSERT INTO reviews_countedreview ({COLUMNS}) {COUNTING} AND review.id = ANY(reviews)
    ON CONFLICT (review_id) DO NOTHING;
END $$;
"""

KEEPING = """
CREATE FUNCTION count_changed_reviews() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_reviews_anew(array(SELECT id FROM changed));
    RETURN NULL;
END $$;

CREATE FUNCTION count_reviews_of() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_ARGV[0] = 'album' THEN
        PERFORM count_reviews_anew(array(SELECT id FROM reviews_review WHERE album_id = NEW.id));
    ELSE
        PERFORM count_reviews_anew(array(SELECT id FROM reviews_review WHERE critic_id = NEW.id));
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER count_on_insert AFTER INSERT ON reviews_review REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_changed_reviews();
CREATE TRIGGER count_on_update AFTER UPDATE ON reviews_review REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_changed_reviews();
CREATE TRIGGER count_on_delete AFTER DELETE ON reviews_review REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_changed_reviews();
CREATE TRIGGER count_reviews_on_update AFTER UPDATE OF proposed, release_date ON albums_album FOR EACH ROW
    WHEN ((OLD.proposed, OLD.release_date) IS DISTINCT FROM (NEW.proposed, NEW.release_date))
    EXECUTE FUNCTION count_reviews_of('album');
CREATE TRIGGER count_reviews_on_update AFTER UPDATE OF hidden ON reviews_critic FOR EACH ROW
    WHEN (OLD.hidden IS DISTINCT FROM NEW.hidden) EXECUTE FUNCTION count_reviews_of('critic');
"""
DROPPING = """
DROP FUNCTION count_changed_reviews() CASCADE;
DROP FUNCTION count_reviews_of() CASCADE;
"""


def tallied(voice: str, sign: str = "1") -> str:
    """Columns of a tally, summed over counted reviews, each counted `sign` times."""
    said = {"counted": "count(*)", "graded": "count(score)"} | {
        column: f"count(*) FILTER (WHERE verdict = '{verdict}')" for column, verdict in VERDICTS.items()
    }
    nearest = f"round(score::numeric / {BIN_WIDTH})"
    bins = ", ".join(f"{sign} * count(*) FILTER (WHERE {nearest} = {number})" for number in range(BINS))
    return f"{voice}_id, {', '.join(f'{sign} * {column}' for column in said.values())}, ARRAY[{bins}]"


def tally_of(voice: str) -> str:
    """The columns of a tally, by name."""
    return f"{voice}_id, {', '.join(['counted', 'graded', *VERDICTS])}, bins"


def first_tally(voice: str) -> migrations.RunSQL:
    """Tally what is counted already."""
    return migrations.RunSQL(
        f"INSERT INTO reviews_{voice}tally ({tally_of(voice)}) SELECT {tallied(voice)} FROM reviews_countedreview "
        f"WHERE {voice}_id IS NOT NULL GROUP BY {voice}_id;",
        migrations.RunSQL.noop,
    )


def tallying(voice: str) -> migrations.RunSQL:
    """Keep the tally of each critic or publication: rows that come are added, rows that go taken off."""
    table = f"reviews_{voice}tally"
    counts = ["counted", "graded", *VERDICTS]
    added = ", ".join(f"{count} = kept.{count} + excluded.{count}" for count in counts)
    function = f"tally_by_{voice}"
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO {table} AS kept ({tally_of(voice)})
            SELECT {tallied(voice, "TG_ARGV[0]::int")} FROM changed
            WHERE {voice}_id IS NOT NULL GROUP BY {voice}_id ORDER BY {voice}_id
            ON CONFLICT ({voice}_id) DO UPDATE SET {added}, bins = (
                SELECT array_agg(had + came ORDER BY place)
                FROM unnest(kept.bins, excluded.bins) WITH ORDINALITY AS bin (had, came, place));
            RETURN NULL;
        END $$;

        CREATE TRIGGER {function}_on_insert AFTER INSERT ON reviews_countedreview REFERENCING NEW TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION {function}('1');
        CREATE TRIGGER {function}_on_delete AFTER DELETE ON reviews_countedreview REFERENCING OLD TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION {function}('-1');
        """,
        f"DROP FUNCTION {function}() CASCADE;",
    )


def tally_columns() -> list[tuple[str, models.Field]]:
    """The counts of a tally."""
    counts = ("counted", "graded", *VERDICTS)
    bins = django.contrib.postgres.fields.ArrayField(
        base_field=models.IntegerField(), size=BINS, help_text="Grades nearest to 0, 5, 10 ... 100."
    )
    return [*((count, models.IntegerField()) for count in counts), ("bins", bins)]


def kept_for(model: str, **options: object) -> models.ForeignKey:
    """A key that triggers keep right."""
    return models.ForeignKey(
        to=model,
        on_delete=django.db.models.deletion.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        **options,
    )


def one_for(model: str, related_name: str) -> models.OneToOneField:
    """A primary key that triggers keep right."""
    return models.OneToOneField(
        to=model,
        on_delete=django.db.models.deletion.DO_NOTHING,
        db_constraint=False,
        primary_key=True,
        related_name=related_name,
        serialize=False,
    )


class Migration(migrations.Migration):
    dependencies = [("reviews", "0007_imported_scores"), ("albums", "0002_versions")]

    operations = [
        migrations.CreateModel(
            "CountedReview",
            [
                ("review", one_for("reviews.review", "counted_as")),
                ("album", kept_for("albums.album")),
                (
                    "year",
                    models.SmallIntegerField(
                        null=True, help_text="In which the album was released; null when unknown."
                    ),
                ),
                ("critic", kept_for("reviews.critic", null=True)),
                ("publication", kept_for("reviews.publication", null=True)),
                ("score", models.FloatField(null=True, help_text="The printed grade on 0-100; null without one.")),
                (
                    "verdict",
                    models.CharField(
                        max_length=8,
                        choices=[("rave", "Rave"), ("positive", "Positive"), ("mixed", "Mixed"), ("pan", "Pan")],
                    ),
                ),
                ("published_at", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(f"INSERT INTO reviews_countedreview ({COLUMNS}) {COUNTING};", migrations.RunSQL.noop),
        migrations.AddIndex(
            "CountedReview", models.Index(fields=["album"], include=["critic", "score"], name="counted_by_album")
        ),
        migrations.AddIndex(
            "CountedReview", models.Index(F("published_at").desc(), F("review").desc(), name="counted_newest")
        ),
        migrations.AddIndex(
            "CountedReview",
            models.Index(F("critic"), F("published_at").desc(), F("review").desc(), name="counted_by_critic"),
        ),
        migrations.AddIndex(
            "CountedReview",
            models.Index(F("publication"), F("published_at").desc(), F("review").desc(), name="counted_by_publication"),
        ),
        migrations.AddIndex(
            "CountedReview",
            models.Index(
                F("critic"),
                F("score").desc(),
                F("review").desc(),
                condition=Q(score__isnull=False),
                name="counted_highest_by_critic",
            ),
        ),
        migrations.AddIndex(
            "CountedReview",
            models.Index(
                F("publication"),
                F("year"),
                F("score").desc(),
                F("review").desc(),
                condition=Q(score__isnull=False),
                name="counted_highest_by_publication",
            ),
        ),
        migrations.CreateModel(
            "CriticTally",
            [*tally_columns(), ("critic", one_for("reviews.critic", "tally"))],
            options={"verbose_name_plural": "critic tallies"},
        ),
        migrations.AddIndex("CriticTally", models.Index(F("counted").desc(), F("critic"), name="critic_tally_busiest")),
        migrations.CreateModel(
            "PublicationTally",
            [*tally_columns(), ("publication", one_for("reviews.publication", "tally"))],
            options={"verbose_name_plural": "publication tallies"},
        ),
        first_tally("critic"),
        tallying("critic"),
        first_tally("publication"),
        tallying("publication"),
        migrations.RunSQL(COUNTING_ANEW, "DROP FUNCTION count_reviews_anew(bigint[]);"),
        migrations.RunSQL(KEEPING, DROPPING),
    ]
