"""The headline that a page shows, told from the site's name and from other headings by its title."""

from __future__ import annotations

from common.expressions import on_a_line
from common.names import fold
from reviews.reading.furniture import is_page_word, opens_more_pages
from reviews.reading.kinds import kind_of_label
from reviews.reading.labels import label_of
from reviews.reading.passages import Passage
from reviews.reading.web.tree import class_words
from reviews.reading.web.zones import Zone, Zones

LONGEST = 300
NEAR = 15
MOST_WORDS, NEAR_TEXT = 16, 120
_HALVES = on_a_line(r"\s+(?:[|–—•·»:-]|--|::)\s+|\s*[|｜»]\s*")
_SITE_APART = on_a_line(r"\s+[|–—•·»-]\s+|\s*[|｜»]\s*")
_TITLE_CLASS = on_a_line(
    r"(?:^|[-_])(?:entry|post|article|page|story|single|review|content)?-?_*(?:title|headline)(?=$|[-_])"
    r"|^p-name$|^title$|^(?:content|story|post|news|article)heading$|^(?:titre|titel|titulo|titolo|naslov|nadpis)$"
)


def find_heading(blocks: list[Passage], titles: list[str], sites: list[str], zones: Zones) -> int | None:
    """The place of the block that is the page's headline; `titles` are what its head and its data say it is.

    A heading that the titles bear out, else the only first-level one that is not the site's name.
    """
    folded = [fold(title) for title in titles if title]
    names = {fold(site) for site in sites}
    ranked = []
    for at, block in enumerate(blocks):
        text = fold(block.text)
        if len(block.text) > LONGEST or not text or not _may_be(block):
            continue
        borne_out = _is_borne_out(text, folded)
        if text in names and not (borne_out and block.level == 1 and len(folded) < 2):
            continue
        if zones.of(block.element) in (Zone.FURNITURE, Zone.COMMENTS) and not borne_out:
            continue
        if zones.of(block.element) is Zone.FURNITURE and block.level != 1:
            continue
        if borne_out >= _needed(block) or block.level == 1:
            ranked.append(((borne_out, -(block.level or 9), -at), at))
    if not ranked:
        return None
    best = max(ranked)[1]
    return _other_half(blocks, best, [at for _, at in ranked] + _headings_after(blocks, best), titles, names)


def find_lead(blocks: list[Passage], text_at: int, sites: list[str]) -> int | None:
    """The place of the block above the text that leads into it, where the page's title names none.

    The highest heading that is neither the site's name nor a section's, else the block that opens in bold.
    """
    names = {fold(site) for site in sites}
    near = [
        at
        for at in range(max(0, text_at - NEAR), min(text_at + 1, len(blocks)))
        if fold(lead_text(blocks[at])) not in names and not _is_rubric(lead_text(blocks[at]))
    ]
    headings = [at for at in near if blocks[at].level and len(blocks[at].text) <= LONGEST and at < text_at]
    if headings:
        return min(headings, key=lambda at: (blocks[at].level, at))
    return next((at for at in near if _leads_in_bold(blocks[at])), None)


def lead_text(block: Passage) -> str:
    """What of a block is a headline: the bold words on its first line, else all of it."""
    text = block.opening if _leads_in_bold(block) else block.text
    return " ".join(text.split())


def _leads_in_bold(block: Passage) -> bool:
    first, _, rest = block.text.partition("\n")
    words = len(first.split())
    return (
        bool(block.opening)
        and block.opening.strip() == first.strip()
        and 2 <= words <= MOST_WORDS
        and len(rest) < NEAR_TEXT
    )


def _is_rubric(text: str) -> bool:
    if opens_more_pages(text):
        return True
    return not text or is_page_word(text) or label_of(text.strip(" :")) is not None or kind_of_label(text) is not None


def _headings_after(blocks: list[Passage], at: int) -> list[int]:
    return [place for place in range(at + 1, min(at + NEAR, len(blocks))) if blocks[place].level in (1, 2, 3)]


def _other_half(blocks: list[Passage], best: int, rivals: list[int], titles: list[str], names: set[str]) -> int:
    """The heading that has another half of the title than the best one, which then is the site's name."""
    for title in titles:
        parts = [fold(part) for part in _HALVES.split(title) if part.strip()]
        if len(parts) != 2 or fold(blocks[best].text) not in parts:
            continue
        other = parts[1 - parts.index(fold(blocks[best].text))]
        for at in rivals:
            if at > best and len(other) > 3 and other not in names and f" {other} " in f" {fold(blocks[at].text)} ":
                return at
    return best


def _needed(block: Passage) -> int:
    return 2 if block.is_bold and not block.level else 1


def _may_be(block: Passage) -> bool:
    if block.is_bold:
        return True
    element = block.element
    for _ in range(3):
        if element is None:
            return False
        if (
            block.level
            or _TITLE_CLASS.search(" ".join(class_words(element)))
            or "headline" in (element.get("itemprop") or "")
            or element.tag in ("h1", "h2", "h3")
        ):
            return True
        element = element.getparent()
    return False


def _is_borne_out(text: str, titles: list[str]) -> int:
    """How well the titles bear the heading out: 3 it is one, 2 one begins with it, 1 one contains it; 0 not at all."""
    if text in titles:
        return 3
    if len(text) < 3:
        return 0
    if any(
        title.startswith(f"{text} ") or text.startswith(f"{title} ")
        for title in titles
        if len(title) > 8 or title == text
    ):
        return 2
    return int(any(f" {text} " in f" {title} " for title in titles))


def title_without_site(title: str, sites: list[str]) -> str:
    """The title less the parts of it that are the site's name."""
    names = {fold(site) for site in sites if site}
    parts = _SITE_APART.split(title)
    kept = [part for part in parts if fold(part) not in names]
    if len(kept) == len(parts) or not kept:
        return title
    return "" if _is_rubric(kept[0].strip()) else kept[0].strip()
