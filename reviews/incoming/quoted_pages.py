"""Whether quoted sentences still stand on the pages that they were taken from."""

from __future__ import annotations

from datetime import date

from common.fetching import Fetcher, NoAnswer, NotAsked
from common.text import Unreadable
from reviews.incoming.fetching.asking import AskLater, ask_politely
from reviews.incoming.fetching.turns import NotYet
from reviews.models import Excerpt, Review, SourcePolicy
from reviews.reading.web.charset import decode_page
from reviews.reading.web.tree import parse_page

LEAST_TEXT = 400
"""Characters: a page with less shows its text by a script, or asks to be paid first, and says nothing."""


def compare_quotations(url: str, fetcher: Fetcher, on: date) -> int:
    """Fetch the page that published reviews quote, where a policy lets us, and note which quotations are not there.

    Returns how many are missing. A page that cannot be read, or that shows no text, changes nothing; a quotation that
    is back is noted as standing.
    """
    quoted = Excerpt.objects.filter(review__in=Review.objects.published().filter(source_url=url, hosted=False))
    excerpts = list(quoted.select_related("review"))
    policy = SourcePolicy.objects.of(url) if excerpts else None
    if policy is None or not policy.allows_request():
        return 0
    try:
        answer = ask_politely(url, fetcher).answer
    except (NotYet, AskLater, NotAsked, NoAnswer):
        return 0
    text = visible_text(answer.body, answer.headers.get("content-type", "")) if answer.status == 200 else ""
    if len(text) < LEAST_TEXT:
        return 0
    missing = [excerpt.pk for excerpt in excerpts if not stands_in(text, excerpt.text)]
    quoted.exclude(pk__in=missing).exclude(missing_since=None).update(missing_since=None)
    quoted.filter(pk__in=missing, missing_since=None).update(missing_since=on)
    return len(missing)


def visible_text(data: bytes, content_type: str) -> str:
    """The text of a page without its scripts and styles; empty for what cannot be read."""
    try:
        page = parse_page(decode_page(data, content_type))
    except Unreadable:
        return ""
    for hidden in page.xpath("//script | //style | //template | //noscript"):
        hidden.drop_tree()
    return page.text_content()


def stands_in(text: str, words: str) -> bool:
    """Whether the words stand in a page's text: capitals, typography and what separates words aside."""
    return _bare(words) in _bare(text)


def _bare(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
