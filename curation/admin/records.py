"""The lists and pages of records that can be merged and split, as their own apps arrange them, with the way there."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from curation.mergeable import MERGEABLE
from curation.models import Rearrangeable


class MergeableAdmin(admin.ModelAdmin):
    """A table of records with a list action and links for merging and splitting."""

    change_form_template = "admin/curation/record.html"
    actions = ["merge"]

    @admin.action(description="Merge the two selected", permissions=["merge"])
    def merge(self, request: HttpRequest, records: QuerySet) -> HttpResponse | None:
        """Show what would come of it; the older record is offered as the one that stays."""
        keys = list(records.order_by("pk").values_list("pk", flat=True)[:3])
        if len(keys) != 2:
            self.message_user(request, "Select exactly two to merge them.", messages.WARNING)
            return None
        return HttpResponseRedirect(reverse("admin:curation_merge", args=[self.model._meta.model_name, *keys]))

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Who may merge."""
        return request.user.has_perm("curation.merge_records")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Model | None = None, **options: Any
    ) -> HttpResponse:
        """With the links that this person may follow."""
        if obj is not None:
            kind = Rearrangeable(self.model._meta.model_name)
            may_split = kind != Rearrangeable.ARTIST and request.user.has_perm("curation.split_records")
            context |= {"kind": kind, "may_merge": self.has_merge_permission(request), "may_split": may_split}
        return super().render_change_form(request, context, *args, obj=obj, **options)


def register_mergeable() -> None:
    """Put the tools on the tables that the records' own apps have registered."""
    for mergeable in MERGEABLE.values():
        own = type(admin.site.get_model_admin(mergeable.model))
        actions = [*(own.actions or []), *MergeableAdmin.actions]
        tooled = type(own.__name__, (MergeableAdmin, own), {"__doc__": own.__doc__, "actions": actions})
        admin.site.unregister(mergeable.model)
        admin.site.register(mergeable.model, tooled)
