"""A page as the blocks of text that it shows, in order, each with what its place in the markup says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from common.expressions import with_short_gaps
from reviews.reading.passages import Passage
from reviews.reading.web.tree import Element

MOST_BLOCKS = 5_000
MOST_TEXT = 400_000
LONGEST_BLOCK = 20_000

_SKIPPED_TAGS = """
    script style noscript template svg iframe object embed button select textarea input audio video canvas map head
    datalist math dialog
"""
_BLOCK_TAGS = """
    address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul
"""
_CLASSES_FOR_SCREEN_READERS = """
    screen-reader-text sr-only visually-hidden visuallyhidden element-invisible show-for-sr u-hidden
"""
SKIPPED = frozenset(_SKIPPED_TAGS.split())
BLOCKS = frozenset(_BLOCK_TAGS.split())
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_EMPHASIS = frozenset(("em", "i", "cite"))
_SET_APART = frozenset(("time", "button"))
_STRONG = frozenset(("b", "strong"))

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASSES = frozenset(_CLASSES_FOR_SCREEN_READERS.split())
_PIECE = re.compile(r"[ \t\r\n\f]+")


@dataclass
class _Run:
    """The text gathered since the last block ended."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    bold: int = 0
    emphasised: list[str] = field(default_factory=list)
    kept_out: list[str] = field(default_factory=list)
    opening: list[str] = field(default_factory=list)
    opens_bold: bool = True
    hidden: int = 0
    shown: int = 0


@dataclass(frozen=True)
class _Place:
    """What the elements around a piece of text make of it."""

    block: Element
    hidden: bool = False
    link: bool = False
    bold: bool = False
    emphasis: Element | None = None
    kept_out: Element | None = None
    pre: bool = False


class Renderer:
    """Walks a tree once, without recursion, and gathers its blocks."""

    def __init__(self) -> None:
        self.blocks: list[Passage] = []
        self._run = _Run()
        self._length = 0
        self._ruled = False
        self._italics: dict[Element, list[str]] = {}
        self._kept_out: dict[Element, list[str]] = {}

    def render(self, root: Element) -> list[Passage]:
        """The blocks of `root`."""
        stack: list[tuple[Element, _Place, bool]] = [(root, _Place(root), False)]
        while stack and len(self.blocks) < MOST_BLOCKS and self._length < MOST_TEXT:
            element, around, leaving = stack.pop()
            if leaving:
                self._leave(element, around)
                continue
            if not isinstance(element.tag, str) or element.tag in SKIPPED:
                self._text(element.tail, around)
                continue
            place = self._enter(element, around)
            self._text(element.text, place)
            stack.append((element, around, True))
            stack.extend((child, place, False) for child in reversed(element))
        self._close(root)
        return self.blocks

    def _enter(self, element: Element, around: _Place) -> _Place:
        tag = element.tag
        if tag == "br":
            self._run.pieces.append("\n")
        if tag in _SET_APART:
            self._part()
        if tag == "hr":
            self._ruled = True
        if tag in BLOCKS:
            self._close(around.block)
        kept_out = around.kept_out
        if kept_out is None and element.get("data-nosnippet") is not None:
            kept_out = element
        emphasis = around.emphasis
        if emphasis is None and tag in _EMPHASIS:
            emphasis = element
        return _Place(
            block=element if tag in BLOCKS else around.block,
            hidden=around.hidden or is_hidden(element),
            link=around.link or tag == "a",
            bold=around.bold or tag in _STRONG,
            emphasis=emphasis,
            kept_out=kept_out,
            pre=around.pre or tag == "pre",
        )

    def _leave(self, element: Element, around: _Place) -> None:
        if element.tag in BLOCKS:
            self._close(element)
        if element.tag in _SET_APART:
            self._part()
        if element in self._italics:
            self._run.emphasised.append(_line("".join(self._italics.pop(element))))
        self._text(element.tail, around)

    def _part(self) -> None:
        """Part what only a style sheet keeps apart: a date that touches a name."""
        if self._run.pieces and self._run.pieces[-1][-1:].isalnum():
            self._run.pieces.append("\n")

    def _text(self, text: str | None, place: _Place) -> None:
        if not text:
            return
        run = self._run
        piece = text if place.pre else _PIECE.sub(" ", text)
        run.pieces.append(piece)
        length = len(piece.strip())
        run.linked += length if place.link else 0
        run.bold += length if place.bold else 0
        if length and not place.bold:
            run.opens_bold = False
        if place.bold and run.opens_bold:
            run.opening.append(piece)
        run.hidden += length if place.hidden else 0
        run.shown += 0 if place.hidden else length
        if place.emphasis is not None:
            self._italics.setdefault(place.emphasis, []).append(piece)
        if place.kept_out is not None and length:
            run.kept_out.append(_line(piece))

    def _close(self, element: Element) -> None:
        run, self._run = self._run, _Run()
        text = with_short_gaps("".join(run.pieces)[:LONGEST_BLOCK])
        self._length += len(text)
        if not text.strip():
            return
        tag, hidden = str(element.tag), run.hidden > run.shown
        parts = [part for part in re.split(r"\n[ \t]*\n\s*", _tidy(text)) if part.strip()]
        for part in parts:
            self.blocks.append(
                Passage(
                    text=part.strip(),
                    tag=tag,
                    element=element,
                    level=HEADINGS.get(tag, 0),
                    hidden=hidden,
                    linked=run.linked if len(parts) == 1 else 0,
                    bold=run.bold if len(parts) == 1 else 0,
                    opening=_line("".join(run.opening)) if part is parts[0] else "",
                    emphasised=tuple(run.emphasised),
                    kept_out=tuple(run.kept_out),
                    below_rule=self._ruled and part is parts[0],
                )
            )
        self._ruled = False


def is_hidden(element: Element) -> bool:
    """Whether the element is not shown: hidden by an attribute, by its own style, or for screen readers only."""
    if element.get("hidden") is not None or not _HIDDEN_CLASSES.isdisjoint(element.get("class", "").lower().split()):
        return True
    style = element.get("style")
    return bool(style and _HIDDEN_STYLE.search(style))


def _tidy(text: str) -> str:
    """Single spaces within lines, none around newlines."""
    return "\n".join(" ".join(line.split(" ")).strip() for line in re.sub(r" {2,}", " ", text).split("\n"))


def _line(text: str) -> str:
    return " ".join(text.split())


def blocks_of(root: Element) -> list[Passage]:
    """The blocks of text within `root`, in order."""
    return Renderer().render(root)
