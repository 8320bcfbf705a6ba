"""What waits for a curator, for the first page of the desk."""

from __future__ import annotations

from django import template

from accounts.models import BylineClaim

register = template.Library()


@register.simple_tag
def claims_waiting() -> int:
    """How many byline claims wait."""
    return BylineClaim.objects.waiting().count()
