"""Plain text as a reading: the reader of texts, the album that the headline names, and roundups."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from reviews.reading.composing import Material, compose
from reviews.reading.deciding import Clues, kind_of
from reviews.reading.document import parse
from reviews.reading.findings import Finding, HouseRule, Reading, Where, reading_of
from reviews.reading.passages import Passage
from reviews.reading.roundups import parts_of
from reviews.reading.testimony import Testimony
from reviews.reading.text_witness import Witness
from reviews.reading.titles import subject_of

_HEADING_MARK = re.compile(r"^#{1,6}\s+(?=\S)")
_BLANK = re.compile(r"\n[ \t]*\n\s*")


def read_plain(text: str, rule: HouseRule, today: date, remarks: Sequence[str] = ()) -> Reading:
    """The reading of plain text; `remarks` are warnings that it came with."""
    parsed = parse(text, scale=rule.scale, today=today, remarks=remarks)
    reading = reading_of(parsed)
    fields = dict(reading.fields)
    if rule.publication:
        fields["publication"] = Finding(rule.publication, Where.HOUSE_RULE)
    passages = [_passage(part) for part in _BLANK.split(text) if part.strip()]
    if parts := parts_of(passages, parsed.headline or ""):
        if parsed.headline is None or any(
            part.heading in (parsed.headline, passages[0].text) or parsed.headline in part.heading for part in parts
        ):
            first = next((one for one in passages if len(one.text) <= 120), None)
            fields["headline"] = Finding(first.text.split("\n")[0], Where.HEADING, False) if first else None
        return _roundup(passages, {name: one for name, one in fields.items() if one}, rule, today)
    if "album" not in fields and (subject := subject_of(parsed.headline or "", Witness.of(parsed.body))):
        fields["album"] = Finding(subject.album, Where.HEADING, subject.sure)
        fields["artist"] = Finding(subject.artist, Where.HEADING, subject.sure)
    above = [line.strip() for line in text[:600].split("\n")[:6]]
    clues = Clues(
        sections=[part for line in above for part in line.split("/")],
        headline=parsed.headline or "",
        title=above[0] if above and not parsed.headline else "",
        graded="grade" in fields,
        subject="album" in fields,
        paragraphs=[part.strip() for part in _BLANK.split(text)],
    )
    return replace(reading, kind=kind_of(clues), fields=MappingProxyType(fields))


def _roundup(passages: list[Passage], fields: dict[str, Finding], rule: HouseRule, today: date) -> Reading:
    claims = Testimony()
    for name in ("critic", "publication", "published", "updated", "source_url"):
        if name in fields:
            claims.found[name] = [fields[name]]
    headline = fields.get("headline")
    if headline is not None:
        above = [at for at, one in enumerate(passages) if one.text == headline.value]
        passages = passages[above[0] + 1 :] if above else passages
    return compose(Material(claims=claims, headline=headline, body=passages, rule=rule), today)


def _passage(text: str) -> Passage:
    bare = _HEADING_MARK.sub("", text.strip())
    return Passage(bare, level=0 if bare == text.strip() else 2)
