"""Markdown with front matter in YAML or TOML, as Hugo, Jekyll and their like keep it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import yaml
from markdown_it import MarkdownIt

from reviews.grading.grades import Grade
from reviews.reading.composing import Material, compose
from reviews.reading.credit_words import is_nobody
from reviews.reading.dates import read_date
from reviews.reading.deciding import Clues
from reviews.reading.decoding import read_text
from reviews.reading.findings import Document, Finding, HouseRule, Reading, Where
from reviews.reading.passages import Passage
from reviews.reading.testimony import Testimony
from reviews.reading.web.blocks import blocks_of
from reviews.reading.web.moments import day_of
from reviews.reading.web.schema import read_rating
from reviews.reading.web.tree import parse_page

LONGEST_TEXT = 120_000
DEEPEST = 8
MOST_VALUES = 500

_YAML = re.compile(r"\A﻿?\s*---[ \t]*\n(?P<matter>.{1,40000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A﻿?\s*\+\+\+[ \t]*\n(?P<matter>.{1,40000}?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_ALIAS = re.compile(r"(?:^|\s)[*&]\w", re.MULTILINE)
_SHORTCODE = re.compile(
    r"\{\{[<%][^{}]{0,2000}[>%]\}\}|\{%[^{}]{0,2000}%\}|\{\{[^{}]{0,500}\}\}|\{:[^{}]{0,200}\}|<!--[^>]{0,2000}-->"
)
_PICTURE = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,1000}\)")
_NAMES = {
    "headline": ("title", "headline", "titel", "titre", "titulo"),
    "critic": ("author", "authors", "critic", "reviewer", "writer", "by", "autor", "auteur"),
    "publication": ("publication", "outlet", "magazine", "site"),
    "published": ("date", "published", "published_at", "publishdate", "pubdate", "datum"),
    "updated": ("lastmod", "updated", "modified", "last_modified_at", "updated_at", "date_modified"),
    "album": ("album", "record", "album_title", "album_name", "recordtitle", "record_title", "release", "plaat"),
    "artist": ("artist", "artists", "artist_name", "band", "bands", "artiest", "artiste", "künstler"),
    "source_url": ("canonical", "canonicalurl", "canonical_url", "original_url", "source", "source_url"),
}
_RATING = ("rating", "score", "grade", "stars", "note", "wertung", "bewertung", "cijfer")
_BEST = ("outof", "out_of", "max", "max_rating", "rating_max", "best", "bestrating", "scale", "max_score")
_RUBRICS = ("categories", "category", "section", "type", "kind", "layout", "format", "recordformat", "record_format")


def has_front_matter(text: str) -> bool:
    """Whether the text begins with front matter."""
    return bool(_split(text)[0])


def read_markdown(document: Document, rule: HouseRule, today: date) -> Reading:
    """The reading of a Markdown file. What its front matter does not hold is read from the text below it."""
    matter, text = _split(read_text(document.data))
    claims = Testimony()
    if rule.publication:
        claims.add("publication", rule.publication, Where.HOUSE_RULE)
    values = dict(_flat(matter))
    _claim(values, claims, rule)
    headline = claims.first("headline")
    passages = _passages(text)
    if headline is None and passages and passages[0].level:
        headline = Finding(passages.pop(0).text, Where.HEADING)
    rubrics = [str(one) for name in _RUBRICS for one in _listed(values.get(name))]
    material = Material(claims=claims, headline=headline, body=passages, clues=Clues(sections=rubrics), rule=rule)
    return compose(material, today)


def _split(text: str) -> tuple[dict[str, Any], str]:
    """The front matter as a mapping, and the text below it; no mapping where there is no front matter to be read."""
    for pattern, load in ((_YAML, _load_yaml), (_TOML, tomllib.loads)):
        if match := pattern.match(text):
            try:
                loaded = load(match["matter"])
            except (yaml.YAMLError, tomllib.TOMLDecodeError, RecursionError, ValueError):
                return {}, text
            if isinstance(loaded, dict):
                return loaded, text[match.end() :]
    return {}, text


def _load_yaml(matter: str) -> Any:
    """The matter without aliases, which could unfold without end."""
    return None if _ALIAS.search(re.sub(r"\"[^\"\n]*\"|'[^'\n]*'", "", matter)) else yaml.safe_load(matter)


def _flat(matter: dict[str, Any], depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Every name with its value, those of inner mappings (`params`, `extra`, `review`) after the outer ones."""
    inner = []
    for number, (name, value) in enumerate(matter.items()):
        if number > MOST_VALUES:
            return
        if isinstance(value, dict):
            inner.append(value)
        yield str(name).lower().replace("-", "_"), value
    for value in reversed(inner):
        if depth < DEEPEST:
            yield from ((name, one) for name, one in _flat(value, depth + 1) if name not in matter)


def _claim(values: dict[str, Any], claims: Testimony, rule: HouseRule) -> None:
    where = Where.FRONT_MATTER
    for field_name, names in _NAMES.items():
        value = next((values[name] for name in names if values.get(name) not in (None, "", [])), None)
        if field_name in ("published", "updated"):
            claims.add(field_name, _day(value), where)
        elif value is not None:
            text = " & ".join(_name(one) for one in _listed(value) if _name(one))
            if field_name == "critic" and is_nobody(text):
                continue
            if field_name == "source_url" and not text.startswith(("http://", "https://")):
                continue
            claims.add(field_name, text, where)
    value = next((values[name] for name in _RATING if values.get(name) not in (None, "", [])), None)
    best = next((values[name] for name in _BEST if values.get(name) not in (None, "")), "")
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        claims.add("grade", _grade(str(value), str(best), rule, claims), where)


def _grade(value: str, best: str, rule: HouseRule, claims: Testimony) -> Grade | None:
    """The grade, which must say out of how many; front matter has no highest value by convention."""
    bare = re.fullmatch(r"\s*\d+(?:[.,]\d+)?\s*", value)
    if bare and not best and not rule.maximum:
        claims.warn(f"The front matter gives the grade {value} without saying out of how many; none was taken.")
        return None
    return read_rating(value, best, "", rule)[0]


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return (day_of(value) or read_date(value)) if isinstance(value, str) else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("name", value.get("title", ""))
    return " ".join(str(value).split())[:300] if isinstance(value, str | int | float) else ""


def _passages(text: str) -> list[Passage]:
    plain = _PICTURE.sub("", _SHORTCODE.sub("", text[:LONGEST_TEXT]))
    markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": 20}).enable("table")
    return blocks_of(parse_page(f"<body>{markdown.render(plain)}</body>"))
