"""What an edition says of itself: a Frictionless data package (https://specs.frictionlessdata.io/data-package/)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from common.page_addresses import absolute
from common.site_profile import this_site
from curation.open_data.open_columns import OpenColumn, OpenTable
from curation.open_data.site_snapshot import SiteSnapshot
from curation.open_data.table_files import WrittenFile

CC0 = {
    "name": "CC0-1.0",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
    "title": "CC0 1.0 Universal",
}
QUOTATION = {"name": "other-closed", "title": "Quotation, not licensed: the words belong to their critics"}
AGPL = {
    "name": "AGPL-3.0-or-later",
    "path": "https://www.gnu.org/licenses/agpl-3.0.html",
    "title": "GNU Affero General Public License, version 3 or later",
}
MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "md": "text/markdown",
    "zip": "application/zip",
    "json": "application/json",
}

Data = dict[str, Any]


def describe(
    site: SiteSnapshot, tables: Mapping[OpenTable, Sequence[WrittenFile]], others: Sequence[tuple[WrittenFile, Data]]
) -> Data:
    """The description of an edition: its tables' files, and other files with their licences."""
    name = this_site().name
    resources = [_of_table(table, file) for table, files in tables.items() for file in files]
    resources += [_of_file(file) | {"licenses": [licence]} for file, licence in others]
    return {
        "profile": "data-package",
        "name": "open-data",
        "title": f"{name}: open data",
        "description": (
            f"What {name} knows about albums and what critics made of them, at one moment: grades, verdicts, the "
            "consensus and its working. Each table is there as CSV and as Parquet. REDO.md recomputes every printed "
            "score from these files. Excerpts are quotations and not licensed; all other tables are in the public "
            "domain."
        ),
        "homepage": absolute("/open-data/"),
        "created": _moment(site.moment),
        "licenses": [CC0],
        "calibration": {
            "made_at": _moment(site.stored.made_at),
            "fitted_reviews": site.stored.fitted_reviews,
            "fitted_albums": site.stored.fitted_albums,
        },
        "resources": resources,
    }


def _of_table(table: OpenTable, file: WrittenFile) -> Data:
    ending = file.name.rpartition(".")[2]
    name = table.name if ending == "csv" else f"{table.name}-{ending}"
    schema: Data = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.keyed:
        schema["primaryKey"] = table.columns[0].name
    foreign = [column for column in table.columns if column.points_at]
    if foreign:
        schema["foreignKeys"] = [_points_at(column, table) for column in foreign]
    said = _of_file(file) | {
        "name": name,
        "title": table.title,
        "description": table.about,
        "rows": file.rows,
        "schema": schema,
        "licenses": [QUOTATION if table.quotations else CC0],
    }
    return said | ({"profile": "tabular-data-resource", "encoding": "utf-8"} if ending == "csv" else {})


def _of_file(file: WrittenFile) -> Data:
    stem, _, ending = file.name.rpartition(".")
    return {
        "name": stem.lower().replace("_", "-"),
        "path": file.name,
        "format": ending,
        "mediatype": MEDIA_TYPES[ending],
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }


def _field(column: OpenColumn) -> Data:
    return {"name": column.name, "type": column.kind.frictionless, "description": column.meaning}


def _points_at(column: OpenColumn, table: OpenTable) -> Data:
    other, key = column.points_at or ("", "")
    return {"fields": column.name, "reference": {"resource": other, "fields": key}}


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
