"""The text of a page as a tree, bounded so that no page can hold up its reader."""

from __future__ import annotations

import re

from lxml import etree, html

from common.text import Unreadable

MOST_TAGS = 60_000
MOST_ATTRIBUTES = 400
SUSPICIOUS_TAG = 4_000

# Quotation marks count only after "=", as in HTML. Possessive, and never failing: each character is looked at once.
_TAG = re.compile(r"<([a-zA-Z][^\s>/]*+)((?:[^>\"'=]++|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?|[\"'])*+)>?")
_QUOTED = re.compile(r"\"[^\"]*+\"?|'[^']*+'?")
_WORD = re.compile(r"[^\s/=]+")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

Element = html.HtmlElement


def parse_page(text: str) -> Element:
    """The tree of the page. Raises Unreadable when there is nothing in it.

    The parser gives up below 256 levels. It takes quadratic time over one tag's attributes, so a tag with very many
    loses them all. What stands below the 60,000th tag is left out: no review does.
    """
    bounded = _TAG.sub(_bound_attributes, _first_tags(_UNPRINTABLE.sub("", text)))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, default_doctype=False)
    try:
        tree = html.document_fromstring(bounded.encode("utf-8"), parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise Unreadable("There is no page in it. Save the page again, or the review's text alone.") from error
    return tree


def _first_tags(text: str) -> str:
    if text.count("<") <= MOST_TAGS:
        return text
    pieces = text.split("<", MOST_TAGS)
    return "<".join(pieces[:-1])


def _bound_attributes(tag: re.Match[str]) -> str:
    if len(tag[2]) < SUSPICIOUS_TAG or len(_WORD.findall(_QUOTED.sub("", tag[2]))) <= 2 * MOST_ATTRIBUTES:
        return tag[0]
    return f"<{tag[1]}>"


def class_words(element: Element) -> list[str]:
    """The words of the element's class, in lower case."""
    return element.get("class", "").lower().split()


def text_of(element: Element, longest: int = 2_000) -> str:
    """The text within the element on one line, no more than about `longest` characters of it."""
    parts, length = [], 0
    for part in element.itertext():
        parts.append(part)
        length += len(part)
        if length > longest:
            break
    return " ".join("".join(parts)[:longest].split())
