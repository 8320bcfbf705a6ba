"""What the share menu of a page offers to take along. No third party is asked for any of it."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import singledispatch

from django.template.loader import render_to_string
from django.utils.html import format_html

from common.page_addresses import absolute, address
from pages.album_page import AlbumPage
from pages.elsewhere import CARD_HEIGHT, CARD_WIDTH, Elsewhere
from reviews.models import Critic, Review
from reviews.templatetags.scores import citation


@dataclass(frozen=True)
class Shareable:
    """A page's title and address, and texts to copy, each under its name."""

    title: str
    address: str
    codes: tuple[tuple[str, str], ...] = ()


@singledispatch
def to_share(shown: object) -> Shareable:
    """What there is to take along of a page that shows this."""
    raise TypeError(f"No page shares {type(shown).__name__}.")


@to_share.register
def _(shown: AlbumPage) -> Shareable:
    elsewhere = Elsewhere(shown.album)
    frame = {"shown": elsewhere, "width": CARD_WIDTH, "height": CARD_HEIGHT}
    badge = absolute(address("album-badge", shown.album.lead_artist.slug, shown.album.slug))
    picture = format_html(
        '<a href="{}"><img src="{}" height="22" alt="What critics make of {}"></a>',
        elsewhere.address,
        badge,
        shown.album,
    )
    codes = (
        ("A card for a page of yours", _shown_as_text(render_to_string("pages/embed_frame.html", frame).strip())),
        ("A badge for a page of yours", _shown_as_text(picture)),
    )
    return Shareable(shown.heading, elsewhere.address, codes)


@to_share.register
def _(shown: Review) -> Shareable:
    leads = shown.lead_excerpts()
    codes = (("Its words, with their source", html.unescape(citation(shown))),) if leads else ()
    return Shareable(f"{shown.voice} on {shown.album}", absolute(shown.get_text_url()), codes)


@to_share.register
def _(shown: Critic) -> Shareable:
    return Shareable(f"{shown.name}: reviews", absolute(shown.get_absolute_url()))


def _shown_as_text(code: str) -> str:
    """HTML that readers are to see as it is written: no template takes it for safe, and it is escaped."""
    return "".join([code])
