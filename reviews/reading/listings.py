"""Lists around a review that are no part of it: its tracks, the favourites among them, what a player shows."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reviews.reading.bylines import read_byline, read_signature
from reviews.reading.credit_words import is_label_alone
from reviews.reading.grade_labels import is_grade_label
from reviews.reading.labels import LISTS, label_of
from reviews.reading.lines import Line, Page, Role, ends_sentence
from reviews.reading.ratings import states_grade

MOST_ENTRIES = 60
MOST_WORDS_OF_ENTRY = 14
FEWEST_ENTRIES = 3
LONGEST_LINE = 2_000

_NUMBERED = re.compile(
    r"(?:#|nr?\.?\s?|track\s)?(?P<number>\d{1,2}|[A-D]\d)\s?(?:[.):–—-]|\s)\s*(?P<title>\S.*)",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?:(?<!\s)\s++)?+(?:[(\[–—-]\s*+)?+\d{1,2}:\d{2}(?::\d{2})?\s*+[)\]]?$")
_TIMES = re.compile(r"\(\d{1,2}:\d{2}\)|(?<=\s)\d{1,2}:\d{2}(?=[\s,;/]|$)")
_NUMBERS_INSIDE = re.compile(r"(?:^|\s)(\d{1,2})[.)]\s+(?=\S)")
_LABEL_THEN_LIST = re.compile(r"(?P<label>[^:：]{3,40}?)\s*[:：]\s*(?P<value>\S.*)")
_SEPARATED = re.compile(r"(?:(?<!\s)\s++)?+[,;]\s*+|(?<!\s)\s++[/|•·]\s++")
_QUOTES = "\"“”„«»‘’'"


def set_listings_aside(page: Page) -> tuple[str, ...]:
    """Mark as read the lines of track lists and of favourite tracks; return the titles of the one track list."""
    lists: list[list[str]] = []
    at = 0
    while at < len(page.lines):
        end, titles = _list_at(page, at)
        if end > at:
            for line in page.lines[at:end]:
                if line.unread:
                    line.role = Role.FACT
            lists += [titles] if titles else []
        at = max(end, at + 1)
    page.count_paragraphs()
    return tuple(lists[0]) if len(lists) == 1 else ()


def _list_at(page: Page, at: int) -> tuple[int, list[str]]:
    """The end of the list that begins at line `at` (or `at` where none does), and the titles if it is all tracks."""
    line = page.lines[at]
    if not line.unread or len(line.text) > LONGEST_LINE:
        return at, []
    label = line.bare.strip(" :*_–-") if line.words <= 6 else ""
    if label and (kind := label_of(label)) in LISTS:
        end = _end_of_labelled(page, at)
        return (end, _titles(page.lines[at + 1 : end]) if kind == "tracks" else []) if end > at + 1 else (at, [])
    if (match := _LABEL_THEN_LIST.fullmatch(line.bare)) and (kind := label_of(match["label"].strip(" *_"))) in LISTS:
        if len(line.text) > 600 and not _is_run_on(match["value"]):
            return at, []
        end = _end_of_labelled(page, at) if kind == "favourites" and line.bare.endswith((",", ":")) else at + 1
        return end, _run_on_titles(match["value"]) if kind == "tracks" else []
    if _is_run_on(line.bare):
        return at + 1, _run_on_titles(line.bare)
    return _end_of_run(page, at)


def _end_of_labelled(page: Page, at: int) -> int:
    """Where the entries under a label end: at a paragraph, a credit, a grade, or a blank line before something else."""
    end = at + 1
    numbered = False
    while end < min(len(page.lines), at + 1 + MOST_ENTRIES):
        line = page.lines[end]
        if not line.unread or not _may_be_entry(page, end):
            break
        is_track = _is_track_line(line)
        if line.after_blank and end > at + 1 and not (is_track and numbered) and not line.bullet:
            break
        numbered = numbered or is_track
        end += 1
    return end


def _may_be_entry(page: Page, at: int) -> bool:
    line = page.lines[at]
    if line.is_paragraph or line.words > MOST_WORDS_OF_ENTRY or states_grade(page, at) or is_label_alone(line.bare):
        return False
    if is_grade_label(line.bare.rstrip(" :")) or read_signature(line.text) or label_of(line.bare.strip(" :")) in LISTS:
        return False
    byline = read_byline(line.bare, page.rules)
    return not (byline and (byline.explicit or byline.stamps)) and not (
        ends_sentence(line.text) and line.words > 6 and not _is_track_line(line)
    )


def _end_of_run(page: Page, at: int) -> tuple[int, list[str]]:
    """A run of lines that are numbered one after the other, or end in times, without a label over them."""
    end = at
    while end < min(len(page.lines), at + MOST_ENTRIES) and page.lines[end].unread and _is_track_line(page.lines[end]):
        end += 1
    lines = page.lines[at:end]
    if len(lines) < FEWEST_ENTRIES:
        return at, []
    timed = sum(_entry(line.bare).timed for line in lines)
    numbers = [_entry(line.bare).number for line in lines]
    in_sequence = numbers == list(range(1, len(lines) + 1))
    return (end, _titles(lines)) if timed > len(lines) / 2 or in_sequence else (at, [])


def _is_track_line(line: Line) -> bool:
    text = line.bare
    if line.words > MOST_WORDS_OF_ENTRY or len(text) > 150:
        return False
    entry = _entry(text)
    return entry.numbered or (entry.timed and line.words > 1)


class _Entry(NamedTuple):
    """Whether a line begins with a number, which one (0: none in figures), and whether it ends in a time."""

    numbered: bool
    number: int
    timed: bool


@lru_cache(maxsize=10_000)  # each line of a run is asked again from each of the lines above it
def _entry(text: str) -> _Entry:
    match = _NUMBERED.fullmatch(text)
    number = int(match["number"]) if match and match["number"].isdecimal() else 0
    return _Entry(match is not None, number, _TIME.search(text) is not None)


def _titles(lines: list[Line]) -> list[str]:
    return [title for line in lines if line.unread and (title := _title(line.bare))]


def _title(text: str) -> str:
    match = _NUMBERED.fullmatch(text)
    return _TIME.sub("", match["title"] if match else text).strip(" –—-\t").strip(_QUOTES)


def _is_run_on(text: str) -> bool:
    """Whether a line is a whole track list: three times or more, or numbers from one on, with few words between."""
    if len(text) > LONGEST_LINE:
        return False
    times = len(_TIMES.findall(text))
    if times >= FEWEST_ENTRIES and len(text.split()) <= times * 10:
        return True
    numbers = [int(number) for number in _NUMBERS_INSIDE.findall(text)]
    return len(numbers) >= FEWEST_ENTRIES and numbers == list(range(1, len(numbers) + 1)) and not ends_sentence(text)


def _run_on_titles(text: str) -> list[str]:
    numbered = [part for part in _NUMBERS_INSIDE.split(text)[2::2] if part.strip()]
    parts = numbered if len(numbered) >= FEWEST_ENTRIES else _SEPARATED.split(text)
    return [title for part in parts if (title := _title(_TIMES.sub("", part).strip(" ,;/|")))]
