"""The pages of the list of albums: each album once, in order, and no place that can be forged."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from albums.browsing import counting, listing
from albums.browsing.listing import ALBUMS_A_PAGE
from albums.browsing.orders import ORDERS
from albums.models import Album
from tests.browsing import LIST, browse
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
)
from tests.markup import main

pytestmark = pytest.mark.django_db


KEYS = st.tuples(
    st.sampled_from([None, date(1999, 1, 1), date(2024, 5, 5), date(2024, 5, 6)]),
    st.sampled_from([None, 0.0, 61.25, 61.250000000000007, 99.9]),
    st.sampled_from([None, 4.5, 30.0]),
    st.sampled_from([0, 3, 5]),
    st.sampled_from(["Ännu", "annu", "Zebra", "夜", "!!!"]),
    st.sampled_from(["album", "ep"]),
)


def made(keys: list[tuple]) -> None:
    """Albums with these keys to sort by, ties and gaps among them."""
    artist = ArtistFactory()
    for number, (released, score, spread, reviews, title, kind) in enumerate(keys):
        album = AlbumFactory(lead_artist=artist, title=title, slug=f"a{number}", kind=kind, release_date=released)
        Album.objects.filter(pk=album.pk).update(
            consensus_score=score,
            consensus_low=score,
            consensus_high=score,
            consensus_spread=spread,
            counted_reviews=max(reviews, 3) if score is not None else reviews,
        )


def expected(order: str, albums: list[Album]) -> list[int]:
    """The order as Python sorts it."""
    keys = {
        "new": lambda album: album.release_date or date.min,
        "best": lambda album: -1.0 if album.consensus_score is None else album.consensus_score,
        "reviews": lambda album: album.counted_reviews,
        "divisive": lambda album: -1.0 if album.consensus_spread is None else album.consensus_spread,
        "title": lambda album: album.folded,
    }
    return [
        album.pk for album in sorted(albums, key=lambda each: (keys[order](each), each.pk), reverse=order != "title")
    ]


def walk(query: str, way: str) -> list[int]:
    """Every album from the first page on, or from the last page back."""
    found: list[int] = []
    here = browse(query)
    while True:
        page = [album.pk for album in here.albums]
        found = [*page, *found] if way == "previous" else [*found, *page]
        if not getattr(here, f"has_{way}"):
            return found
        here = browse(getattr(here, way))


@given(
    keys=st.lists(KEYS, min_size=1, max_size=14),
    order=st.sampled_from(sorted(ORDERS)),
    narrowed=st.sampled_from(["", "&kind=ep", "&reviews=3", "&score_from=50", "&kind=album&year=2024"]),
    sampled=st.booleans(),
)
def test_walking_through_the_pages_gives_every_album_once_and_in_order(keys, order, narrowed, sampled):
    Album.objects.all().delete()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "ALBUMS_A_PAGE", 3)
        if sampled:
            patch.setattr(counting, "SAMPLE", 4)
            patch.setattr(counting, "EXACT_UP_TO", 5)
        made(keys)
        passing = browse(f"order={order}{narrowed}").asked.passing()
        wanted = expected(order, list(Album.objects.filter(passing)))
        assert walk(f"order={order}{narrowed}", "next") == wanted
        assert walk(f"order={order}{narrowed}&page=last", "previous") == wanted


def test_the_pages_say_where_they_lead(client):
    for _ in range(2 * ALBUMS_A_PAGE + 1):
        AlbumFactory(kind="ep")
    first = main(client.get(f"{LIST}?kind=ep&order=title"))
    assert first.one("h2").text == f"{2 * ALBUMS_A_PAGE + 1} albums"
    ways = first.one("nav", "pager").links()
    assert list(ways) == ["Next", "Last"]
    second = main(client.get(LIST + ways["Next"]))
    assert len(second.all("article")) == ALBUMS_A_PAGE
    assert list(second.one("nav", "pager").links()) == ["First", "Previous", "Next", "Last"]
    assert second.one("nav", "pager").links()["First"] == "?kind=ep&order=title"
    third = main(client.get(LIST + second.one("nav", "pager").links()["Next"]))
    assert len(third.all("article")) == 1
    assert list(third.one("nav", "pager").links()) == ["First", "Previous"]
    last = main(client.get(LIST + ways["Last"]))
    assert last.texts("h3")[-1] == third.texts("h3")[0]
    assert list(last.one("nav", "pager").links()) == ["First", "Previous"]


@pytest.mark.parametrize("token", ["-1", "0", "9" * 19, "9" * 30, "two", "1.5", "1'--", "%00"])
@pytest.mark.parametrize("key", ["after", "before"])
def test_a_forged_place_gives_the_first_page_and_says_so(client, shelf, key, token):
    page = main(client.get(f"{LIST}?{key}={token}"))
    assert page.texts("h3") == ["Night Freight", "Ferry Songs", "Ballast"]
    assert "The place you asked for is not in the list, so this is the first page." in page.text


def test_the_place_of_an_album_that_is_gone_or_unseen_gives_the_first_page(client, shelf):
    unseen = AlbumFactory(proposed=True)
    gone = AlbumFactory()
    key = gone.pk
    gone.delete()
    for place in (unseen.pk, key):
        assert len(main(client.get(f"{LIST}?after={place}")).all("article")) == 3


def test_beyond_the_last_album_there_is_the_first_page_again(client, shelf):
    last = Album.objects.get(title="Ballast")
    page = main(client.get(f"{LIST}?after={last.pk}"))
    assert len(page.all("article")) == 3
    assert "Nothing comes beyond the place you asked for" in page.text
