"""Search over everything that has a name, as the search box does it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.decorators import decorate_view
from pydantic import Field

from albums.models import Album, Track
from albums.models.version import version_of_catalogue
from albums.search.typed_words import LONGEST_QUERY
from api.kept import kept
from api.shown.base import Link, OneAsked, Part, Resource, answer, link_to, one_of
from reviews.search import KINDS, MOST_LISTED, Results, Section, load, search, search_one_kind

router = Router()


class SearchAsked(OneAsked):
    """What is looked for."""

    q: str = Field("", max_length=LONGEST_QUERY, description="As people type it.")
    section: Literal["", "albums", "artists", "tracks", "critics", "publications"] = Field(
        "", description=f"Of one kind, up to {MOST_LISTED}; else the best twelve of each."
    )


class FoundShown(Part):
    """One that was found. A track is found on its album."""

    name: str
    artist: str = Field(description="Of an album or a track; else empty.")
    link: Link


class SectionShown(Part):
    """What was found of one kind, best first."""

    kind: Annotated[str, one_of(*KINDS)]
    found: list[FoundShown]
    more: bool = Field(description="Whether there is more than is told here.")


class SearchShown(Resource):
    """What was found, the kind with the best match first."""

    sections: list[SectionShown]
    respelt: str = Field(description="What was looked for instead of, or beside, what was typed; empty: nothing else.")


@router.get("/search", response=SearchShown)
@decorate_view(kept(version_of_catalogue))
def search_names(request: HttpRequest, asked: Query[SearchAsked]) -> HttpResponse:
    """Albums, artists, tracks, critics and publications whose name holds the words or comes close."""
    query = asked.q.replace("\x00", "").strip()
    if asked.section:
        keys = search_one_kind(query, asked.section)
        more = len(keys) == MOST_LISTED
        found = Results([Section(asked.section, load(asked.section, keys), more=more)] if keys else [])
    else:
        found = search(query)
    sections = [
        SectionShown(kind=part.kind, found=[_found(each) for each in part.found], more=part.more)
        for part in found.sections
    ]
    return answer(SearchShown(sections=sections, respelt=found.respelt), asked.fields)


def _found(named: Any) -> FoundShown:
    if isinstance(named, Track):
        return FoundShown(name=named.title, artist=named.album.lead_artist.name, link=link_to(named.album))
    artist = named.artist_credit if isinstance(named, Album) else ""
    return FoundShown(name=str(named), artist=artist, link=link_to(named))
