"""The pages on which what waits is decided: who holds it stands on top, and whoever does not cannot decide it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import select_template
from django.utils.functional import SimpleLazyObject

from accounts.admin.claims import DECLINE, GRANT
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
}
"""Whether what is posted to a thing's page decides it."""

DECIDING_ACTIONS = frozenset({"grant", "accept"})
"""Actions on ticked rows that decide them."""


class WaitingAdmin(admin.ModelAdmin):
    """A table of things that may wait, under the rule that nobody decides what somebody else holds."""

    holdable: Holdable
    own_page: list[str]
    change_form_template = "admin/curation/queue/waiting.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Keep others away while it is decided; refused, the form comes back as it was sent."""
        sent = (request, object_id, form_url, extra_context)
        decides = request.method == "POST" and (object_id or "").isdecimal() and DECIDES[self.holdable](request)
        found = self.get_object(request, object_id) if decides else None
        if found is None or not SOURCES[self.holdable].rows().filter(pk=found.pk).exists():
            return super().changeform_view(*sent)
        with deciding(self.holdable, [found.pk], request.user) as free:
            if not free:
                request.refused_hold = refusal_of(self.holdable, found.pk)
            return super().changeform_view(*sent)

    def get_form(self, request: HttpRequest, obj: Model | None = None, **options: Any) -> type[forms.ModelForm]:
        """The form, refusing whatever was sent to decide what somebody else holds."""
        form = super().get_form(request, obj, **options)
        refused: HeldBySomebodyElse | None = getattr(request, "refused_hold", None)
        if refused is None:
            return form

        def clean(self: forms.ModelForm) -> dict[str, Any]:
            cleaned = super(refusing, self).clean()
            self.add_error(None, f"{refused} Nothing was saved; what you had written stands here.")
            return cleaned

        refusing = type(form.__name__, (form,), {"clean": clean})
        return refusing

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Those that decide leave out what somebody else holds, and say so."""
        return {
            name: (self._sparing(act) if name in DECIDING_ACTIONS else act, name, description)
            for name, (act, name, description) in super().get_actions(request).items()
        }

    def _sparing(self, act: Callable[..., Any]) -> Callable[..., Any]:
        def sparing(table: WaitingAdmin, request: HttpRequest, rows: QuerySet) -> Any:
            keys = list(SOURCES[self.holdable].rows().filter(pk__in=rows.values("pk")).values_list("pk", flat=True))
            with deciding(self.holdable, keys, request.user) as free:
                held = rows.filter(pk__in=set(keys) - free)
                for thing in held:
                    messages.warning(request, f"{thing} was left. {refusal_of(self.holdable, thing.pk)}")
                return act(table, request, rows.exclude(pk__in=[thing.pk for thing in held]))

        return sparing

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Model | None = None, **options: Any
    ) -> HttpResponse:
        """With who holds it."""
        if obj is not None:
            # Asked for as the page is written: by then what this request held for its own time is released.
            context["row"] = SimpleLazyObject(lambda: standing_of(self.holdable, obj.pk, request.user))
        context["own_page"] = select_template(self.own_page)
        return super().render_change_form(request, context, *args, obj=obj, **options)


def register_waiting() -> None:
    """Put the rule on the tables that the things' own apps have registered."""
    for holdable, source in SOURCES.items():
        if holdable not in DECIDES:
            continue  # it is decided on a page of its own
        own = type(admin.site.get_model_admin(source.model))
        meta = source.model._meta
        pages = [
            f"admin/{meta.app_label}/{meta.model_name}/change_form.html",
            f"admin/{meta.app_label}/change_form.html",
            "admin/change_form.html",
        ]
        own_page = [own.change_form_template] if own.change_form_template else pages
        ruled = type(
            own.__name__,
            (WaitingAdmin, own),
            {
                "__doc__": own.__doc__,
                "holdable": holdable,
                "own_page": own_page,
                "change_form_template": WaitingAdmin.change_form_template,
            },
        )
        admin.site.unregister(source.model)
        admin.site.register(source.model, ruled)
