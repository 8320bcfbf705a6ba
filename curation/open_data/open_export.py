"""The whole catalogue into a folder that anybody may have."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from curation.open_data.description import AGPL, CC0, describe
from curation.open_data.editions import DESCRIPTION, Edition, place_edition
from curation.open_data.open_tables import OPEN_TABLES
from curation.open_data.site_snapshot import snapshot_of_site
from curation.open_data.table_files import WrittenFile, seal, write_table

KEPT_EDITIONS = 3
MODEL = settings.BASE_DIR / "reviews" / "consensus"
MODEL_ARCHIVE = "chorus_consensus.zip"
REDO = "REDO.md"


def export_open(
    folder: Path,
    keep: int = KEPT_EDITIONS,
    entering: Callable[[str], object] = lambda table: None,
    advance: Callable[[int], object] = lambda count: None,
) -> Edition:
    """Write an edition of the site as it is now into the folder, and keep so many of them; the edition.

    `entering` is told each table as it begins, `advance` how many more rows have been written. Raises AlreadyWriting,
    OSError; then the folder is as it was.
    """

    def write(unfinished: Path) -> datetime:
        written = {}
        with snapshot_of_site() as site:
            for table in OPEN_TABLES:
                entering(table.name)
                written[table] = write_table(unfinished, table, table.rows(site), advance)
            others = [(_redo(unfinished), CC0), (_model(unfinished), AGPL)]
            said = json.dumps(describe(site, written, others), ensure_ascii=False, indent=1)
            (unfinished / DESCRIPTION).write_text(f"{said}\n", encoding="utf-8")
            return site.moment

    return place_edition(folder, write, keep)


def _redo(folder: Path) -> WrittenFile:
    shutil.copyfile(MODEL / REDO, folder / REDO)
    return seal(folder / REDO)


def _model(folder: Path) -> WrittenFile:
    """The model's own package, as it computed these figures."""
    path = folder / MODEL_ARCHIVE
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for source in sorted(MODEL.iterdir()):
            if source.suffix in (".py", ".md", ".toml"):
                archive.writestr(zipfile.ZipInfo(f"chorus_consensus/{source.name}"), source.read_bytes())
    return seal(path)
