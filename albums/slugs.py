"""Slugs: readable addresses that two things never share."""

from __future__ import annotations

from django.db import models
from django.utils.text import slugify

from albums.names import fold, short_title

SLUG_LENGTH = 80


def readable_slug(text: str, fallback: str) -> str:
    """A slug of at most SLUG_LENGTH characters, cut at a word. Letters of every script stay."""
    slug = slugify(fold(short_title(text)), allow_unicode=True) or fallback
    if len(slug) > SLUG_LENGTH:
        slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
    return slug


def free_slug(text: str, taken: models.QuerySet, fallback: str) -> str:
    """A readable slug that no row of `taken` has: the plain one, else with -2, -3 ... behind it."""
    slug = readable_slug(text, fallback)
    used = set(taken.filter(slug__startswith=slug).values_list("slug", flat=True))
    if slug not in used:
        return slug
    number = 2
    while f"{slug}-{number}" in used:
        number += 1
    return f"{slug}-{number}"
