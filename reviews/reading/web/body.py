"""Where on a page the text of the article stands: by markup that says so, else by trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass

from trafilatura import bare_extraction
from trafilatura.settings import Document as Extract

from reviews.reading.passages import Passage
from reviews.reading.web.tree import Element, class_words
from reviews.reading.web.zones import Zone, Zones
from reviews.reading.words import word_count

LONG = 80
MOST_ELEMENTS = 6_000
MOST_TAIL = 14
LONGEST_CREDIT = 10
LEAST_SHARE = 0.45
MOST_BELOW_RULE = 0.2

# Said by the page's own markup to be the text: microformats, schema.org, and what the makers of sites call it.
_DECLARED = re.compile(
    r"(?:^|\s)(?:e-content|entry-content|post-content|post-body|postbody|post__content|post-body-container"
    r"|article-body|articlebody|article__body"
    r"|article-content|article__content|article-text|story-body|review-body|review-content|review-text"
    r"|reviewbody|single-content|gh-content"
    r"|blog-item-content|blog-post-content|td-post-content|tdb-block-inner|field-name-body|field--name-body"
    r"|available-content|body-text|content-text"
    r"|mw-parser-output|post-text|bodytext|textbody|single-post-content|c-entry-content|wp-block-post-content"
    r"|markdown-body|prose)(?=\s|$)"
)
_SMALL_PRINT = re.compile(
    r"©|\(c\)|copyright|all\s+rights|alle\s+rechte|tous\s+droits|powered\s+by|無断転載", re.IGNORECASE
)
_PROPERTIES = ("reviewbody", "articlebody", "description")


@dataclass
class PageText:
    """The blocks of the article's text, those above it that belong to it, and those below."""

    body: list[Passage]
    head: list[Passage]
    tail: list[Passage]
    zones: Zones
    container: Element | None = None


def find_text(tree: Element, blocks: list[Passage]) -> PageText:
    """The text among `blocks`, which are those of `tree`."""
    weights, total = _weigh(blocks)
    zones = Zones(weights, total)
    long = [block for block in blocks if len(block.text) >= LONG and zones.of(block.element) is Zone.TEXT]
    container = _declared(tree, weights, sum(len(block.text) for block in long if not block.is_link))
    if container is not None:
        inside = [at for at, block in enumerate(blocks) if _is_within(block.element, container)]
    else:
        inside = _vouched(tree, blocks, zones)
    if not inside:
        return PageText([], blocks, [], zones)
    first, last = inside[0], _with_siblings(blocks, inside[-1], zones)
    last = _last_above_rule(blocks, first, last)
    body = [block for block in blocks[first : last + 1] if _is_text(block, zones)]
    head = [block for block in blocks[:first] if zones.of(block.element).is_read]
    tail = _tail(blocks[last + 1 :], zones)
    return PageText(body, head, tail, zones, container)


def _with_siblings(blocks: list[Passage], last: int, zones: Zones) -> int:
    """The last of the long paragraphs that follow the last block found and stand in the same element as that."""
    around = blocks[last].element.getparent()
    for at in range(last + 1, len(blocks)):
        block = blocks[at]
        if block.level or block.below_rule or zones.of(block.element) is not Zone.TEXT:
            break
        if block.element.getparent() is not around or len(block.text) < LONG or block.is_link:
            break
        last = at
    return last


def _tail(blocks: list[Passage], zones: Zones) -> list[Passage]:
    """What stands right below the text and may be of it, down to a heading or a long paragraph below a rule."""
    tail: list[Passage] = []
    for block in blocks:
        zone = zones.of(block.element)
        if not zone.is_read or _SMALL_PRINT.search(block.text):
            continue
        if zone is not Zone.AUTHOR and (block.level or (block.below_rule and word_count(block.text) > LONGEST_CREDIT)):
            break
        if not block.is_link or zone is not Zone.TEXT:
            tail.append(block)
    return tail[:MOST_TAIL]


def _last_above_rule(blocks: list[Passage], first: int, last: int) -> int:
    """The last block above a drawn line that little text stands below."""
    total = sum(len(block.text) for block in blocks[first : last + 1])
    below = 0
    for at in range(last, first, -1):
        below += len(blocks[at].text)
        if below > MOST_BELOW_RULE * total:
            return last
        if blocks[at].below_rule:
            return _last_above_rule(blocks, first, at - 1)
    return last


def _weigh(blocks: list[Passage]) -> tuple[dict[Element, int], int]:
    """How many characters of prose stand in each element, and in all."""
    weights: dict[Element, int] = {}
    total = 0
    for block in blocks:
        if len(block.text) < LONG or block.is_link or block.hidden:
            continue
        total += len(block.text)
        element = block.element
        while element is not None:
            weights[element] = weights.get(element, 0) + len(block.text)
            element = element.getparent()
    return weights, total


def _declared(tree: Element, weights: dict[Element, int], total: int) -> Element | None:
    """The element that says that it is the text, if it holds a fair share of the prose; the innermost."""
    found = []
    for element, weight in weights.items():
        if weight >= LEAST_SHARE * total and _says_text(element):
            found.append((weight, element))
    if not found:
        return None
    heaviest = max(weight for weight, _ in found)
    inner = [element for weight, element in found if weight >= 0.9 * heaviest]
    return max(inner, key=lambda element: sum(1 for _ in element.iterancestors()))


def _says_text(element: Element) -> bool:
    if element.tag in ("html", "body"):
        return False
    properties = element.get("itemprop", "").lower().split()
    return any(name in properties for name in _PROPERTIES[:2]) or bool(_DECLARED.search(" ".join(class_words(element))))


def _is_within(element: Element, container: Element) -> bool:
    around: Element | None = element
    while around is not None:
        if around is container:
            return True
        around = around.getparent()
    return False


def _is_text(block: Passage, zones: Zones) -> bool:
    return not block.hidden and zones.of(block.element) in (
        Zone.TEXT,
        Zone.META,
        Zone.GRADE,
        Zone.STANDFIRST,
        Zone.AUTHOR,
    )


def _vouched(tree: Element, blocks: list[Passage], zones: Zones) -> list[int]:
    """The places of the blocks that trafilatura takes for the text; on a page too large for it, of the long ones."""
    plain = [
        at
        for at, block in enumerate(blocks)
        if len(block.text) >= LONG and not block.is_link and not block.hidden and zones.of(block.element) is Zone.TEXT
    ]
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        return plain
    taken = set(_extracted_lines(tree))
    found = [at for at, block in enumerate(blocks) if _key(block.text) in taken and _is_text(block, zones)]
    long = [at for at in found if len(blocks[at].text) >= LONG]
    return found if long else plain


def _extracted_lines(tree: Element) -> Iterable[str]:
    """The lines of trafilatura's extract. What it logs about pages without any is no news here."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        extract = bare_extraction(deepcopy(tree), include_comments=False, include_tables=True, fast=False)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return
    text = extract.text if isinstance(extract, Extract) else None
    for line in (text or "").split("\n"):
        yield _key(line)


def _key(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())[:160]
