"""The pages on which what waits is decided: who holds it stands on top, and whoever does not cannot decide it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.admin.claims import DECLINE, GRANT
from common.admin.companions import Action, Companion
from common.requests import user_of
from curation.models import Holdable
from curation.queue.holding import HeldBySomebodyElse, deciding, refusal_of, standing_of
from curation.queue.waiting_kinds import SOURCES
from reviews.admin.decisions import DECISIONS
from reviews.models import Review

BUTTONS = frozenset(decision.name for decision in DECISIONS if decision.status == Review.Status.SUBMITTED)

DECIDES: dict[Holdable, Callable[[HttpRequest], bool]] = {
    Holdable.REVIEW: lambda request: not BUTTONS.isdisjoint(request.POST),
    Holdable.CLAIM: lambda request: GRANT in request.POST or DECLINE in request.POST,
    Holdable.ALBUM: lambda request: "proposed" not in request.POST,
    Holdable.REQUEST: lambda request: True,
    Holdable.MENTION: lambda request: False,
}
"""Whether what is posted to a thing's page decides it."""

DECIDING_ACTIONS = frozenset({"grant", "accept", "refuse", "block"})
"""Actions on ticked rows that decide them."""


class RefusedRequest(HttpRequest):
    """A post that would decide what somebody else holds: `refused_hold` says who."""

    refused_hold: HeldBySomebodyElse


class HoldRule(Companion):
    """Nobody decides on a row's page, or among ticked rows, what somebody else holds."""

    head_template = "admin/curation/queue/head.html"
    top_template = "admin/curation/queue/held_bar.html"

    def __init__(self, holdable: Holdable) -> None:
        self.holdable = holdable

    @contextmanager
    def around_post(self, table: ModelAdmin, request: HttpRequest, object_id: str) -> Iterator[None]:
        """Keep others away while it is decided; refused, the form comes back as it was sent."""
        decides = object_id.isdecimal() and DECIDES[self.holdable](request)
        found = table.get_object(request, object_id) if decides else None
        if found is None or not SOURCES[self.holdable].rows().filter(pk=found.pk).exists():
            yield
            return
        with deciding(self.holdable, [found.pk], user_of(request)) as free:
            if not free:
                cast("RefusedRequest", request).refused_hold = refusal_of(self.holdable, found.pk)
            yield

    def form_of(self, request: HttpRequest, form: type[forms.ModelForm]) -> type[forms.ModelForm]:
        """The form, refusing whatever was sent to decide what somebody else holds."""
        refused: HeldBySomebodyElse | None = getattr(request, "refused_hold", None)
        if refused is None:
            return form

        class Refusing(form):  # type: ignore[valid-type,misc]  # made of a class that is known only now
            def clean(self) -> dict[str, Any]:
                super().clean()
                self.add_error(None, f"{refused} Nothing was saved; what you had written stands here.")
                return self.cleaned_data

        return Refusing

    def actions_of(self, table: ModelAdmin, request: HttpRequest, actions: dict[str, Action]) -> dict[str, Action]:
        """Those that decide leave out what somebody else holds, and say so."""
        return {
            name: (self._sparing(action[0]), *action[1:]) if action and name in DECIDING_ACTIONS else action
            for name, action in actions.items()
        }

    def _sparing(self, act: Callable[..., Any]) -> Callable[..., Any]:
        def sparing(table: ModelAdmin, request: HttpRequest, rows: QuerySet) -> Any:
            keys = list(SOURCES[self.holdable].rows().filter(pk__in=rows.values("pk")).values_list("pk", flat=True))
            with deciding(self.holdable, keys, user_of(request)) as free:
                held = rows.filter(pk__in=set(keys) - free)
                for thing in held:
                    messages.warning(request, f"{thing} was left. {refusal_of(self.holdable, thing.pk)}")
                return act(table, request, rows.exclude(pk__in=[thing.pk for thing in held]))

        return sparing

    def context_of(self, request: HttpRequest, row: Model) -> dict[str, object]:
        """Who holds it."""
        # Asked for as the page is written: by then what this request held for its own time is released.
        return {"row": SimpleLazyObject(lambda: standing_of(self.holdable, row.pk, user_of(request)))}
