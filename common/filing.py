"""Long lists of names by their letters: an index that goes deeper where names are many, and pages found by a name.

Names are compared code point by code point (PostgreSQL's "C" collation), so what begins with the same letters stands
together, in every script, whatever the database's own collation. Letters of an alphabet are listed one by one;
syllables and ideographs, of which a list may hold thousands, are one entry each.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Collate, Left
from django.http import QueryDict
from django.utils.http import urlencode

from common.keyset import Keyset, Place
from common.query import whole

NAMES_A_PAGE = 120
DEEPEST = 4
MOST_LETTERS = 200
LONGEST_LETTER = 12
BY_NAME = Keyset(F("at"))

_LAST = chr(0x10FFFF)


@dataclass(frozen=True)
class Block:
    """Characters that the index lists as one: from `first` to `last`."""

    name: str
    first: str
    last: str


BLOCKS = {
    "0-9": Block("0–9 and signs", "", "`"),
    "kana": Block("かな", "\u3040", "\u30ff"),
    "han": Block("漢字", "\u3400", "\u9fff"),
    "hangul": Block("한글", "\uac00", "\ud7a3"),
}


@dataclass(frozen=True)
class Letter:
    """One entry of the index: what the address calls it, what the page calls it, and whether it is the one shown."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class Alphabet:
    """The letters of one script."""

    name: str
    letters: tuple[Letter, ...]


class FiledNames:
    """One page of a list of names, by the query string: `?letter=th&after=KEY`, or `before=KEY`.

    `column` is a folded, indexed text column. A letter that no name begins with gives an empty page; a key that is
    gone gives the list's beginning.
    """

    def __init__(self, names: QuerySet, column: str, query: QueryDict, size: int = NAMES_A_PAGE) -> None:
        self._all = names.annotate(at=Collate(F(column), "C"))
        self._column = column
        self._size = size
        asked = query.get("letter", "").replace("\x00", "").strip().casefold()[:LONGEST_LETTER]
        self.letter = asked
        self.low, self.high = bounds_of(asked)
        self._find(query)

    def _find(self, query: QueryDict) -> None:
        names = self._within(self._all)
        after, before = (self._place(query.get(key, "")) for key in ("after", "before"))
        if before:
            earlier = BY_NAME.sorted(names.filter(BY_NAME.beyond(before, backwards=True)), backwards=True)
            found = list(earlier[: self._size + 1])
            self.rows = found[: self._size][::-1]
            self._previous, self._next = len(found) > self._size, True
            if not self._previous:
                # Too few stand before it to fill a page: the list's beginning.
                before = after = None
        if not before:
            if after:
                names = names.filter(BY_NAME.beyond(after))
            found = list(BY_NAME.sorted(names)[: self._size + 1])
            self.rows = found[: self._size]
            self._previous, self._next = bool(after), len(found) > self._size

    def _place(self, key: str) -> Place | None:
        number = whole(key)
        return None if number is None else BY_NAME.place_of(self._all, number)

    def _within(self, names: QuerySet) -> QuerySet:
        if self.low:
            names = names.filter(at__gte=self.low)
        return names.filter(at__lt=self.high) if self.high is not None else names

    @property
    def next_query(self) -> str:
        """The query string of the page after this one; empty on the last."""
        return self._query(after=self.rows[-1].pk) if self._next and self.rows else ""

    @property
    def previous_query(self) -> str:
        """The query string of the page before this one; empty on the first."""
        return self._query(before=self.rows[0].pk) if self._previous and self.rows else ""

    def _query(self, **place: Any) -> str:
        return urlencode(({"letter": self.letter} if self.letter else {}) | place)

    @property
    def is_long(self) -> bool:
        """Whether the whole list takes more than a page, and so an index."""
        return bool(self.letter or self._previous or self._next)

    @property
    def name(self) -> str:
        """What the chosen letters are called."""
        return BLOCKS[self.letter].name if self.letter in BLOCKS else self.letter.capitalize()

    def alphabets(self) -> list[Alphabet]:
        """The first letters of all names, by script. One query, that takes as many steps as there are letters."""
        found = [Letter(value, _letter_name(value), self.letter.startswith(value)) for value in self._initials("")]
        return [
            Alphabet(script, tuple(letters))
            for script, letters in groupby(found, key=lambda letter: _script(letter.value))
        ]

    def deeper(self) -> list[Letter]:
        """The next letters after the chosen ones, when these fill more than a page."""
        if not self.letter or self.letter in BLOCKS or not (self._next or self._previous):
            return []
        if len(self.letter) >= DEEPEST:
            return []
        return [
            Letter(value, value.capitalize(), False)
            for value in self._initials(self.letter)
            if len(value) > len(self.letter)
        ]

    def _initials(self, prefix: str) -> Iterator[str]:
        length = len(prefix) + 1
        low, high = bounds_of(prefix)
        names = self._all.filter(at__gte=RawSQL("step.bound", ()))
        if high is not None:
            names = names.filter(at__lt=high)
        first = names.order_by("at").values_list(Left(Collate(F(self._column), "C"), Value(length)))[:1]
        sql, params = first.query.sql_with_params()
        leaps = "".join("WHEN found.initial BETWEEN %s AND %s THEN %s " for _ in BLOCKS) if not prefix else ""
        ends = [end for block in BLOCKS.values() for end in (block.first, block.last, following(block.last))]
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                WITH RECURSIVE step (initial, bound) AS (
                    SELECT NULL::text COLLATE "C", %s::text COLLATE "C"
                    UNION ALL
                    SELECT found.initial, CASE {leaps}
                        WHEN length(found.initial) < %s THEN found.initial || chr(1)
                        WHEN ascii(right(found.initial, 1)) = 55295 THEN left(found.initial, -1) || chr(57344)
                        WHEN ascii(right(found.initial, 1)) < 1114111
                            THEN left(found.initial, -1) || chr(ascii(right(found.initial, 1)) + 1)
                    END COLLATE "C"
                    FROM step CROSS JOIN LATERAL (SELECT ({sql})::text COLLATE "C") found (initial)
                    WHERE step.bound IS NOT NULL AND found.initial IS NOT NULL
                )
                SELECT initial FROM step WHERE initial IS NOT NULL LIMIT %s
                """,  # noqa: S608
                [low, *(ends if not prefix else []), length, *params, MOST_LETTERS],
            )
            found = [initial for (initial,) in cursor.fetchall()]
        yield from dict.fromkeys(found if prefix else map(_block_of, found))


def bounds_of(letter: str) -> tuple[str, str | None]:
    """From which string on, and before which, stand the names that an entry of the index leads to."""
    if letter in BLOCKS:
        return BLOCKS[letter].first, following(BLOCKS[letter].last)
    return letter, following(letter)


def following(prefix: str) -> str | None:
    """The first string after all that begin with `prefix`; None when nothing can follow."""
    stem = prefix.rstrip(_LAST)
    if not stem:
        return None
    code = ord(stem[-1]) + 1
    return stem[:-1] + chr(0xE000 if 0xD800 <= code <= 0xDFFF else code)


def _block_of(initial: str) -> str:
    return next((value for value, block in BLOCKS.items() if block.first <= initial <= block.last), initial)


def _letter_name(value: str) -> str:
    return BLOCKS[value].name if value in BLOCKS else value.capitalize()


def _script(value: str) -> str:
    if value in BLOCKS:
        return BLOCKS[value].name
    return unicodedata.name(value[0], "Other").split()[0].capitalize()
