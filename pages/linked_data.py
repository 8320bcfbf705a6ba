"""What a page says to machines: its own address, and what it is about, as JSON-LD in the words of schema.org.

No page says `aggregateRating`, and `Review` stands only where a critic has put a whole review here with a grade of
their own: search engines want no ratings gathered from other sites, and a consensus is none of a site's own users.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import singledispatch
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from albums.models import Album, Artist, Genre, Label
from albums.musicbrainz.web_service import address_of
from common.page_addresses import absolute
from common.site_profile import this_site
from pages.album_page import AlbumPage
from readers.models import ReaderList
from reviews.models import Critic, Publication, Review

CONTEXT = "https://schema.org"
MOST_TRACKS = 200
PRODUCTION = {
    Album.Kind.SOUNDTRACK: "SoundtrackAlbum",
    Album.Kind.LIVE: "LiveAlbum",
    Album.Kind.COMPILATION: "CompilationAlbum",
    Album.Kind.MIXTAPE: "MixtapeAlbum",
}

Data = dict[str, Any]


def script(data: Iterable[Data]) -> SafeString:
    """The data as one block of JSON-LD. Nothing in it ends the block: what HTML could read is written in escapes."""
    graph = json.dumps({"@context": CONTEXT, "@graph": list(data)}, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        graph = graph.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(f'<script type="application/ld+json">{graph}</script>')  # noqa: S308


@singledispatch
def data_of(shown: object) -> list[Data]:
    """What a page that shows this is about."""
    raise TypeError(f"No page is about {type(shown).__name__}.")


@data_of.register
def _(shown: AlbumPage) -> list[Data]:
    album, record = shown.album, shown.record
    said: Data = _album(album) | {
        "genre": [genre.name for genre in record.genres],
        "recordLabel": [_named("Organization", label) for label in record.labels],
        "sameAs": [*_musicbrainz("release-group", album), *(link.url for link in record.links)],
        "image": absolute(album.cover.url) if album.cover else "",
        "numTracks": len(album.tracks.all()) or None,
        "track": [
            {"@type": "MusicRecording", "name": track.title, "duration": _duration(track.seconds)}
            for track in album.tracks.all()[:MOST_TRACKS]
        ],
    }
    crumbs = _breadcrumbs(("Albums", reverse("album-list")), _step(album.lead_artist), _step(album))
    return [_without_empty(said), crumbs]


@data_of.register
def _(shown: Review) -> list[Data]:
    crumbs = _breadcrumbs(("Albums", reverse("album-list")), _step(shown.album), (shown.byline, shown.get_text_url()))
    rating = rating_of(shown)
    if rating is None:
        return [crumbs]
    said = {
        "@type": "Review",
        "@id": absolute(shown.get_text_url()),
        "url": absolute(shown.get_text_url()),
        "name": shown.headline,
        "inLanguage": shown.language,
        "datePublished": shown.published_on.isoformat() if shown.published_on else "",
        "author": _named("Person", shown.critic),
        "publisher": _named("Organization", shown.publication) if shown.publication else None,
        "itemReviewed": _without_empty(_album(shown.album)),
        "reviewRating": {"@type": "Rating", "ratingValue": rating.given, "bestRating": rating.best, "worstRating": "0"},
    }
    return [_without_empty(said), crumbs]


@data_of.register
def _(shown: Critic) -> list[Data]:
    house = shown.publication
    said = _named("Person", shown) | {
        "description": shown.bio,
        "jobTitle": "Critic",
        "worksFor": _named("Organization", house) if house else None,
    }
    return [_without_empty(said), _breadcrumbs(("Critics", reverse("critic-list")), _step(shown))]


@data_of.register
def _(shown: Publication) -> list[Data]:
    said = _named("Organization", shown) | {"description": shown.description, "sameAs": shown.site}
    return [_without_empty(said), _breadcrumbs(("Publications", reverse("publication-list")), _step(shown))]


@data_of.register
def _(shown: Artist) -> list[Data]:
    said = _artist(shown) | {
        "alternateName": [alias.name for alias in shown.aliases.all()],
        "disambiguatingDescription": shown.disambiguation,
        "sameAs": _musicbrainz("artist", shown),
    }
    return [_without_empty(said), _breadcrumbs(("Artists", reverse("artist-list")), _step(shown))]


@data_of.register
def _(shown: Genre) -> list[Data]:
    return [_breadcrumbs(("Genres", reverse("genre-list")), _step(shown))]


@data_of.register
def _(shown: Label) -> list[Data]:
    return [_breadcrumbs(("Labels", reverse("label-list")), _step(shown))]


@data_of.register
def _(shown: ReaderList) -> list[Data]:
    about = {"description": shown.about} if shown.about else {}
    return [{"@type": "ItemList", "name": shown.title, "url": absolute(shown.get_absolute_url())} | about]


def site_data() -> list[Data]:
    """The site itself, with its search."""
    target = absolute(reverse("search")) + "?q={search_term_string}"
    search = {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}
    return [{"@type": "WebSite", "name": this_site().name, "url": absolute("/"), "potentialAction": search}]


def _album(album: Album) -> Data:
    return {
        "@type": "MusicAlbum",
        "@id": absolute(album.get_absolute_url()),
        "url": absolute(album.get_absolute_url()),
        "name": album.title,
        "byArtist": [_artist(credit.artist) for credit in album.credits.all()],
        "datePublished": album.release_iso,
        "albumProductionType": _term(PRODUCTION.get(Album.Kind(album.kind))),
        "albumReleaseType": _term("EPRelease" if album.kind == Album.Kind.EP else "AlbumRelease"),
        "disambiguatingDescription": album.disambiguation,
    }


def _artist(artist: Artist) -> Data:
    return _named("MusicGroup", artist)


def _named(kind: str, named: Any) -> Data:
    path = named.get_absolute_url()
    return {"@type": kind, "@id": absolute(path), "name": named.name, "url": absolute(path)}


def _musicbrainz(kind: str, row: Album | Artist) -> list[str]:
    return [address_of(kind, row.musicbrainz_id)] if row.musicbrainz_id else []


def _term(name: str | None) -> str:
    return f"{CONTEXT}/{name}" if name else ""


def _duration(seconds: int | None) -> str:
    return f"PT{seconds // 60}M{seconds % 60}S" if seconds else ""


class GivenNumber(NamedTuple):
    """A number that a critic gave, and the end of its scale."""

    given: str
    best: str


def rating_of(review: Review) -> GivenNumber | None:
    """What the critic of a hosted review gave, where it is a number on a scale with an end."""
    scale = review.grading_scale()
    given = review.grade.partition("/")[0].strip().replace(",", ".")
    if not (review.hosted and review.critic and scale and scale.maximum is not None):
        return None
    if not given.replace(".", "", 1).isdecimal() or not given.isascii():
        return None
    return GivenNumber(given, f"{scale.maximum.normalize():f}")


def _step(named: Any) -> tuple[str, str]:
    return str(named), named.get_absolute_url()


def _breadcrumbs(*steps: tuple[str, str]) -> Data:
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": absolute(path)}
        for number, (name, path) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _without_empty(said: Data) -> Data:
    return {name: _deeply(value) for name, value in said.items() if value}


def _deeply(value: Any) -> Any:
    if isinstance(value, list):
        return [_deeply(item) for item in value]
    return _without_empty(value) if isinstance(value, dict) else value
