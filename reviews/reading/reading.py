"""One reader for every document: what it is, and what it says, with where each value was read.

The format is told by the content, not by the name alone. A wrong value is worse than none.
"""

from __future__ import annotations

from reviews.reading.decoding import read_text
from reviews.reading.document import NotAReview, parse
from reviews.reading.findings import FIELDS, Document, Finding, HouseRule, Reading, Where, reading_of
from reviews.reading.kinds import Kind

__all__ = ["FIELDS", "Document", "Finding", "HouseRule", "Kind", "NotAReview", "Reading", "Where", "read"]

NO_RULE = HouseRule()


def read(document: Document, rule: HouseRule = NO_RULE) -> Reading:
    """What `document` says. `rule` is what is known of its source.

    Raises Unreadable for what is no document that can be read here, NotAReview for one without a review's prose.
    """
    return reading_of(parse(read_text(document.data)))
