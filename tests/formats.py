"""What standards say of what programs get, asked of what this site answers: Atom, sitemaps, schema.org."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

SCHEMAS = Path(__file__).parent / "schemas"
OF_JSON_LD = {"@type", "@id", "@context", "@graph"}
READ_ELSEWHERE = {("SearchAction", "query-input")}
"""What search engines ask for though the vocabulary does not have it."""


def check_by_grammar(content: bytes, name: str) -> None:
    """Fail unless the XML is what that grammar of `schemas` allows."""
    grammar = etree.RelaxNG(etree.parse(SCHEMAS / f"{name}.rng"))
    grammar.assertValid(etree.fromstring(content))


@cache
def vocabulary() -> dict[str, set[str]]:
    """The types of schema.org (12.0) that this site names, each with all the properties that a thing of it may have.

    A type that is not in the file has to be added to it, from the vocabulary's own list of types.
    """
    kinds = json.loads((SCHEMAS / "schema_org.json").read_text())
    return {kind: set(properties) for kind, properties in kinds.items()}


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
