"""Parts of a page that Jinja2 renders, in Django templates."""

from __future__ import annotations

from typing import Any, cast

from django import template
from django.template import engines
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from common import personal_parts
from common.components import ENGINE

register = template.Library()


@register.simple_tag(takes_context=True)
def jinja(context: Context, name: str) -> SafeString:
    """The Jinja2 template `name`, with the page's own context."""
    said = cast(dict[str, Any], context.flatten())
    html = engines[ENGINE].get_template(name).render(said, context.get("request"))
    return mark_safe(html)  # noqa: S308  Jinja2 has escaped it


@register.simple_tag(takes_context=True)
def personal(context: Context, name: str, *key: str | int | bool | None) -> SafeString:
    """The part `name` of whoever asks, for this key, or the slot for it on a page that is kept for everybody."""
    return personal_parts.personal(context["request"], name, *key)
