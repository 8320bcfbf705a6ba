"""Charts: albums ranked, ties as ties."""

from __future__ import annotations

from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.decorators import decorate_view
from pydantic import Field

from albums.models import Genre
from albums.models.version import version_of_catalogue
from albums.periods import parse_period
from api.cursors import next_url, read_cursor
from api.kept import kept
from api.routers.albums import entries
from api.shown.albums_and_artists import AlbumEntry
from api.shown.base import CursorAsked, Listed, Resource, answer_list, one_named, one_of
from pages.charting import MEASURES, Chart

router = Router()


class ChartAsked(CursorAsked):
    """What a chart ranks."""

    period: str = Field("", pattern=r"^([12][0-9]{3}|[12][0-9]{2}0s)?$", description="A year or a decade: 1994, 1990s.")
    genre: str = Field("", description="A genre, by its name in addresses.")


class ChartPlaceShown(Resource):
    """One album's place."""

    rank: int
    joint: bool = Field(
        description="Whether others share it: their likely (80 %) ranges overlap too far to tell them apart."
    )
    album: AlbumEntry


class ChartShown(Listed[ChartPlaceShown]):
    """A page of a chart."""

    kind: Annotated[str, one_of(*MEASURES)]
    heading: str
    needs: int = Field(description="Counted reviews that an album needs to be ranked.")


@router.get("/charts/{kind}", response=ChartShown)
@decorate_view(kept(version_of_catalogue))
def chart(request: HttpRequest, kind: str, asked: Query[ChartAsked]) -> HttpResponse:
    """Albums of a period and a genre by one measure, `best`, `divisive` or `reviewed`, down to the thousandth place."""
    if kind not in MEASURES:
        raise Http404
    genre = one_named(Genre.objects.in_use(), "genre", asked.genre) if asked.genre else None
    wanted = Chart(kind, parse_period(asked.period) if asked.period else None, genre)
    of = f"chart {kind}"
    (number,) = read_cursor(asked.cursor, of, 1) or [1]
    places = wanted.page(number)
    albums = entries([place.album for place in places.rows], set())
    page = ChartShown(
        kind=kind,
        heading=wanted.measure.heading,
        needs=wanted.measure.needs,
        items=[
            ChartPlaceShown(rank=place.rank.number, joint=place.rank.joint, album=album)
            for place, album in zip(places.rows, albums, strict=True)
        ],
        next=next_url(request, of, number + 1) if places.more else None,
    )
    return answer_list(page, ChartPlaceShown, asked.fields)
