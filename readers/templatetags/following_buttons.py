"""The button by which a thing is followed."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib.auth.models import User
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from readers.following import is_followed

register = template.Library()


@register.simple_tag(takes_context=True)
def follow_button(context: template.Context, target: Any) -> SafeString:
    """The button to follow it or to stop; for strangers a link, which is the same for all of them."""
    request = context.get("request")
    person = getattr(request, "user", None)
    kind = target._meta.model_name
    signed_in = isinstance(person, User)
    shown = {
        "kind": kind,
        "target": target,
        "signed_in": signed_in,
        "followed": isinstance(person, User) and is_followed(person, kind, target.pk),
    }
    return render_to_string("readers/follow_button.html", shown, request if signed_in else None)
