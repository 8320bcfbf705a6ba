"""Slugs: readable addresses that two things never share."""

from __future__ import annotations

from collections.abc import Container, Iterable

from django.db import models
from django.urls import register_converter
from django.urls.converters import StringConverter
from django.utils.text import slugify

from common.names import fold, short_title

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
    return numbered_slug(slug, set(taken.filter(slug__startswith=slug).values_list("slug", flat=True)))


def free_slugs(texts: Iterable[str], taken: models.QuerySet, fallback: str) -> list[str]:
    """A slug for each text that neither a row of `taken` nor another text has. One query, and one per name taken."""
    slugs = [readable_slug(text, fallback) for text in texts]
    used = set(taken.filter(slug__in=set(slugs)).values_list("slug", flat=True))
    numbered: set[str] = set()
    free = []
    for slug in slugs:
        if slug in used and slug not in numbered:
            numbered.add(slug)
            used.update(taken.filter(slug__startswith=f"{slug}-").values_list("slug", flat=True))
        free.append(numbered_slug(slug, used))
        used.add(free[-1])
    return free


def distinct_slug(text: str, used: Container[str], fallback: str, *distinctions: str) -> str:
    """The readable slug; if it is used, with the first distinction behind it that helps, else with -2, -3 ..."""
    slug = readable_slug(text, fallback)
    if slug not in used:
        return slug
    for distinction in filter(None, distinctions):
        behind = readable_slug(distinction, "")[: SLUG_LENGTH // 2].strip("-")
        longer = f"{slug[: SLUG_LENGTH - len(behind) - 1].rstrip('-')}-{behind}"
        if behind and longer not in used:
            return longer
    return numbered_slug(slug, used)


def numbered_slug(slug: str, used: Container[str]) -> str:
    """The slug if it is not used, else with -2, -3 ... behind it."""
    if slug not in used:
        return slug
    number = 2
    while f"{slug}-{number}" in used:
        number += 1
    return f"{slug}-{number}"


class SlugOfAnyScript(StringConverter):
    """`<any_slug:name>` in an address: no slash, as in `str`, and no NUL, which PostgreSQL refuses to look for."""

    regex = r"[^/\x00]+"


register_converter(SlugOfAnyScript, "any_slug")
