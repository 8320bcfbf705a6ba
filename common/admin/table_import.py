"""Importing a table in the admin: a file, a preview that stores nothing, and a button that does it once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST
from import_export.admin import ImportMixin
from import_export.formats.base_formats import CSV
from import_export.forms import ImportForm
from import_export.tmp_storages import CacheStorage

from common.requests import SignedInRequest
from common.tables.resource import ImportedTable, RowResource
from common.tables.uploads import LARGEST_FILE, NotATable, Table, read_table
from common.tracking import because

LONGEST_NAME = 100


class StagedUpload(CacheStorage):
    """An uploaded file between its preview and its import, in the cache that all processes share."""

    def take(self) -> bytes | None:
        """The file, for whoever comes first; None for everybody else and after a day."""
        content = self.read()
        return content if content is not None and cache.delete(self.CACHE_PREFIX + self.name) else None


class CsvFile(CSV):
    """A CSV file, read by the rules of `albums.tables`."""

    def create_dataset(self, in_stream: bytes | None, **options: Any) -> Table:
        """The table in it. Raises NotATable."""
        return read_table(in_stream)


class UploadForm(ImportForm):
    """The file, and what stands in it where there is a choice."""

    def __init__(self, formats: list[type], resources: list[type[RowResource]], **options: Any) -> None:
        super().__init__(formats, resources, **options)
        self._tables = resources
        self.fields["format"].widget = forms.HiddenInput()
        self.fields["resource"].label = "What is in it"
        upload = self.fields["import_file"]
        upload.label = "CSV file"
        upload.widget.attrs["accept"] = ".csv,text/csv"
        upload.help_text = f"UTF-8, at most {filesizeformat(LARGEST_FILE)}; commas, semicolons or tabs between values."

    @property
    def media(self) -> forms.Media:
        """No script is needed to tell one format from itself."""
        return forms.Media()

    def clean_import_file(self) -> UploadedFile:
        """Refuse what is too large before it is read."""
        upload = self.cleaned_data["import_file"]
        if upload.size > LARGEST_FILE:
            raise ValidationError(
                f"The file has {filesizeformat(upload.size)}; at most {filesizeformat(LARGEST_FILE)} can be imported "
                "here. Split it, or use the commands in the README."
            )
        return upload

    def clean(self) -> dict[str, Any]:
        """Refuse what is no table of the kind that was chosen."""
        cleaned = super().clean()
        upload = cleaned.get("import_file")
        if upload is not None and "resource" in cleaned:
            try:
                self._tables[int(cleaned["resource"] or 0)].require(read_table(upload.read()))
            except NotATable as problem:
                self.add_error("import_file", str(problem))
            upload.seek(0)
        return cleaned


class TableImport(ImportMixin):
    """Import for the tables of `resource_classes`, with a permission of its own: import_<model>."""

    import_form_class = UploadForm
    import_formats = [CsvFile]
    tmp_storage_class = StagedUpload

    def init_change_list_template(self) -> None:
        """Every list keeps its own template: templates/admin/change_list_object_tools.html has the links."""

    def has_import_permission(self, request: HttpRequest) -> bool:
        """Whoever has the permission."""
        return request.user.has_perm("{}.import_{}".format(*self.get_model_info()))

    def add_data_read_fail_error_to_form(self, form: forms.Form, e: Exception) -> None:
        """Say what is wrong with the file, and forget it."""
        if not isinstance(e, NotATable):
            raise e
        form.add_error("import_file", str(e))

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def import_action(self, request: HttpRequest, **options: Any) -> HttpResponse:
        """The form; or the preview, with a button as long as a row of it would change anything."""
        response = super().import_action(request, **options)
        context = response.context_data
        form, result = context["form"], context.get("result")
        context["title"] = f"Import {self.model._meta.verbose_name_plural}"
        context["tables"] = self.get_import_resource_classes(request)
        context.pop("confirm_form", None)
        if result is None:
            return response
        upload = form.cleaned_data["import_file"]
        context["table"], context["file_name"] = self.choose_import_resource_class(form, request), upload.name
        if result.changes:
            context["confirm_form"] = self.create_confirm_form(request, import_form=form)
        else:
            StagedUpload(name=upload.tmp_storage_name).remove()
        return response

    @method_decorator(require_POST)
    def process_import(self, request: HttpRequest, **options: Any) -> HttpResponse:
        """Import the file that was previewed; a second time there is nothing to import."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = self.create_confirm_form(request)
        known = form.is_valid() and self.get_resource_index(form) in range(len(self.resource_classes))
        content = StagedUpload(name=form.cleaned_data["import_file_name"]).take() if known else None
        if content is None:
            messages.warning(
                request, "That file was imported already, or its preview is more than a day old. Nothing was done now."
            )
            return HttpResponseRedirect(self._address("import"))
        try:
            result = self.process_dataset(read_table(content), form, request, **options)
        except NotATable as problem:
            messages.error(request, str(problem))
            return HttpResponseRedirect(self._address("import"))
        return self.process_result(result, request)

    def process_dataset(self, dataset: Table, form: forms.Form, request: HttpRequest, **options: Any) -> ImportedTable:
        """Import it under the name that it had, as far as that can be printed; the history keeps which."""
        name = _printable(form)
        with because(f"Imported from {name}."):
            return super().process_dataset(dataset, form, request, file_name=name, **options)

    def generate_log_entries(self, result: ImportedTable, request: SignedInRequest) -> None:
        """One entry for the import and one for each record that is new or changed."""
        name = _printable(self.create_confirm_form(request))
        LogEntry.objects.create(
            user_id=request.user.pk,
            content_type=ContentType.objects.get_for_model(self.model),
            object_repr=f"Import of {name}: {result.in_words}"[:200],
            action_flag=CHANGE,
            change_message=f"Imported {name}: {result.in_words}.",
        )
        result.rows = [row for row in result.rows if row.instance is not None]
        super().generate_log_entries(result, request)

    def add_success_message(self, result: ImportedTable, request: HttpRequest) -> None:
        """How many of each."""
        messages.success(request, f"The import is done: {result.in_words}.")

    def _address(self, page: str) -> str:
        return reverse("admin:{}_{}_{}".format(*self.get_model_info(), page))


def _printable(form: forms.Form) -> str:
    """The uploaded file's name as the confirmation says it."""
    return "".join(filter(str.isprintable, form.data.get("original_file_name", "")))[-LONGEST_NAME:]
