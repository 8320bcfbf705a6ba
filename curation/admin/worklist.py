"""The worklist of likely duplicates: compare and merge, or say that they are two."""

from __future__ import annotations

from collections import defaultdict

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import ngettext

from common.admin.base import ReadOnlyAdmin
from common.requests import user_of
from curation.mergeable import MERGEABLE
from curation.models import LikelyDuplicate, NamedRecord, Rearrangeable


class PairList(ChangeList):
    """The pairs of one page with their records, looked up by kind."""

    def get_results(self, request: HttpRequest) -> None:
        """One query for each kind on the page."""
        super().get_results(request)
        keys: dict[str, set[int]] = defaultdict(set)
        for pair in self.result_list:
            keys[pair.kind] |= {pair.first_id, pair.second_id}
        records = {kind: MERGEABLE[Rearrangeable(kind)].records().in_bulk(wanted) for kind, wanted in keys.items()}
        for pair in self.result_list:
            pair.first = records[pair.kind].get(pair.first_id)
            pair.second = records[pair.kind].get(pair.second_id)


@admin.register(LikelyDuplicate)
class LikelyDuplicateAdmin(ReadOnlyAdmin):
    """Pairs that nobody has looked at yet, the likeliest first."""

    list_display = ["one", "other", "kind", "why", "percent", "compare"]
    list_display_links = None
    export_columns = ("kind", "first_id", "second_id", "why", "likelihood", "found_at")
    list_filter = ["kind", "why"]
    actions = ["dismiss"]

    class Media:
        css = {"all": ["css/curation.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Open ones."""
        return LikelyDuplicate.objects.open()

    def get_changelist(self, request: HttpRequest, **options: object) -> type[ChangeList]:
        """With the records."""
        return PairList

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Under its own name."""
        return super().changelist_view(request, {"title": "Likely duplicates", **(extra_context or {})})

    @admin.display(description="one")
    def one(self, pair: LikelyDuplicate) -> str:
        """The older record."""
        return _linked(pair.first)

    @admin.display(description="other")
    def other(self, pair: LikelyDuplicate) -> str:
        """The younger record."""
        return _linked(pair.second)

    @admin.display(description="likely", ordering="likelihood")
    def percent(self, pair: LikelyDuplicate) -> str:
        """How likely."""
        return f"{pair.likelihood:.0%}"

    @admin.display(description="merge")
    def compare(self, pair: LikelyDuplicate) -> str:
        """The way to the preview."""
        path = reverse("admin:curation_merge", args=[pair.kind, pair.first_id, pair.second_id])
        names = f"{pair.first} and {pair.second}"
        return format_html('<a href="{}">Compare<span class="visually-hidden"> {}</span></a>', path, names)

    @admin.action(description="They are not duplicates", permissions=["merge"])
    def dismiss(self, request: HttpRequest, pairs: QuerySet) -> None:
        """Never bring these pairs up again."""
        keys = list(pairs.values_list("pk", flat=True))
        count = LikelyDuplicate.objects.filter(pk__in=keys, dismissed_at=None).update(
            dismissed_at=timezone.now(), dismissed_by=user_of(request)
        )
        done = ngettext("%d pair is remembered as two.", "%d pairs are remembered as two.", count) % count
        self.message_user(request, done, messages.SUCCESS)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Who merges may also decide not to."""
        return request.user.has_perm("curation.merge_records")


def _linked(record: NamedRecord | None) -> str:
    if record is None:
        return "–"
    meta = record._meta
    path = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])
    beside = getattr(record, "lead_artist", "") or getattr(record, "disambiguation", "")
    line = '<a href="{}"><bdi>{}</bdi></a><br><bdi>{}</bdi> <span class="path">{}</span>'
    return format_html(line, path, record, beside, record.get_absolute_url())
