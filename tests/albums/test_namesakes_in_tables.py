"""Tables of albums: another year, kind or disambiguation is another album, and what cannot be told is refused."""

from __future__ import annotations

from datetime import date

import pytest

from albums.models import Album
from tests.curators import new_curator, signed_in
from tests.factories import AlbumFactory, ArtistFactory
from tests.tables import address, bring_in, outcomes, preview, problems, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return signed_in(new_curator(username="odile"))


def rows(*told: dict[str, str]) -> bytes:
    usual = {"title": "Harrow", "artists": "Harrow", "release_date": "", "kind": "", "id": ""}
    return table(*(usual | row for row in told))


def test_another_year_or_kind_is_another_album_and_the_first_stays_as_it_is(desk):
    first = AlbumFactory(title="Harrow", lead_artist=ArtistFactory(name="Harrow"), release_date=date(1977, 3, 1))
    before = Album.objects.filter(pk=first.pk).values("title", "release_date", "release_precision", "kind").get()
    content = rows({"release_date": "1977"}, {"release_date": "1980"}, {"release_date": "1977", "kind": "live"})
    assert outcomes(preview(desk, Album, content)) == [(2, "unchanged"), (3, "new"), (4, "new")]
    bring_in(desk, Album, content)
    assert Album.objects.filter(pk=first.pk).values(*before).get() == before
    assert list(Album.objects.order_by("pk").values_list("slug", flat=True)[1:]) == ["harrow-1980", "harrow-1977"]


def test_what_cannot_be_told_is_refused_with_the_candidates_named(desk):
    artist = ArtistFactory(name="Harrow")
    for year in (1977, 1994):
        AlbumFactory(title="Harrow", slug=f"h{year}", lead_artist=artist, release_date=date(year, 1, 1))
    assert problems(preview(desk, Album, rows({}, {"release_date": "1978"}))) == [
        (
            2,
            "release_date",
            "it could be “Harrow” (1977) or “Harrow” (1994): give the release_date or the disambiguation",
        ),
        (
            3,
            "album_disambiguation",
            "it could be “Harrow” (1977) or another record: give the disambiguation if it is another, and "
            "title and date as here if not",
        ),
    ]


def test_an_export_brings_each_back_to_itself(desk):
    artist = ArtistFactory(name="Harrow")
    for number, told in enumerate(["", "Blue Album", "Green Album"]):
        AlbumFactory(title="Harrow", slug=f"h{number}", lead_artist=artist, disambiguation=told, release_date=None)
    AlbumFactory(title="Harrow", slug="h3", lead_artist=artist, kind="live", release_date=None)
    sent = b"".join(desk.get(address(Album, "export")).streaming_content)
    assert preview(desk, Album, sent).counts == {"new": 0, "updated": 0, "unchanged": 4, "bad": 0}
    assert preview(desk, Album, sent.replace(b"live", b"ep")).counts["updated"] == 1


def test_an_id_of_another_album_tells_nothing(desk):
    other = AlbumFactory(title="Low Water")
    assert outcomes(preview(desk, Album, rows({"id": str(other.pk)}))) == [(2, "new")]
    refused = problems(preview(desk, Album, rows({"id": "7a"})))
    assert refused == [(2, "id", "“7a” is no id as exported from here")]
