"""Forgetting a text once it is quoted: where its source asks for it, only the excerpts are kept of it.

What is left of the body is its excerpts where they stood, and blanks: so each excerpt is still a span of it at its
place, as the database demands, and nothing else can be read. The digest of the whole text stays, as proof of what the
excerpts were taken from.
"""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from reviews.life.steps import a_step, locked
from reviews.models import IncomingDocument, Review, Revision, SourcePolicy
from reviews.quoting.resemblance import fingerprint

_IN_THE_HISTORY = """
UPDATE reviews_reviewevent SET body = '', headings = '{}', pgh_changed = pgh_changed - 'body' - 'headings'
WHERE pgh_obj_id = %s
"""


def asks_to_be_forgotten(review: Review) -> bool:
    """Whether the policy of its site, or the page itself (`noarchive`), wants its text gone once it is quoted."""
    if review.hosted or not review.source_url or not review.body.strip():
        return False
    policy = SourcePolicy.objects.of(review.source_url)
    if policy and policy.purges_text:
        return True
    reading = IncomingDocument.objects.filter(reviews__review=review).values_list("reading", flat=True).first()
    return not (reading or {}).get("quoting", {}).get("may_archive", True)


@a_step
def forget_text(review: Review, by: User | None) -> Review:
    """Keep of its text, its revisions and the history what its excerpts quote, and nothing else."""
    review = locked(review)
    kept = only_excerpts(review.body, [(excerpt.start, excerpt.end) for excerpt in review.excerpts.all()])
    digest = review.document_sha256 or fingerprint(review.headline, review.body, review.grade)
    Review.objects.filter(pk=review.pk).update(
        body=kept, headings=[], document_sha256=digest, text_forgotten_at=timezone.now()
    )
    Revision.objects.filter(review=review).update(body="")
    with connection.cursor() as cursor:
        cursor.execute(_IN_THE_HISTORY, [review.pk])
    for document in IncomingDocument.objects.filter(reviews__review=review):
        forget_document(document)
    return Review.objects.get(pk=review.pk)


def forget_document(document: IncomingDocument) -> None:
    """Drop the bytes and the text of a document; what it said of itself stays."""
    reading = document.reading or {}
    for part in (reading, *reading.get("parts", ())):
        part.update(body="", headings=[])
    IncomingDocument.objects.filter(pk=document.pk).update(packed=None, reading=document.reading)


def only_excerpts(body: str, spans: list[tuple[int, int]]) -> str:
    """The body with a blank for every character outside of the spans: as long as it was, and nothing else to read."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        pieces += [" " * max(start - at, 0), body[max(start, at) : end]]
        at = max(at, end)
    return "".join(pieces)
