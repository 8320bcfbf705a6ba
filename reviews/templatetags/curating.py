"""What waits for a curator, for the first page of the desk."""

from __future__ import annotations

from django import template
from django.db.models import Count, Min

from albums.models import Album
from reviews.models import Review

register = template.Library()


@register.simple_tag
def reviews_waiting() -> dict[str, object]:
    """How many reviews wait, since when the oldest does, and how many proposed albums there are."""
    waiting = Review.objects.waiting().order_by().aggregate(count=Count("pk"), oldest=Min("submitted_at"))
    return {**waiting, "albums": Album.objects.filter(proposed=True).count()}
