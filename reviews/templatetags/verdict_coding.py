"""What a curator could code or settle, for the first page of the desk."""

from __future__ import annotations

from django import template
from django.contrib.auth.models import User

from reviews.models import Review, ReviewToCode

register = template.Library()


@register.simple_tag
def verdicts_to_read(user: User) -> dict[str, int]:
    """How many texts wait for this curator's own reading, and about how many two curators differ."""
    return {
        "code": ReviewToCode.objects.to_code_by(user, graded=False).count(),
        "settle": Review.objects.differing().count(),
    }
