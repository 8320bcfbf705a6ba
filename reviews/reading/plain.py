"""Plain text as a reading: the reader of texts, the album that the headline names, and roundups."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from common.expressions import with_short_gaps
from common.names import fold
from reviews.reading.composing import Material, compose
from reviews.reading.deciding import Clues, verdict_on
from reviews.reading.document import NotAReview, ParsedReview, parse, refuse_too_much
from reviews.reading.edges import without_release_notes
from reviews.reading.findings import Finding, HouseRule, Reading, Where, reading_of
from reviews.reading.kinds import kind_of_label
from reviews.reading.labels import label_of
from reviews.reading.lines import unwrapped
from reviews.reading.naming import RecordNames, name_record
from reviews.reading.passages import Passage, joined, line_of
from reviews.reading.roundups import RoundupPart, parts_of
from reviews.reading.stacked import stack_above
from reviews.reading.testimony import Testimony
from reviews.reading.text_witness import Witness

LONG_LINE = 110
LEAST_KEPT = 0.8
SEEN_OF_END, MOST_BELOW = 40, 3

_HEADING_MARK = re.compile(r"^#{1,6}\s+(?=\S)")
_TRAIL = re.compile(r"(?:(?<!\s)\s++)?+(?:[/>»|·]|::)\s*+")
_BLANK = re.compile(r"\n[ \t]*\n\s*")


def read_plain(text: str, rule: HouseRule, today: date, remarks: Sequence[str] = ()) -> Reading:
    """The reading of plain text; `remarks` are warnings that it came with."""
    refuse_too_much(text)
    text = with_short_gaps(text)
    passages = _passages(text)
    if parts := parts_of(passages, passages[0].text if passages else ""):
        return _roundup(passages, parts, rule, today, remarks)
    parsed = parse(text, scale=rule.scale, today=today, remarks=remarks)
    reading = reading_of(parsed)
    fields = dict(reading.fields)
    if rule.publication:
        fields["publication"] = Finding(rule.publication, Where.HOUSE_RULE)
    fields |= _record_named(parsed, fields, text)
    names = [fields[name].value for name in ("album", "artist") if name in fields]
    paragraphs = [Passage(part) for part in _BLANK.split(parsed.body)]
    body = joined(without_release_notes(paragraphs, names))
    if body != parsed.body and len(body) >= LEAST_KEPT * len(parsed.body):
        reading = replace(reading, body=body)
    above = [line.strip() for line in text[:600].split("\n")[:6]]
    rubrics = [part for line in above for part in _TRAIL.split(line) if kind_of_label(part)]
    clues = Clues(
        sections=rubrics if len(rubrics) == 1 else [],
        headline=parsed.headline or "",
        title=above[0] if above and not parsed.headline and len(above[0]) < LONG_LINE else "",
        graded="grade" in fields,
        named=names if "album" in fields else [],
        paragraphs=[part.strip() for part in _BLANK.split(text)],
        body=body,
    )
    verdict = verdict_on(clues)
    if not verdict.kind.bears_grade:
        fields.pop("grade", None)
    return replace(reading, kind=verdict.kind, because=verdict.because, fields=fields)


def _record_named(parsed: ParsedReview, fields: Mapping[str, Finding], text: str) -> dict[str, Finding]:
    """The album and the artist, where no box of facts has named them; and the headline that they are."""
    claims = Testimony()
    claims.found = {name: [fields[name]] for name in ("album", "artist") if name in fields}
    lines = [*parsed.head, *([parsed.standfirst] if parsed.standfirst else []), *_lines_below(parsed.body, text)]
    names = RecordNames(
        parsed.headline or "",
        lines,
        [parsed.headline or "", *lines],
        [],
        Witness.of(parsed.body, tracks=parsed.track_list),
    )
    name_record(claims, names)
    found = {name: one[0] for name, one in claims.found.items()}
    if "album" in found or not (stack := stack_above(text, names.witness)):
        return found
    subject = stack.subject
    found["album"] = Finding(subject.album, Where.HEADING, subject.sure)
    found["artist"] = Finding(subject.artist, Where.HEADING, subject.sure)
    if parsed.headline is None or fold(parsed.headline) == fold(subject.artist):
        found["headline"] = Finding(" – ".join(stack.lines), Where.HEADING, subject.sure)
    return found


def _lines_below(body: str, text: str) -> list[str]:
    """The first short lines right below the text, which may name artist and record."""
    end = text.rfind(body[-SEEN_OF_END:])
    below = text[end + SEEN_OF_END :].split("\n") if end >= 0 else []
    lines = [line.strip() for line in below if line.strip()][:MOST_BELOW]
    return [line for line in lines if len(line) < LONG_LINE and label_of(line.partition(":")[0].strip()) is None]


def _roundup(
    passages: list[Passage], parts: list[RoundupPart], rule: HouseRule, today: date, remarks: Sequence[str]
) -> Reading:
    """The reading of a roundup. Its headline is the longest of the short lines that stand above all parts."""
    claims = Testimony()
    for remark in remarks:
        claims.warn(remark)
    if rule.publication:
        claims.add("publication", rule.publication, Where.HOUSE_RULE)
    first = next((at for at, one in enumerate(passages) if one is parts[0].opened_by), 0)
    try:
        texts = [one.text for part in parts for one in part.passages]
        head = parse("\n\n".join([*(line_of(one) for one in passages[:first]), *texts]), scale=rule.scale, today=today)
        claims.add("headline", head.headline, Where.HEADING)
    except NotAReview:
        pass
    return compose(Material(claims=claims, body=passages, rule=rule), today)


def _passages(text: str) -> list[Passage]:
    """The paragraphs of a text; short lines right above or below a long one are passages of their own."""
    passages: list[Passage] = []
    for block in _BLANK.split("\n".join(unwrapped(text.split("\n")))):
        runs = groupby(filter(str.strip, block.split("\n")), key=lambda line: len(line) >= LONG_LINE)
        for is_long, lines in runs:
            passages += [_passage(line) for line in (lines if is_long else ("\n".join(lines),))]
    return passages


def _passage(text: str) -> Passage:
    bare = _HEADING_MARK.sub("", text.strip())
    return Passage(bare, level=0 if bare == text.strip() else 2)
