"""Ranked lists and distributions in templates."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.template import Context

from albums.models import Album
from common.components import component
from pages.charting import ChartPlace
from pages.histograms import Histogram
from reviews.consensus.model import verdict_of
from reviews.models import Review

register = template.Library()
_album_name, _places, _voice, _opinion, _review_rows, _distribution = (
    component("ranking", name) for name in ("album_name", "places", "voice", "opinion", "review_rows", "distribution")
)


@register.simple_tag
def album_name(album: Album) -> str:
    """An album in a list: its title, linked, by whom and from when."""
    return _album_name(album)


@register.simple_tag(takes_context=True)
def places(context: Context, rows: Sequence[ChartPlace], kind: str, covers: int = 0, query: str = "") -> str:
    """Places of a chart of that kind; the first `covers` with their covers, links carrying `query`."""
    shown = context["request"]
    return _places(rows, kind, context["RECORDS_LIE"].ends, shown, covers, f"?{query}" if query else "")


@register.simple_tag
def voice(review: Review) -> str:
    """Who wrote a review, linked."""
    return _voice(review)


@register.simple_tag
def opinion(review: Review) -> str:
    """A review's grade as printed and its verdict, linked to where it stands."""
    return _opinion(review)


@register.simple_tag
def review_rows(reviews: Sequence[Review], caption: str, *, by: bool = True) -> str:
    """Reviews as rows of a table; without the voice where the page is the voice's own."""
    return _review_rows(reviews, caption, by)


@register.simple_tag
def distribution(bars: Histogram, label: str, column: str, each: str) -> str:
    """A histogram with its table."""
    return _distribution(bars, label, column, each, verdict_of)
