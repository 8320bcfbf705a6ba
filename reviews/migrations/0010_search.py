"""Critics and publications are found by the words of their names, as artists are (albums 0003)."""

from importlib import import_module

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations
from django.db.models import Func

learn_words = import_module("albums.migrations.0003_search").learn_words

LEARN = """
INSERT INTO albums_vocabulary (word, albums, tracks) SELECT word, 0, 0 FROM (
    SELECT unnest(search_words(folded)) FROM reviews_critic
    UNION SELECT unnest(search_words(folded)) FROM reviews_publication
) named (word) WHERE NOT EXISTS (SELECT FROM albums_vocabulary known WHERE known.word = named.word)
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0009_critics_desk"), ("albums", "0003_search")]

    operations = [
        learn_words("reviews_critic"),
        learn_words("reviews_publication"),
        migrations.AddIndex(
            "critic", GinIndex(Func("folded", function="name_words"), name="critic_words", fastupdate=False)
        ),
        migrations.AddIndex(
            "publication", GinIndex(Func("folded", function="name_words"), name="publication_words", fastupdate=False)
        ),
        migrations.RunSQL(LEARN, migrations.RunSQL.noop),
    ]
