"""Which addresses of a catalogue are asked for. `python -m bench.serving.addresses` prints them as JSON.

Lists are drawn with a fixed seed, so that every run asks the same of the same catalogue.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from random import Random
from typing import Any
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.serving.settings")
django.setup()

from django.db.models import Count, F, Model, QuerySet  # noqa: E402
from django.db.models.functions import Abs  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils.encoding import iri_to_uri  # noqa: E402

from albums.browsing.orders import ORDERS as ALBUM_ORDERS  # noqa: E402
from albums.models import Album, Artist, Genre, Label  # noqa: E402
from albums.models.album import AlbumQuerySet  # noqa: E402
from api.cursors import written_cursor  # noqa: E402
from api.shown.base import api_path  # noqa: E402
from reviews.models import Critic, Publication  # noqa: E402

LISTED = 300
FEW = 20
MANY = 5000
ALBUMS_OF_ARTIST = 30
# Page 5,000 of the big catalogue: the albums that come before it, as a share of all.
DEEP = 0.9
ORDERS = ("best", "new", "reviews", "divisive", "title")


def main() -> None:
    """Print every list under its name."""
    sys.stdout.write(json.dumps(addresses()))


def addresses() -> dict[str, list[str]]:
    """Every list, ready to be sent: percent-encoded."""
    rng = Random(1)  # noqa: S311
    listed = Album.objects.listed()
    search, browse = reverse("search"), reverse("album-list")
    titles = _titles(listed, rng)
    latin = [title for title in titles if title.isascii()]
    lists = {
        "home": [reverse("home")],
        "album_30": _albums_with(30, 1),
        "many_albums": [
            album.get_absolute_url()
            for album in listed.filter(counted_reviews__gt=0).select_related("lead_artist").order_by("pk")[:MANY]
        ],
        "album_5": _albums_with(5, FEW),
        "album_most": [_path(listed.select_related("lead_artist").order_by("-counted_reviews", "pk"))],
        "browse": [browse],
        "browse_one": [_asking(browse, dict([rng.choice(_filters(rng))])) for _ in range(LISTED)],
        "browse_two": [_asking(browse, dict(rng.sample(_filters(rng), 2)) | _order(rng)) for _ in range(LISTED)],
        "browse_deep": [_asking(browse, {"after": _deep(listed)})],
        "search": [search],
        "search_words": [_asking(search, {"q": _some_words(title, rng)}) for title in titles],
        "search_typos": [_asking(search, {"q": mistyped(title, rng)}) for title in latin],
        "search_prefixes": [_asking(search, {"q": _beginning(title, rng)}) for title in titles],
        "search_scripts": [_asking(search, {"q": title}) for title in titles if not title.isascii()],
        "chart": [reverse("chart-best")],
        "chart_years": [
            reverse("chart-best", args=[str(day.year)])
            for day in listed.scored().exclude(release_date=None).dates("release_date", "year", order="DESC")[:FEW]
        ],
        "chart_genres": [
            _asking(reverse("chart-best"), {"genre": slug})
            for slug in Genre.objects.order_by("pk").values_list("slug", flat=True)
        ],
        "chart_divisive": [reverse("chart-divisive")],
        "chart_reviewed": [reverse("chart-reviewed")],
        "chart_new": [reverse("chart-new")],
        "chart_publications": [reverse("chart-publications")],
        "year_in_review": [reverse("chart-year")],
        "artists": [reverse("artist-list")],
        "artist": [_path(_nearly(Artist.objects.listed().annotate(led=Count("led_albums")), "led", ALBUMS_OF_ARTIST))],
        "critics": [reverse("critic-list")],
        "critic": [_path(_most_reviewing(Critic))],
        "publications": [reverse("publication-list")],
        "publication": [_path(_most_reviewing(Publication))],
        "genres": [reverse("genre-list")],
        "genre": [genre.get_absolute_url() for genre in Genre.objects.order_by("pk")],
        "labels": [reverse("label-list")],
        "label": [label.get_absolute_url() for label in Label.objects.order_by("pk")[:LISTED]],
        "method": [reverse("method")],
        "picture": [f"{path}picture.jpg" for path in _albums_with(30, 1)],
        "badge": [f"{path}badge.svg" for path in _albums_with(30, 1)],
        "feed": [reverse("feed")],
        "feed_newcomers": [reverse("newcomer-feed")],
        "sitemap": [reverse("sitemap-part", args=["albums", 1])],
        "api_album": [api_path(path) for path in _albums_with(30, 1)],
        "api_album_reviews": [_asking(api_path(path), {"include": "reviews"}) for path in _albums_with(30, 1)],
        "api_browse": [reverse("api-album-list")],
        "api_browse_deep": [_asking(reverse("api-album-list"), {"cursor": _deep_cursor(listed)})],
    }
    return {name: [iri_to_uri(address) for address in listed] for name, listed in lists.items()}


def mistyped(text: str, rng: Random) -> str:
    """The text with one slip: a letter left out, doubled, replaced by another, or two in the wrong order."""
    place = rng.randrange(1, len(text) - 1) if len(text) > 2 else 0
    before, letter, after = text[:place], text[place], text[place + 1 :]
    return rng.choice(
        [
            before + after,
            before + letter * 2 + after,
            before + rng.choice("aeinorst") + after,
            before + after[:1] + letter + after[1:],
        ]
    )


def _titles(albums: QuerySet[Album], rng: Random) -> list[str]:
    keys = list(albums.order_by("pk").values_list("pk", flat=True))
    chosen = albums.filter(pk__in=rng.sample(keys, min(LISTED, len(keys)))).order_by("pk")
    return list(chosen.values_list("title", flat=True))


def _some_words(title: str, rng: Random) -> str:
    words = title.split()
    return " ".join(rng.sample(words, min(2, len(words))))


def _beginning(title: str, rng: Random) -> str:
    return title[: rng.randint(2, max(2, min(12, len(title) - 1)))].rstrip() or title


def _filters(rng: Random) -> list[tuple[str, str]]:
    """One value for each thing that albums can be narrowed by."""
    score = rng.randrange(40, 80, 5)
    return [
        ("genre", _slug(Genre, rng)),
        ("label", _slug(Label, rng)),
        ("publication", _slug(Publication, rng)),
        ("critic", _slug(Critic, rng)),
        ("kind", rng.choice(Album.Kind.values)),
        ("year", rng.choice([f"{rng.randint(1960, 2026)}", f"{rng.randrange(1960, 2030, 10)}s"])),
        ("score_from", f"{score}"),
        ("reviews", f"{rng.choice([3, 5, 10, 20])}"),
    ]


_slugs: dict[type[Model], list[str]] = {}


def _slug(model: type[Model], rng: Random) -> str:
    if model not in _slugs:
        _slugs[model] = list(model._default_manager.order_by("pk").values_list("slug", flat=True))
    return rng.choice(_slugs[model])


def _order(rng: Random) -> dict[str, str]:
    return {"order": rng.choice(ORDERS)}


def _deep(albums: AlbumQuerySet) -> int:
    place = int(albums.count() * DEEP)
    return albums.newest_first().values_list("pk", flat=True)[place]


def _deep_cursor(albums: AlbumQuerySet) -> str:
    place = ALBUM_ORDERS["new"].place_of(albums, _deep(albums))
    if place is None:
        raise LookupError("The album that was there is gone.")
    return written_cursor("albums by new", place.key, place.pk)


def _albums_with(reviews: int, count: int) -> list[str]:
    near = _nearly(Album.objects.listed().select_related("lead_artist"), "counted_reviews", reviews)
    return [album.get_absolute_url() for album in near[:count]]


def _nearly(rows: QuerySet, count: str, wanted: int) -> QuerySet:
    """The rows whose count is the nearest to what is wanted first."""
    return rows.order_by(Abs(F(count) - wanted), "pk")


def _most_reviewing(model: type[Model]) -> QuerySet:
    return model._default_manager.annotate(written=Count("reviews")).order_by("-written", "pk")


def _path(rows: QuerySet[Any, Any]) -> str:
    return rows[0].get_absolute_url()


def _asking(path: str, query: Mapping[str, object]) -> str:
    return f"{path}?{urlencode(query)}"


if __name__ == "__main__":
    main()
