"""A page of the web as a reading: its markup is asked first, then the text that it shows."""

from __future__ import annotations

import re
from datetime import date

from common.names import fold
from reviews.reading.composing import Material, compose
from reviews.reading.deciding import Clues
from reviews.reading.findings import Document, Finding, HouseRule, Reading, Where
from reviews.reading.passages import Passage
from reviews.reading.testimony import Testimony
from reviews.reading.web.authorship import claim_markup, claim_submitted
from reviews.reading.web.blocks import blocks_of
from reviews.reading.web.body import LONG, PageText, find_text
from reviews.reading.web.charset import decode_page
from reviews.reading.web.heading import find_heading, find_lead, lead_text, title_without_site
from reviews.reading.web.items import Item
from reviews.reading.web.json_ld import read_json_ld
from reviews.reading.web.meta import Head, claim_head, read_head
from reviews.reading.web.microdata import read_microdata
from reviews.reading.web.microformats import read_microformats
from reviews.reading.web.page_directives import directives_of
from reviews.reading.web.rubrics import rubrics_of
from reviews.reading.web.schema import Told, read_items
from reviews.reading.web.site_names import claim_site
from reviews.reading.web.stars import shown_grades
from reviews.reading.web.tree import Element, parse_page, text_of
from reviews.reading.web.zones import Zone

ABOVE_HEADING = 3
MOST_BELOW_HEADING = 25
MOST_HINTS = 40


def read_page(document: Document, rule: HouseRule, today: date) -> Reading:
    """The reading of a page. Raises Unreadable for what is no page, NotAReview for one without prose."""
    return compose(_Page(document, rule).material(), today)


class _Page:
    def __init__(self, document: Document, rule: HouseRule) -> None:
        self.document, self.rule = document, rule
        self.claims = Testimony()
        self.tree: Element = parse_page(decode_page(document.data, document.content_type))
        self.head: Head = read_head(self.tree)
        self.items: list[Item] = [*read_json_ld(self.tree), *read_microdata(self.tree)]
        body = self.tree.find("body")
        self.blocks = blocks_of(body if body is not None else self.tree)
        self.text: PageText = find_text(self.tree, self.blocks)
        self.heading: int | None = None

    def material(self) -> Material:
        """All that the page's markup says, and its passages."""
        told = self._read_markup()
        above, below = self._around_headline()
        closed = _closed_off(self.tree, told.closed_off)
        zones = self.text.zones

        def is_text(passage: Passage) -> bool:
            around = (passage.element, *passage.element.iterancestors()) if closed else ()
            return zones.of(passage.element) is Zone.TEXT and closed.isdisjoint(around)

        return Material(
            claims=self.claims,
            headline=self._headline(),
            heading=[] if self.heading is None else [self.blocks[self.heading]],
            above=above,
            below=below,
            body=self._body(),
            tail=self.text.tail,
            notes=self._notes(),
            titles=self._other_titles(),
            hints=self._hints(),
            is_text=is_text,
            clues=Clues(
                kinds=told.kinds,
                sections=[*told.sections, *self.head.metas.get("article:section", []), *rubrics_of(self.tree)],
                address=self.document.address,
                title=self.head.title,
                reviewed=told.review is not None,
            ),
            quoting=directives_of(self.head, self.document.headers),
            language=_declared_language(self.tree),
            rule=self.rule,
        )

    def _read_markup(self) -> Told:
        """Claim what the markup says, from the most trusted notation to the least; find the headline by it."""
        claims, zone_of = self.claims, self.text.zones.of
        titles = [self.head.title, self.head.first("og:title"), self.head.first("twitter:title")]
        headings = " ".join(block.text for block in self.blocks if block.level == 1)
        told = read_items(
            self.items,
            claims,
            " ".join([*titles, headings]),
            self.rule,
            lambda element: zone_of(element).is_read,
        )
        read_microformats(self.tree, claims, self.rule, self.document.address)
        if self.rule.publication:
            claims.found["publication"] = [Finding(self.rule.publication, Where.HOUSE_RULE)]
        claim_site(self.tree, self.head, told.sites, claims, self._top())
        titles += list(claims.values("headline"))
        sites = list(claims.values("publication"))
        self.heading = find_heading(self.blocks, titles, sites, self.text.zones)
        names = {fold(site) for site in sites}
        if self.heading is None or fold(self.blocks[self.heading].text) in names:
            lead = find_lead(self.blocks, self._text_at(), sites) if not claims.all("headline") else None
            self.heading = self.heading if lead is None else lead
        region = self._region()
        claim_markup(_around(region), self._body(), self.text.zones, claims)
        claim_submitted([*self.text.head[-MOST_BELOW_HEADING:], *self.text.body[:2], *self.text.tail], claims)
        claim_head(self.tree, self.head, claims, self.document.address)
        claims.add_shown(shown_grades(region, zone_of, self.rule))
        return told

    def _top(self) -> list[Passage]:
        """The first block, unless the text speaks of it: then it names no site."""
        text = fold("\n".join(block.text for block in self.text.body if len(block.text) >= LONG))
        return [one for one in self.blocks[:1] if f" {fold(one.text.partition(chr(10))[0])} " not in f" {text} "]

    def _text_at(self) -> int:
        """The place of the first long paragraph of the text."""
        long = next((block for block in self.text.body if len(block.text) >= LONG), None)
        return next((at for at, block in enumerate(self.blocks) if block is long), 0)

    def _other_titles(self) -> list[str]:
        """Other wordings that may name artist and album: the page's titles, its standfirst, its description."""
        standfirst = [block.text for block in self.text.head if self.text.zones.of(block.element) is Zone.STANDFIRST]
        titles = [
            self.head.first("og:title"),
            self.head.title,
            *standfirst,
            self.head.first("og:description", "description"),
        ]
        return [title for title in titles if title]

    def _notes(self) -> list[Passage]:
        """Captions and the like within the text: no text of it, but a grade may stand in them."""
        inside = {*self.text.body, *self.text.head, *self.text.tail}
        region = self._region()
        return [
            block
            for block in self.blocks
            if block not in inside
            and self.text.zones.of(block.element) is Zone.CAPTION
            and any(one is region for one in block.element.iterancestors())
        ]

    def _hints(self) -> list[str]:
        """What the page calls the pictures near its text, and the tags that it gives itself."""
        region = self._region()
        names = [image.get("alt", "") for image in region.iter("img", "amp-img")]
        names += [text_of(link, 80) for link in self.tree.iter("a") if "tag" in (link.get("rel") or "").split()]
        names += self.head.metas.get("article:tag", []) + self.head.metas.get("keywords", [])
        return [name for name in names if name][:MOST_HINTS]

    def _region(self) -> Element:
        """The smallest element that holds headline and text."""
        elements = [block.element for block in self.text.body[:1]]
        if self.heading is not None:
            elements.append(self.blocks[self.heading].element)
        if self.text.container is not None:
            elements.append(self.text.container)
        if not elements:
            return self.tree
        common = [elements[0], *elements[0].iterancestors()]
        for element in elements[1:]:
            around = {element, *element.iterancestors()}
            common = [one for one in common if one in around]
        return common[0]

    def _headline(self) -> Finding | None:
        if self.heading is not None:
            return Finding(self._whole_heading(self.heading), Where.HEADING)
        claimed = self.claims.first("headline")
        if claimed:
            return claimed
        title = title_without_site(
            self.head.first("og:title") or self.head.title, list(self.claims.values("publication"))
        )
        return Finding(title, Where.META, False) if title else None

    def _whole_heading(self, at: int) -> str:
        """The headline; with the heading right above or below it where the title joins both, as artist and record."""
        title = f" {fold(self.head.title)} "
        for first, second in ((at, at + 1), (at - 1, at)):
            pair = self.blocks[first : second + 1] if first >= 0 else []
            if len(pair) > 1 and 0 < pair[0].level < pair[1].level:
                texts = [lead_text(one) for one in pair]
                if f" {' '.join(map(fold, texts))} " in title:
                    return " – ".join(texts)
        return lead_text(self.blocks[at])

    def _around_headline(self) -> tuple[list[Passage], list[Passage]]:
        """The passages above and below the headline, over the text, that may hold credits."""
        if self.heading is None:
            return [], self.text.head[-6:]
        heading = self.blocks[self.heading]
        order = {id(block): at for at, block in enumerate(self.blocks)}
        over = [*self.text.head, *self.text.body[:MOST_BELOW_HEADING]]
        above = [block for block in over if order[id(block)] < self.heading][-ABOVE_HEADING:]
        above = [block for block in above if block.text != heading.text and _is_near(block, heading)]
        below = [block for block in self.text.head if order[id(block)] > self.heading]
        return above, below[:MOST_BELOW_HEADING]

    def _body(self) -> list[Passage]:
        """The passages of the text, without the headline and what stands over it."""
        body = self.text.body
        if self.heading is None:
            return body
        heading = self.blocks[self.heading]
        if heading in body:
            at = body.index(heading)
            return body[:at] + body[at + 1 :] if at > 5 else body[at + 1 :]
        return [block for block in body if fold(block.text) != fold(heading.text)]


def _around(region: Element) -> Element:
    """The region, or the row or the post of a forum that it stands in, where the author stands beside the text."""
    for above in list(region.iterancestors())[:4]:
        if above.tag in ("body", "main", "html"):
            break
        if above.tag in ("table", "article", "li"):
            return above
    return region


def _is_near(block: Passage, heading: Passage) -> bool:
    """Whether the block stands in the same part of the page as the headline."""
    around = set(list(heading.element.iterancestors())[:4])
    above = heading.element.getparent()
    plain = above is not None and above.tag == "body"
    return any(one in around and (plain or one.tag not in ("body", "html")) for one in block.element.iterancestors())


def _closed_off(tree: Element, selectors: list[str]) -> set[Element]:
    """The elements that the page says are not free to read, by the simple selectors that pages use for it."""
    found: set[Element] = set()
    for selector in selectors[:10]:
        match = re.fullmatch(r"\s*(?P<tag>\w*)(?P<mark>[.#])(?P<name>[\w-]{1,80})\s*", selector)
        if match:
            attribute = "class" if match["mark"] == "." else "id"
            found |= {
                element
                for element in tree.iter(match["tag"] or "*")
                if match["name"] in (element.get(attribute) or "").split()
            }
    return found


def _declared_language(tree: Element) -> Finding | None:
    language = (tree.get("lang") or tree.get("xml:lang") or "").strip().lower()
    if not re.fullmatch(r"[a-z]{2}(?:-\w+)?", language):
        return None
    return Finding(language.partition("-")[0], Where.META, False)
