"""Texts that would make a regular expression slow, made of what it is made of."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

ALWAYS = " \t\n\r\x0b\x0c\x1c\x85\xa0\u1680\u2003\u2028\u3000\u200b\xadxX1é.,:;!?-–/|_*#'\"“”()[]<>&½★ﷺﬃ曲"
ENDS = ("", "\x00", " ", "x", "\x00")
"""One letter, and what stands for the others: all white space, brackets, marks, ligatures, figures."""

_CATEGORIES = {
    ops.CATEGORY_DIGIT: "1",
    ops.CATEGORY_NOT_DIGIT: "x.",
    ops.CATEGORY_SPACE: " \n\xa0",
    ops.CATEGORY_NOT_SPACE: "x.",
    ops.CATEGORY_WORD: "x1é",
    ops.CATEGORY_NOT_WORD: " .",
}


def alphabet(tree: Any) -> set[str]:
    """Characters that an expression speaks of, and one or two of each set that it names."""
    found: set[str] = set()
    for op, argument in tree:
        if op in (ops.LITERAL, ops.NOT_LITERAL):
            found.add(chr(argument))
        elif op is ops.ANY:
            found.add("x")
        elif op is ops.IN:
            found |= _of_set(argument)
        else:
            for part in _parts(op, argument):
                found |= alphabet(part)
    return found


def _of_set(items: Any) -> set[str]:
    found: set[str] = set()
    for op, argument in items:
        if op is ops.LITERAL:
            found.add(chr(argument))
        elif op is ops.RANGE:
            found |= {chr(argument[0]), chr(argument[1])}
        elif op is ops.CATEGORY:
            found |= set(_CATEGORIES[argument])
    return found


def _parts(op: Any, argument: Any) -> list[Any]:
    """The expressions within an item."""
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        return [argument[2]]
    if op is ops.BRANCH:
        return list(argument[1])
    if op is ops.SUBPATTERN:
        return [argument[3]]
    if op in (ops.ASSERT, ops.ASSERT_NOT):
        return [argument[1]]
    if op is ops.ATOMIC_GROUP:
        return [argument]
    if op is ops.GROUPREF_EXISTS:
        return [part for part in argument[1:] if part is not None]
    return []


def example(tree: Any, chance: random.Random) -> str:
    """A text that an expression would take, or nearly: looking around is not kept to."""
    return "".join(_example(op, argument, chance) for op, argument in tree)


def _example(op: Any, argument: Any, chance: random.Random) -> str:
    if op is ops.LITERAL:
        return chr(argument)
    if op is ops.NOT_LITERAL:
        return "x" if argument != ord("x") else "y"
    if op is ops.ANY:
        return chance.choice("x .1")
    if op is ops.IN:
        return _of_these(argument, chance)
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        least, most, body = argument
        times = min(most, max(least, chance.choice((least, least, least + 1, 2))))
        return "".join(example(body, chance) for _ in range(min(times, 40)))
    if op in (ops.ASSERT, ops.ASSERT_NOT):
        return ""
    parts = _parts(op, argument)
    return example(chance.choice(parts), chance) if parts else ""


def _of_these(items: Any, chance: random.Random) -> str:
    named = sorted(_of_set(items))
    if items[0][0] is not ops.NEGATE:
        return chance.choice(named)
    allowed = [letter for letter in "x1 .y-:é,X\n" if re.fullmatch(_set_again(items), letter)]
    return chance.choice(allowed or ["☂"])


def _set_again(items: Any) -> str:
    """A set as it would be written."""
    written = {
        ops.CATEGORY_DIGIT: r"\d",
        ops.CATEGORY_NOT_DIGIT: r"\D",
        ops.CATEGORY_SPACE: r"\s",
        ops.CATEGORY_NOT_SPACE: r"\S",
        ops.CATEGORY_WORD: r"\w",
        ops.CATEGORY_NOT_WORD: r"\W",
    }
    parts = []
    for op, argument in items:
        if op is ops.LITERAL:
            parts.append(re.escape(chr(argument)))
        elif op is ops.RANGE:
            parts.append(f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}")
        elif op is ops.CATEGORY:
            parts.append(written[argument])
    return f"[{'^' if items[0][0] is ops.NEGATE else ''}{''.join(parts)}]"


def repeats(tree: Any) -> Iterator[Any]:
    """The bodies of all that may stand there any number of times."""
    for op, argument in tree:
        if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT) and argument[1] > 20:
            yield argument[2]
        for part in _parts(op, argument):
            yield from repeats(part)


@dataclass(frozen=True)
class Attack:
    """A text that grows: something before, something over and over, something at the end."""

    start: str
    unit: str
    end: str

    def text(self, length: int) -> str:
        return self.start + self.unit * max(1, length // len(self.unit)) + self.end

    def __str__(self) -> str:
        return f"{self.start!r} + n x {self.unit!r} + {self.end!r}"


def attacks(pattern: re.Pattern[Any], most: int) -> list[Attack]:
    """Texts that might make an expression slow, from what it is made of; always the same ones."""
    chance = random.Random(repr(pattern.pattern))  # noqa: S311 - texts, no secrets
    written = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(
        written, pattern.flags & ~re.UNICODE & ~re.DEBUG if isinstance(pattern.pattern, bytes) else pattern.flags
    )
    letters = sorted(alphabet(tree) - {""})
    units = dict.fromkeys([*ALWAYS, *chance.sample(letters, min(len(letters), 40))])
    bodies = list(repeats(tree))
    for _ in range(3):
        units.update(dict.fromkeys(filter(None, (example(body, chance) for body in bodies))))
    units.update(dict.fromkeys(filter(None, (example(tree, chance) for _ in range(12)))))
    units.update(dict.fromkeys(example(tree, chance) + chance.choice(" \n,x") for _ in range(8)))
    pool = sorted({*letters, *" x1.\n\t-"})
    units.update(dict.fromkeys("".join(chance.choices(pool, k=2)) for _ in range(60)))
    starts = ["", *dict.fromkeys(example(tree[: chance.randrange(len(tree) + 1)], chance) for _ in range(8))]
    found = [Attack("", unit, "") for unit in units]
    found += [
        Attack(chance.choice(starts), unit, chance.choice(("", "\x00", " ", "x", "\x00")))
        for unit in units
        for _ in range(2)
    ]
    return found[:most]
