"""What stands in a page's head for machines: its own address, what it is about, its feed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from albums.models import Album
from common.components import component
from common.page_addresses import absolute, address
from common.site_profile import this_site
from pages.link_pictures.beside import picture_beside
from pages.linked_data import data_of, script, site_data
from pages.sharing import to_share
from reviews.models import Mention

register = template.Library()
_share_menu, _mentioned_by = component("share", "share_menu"), component("share", "mentioned_by")
NOT_BY_ITSELF = mark_safe('<meta name="robots" content="noindex">')
PAGED = frozenset({"page"})
"""What an address may ask for and still be a page of its own: the second of a list is not the first."""


@register.simple_tag(takes_context=True)
def own_address(context: template.Context, to_be_found: bool = True) -> SafeString:
    """The canonical address of this page: without what a reader has chosen; and whether it is to be found at all."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return SafeString("")
    chosen = request.GET.keys() - PAGED
    number = request.GET.get("page", "")
    query = f"?page={number}" if number.isdecimal() and number.isascii() and number.lstrip("0") not in ("", "1") else ""
    link = format_html('<link rel="canonical" href="{}">', absolute(request.path) + query)
    return link if to_be_found and not chosen else link + NOT_BY_ITSELF


@register.inclusion_tag("components/page_head.html")
def page_about(shown: Any, title: str, description: str, kind: str = "website") -> dict[str, Any]:
    """What this page is about, for search engines and for whoever shares it."""
    said = {"title": title, "description": description, "kind": kind, "data": script(data_of(shown))}
    return said | {"site": this_site().name, "picture": picture_beside(shown)}


@register.simple_tag
def unfolds(album: Album) -> SafeString:
    """Where is told what a link to the album's page unfolds to."""
    there = absolute(address("oembed")) + "?" + urlencode({"url": absolute(album.get_absolute_url())})
    return format_html('<link rel="alternate" type="application/json+oembed" href="{}" title="{}">', there, album)


@register.simple_tag
def share_menu(shown: Any) -> str:
    """The menu by which a page is taken along."""
    return _share_menu(to_share(shown))


@register.simple_tag
def mentioned_by(mentions: Iterable[Mention]) -> str:
    """The pages that mention this one."""
    return _mentioned_by(mentions)


@register.simple_tag
def site_about() -> SafeString:
    """What the site is."""
    return script(site_data())


@register.simple_tag
def feed(path: str, title: str) -> SafeString:
    """A feed of what this page lists."""
    return format_html('<link rel="alternate" type="application/atom+xml" href="{}" title="{}">', path, title)
