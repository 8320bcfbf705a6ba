"""Under which letters names are filed: a column for artists, an index for labels.

`filed_under` is immutable because it names its dictionary: the body is parsed here, once, and no search path can make
it mean another. Without that, neither a generated column nor a restored dump could use it.
"""

from django.db import migrations, models
from django.db.models import F, Func, Value
from django.db.models.functions import Coalesce, Collate, NullIf

FILED_UNDER = r"""
CREATE FUNCTION filed_under(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    coalesce(nullif(regexp_replace(lower(unaccent('unaccent'::regdictionary, name)), '^[^[:alnum:]]+', ''), ''), name);
"""


class Migration(migrations.Migration):
    dependencies = [("albums", "0003_search")]

    operations = [
        migrations.RunSQL(FILED_UNDER, "DROP FUNCTION filed_under(text);"),
        migrations.AddField(
            "artist",
            "filed",
            models.GeneratedField(
                db_persist=True,
                expression=Func(Coalesce(NullIf("sort_name", Value("")), "name"), function="filed_under"),
                output_field=models.TextField(db_collation="C"),
            ),
        ),
        migrations.AddIndex("artist", models.Index(fields=["filed", "id"], name="artist_by_letter")),
        migrations.AddIndex("label", models.Index(Collate("folded", "C"), F("id"), name="label_by_letter")),
    ]
