"""The button by which a thing is followed."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from common.personal_parts import personal

register = template.Library()


@register.simple_tag(takes_context=True)
def follow_button(context: template.Context, target: Any) -> SafeString:
    """The button to follow it or to stop, in a slot."""
    return personal(context["request"], "follow", str(target._meta.model_name), target.pk, str(target))
