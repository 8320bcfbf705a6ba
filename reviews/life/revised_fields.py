"""What a revision may change, and how a revision and a correction of one review come together.

Words, grade, verdict, critic and publication are numbered: a change of them is the next revision of the review, and a
revision that was begun beside the one before has to be looked over anew. The other facts, link, language, dates and
the like, are set right without one. So a pending revision keeps what the review said of them when its critic last saw
it (`revises_facts`): it changes those that its critic has changed since, and leaves the others as they are by then.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date

from common.model_fields import stored_field
from reviews.models import Disclosure, Review

NUMBERED = ("critic", "publication", "headline", "body", "grade", "score", *Review.JUDGED)
"""What a change of is a revision: the words and the grade that it keeps, and what the consensus hears of a review."""

PLAIN = ("source_url", "language", "published_on", "updated_on", "hosted", "headings", "disclosures")
"""What is changed without a revision, and by a pending one only where its critic has changed it."""

REVISED = (*(name for name in NUMBERED if name != "critic"), "quotes_by_critic", *PLAIN)
"""What the next revision of a published review may change, besides its excerpts: all but its album and its byline."""

LET_GO = {"status": Review.Status.DRAFT, "revises": None, "revises_number": None, "revises_facts": None}
"""What makes a pending revision a draft of its own."""


def revised_by(pending: Review) -> Review:
    """The published review whose place a pending revision is to take."""
    if pending.revises is None:
        raise ValueError("this review revises nothing")
    return pending.revises


def facts_of(review: Review) -> dict[str, object]:
    """The plain facts of a review, as they are kept."""
    values = {name: getattr(review, name) for name in PLAIN}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def changed_by_critic(pending: Review) -> set[str]:
    """The plain facts that a pending revision has changed since its critic last saw the review."""
    seen = _facts_seen(pending)
    return {name for name, value in facts_of(pending).items() if value != seen[name]}


def corrected_meanwhile(pending: Review) -> set[str]:
    """The plain facts that were changed of the review itself since then."""
    seen = _facts_seen(pending)
    return {name for name, value in facts_of(revised_by(pending)).items() if value != seen[name]}


def _facts_seen(pending: Review) -> dict[str, object]:
    """Where nothing was kept, as of a revision that was put back from the history: what the review says now."""
    return facts_of(revised_by(pending)) | (pending.revises_facts or {})


def contested(pending: Review) -> set[str]:
    """The plain facts that both have changed, and not to the same. Headings go with the words: nobody minds them."""
    ours, theirs = facts_of(pending), facts_of(revised_by(pending))
    both = changed_by_critic(pending) & corrected_meanwhile(pending)
    return {name for name in both if ours[name] != theirs[name]} - {"headings"}


def is_behind(pending: Review) -> bool:
    """Whether what it revises is not as its critic last saw it."""
    return revised_by(pending).revision != pending.revises_number or bool(corrected_meanwhile(pending))


def bring_plain_facts(pending: Review) -> None:
    """Give the pending revision, which is not saved, the plain facts that it would leave the review with."""
    kept = set(PLAIN) - changed_by_critic(pending)
    for name in kept:
        setattr(pending, name, getattr(revised_by(pending), name))
    pending.headings = [heading for heading in pending.headings if heading in pending.body]


def look_over(pending: Review) -> None:
    """Take it that the critic has seen the review as it stands, and left or changed each plain fact. Saves nothing."""
    bring_plain_facts(pending)
    revised = revised_by(pending)
    pending.revises_number, pending.revises_facts = revised.revision, facts_of(revised)


def version_of(review: Review) -> str:
    """What a form is marked with that shows the review as it stands."""
    said = json.dumps(facts_of(review), sort_keys=True)
    return f"{review.revision}-{hashlib.sha256(said.encode()).hexdigest()[:16]}"


def label_of(name: str) -> str:
    """What a field of a review is called, "first published"."""
    return _LABELS.get(name) or str(stored_field(Review, name).verbose_name)


def in_words(review: Review, name: str) -> str:
    """What a review says in a field, in words; empty where it says nothing."""
    value = getattr(review, name)
    if name == "disclosures":
        return ", ".join(str(Disclosure(each).label) for each in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)


_LABELS = {"source_url": "link"}
