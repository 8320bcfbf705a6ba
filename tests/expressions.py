"""Every regular expression of the project and how it is used."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from common.expressions import LineExpression

ROOMS = ("accounts", "albums", "bench", "common", "config", "curation", "demo", "pages", "readers", "reviews")
ASKING = re.compile(r"\bre\.")
METHODS = {
    "match": "match",
    "fullmatch": "fullmatch",
    **dict.fromkeys(("search", "sub", "subn", "split", "findall", "finditer"), "finditer"),
}
"""What an expression is asked, and what is timed for it: whoever searches may be told to search on."""


@dataclass(eq=False)
class Expression:
    """One expression: where it stands, the longest text that it is shown (None: any), and how it is used."""

    place: str
    pattern: re.Pattern[Any]
    longest: int | None = None
    methods: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        return f"{self.place} {self.pattern.pattern!r}"


@cache
def expressions() -> tuple[Expression, ...]:
    """All expressions of the project, each once. One that is never asked by its name is asked in every way."""
    found: dict[tuple[Any, int, int | None], Expression] = {}
    for module in _modules():
        for place, written, asked in _of(module):
            pattern, longest = _bare(written)
            one = found.setdefault((pattern.pattern, pattern.flags, longest), Expression(place, pattern, longest))
            one.methods |= {METHODS[method] for method in asked if method in METHODS}
    for one in found.values():
        one.methods = one.methods or set(METHODS.values())
    return tuple(found.values())


def _bare(written: re.Pattern[Any] | LineExpression) -> tuple[re.Pattern[Any], int | None]:
    return (written.compiled, written.longest) if isinstance(written, LineExpression) else (written, None)


def _of(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any] | LineExpression, set[str]]]:
    """The expressions of a module, each with its place and with what it is asked there.

    What a variable is asked may be meant for any of them that no name is asked.
    """
    written = Path(module.__file__ or "").read_text(encoding="utf-8")
    held = [(name, pattern) for name, value in vars(module).items() for pattern in _held(value, module.__name__)]
    if not held and not ASKING.search(written):
        return
    source = ast.parse(written)
    used = list(_used(source, module))
    by_variables = {method for known, method in used if known is None}
    for name, pattern in held:
        yield (
            f"{module.__name__}.{name}",
            pattern,
            {method for known, method in used if known is pattern} or by_variables,
        )
    for line, pattern, method in _called(source, module):
        yield f"{module.__name__}:{line}", pattern, {method}


def _modules() -> Iterator[ModuleType]:
    for room in ROOMS:
        package = importlib.import_module(room)
        for found in pkgutil.walk_packages(package.__path__, f"{room}."):
            if ".migrations" not in found.name and not found.name.endswith(("__main__", "wsgi")):
                yield importlib.import_module(found.name)


def _held(value: object, home: str, depth: int = 0) -> Iterator[re.Pattern[Any] | LineExpression]:
    """The expressions in a module's value: itself, or within collections, classes and objects of that module."""
    if isinstance(value, re.Pattern | LineExpression):
        yield value
    elif depth > 4:
        return
    elif isinstance(value, dict):
        for part in (*value, *value.values()):
            yield from _held(part, home, depth + 1)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from _held(part, home, depth + 1)
    elif home == (value.__module__ if inspect.isclass(value) else type(value).__module__):
        for part in list(getattr(value, "__dict__", {}).values()):
            yield from _held(part, home, depth + 1)


def _called(source: ast.Module, module: ModuleType) -> Iterator[tuple[int, re.Pattern[Any], str]]:
    """Each expression that a module's source writes out where it asks it: `re.search("...", text)`."""
    for node in ast.walk(source):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        owner, method = node.func.value, node.func.attr
        if isinstance(owner, ast.Name) and owner.id == "re" and method in (*METHODS, "compile"):
            written = _evaluated(node.args[0], module)
            if isinstance(written, str | bytes):
                yield node.lineno, re.compile(written, _flags(node, method, module)), method


def _used(source: ast.Module, module: ModuleType) -> Iterator[tuple[re.Pattern[Any] | LineExpression | None, str]]:
    """Each use of an expression's method in a module's source, with the expression; None where a variable holds it."""
    texts = {
        id(node.func)
        for node in ast.walk(source)
        if isinstance(node, ast.Call) and (not node.args or isinstance(node.args[0], ast.Constant))
    }
    for node in ast.walk(source):
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            known = _evaluated(node.value, module)
            if isinstance(known, re.Pattern | LineExpression):
                yield known, node.attr
            elif (
                known is None and isinstance(node.value, ast.Name) and not (node.attr == "split" and id(node) in texts)
            ):
                yield None, node.attr


def _flags(call: ast.Call, method: str, module: ModuleType) -> int:
    given = [word.value for word in call.keywords if word.arg == "flags"]
    places = {"compile": 1, "search": 2, "match": 2, "fullmatch": 2, "findall": 2, "finditer": 2}
    given += call.args[places.get(method, 9) :][:1]
    flags = _evaluated(given[0], module) if given else 0
    return int(flags) if isinstance(flags, int) else 0


def _evaluated(node: ast.expr, module: ModuleType) -> object:
    """What an argument is worth in its module; a part that only a call can know stands as a name."""
    if isinstance(node, ast.JoinedStr):
        parts = (
            _evaluated(each.value if isinstance(each, ast.FormattedValue) else each, module) for each in node.values
        )
        return "".join("Marlow Finch" if part is None else str(part) for part in parts)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return (_evaluated(node.left, module) or 0) | (_evaluated(node.right, module) or 0)  # type: ignore[operator]
    if isinstance(node, ast.Constant | ast.Name | ast.Attribute | ast.Subscript | ast.JoinedStr):
        try:
            return eval(compile(ast.Expression(node), "<argument>", "eval"), dict(vars(module)))  # noqa: S307
        except Exception:
            return None
    return None
