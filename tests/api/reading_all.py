"""Every address of the API that anybody may read, as its document has them, for tests that hold for all."""

from __future__ import annotations

from urllib.parse import urlencode

from api.openapi_document import document
from reviews.models import Review


def addresses(review: Review) -> list[str]:
    """Each of them, for the things of a review that has a critic and a publication; charts once for each kind."""
    album = review.album
    slugs = {
        "albums": album.slug,
        "artists": album.lead_artist.slug,
        "critics": review.critic.slug,
        "publications": review.publication.slug,
    }
    found = []
    for path, methods in document()["paths"].items():
        if "security" in methods.get("get", {"security": []}):
            continue  # it takes a token
        noun = path.removeprefix("/api/v1/").partition("/")[0]
        known = {"artist": album.lead_artist.slug, "slug": slugs.get(noun, ""), "review": review.pk}
        kinds = ("best", "divisive", "reviewed") if "{kind}" in path else ("",)
        found += [path.format(**known, kind=kind) + _query(path, review) for kind in kinds]
    return found


def _query(path: str, review: Review) -> str:
    """What an address has to be asked with to find anything, or all that it has."""
    title = review.album.title
    include = {"albums": "genres,labels,tracks", "album": "reviews", "critics": "leniency", "publications": "leniency"}
    asked = {
        "/api/v1/albums/find": {"artist": review.album.lead_artist.name, "title": title},
        "/api/v1/search": {"q": title},
        "/api/v1/albums": {"include": include["albums"]},
        "/api/v1/albums/{artist}/{slug}": {"include": include["album"]},
        "/api/v1/artists/{slug}/albums": {"include": include["albums"]},
        "/api/v1/critics": {"include": include["critics"]},
        "/api/v1/publications": {"include": include["publications"]},
    }.get(path)
    return f"?{urlencode(asked)}" if asked else ""
