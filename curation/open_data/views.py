"""The page on open data, and the files themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from albums.models.version import version_of_catalogue
from common.kept_pages import same_for_everyone
from curation.open_data.description import MEDIA_TYPES
from curation.open_data.editions import DESCRIPTION, Edition, editions_in, newest_in
from curation.open_data.open_columns import OpenTable
from curation.open_data.open_tables import OPEN_TABLES

DAY_SECONDS = 86_400
NEWEST = "latest"


@dataclass(frozen=True)
class OfferedTable:
    """A table as the page shows it: what it is, and its files in the newest edition, if there is one."""

    table: OpenTable
    csv: dict[str, Any] | None
    parquet: dict[str, Any] | None


def _version(**address: object) -> str:
    edition = newest_in(settings.OPEN_DATA_TO)
    return f"{version_of_catalogue()} {edition.name if edition else ''}"


@require_safe
@same_for_everyone(_version)
def open_data(request: HttpRequest) -> HttpResponse:
    """What may be taken along: the files, what each column means, under which licence, and how to redo the scores."""
    edition = newest_in(settings.OPEN_DATA_TO)
    files = edition.files if edition else {}
    tables = [
        OfferedTable(table, files.get(f"{table.name}.csv"), files.get(f"{table.name}.parquet")) for table in OPEN_TABLES
    ]
    return render(request, "pages/open_data.html", {"edition": edition, "tables": tables, "newest": NEWEST})


@require_safe
def newest_file(request: HttpRequest, name: str) -> HttpResponse:
    """Where the newest edition has that file: an address to keep."""
    edition = newest_in(settings.OPEN_DATA_TO)
    if edition is None or not _has(edition, name):
        raise Http404("No such file.")
    return redirect("open-data-file", edition.name, name)


def _etag(request: HttpRequest, edition: str, name: str) -> str:
    return f'"{edition}/{name}"'


@require_safe
@cache_control(public=True, max_age=DAY_SECONDS, immutable=True)
@condition(etag_func=_etag)
def edition_file(request: HttpRequest, edition: str, name: str) -> FileResponse:
    """One file of one edition, which never changes. It is read on the way, however large it is."""
    folder = settings.OPEN_DATA_TO
    found = next((there for there in editions_in(folder) if there.name == edition), None) if folder else None
    if found is None or not _has(found, name):
        raise Http404("No such file.")
    media_type = MEDIA_TYPES[name.rpartition(".")[2]]
    try:
        file = (found.path / name).open("rb")
    except FileNotFoundError as error:  # thrown away just now
        raise Http404("No such file.") from error
    return FileResponse(file, content_type=media_type, filename=name)


def _has(edition: Edition, name: str) -> bool:
    try:
        return name == DESCRIPTION or name in edition.files
    except (OSError, ValueError, KeyError):  # thrown away just now, or nothing that we have written
        return False
