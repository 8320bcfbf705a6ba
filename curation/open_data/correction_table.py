"""What is given away of the corrections log: what was changed, by whom in kind, and why; no quoted text, old or new."""

from __future__ import annotations

from collections.abc import Iterator

from common.keyset import MergedPlace
from common.page_addresses import absolute
from curation.corrections_log import Correction, page_of_log
from curation.open_data.open_columns import ColumnKind, OpenColumn, OpenTable, Row
from curation.open_data.site_snapshot import SiteSnapshot

QUOTED = frozenset({"Excerpt", "Excerpt removed", "Headline", "Text"})
"""What was changed in words of others: that it was is told, and where to read it; the words are theirs."""


def _corrections(site: SiteSnapshot) -> Iterator[Row]:
    place: MergedPlace[int] | None = None
    while True:
        lines, place = page_of_log(place)
        for line in lines:
            if not line.gone:
                yield from _rows_of(line)
        if place is None:
            return


def _rows_of(line: Correction) -> Iterator[Row]:
    head = (line.at, line.about, line.said, line.who, line.why, line.undone_at)
    where = absolute(line.history or line.link) if line.history or line.link else None
    for change in line.differences:
        told = (None, None) if change.label in QUOTED else (change.before, change.after)
        yield *head, change.label, *told, where
    if not line.differences:
        yield *head, None, None, None, where


CORRECTION_TABLES = (
    OpenTable(
        "corrections",
        "Corrections",
        "What readers could have seen and was changed since, newest first: a row for each thing that was changed. Of "
        "words that are quoted it says that they were changed, and where to read how.",
        (
            OpenColumn("at", ColumnKind.MOMENT, "When."),
            OpenColumn("about", ColumnKind.TEXT, "The album or other record concerned."),
            OpenColumn("said", ColumnKind.TEXT, "What of it, or what happened."),
            OpenColumn("who", ColumnKind.TEXT, "Who it was: the critic, a curator, an import, the site's keepers."),
            OpenColumn("why", ColumnKind.TEXT, "The reason given."),
            OpenColumn("undone_at", ColumnKind.MOMENT, "When it was taken back, if it was."),
            OpenColumn("what", ColumnKind.TEXT, "What was changed."),
            OpenColumn("before", ColumnKind.TEXT, "What it said before."),
            OpenColumn("after", ColumnKind.TEXT, "What it said afterwards."),
            OpenColumn("address", ColumnKind.TEXT, "Where to read it on this site."),
        ),
        _corrections,
        keyed=False,
    ),
)
