"""Open data is of one moment, whatever is written while it is being made."""

import pytest
from django.db import connection

from albums.models import Album
from curation.open_data.site_snapshot import snapshot_of_site
from tests.factories import AlbumFactory


@pytest.mark.django_db(transaction=True)
def test_it_is_all_of_one_moment():
    AlbumFactory(title="There before")
    with snapshot_of_site() as site:
        other = connection.copy()
        try:
            with other.cursor() as cursor:
                cursor.execute("UPDATE albums_album SET title = 'Changed meanwhile'")
            [[key]] = list(site.albums())
            assert Album.objects.get(pk=key).title == "There before"
        finally:
            other.close()
