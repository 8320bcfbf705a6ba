"""Phrases from rules: a small context-free grammar, expanded for many phrases at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

_FOLDER = Path(__file__).parent
_SLOT = re.compile(r"\{(\w+)\}")


def read_rules(name: str) -> dict[str, dict[str, Any]]:
    """The tables of one of this folder's TOML files, by their names."""
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))


class Grammar:
    """Rules by name. A rule's alternatives are equally likely; their {slots} name other rules.

    A rule given as one text is a list of words. Raises ValueError for a slot that names no rule.
    """

    def __init__(self, rules: Mapping[str, str | Sequence[str]]) -> None:
        self._rules: dict[str, list[tuple[str, list[str]]]] = {}
        for name, rule in rules.items():
            alternatives = rule.split() if isinstance(rule, str) else rule
            self._rules[name] = [(_SLOT.sub("{}", text), _SLOT.findall(text)) for text in alternatives]
        named = {slot for rule in self._rules.values() for _, slots in rule for slot in slots}
        if missing := named - self._rules.keys():
            raise ValueError(f"no such rule: {', '.join(sorted(missing))}")

    def expand(self, rule: str, count: int, rng: np.random.Generator) -> list[str]:
        """`count` phrases of that rule, drawn independently."""
        alternatives = self._rules[rule]
        chosen = rng.integers(len(alternatives), size=count)
        if not any(slots for _, slots in alternatives):
            return [alternatives[number][0] for number in chosen.tolist()]
        phrases = np.empty(count, dtype=object)
        for number, (template, slots) in enumerate(alternatives):
            places = np.flatnonzero(chosen == number)
            fillings = [self.expand(slot, places.size, rng) for slot in slots]
            phrases[places] = list(map(template.format, *fillings)) if slots else template
        return phrases.tolist()
