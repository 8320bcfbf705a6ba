"""The words for what is followed."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

_NAMES = {
    "critic": (_("critic"), _("Critics")),
    "publication": (_("publication"), _("Publications")),
    "artist": (_("artist"), _("Artists")),
    "album": (_("album"), _("Albums")),
    "genre": (_("genre"), _("Genres")),
    "label": (_("label"), _("Labels")),
}


@register.filter
def kind_name(kind: str) -> str:
    """One of them: "critic"."""
    return str(_NAMES[kind][0])


@register.filter
def kind_plural(kind: str) -> str:
    """All of them, as a heading: "Critics"."""
    return str(_NAMES[kind][1])
