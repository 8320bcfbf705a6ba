"""Roundups: one page with several reviews, each under a heading that names its artist and album."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from common.names import fold
from reviews.reading.credit_words import is_caption
from reviews.reading.labels import label_of
from reviews.reading.passages import Passage
from reviews.reading.text_witness import Witness
from reviews.reading.titles import bare_subject, subject_of
from reviews.reading.words import word_count

FEWEST_PARTS = 2
FEWEST_WORDS = 15
FEWEST_WORDS_GRADED = 8
LONGEST_HEADING = 18
LEAST_BORNE_OUT = 0.6
LEAST_COVERED = 0.7
MOST_STACKED, LONGEST_STACKED = 6, 9
LONGEST_CAPTION = 120

_ENDS_SENTENCE = re.compile(r"[.!?。！？][\"'”’»)]*$")
_GRADE = re.compile(
    r"\b\d{1,3}(?:[.,]\d)?\s?(?:/|out\sof)\s?(?:5|6|10|20|100)\b|[★☆]{2,}|\b(?:grade|rating|score|wertung|note|voto|nota"
    r"|betyg)\s*:",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:round-?ups?|in\s+brief|capsule|short(?:\s+reviews)?|reviews\s+in|this\s+(?:week|month)['’]s|(?:two"
    r"|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+(?:new\s+)?(?:albums?|records|releases|reviews|lps"
    r"|eps)"
    r"|kurz(?:kritiken|besprechungen|\s+und\s+gut)?|sammelrezension|en\s+bref|chroniques\s+express|in\s+breve"
    r"|kort|reviews|kritiken|chroniques|rese[ñn]as|recensioni|recensies)\b",
    re.IGNORECASE,
)


_QUOTED_RECORD = re.compile(
    r"[‘'“\"«„](?P<album>[^‘’'“”\"«»„]{1,60})[’'”\"»“]\s*(?:[(\[][^()\[\]]{2,60}[)\]]|,\s.{2,40})?"
)
_BRACKETS_LAST = re.compile(r"\s[(\[][^()\[\]]{2,60}[)\]]$")
_LABEL_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]{2,60}[)\]]")
_SECTION = re.compile(
    r"(?:the\s+)?(?:sound|production|lyrics?|vocals?|songs?|songwriting|verdict|conclusion|music|performance|sound\s+quality|klang|texte|stimme|fazit|paroles|musique|producción|letras|voz)",
    re.IGNORECASE,
)


@dataclass
class RoundupPart:
    """One review of a roundup: its heading, what that names, and the passages below it."""

    heading: str
    artist: str
    album: str
    form: str = ""
    opened_by: Passage | None = None
    passages: list[Passage] = field(default_factory=list)


def parts_of(passages: list[Passage], headline: str) -> list[RoundupPart]:
    """The reviews that `passages` consist of; none when they are one review, whatever its headings.

    Their headings are alike, each names an artist and an album, and most texts below bear it out: they speak of what
    the heading names, or each has a grade of its own, or the headline says that there are several.
    """
    parts: list[RoundupPart] = []
    for passage in passages:
        under_heading = bool(parts) and not parts[-1].passages
        if under_heading and len(passage.text) < LONGEST_CAPTION and is_caption(passage.text):
            continue
        opened = _open(passage)
        if opened is not None:
            part, rest = opened
            part.opened_by = passage
            parts.append(part)
            if rest:
                part.passages.append(rest)
        elif parts:
            parts[-1].passages.append(passage)
    parts = [
        part for part in _alike(parts) if _words(part) >= (FEWEST_WORDS_GRADED if _is_graded(part) else FEWEST_WORDS)
    ]
    if len(parts) < FEWEST_PARTS or len({fold(part.album) for part in parts}) < FEWEST_PARTS:
        return []
    borne_out = sum(_is_borne_out(part) for part in parts)
    graded = sum(map(_is_graded, parts))
    enough = LEAST_BORNE_OUT * len(parts)
    if borne_out < enough and graded < enough:
        cued = bool(_CUE.search(headline)) and len(parts) > FEWEST_PARTS
        if not cued and not _are_boxes(parts) and not _is_set_out(parts, passages):
            return []
    _end_last(parts)
    _without_labels(parts)
    return parts


def _are_boxes(parts: list[RoundupPart]) -> bool:
    """Whether boxes of facts stand over the parts, which one review has once."""
    return parts[0].form == "facts" or (parts[0].form == "labelled" and len(parts) > FEWEST_PARTS)


def _without_labels(parts: list[RoundupPart]) -> None:
    """Take the record companies off the albums' titles, where each heading ends with one in brackets."""
    if all(_BRACKETS_LAST.search(part.heading) for part in parts):
        for part in parts:
            part.album = _BRACKETS_LAST.sub("", part.album)


def _open(passage: Passage) -> tuple[RoundupPart, Passage | None] | None:
    """The part that a passage opens: a heading, or a paragraph that begins with one in bold; and the rest of it."""
    if passage.tag == "li":
        return None
    stacked = _open_stacked(passage)
    if stacked is not None:
        return stacked
    text, rest = passage.text, None
    form = f"h{passage.level}" if passage.level else "bold" if passage.is_bold else "line"
    if passage.opening and not passage.is_bold and not passage.level:
        text, form = passage.opening, "opening"
        below = passage.text[len(passage.opening) :].lstrip(" \n:–—-.")
        rest = Passage(below, emphasised=passage.emphasised, kept_out=passage.kept_out, element=passage.element)
    text = " ".join(text.split())
    if word_count(text) > LONGEST_HEADING or len(text) > 160 or (form == "line" and _ENDS_SENTENCE.search(text)):
        return None
    subject = bare_subject(text, passage.emphasised)
    return (RoundupPart(text, subject.artist, subject.album, f"{form}{subject.form}"), rest) if subject else None


def _open_stacked(passage: Passage) -> tuple[RoundupPart, Passage | None] | None:
    """The part that a stack of short lines opens: artist, album, label in brackets, a grade."""
    lines = [line.strip() for line in passage.text.split("\n") if line.strip()]
    if len(lines) == 2 and word_count(lines[0]) <= LONGEST_STACKED and (record := _QUOTED_RECORD.fullmatch(lines[1])):
        return RoundupPart(f"{lines[0]} – {lines[1]}", lines[0], record["album"], "quoted"), None
    if len(lines) > 1 and (opened := _open_with_facts(lines, passage) or _open_labelled(lines, passage)):
        return opened
    if not 3 <= len(lines) <= MOST_STACKED or any(word_count(line) > LONGEST_STACKED for line in lines):
        return None
    if not any(_LABEL_IN_BRACKETS.fullmatch(line) or _GRADE.search(line) for line in lines[2:]):
        return None
    rest = Passage("\n".join(lines[2:]), element=passage.element)
    return RoundupPart(f"{lines[0]} – {lines[1]}", lines[0], lines[1], "stacked"), rest


def _open_with_facts(lines: list[str], passage: Passage) -> tuple[RoundupPart, Passage | None] | None:
    """The part that "Artist – Album" opens right over facts of the release: labelled ones, or a label in brackets."""
    subject = bare_subject(lines[0]) if word_count(lines[0]) <= LONGEST_HEADING else None
    if subject is None or not subject.form.startswith("split0"):
        return None
    facts = sum(label_of(line.partition(":")[0].strip()) is not None for line in lines[1:] if ":" in line)
    by_label = len(lines) == 2 and _BRACKETS_LAST.search(lines[1]) is not None and not _ENDS_SENTENCE.search(lines[1])
    if not by_label and facts < max(2, len(lines) // 2):
        return None
    rest = Passage("\n".join(lines[1:]), element=passage.element) if facts else None
    return RoundupPart(lines[0], subject.artist, subject.album, "facts"), rest


def _open_labelled(lines: list[str], passage: Passage) -> tuple[RoundupPart, Passage | None] | None:
    """The part that a box opens which names the artist, and the record above it or in the box: "Artist: …"."""
    labelled = {
        label_of(label.strip()): value.strip() for label, colon, value in map(_parted, lines[:MOST_STACKED]) if colon
    }
    artist, album = labelled.get("artist", ""), labelled.get("title", "")
    above = (
        lines[0] if label_of(_parted(lines[0])[0].strip()) is None and word_count(lines[0]) <= LONGEST_STACKED else ""
    )
    if not artist or not (album or above) or label_of(_parted(lines[1])[0].strip()) is None:
        return None
    below = [line for line in lines if line != above and label_of(_parted(line)[0].strip()) not in ("artist", "title")]
    rest = Passage("\n".join(below), element=passage.element) if below else None
    return RoundupPart(f"{artist} – {album or above}", artist, album or above, "labelled"), rest


def _parted(line: str) -> tuple[str, str, str]:
    return line.partition(":")


def _is_set_out(parts: list[RoundupPart], passages: list[Passage]) -> bool:
    """Whether markup makes it plain: three or more headings of one form, with nearly all of the text below them."""
    marked = len(parts) > FEWEST_PARTS and not parts[0].form.startswith("line")
    names = sum(len(part.artist.split()) > 1 for part in parts)
    sections = any(_SECTION.fullmatch(part.artist) for part in parts)
    total = sum(word_count(passage.text) for passage in passages)
    return marked and not sections and names >= len(parts) / 2 and sum(map(_words, parts)) >= LEAST_COVERED * total


def _alike(parts: list[RoundupPart]) -> list[RoundupPart]:
    """The parts whose headings have the commonest form; what another heading opened belongs to the part above it."""
    if not parts:
        return []
    form, _ = Counter(part.form for part in parts).most_common(1)[0]
    kept: list[RoundupPart] = []
    for part in parts:
        if part.form == form:
            kept.append(part)
        elif kept:
            kept[-1].passages += [Passage(part.heading), *part.passages]
    return kept


def _is_borne_out(part: RoundupPart) -> bool:
    body = "\n".join(passage.text for passage in part.passages)
    evidence = Witness.of(body)
    return (
        evidence.speaks_of(part.album)
        or evidence.knows_artist(part.artist)
        or subject_of(part.heading, evidence) is not None
    )


def _is_graded(part: RoundupPart) -> bool:
    return any(_GRADE.search(text) for text in (part.heading, *(passage.text for passage in part.passages)))


def _end_last(parts: list[RoundupPart]) -> None:
    """Leave out of the last part what stands below its grade, where the others end with theirs."""

    def place(part: RoundupPart) -> int | None:
        return next(
            (at for at, one in enumerate(part.passages) if len(one.text) < 60 and _GRADE.search(one.text)), None
        )

    if all(place(part) == len(part.passages) - 1 for part in parts[:-1]) and (at := place(parts[-1])) is not None:
        del parts[-1].passages[at + 1 :]


def _words(part: RoundupPart) -> int:
    return sum(word_count(passage.text) for passage in part.passages)
