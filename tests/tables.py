"""Sending tables through the admin in tests, and reading what it sends back."""

from __future__ import annotations

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from common.tables.resource import ImportedRow, ImportedTable
from tests.markup import read


def address(model: type[Model], page: str) -> str:
    """An admin page of the model: import, process_import, export."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


def table(*rows: dict[str, str]) -> bytes:
    """The rows as a CSV file; the columns are those of the first."""
    text = io.StringIO()
    lines = csv.DictWriter(text, rows[0], restval="")
    lines.writeheader()
    lines.writerows(rows)
    return text.getvalue().encode()


def upload(desk: Client, model: type[Model], content: bytes, kind: int = 0, name: str = "table.csv") -> HttpResponse:
    """Send a file; the answer is its preview, or the form with what is wrong."""
    sent = {"resource": kind, "format": 0, "import_file": SimpleUploadedFile(name, content)}
    return desk.post(address(model, "import"), sent)


def preview(desk: Client, model: type[Model], content: bytes, kind: int = 0) -> ImportedTable:
    """What would come of a file."""
    response = upload(desk, model, content, kind)
    assert response.context["form"].errors == {}
    return response.context["result"]


def confirmation(response: HttpResponse) -> dict[str, str]:
    """What the preview's button posts."""
    form = next(form for form in read(response).all("form") if (form.get("action") or "").endswith("process_import/"))
    return {field["name"]: field["value"] for field in form.all("input")}


def bring_in(desk: Client, model: type[Model], content: bytes, kind: int = 0, name: str = "table.csv") -> HttpResponse:
    """Send a file, press the button of its preview, follow to the next page."""
    answers = confirmation(upload(desk, model, content, kind, name))
    return desk.post(address(model, "process_import"), answers, follow=True)


def outcomes(result: ImportedTable) -> list[tuple[int, str]]:
    """Each row's number and outcome."""
    return [(row.number, row.outcome) for row in result.rows]


def problems(result: ImportedTable) -> list[tuple[int, str, str]]:
    """Each problem: row, column, words."""
    return [(row.number, column, words) for row in _rows(result) for column, words in row.problems]


def _rows(result: ImportedTable) -> list[ImportedRow]:
    return result.rows


def downloaded(response: HttpResponse) -> list[dict[str, str]]:
    """The rows of an export, as they stand in the file."""
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))
