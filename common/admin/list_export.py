"""Every list of the curators' desk as a CSV file, as it is filtered and searched just then."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from import_export.admin import ExportMixin

from common.tables.cells import written
from common.tables.uploads import column_name

CHUNK = 500


class ListExport(ExportMixin):
    """The list's columns as they are shown, or those of `resource_classes` where there are such; for who may see it."""

    ie_base_change_list_template = None
    export_columns: tuple[str, ...] = ()
    """What is exported in place of the columns shown."""

    def init_change_list_template(self) -> None:
        """Every list keeps its own template: templates/admin/change_list_object_tools.html has the links."""

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Whoever may look at the list."""
        return self.has_view_permission(request)

    @method_decorator(require_safe)
    def export_action(self, request: HttpRequest) -> HttpResponseBase:
        """The file, written while it is sent."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        try:
            records = self.get_export_queryset(request)
        except IncorrectLookupParameters:
            messages.error(request, "There is no such filter, so nothing was exported.")
            return HttpResponseRedirect(reverse("admin:{}_{}_changelist".format(*self.get_model_info())))
        response = StreamingHttpResponse(self._lines(request, records), content_type="text/csv; charset=utf-8")
        name = f"{self.model._meta.verbose_name_plural}-{timezone.localdate().isoformat()}.csv".replace(" ", "-")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def _lines(self, request: HttpRequest, records: QuerySet) -> Iterator[str]:
        line = csv.writer(_Echo())
        header, rows = self._as_shown(request, records) if not self.resource_classes else self._as_imported(records)
        # The mark by which spreadsheets know UTF-8.
        yield "\ufeff" + line.writerow(header)
        for row in rows:
            yield line.writerow(map(written, row))

    def _as_imported(self, records: QuerySet) -> tuple[list[str], Iterator[list[object]]]:
        resource = self.resource_classes[0]()
        header = resource.header()
        rows = map(resource.export_row, resource.for_export(records).iterator(chunk_size=CHUNK))
        return header, ([row[name] for name in header] for row in rows)

    def _as_shown(self, request: HttpRequest, records: QuerySet) -> tuple[list[str], Iterator[list[object]]]:
        shown = self.export_columns or self.get_list_display(request)
        header = ["id", *(column_name(str(label_for_field(name, self.model, self))) for name in shown)]
        rows = records.iterator(chunk_size=CHUNK)
        return header, ([record.pk, *(self._cell(name, record) for name in shown)] for record in rows)

    def _cell(self, name: str, record: Any) -> object:
        try:
            field, _, value = lookup_field(name, record, self)
        except ObjectDoesNotExist:
            return None
        return getattr(record, name) if field is not None and field.is_relation else value


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line
