"""Hosted bodies: Markdown in, safe HTML out. The same rendering for the preview and for the published page."""

from __future__ import annotations

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from common.bounds import REVIEW

TAGS = {"p", "br", "em", "strong", "blockquote", "ul", "ol", "li", "h2", "h3", "h4", "hr", "code", "pre", "a", "s"}

# Raw HTML is text, not markup; images are left out, since a critic's page must not call other hosts.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).disable("image")


# Each bracket that opens and never closes is looked for to the end of its paragraph: thousands of them take minutes.
# Nobody who writes a review needs so many; with more, links stay text.
MOST_BRACKETS = 2000
_WITHOUT_LINKS = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).disable(["image", "link", "reference"])

# Marks of emphasis that nest cost 20 microseconds each: a megabyte of them takes ten seconds.
MOST_EMPHASIS_MARKS = 20_000
_WITHOUT_EMPHASIS = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).disable(
    ["image", "link", "reference", "emphasis"]
)


def render_markdown(source: str) -> SafeString:
    """`source` as HTML that may stand in a page: escaped by the renderer, then cut down to TAGS by nh3.

    Headings move one level down, below the page's own; links carry rel="noopener nofollow ugc". What is longer than any
    review stands as it was typed.
    """
    if REVIEW.refusal(source):
        return format_html("<pre>{}</pre>", source)
    html = _parser_for(source).render(source)
    for level in (3, 2, 1):
        html = html.replace(f"<h{level}>", f"<h{level + 1}>").replace(f"</h{level}>", f"</h{level + 1}>")
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow ugc",
    )
    return mark_safe(clean)  # noqa: S308 - nh3 has just cleaned it


def render_inline(source: str) -> SafeString:
    """One span of Markdown, such as an excerpt, with its emphasis and without blocks or links."""
    if REVIEW.refusal(source):
        return format_html("{}", source)
    clean = nh3.clean(_parser_for(source).renderInline(source), tags={"em", "strong", "s", "code"}, attributes={})
    return mark_safe(clean)  # noqa: S308 - nh3 has just cleaned it


def _parser_for(source: str) -> MarkdownIt:
    if source.count("*") + source.count("_") > MOST_EMPHASIS_MARKS:
        return _WITHOUT_EMPHASIS
    return _MARKDOWN if source.count("[") <= MOST_BRACKETS else _WITHOUT_LINKS
