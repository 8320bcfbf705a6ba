"""Links that open a page at a sentence: text fragments, `#:~:text=[prefix-,]start[,end]`.

Syntax: WICG, "URL Fragment Text Directives". Pure text; imports nothing of Django.
"""

from __future__ import annotations

from urllib.parse import quote

WHOLE_UP_TO = 100
WORDS_AT_EACH_END = 5
WORDS_BEFORE = 3


def link_to_text(url: str, text: str, body: str = "", at: int | None = None) -> str:
    """`url`, opening at `text`. A long text is named by its first and last words.

    A fragment must lie within one block of the page, so only the text's first paragraph is named. Where the named
    start stands more than once in `body`, the words before it go along; `at` says where in `body` the text starts,
    when that is not its first occurrence. A URL with a fragment keeps it.
    """
    if not url or not text.strip():
        return url
    block = text.strip().split("\n", 1)[0].strip()
    words = block.split()
    if len(block) <= WHOLE_UP_TO or len(words) <= 2 * WORDS_AT_EACH_END:
        parts = [_encoded(block)]
        start = block
    else:
        start = _opening(block, words)
        parts = [_encoded(start), _encoded(_closing(block, words))]
    if prefix := _prefix(body, start, body.find(text) if at is None else at):
        parts.insert(0, _encoded(prefix) + "-")
    return f"{url}{'' if '#' in url else '#'}:~:text={','.join(parts)}"


def _encoded(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")


def _opening(block: str, words: list[str]) -> str:
    place = 0
    for word in words[:WORDS_AT_EACH_END]:
        place = block.index(word, place) + len(word)
    return block[:place]


def _closing(block: str, words: list[str]) -> str:
    place = len(block)
    for word in reversed(words[-WORDS_AT_EACH_END:]):
        place = block.rindex(word, 0, place)
    return block[place:]


def _prefix(body: str, start: str, at: int) -> str:
    """The words before `body[at:]` that tell this `start` from others; empty when there is no other.

    Browsers find words whatever their case, and a prefix also in the block before.
    """
    text = _as_searched(body)
    if text.count(_as_searched(start)) < 2:
        return ""
    before = body[: max(at, 0)].rstrip().rpartition("\n")[2].split()
    for count in range(WORDS_BEFORE, len(before) + 1):
        prefix = " ".join(before[-count:])
        if text.count(_as_searched(f"{prefix} {start}")) < 2:
            return prefix
    return " ".join(before[-WORDS_BEFORE:])


def _as_searched(text: str) -> str:
    return " ".join(text.split()).casefold()
