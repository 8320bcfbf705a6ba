"""What one room adds to the tables and pages of rows that are another's, as merging does to those of albums.

Rooms below know nothing of those above, so the admins of a model do not name what joins them: `DeskAdmin` asks here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.db.models import Model
from django.http import HttpRequest

Action = tuple[Callable[..., Any], str, str] | None
"""What is done with ticked rows, called with the table, the request and the rows; its name; what it is called."""


class Companion:
    """Joins the admin of a model. By itself it adds nothing."""

    head_template = ""
    """What stands in the head of a row's page."""
    top_template = ""
    """What stands above everything on it."""
    tools_template = ""
    """Items of the list of tools beside its title."""

    def actions_of(self, table: ModelAdmin, request: HttpRequest, actions: dict[str, Action]) -> dict[str, Action]:
        """The actions on ticked rows, by name, where the table itself has `actions`."""
        return actions

    def around_post(self, table: ModelAdmin, request: HttpRequest, object_id: str) -> AbstractContextManager[object]:
        """What holds while that is taken in which was sent from a row's page."""
        return nullcontext()

    def form_of(self, request: HttpRequest, form: type[forms.ModelForm]) -> type[forms.ModelForm]:
        """The form of a row's page, where that itself has `form`."""
        return form

    def context_of(self, request: HttpRequest, row: Model) -> dict[str, object]:
        """What the templates need to know besides."""
        return {}


def accompany(model: type[Model], companion: Companion) -> None:
    """Let it join the admin of that model, after those that have joined before."""
    _COMPANIONS[model].append(companion)


def companions_of(model: type[Model]) -> tuple[Companion, ...]:
    """Those that have joined the admin of that model."""
    return tuple(_COMPANIONS.get(model, ()))


_COMPANIONS: defaultdict[type[Model], list[Companion]] = defaultdict(list)
