"""Albums in lists, and the choices that narrow a list."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.template import Context

from albums.browsing.listing import Choice
from albums.models import Album
from common.components import component

register = template.Library()
_card = component("album", "card")
_cards = component("album", "cards")
_options = component("choices", "options")


@register.simple_tag(takes_context=True)
def album_card(context: Context, album: Album) -> str:
    """One album as lists show it, from `Album.objects.with_cards()`."""
    return _card(album, context["RECORDS_LIE"], context["request"])


@register.simple_tag(takes_context=True)
def album_cards(context: Context, albums: Iterable[Album]) -> str:
    """Albums side by side, each from `Album.objects.with_cards()`."""
    return _cards(albums, context["RECORDS_LIE"], context["request"])


@register.simple_tag
def options(choices: Iterable[Choice]) -> str:
    """The options of a select."""
    return _options(choices)
