"""The rubrics that a page files itself under: the links of its category and of the trail above it."""

from __future__ import annotations

import re

from reviews.reading.web.tree import Element, text_of

MOST = 12
_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:category|cat-links|rubric|rubrik|kicker|section-name|post-category|eyebrow|breadcrumbs?"
    r"|crumbs?)(?=$|[\s_-])"
)


def rubrics_of(tree: Element) -> list[str]:
    """Their names, in order."""
    found = []
    for link in tree.iter("a"):
        above = link.getparent()
        words = f"{link.get('class', '')} {above.get('class', '') if above is not None else ''}".lower()
        if "category" in (link.get("rel") or "").lower().split() or _CLASSES.search(words):
            label = text_of(link, 60)
            if 0 < len(label) <= 40:
                found.append(label)
        if len(found) >= MOST:
            break
    return found
