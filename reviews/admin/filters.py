"""What lists of reviews are narrowed by, beside their columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from reviews.models.review_sets import ReviewQuerySet

if TYPE_CHECKING:
    from django.contrib.admin.filters import _ListFilterChoices


class DifferingFilter(admin.SimpleListFilter):
    """Reviews that two curators have read differently."""

    title = "two curators"
    parameter_name = "differing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """Those that wait to be settled."""
        return [("yes", "Differ, not settled")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Those alone, if asked for."""
        return queryset.differing() if self.value() == "yes" and isinstance(queryset, ReviewQuerySet) else queryset


class LanguageFilter(admin.AllValuesFieldListFilter):
    """The languages that are there, with a word for where none is stated."""

    def choices(self, changelist: ChangeList) -> Iterator[_ListFilterChoices]:
        """A link without words is none."""
        for choice in super().choices(changelist):
            choice["display"] = choice["display"] or "Not stated"
            yield choice
