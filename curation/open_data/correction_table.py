"""What is given away of the corrections log: what was changed, by whom in kind, and why; no quoted text, old or new."""

from __future__ import annotations

from collections.abc import Iterator

from common.keyset import MergedPlace
from curation.corrections_log import Correction, page_of_log
from curation.open_data.columns import Column, Kind, OpenTable, Row
from curation.open_data.site_snapshot import SiteSnapshot, whole_address

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
    where = whole_address(line.history or line.link) if line.history or line.link else None
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
            Column("at", Kind.MOMENT, "When."),
            Column("about", Kind.TEXT, "The album or other record concerned."),
            Column("said", Kind.TEXT, "What of it, or what happened."),
            Column("who", Kind.TEXT, "Who it was, in kind: the critic, a curator, an import, the site's keepers."),
            Column("why", Kind.TEXT, "The reason given."),
            Column("undone_at", Kind.MOMENT, "When it was taken back, if it was."),
            Column("what", Kind.TEXT, "What was changed."),
            Column("before", Kind.TEXT, "What it said before."),
            Column("after", Kind.TEXT, "What it said afterwards."),
            Column("address", Kind.TEXT, "Where to read it on this site."),
        ),
        _corrections,
        keyed=False,
    ),
)
