"""What the lists and pages of records that can be merged and split have besides: the way there."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from common.admin.companions import Action, Companion
from curation.models import Rearrangeable


class MergingTools(Companion):
    """A list action, and links, for merging and splitting records of one kind."""

    tools_template = "admin/curation/record_tools.html"

    def __init__(self, kind: Rearrangeable) -> None:
        self.kind = kind

    def actions_of(self, table: ModelAdmin, request: HttpRequest, actions: dict[str, Action]) -> dict[str, Action]:
        """With merging, for those who may."""
        return actions | ({"merge": (self.merge, "merge", "Merge the two selected")} if may_merge(request) else {})

    def merge(self, table: ModelAdmin, request: HttpRequest, records: QuerySet) -> HttpResponse | None:
        """Show what would come of it; the older record is offered as the one that stays."""
        keys = list(records.order_by("pk").values_list("pk", flat=True)[:3])
        if len(keys) != 2:
            table.message_user(request, "Select exactly two to merge them.", messages.WARNING)
            return None
        return HttpResponseRedirect(reverse("admin:curation_merge", args=[self.kind, *keys]))

    def context_of(self, request: HttpRequest, row: Model) -> dict[str, object]:
        """Which of the links this person may follow."""
        may_split = self.kind != Rearrangeable.ARTIST and request.user.has_perm("curation.split_records")
        return {"kind": self.kind, "may_merge": may_merge(request), "may_split": may_split}


def may_merge(request: HttpRequest) -> bool:
    """Who may merge."""
    return request.user.has_perm("curation.merge_records")
