"""Fetching the documents that wait for it, each in its host's turn, and reading what came.

A document is claimed by moving its next try on; what came of it is stored in one transaction. A worker that dies in
between leaves a document that is tried again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from common.apart import NOBODY_WAITS
from common.fetching import Fetched, Fetcher, NoAnswer, NotAsked
from reviews.incoming.fetching.asking import Asked, AskLater, LeadsElsewhere, ask_politely
from reviews.incoming.fetching.turns import NotYet
from reviews.incoming.readings import read_into
from reviews.life.sources import blocked_at, refusal_of, refusal_to_fetch
from reviews.models import IncomingDocument, SourcePolicy, WebHost

CLAIM = timedelta(minutes=3)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(days=1)
MOST_TRIES = 6
SOON = timedelta(milliseconds=200)
REFUSES_PROGRAMS = (401, 403, 407, 451)
KEPT_HEADERS = ("content-type", "x-robots-tag", "tdm-reservation", "tdm-policy", "content-language", "link")
TEXTS = ("text/", "application/xhtml", "application/xml", "application/vnd.openxmlformats", "message/rfc822")

State = IncomingDocument.State


def not_a_page(answer: Fetched) -> str:
    """Why no review may be in what was answered, by what it says it is, for people; empty when one may."""
    kind = answer.headers.get("content-type", "text/html").strip()
    if kind.lower().startswith(TEXTS):
        return ""
    return f"It is no page but {kind.partition(';')[0][:60] or 'something else'}."


def kept_headers(asked: Asked) -> dict[str, str]:
    """Of the answer's headers those by which a page is read, and that the host reserves mining, if it does."""
    headers = asked.answer.headers
    kept = {name: headers[name][:2000] for name in KEPT_HEADERS if name in headers}
    return kept | ({"tdm-reservation": "1"} if asked.reserved else {})


def fetch_due(fetcher: Fetcher, at: datetime | None = None, most: int | None = None) -> int:
    """Fetch and read what is due, at most `most` documents; rounds that overlap share the work. Returns how many."""
    count = 0
    while most is None or count < most:
        document = claim_next(at or timezone.now())
        if document is None:
            return count
        count += fetch(document, fetcher, at)
    return count


def claim_next(at: datetime) -> IncomingDocument | None:
    """The document that is longest due, for the caller alone until the claim runs out."""
    with transaction.atomic():
        due = IncomingDocument.objects.to_fetch(at).select_for_update(skip_locked=True, of=("self",))
        key = due.values_list("pk", flat=True).first()
        if key is None:
            return None
        IncomingDocument.objects.filter(pk=key).update(next_try_at=at + CLAIM)
    return IncomingDocument.objects.select_related("policy", "feed").get(pk=key)


def fetch(document: IncomingDocument, fetcher: Fetcher, at: datetime | None = None) -> bool:
    """Fetch a document that the caller has claimed, read it, and store what came of it.

    Returns whether it was asked for; it is not when its host's turn is another's.
    """
    now = at or timezone.now()
    if refusal := _refusal(document):
        return _end(document, *refusal)
    try:
        asked = ask_politely(document.address, fetcher, _conditions(document), now)
    except NotYet as turn:
        free_at = WebHost.objects.values_list("next_turn_at", flat=True).get(pk=turn.host)
        IncomingDocument.objects.filter(pk=document.pk).update(next_try_at=max(free_at, now + SOON))
        return False
    except AskLater as later:
        return _try_again(document, str(later), now, at_least=later.after)
    except LeadsElsewhere as elsewhere:
        return _go(document, elsewhere.url, now)
    except NotAsked as problem:
        return _end(document, State.FAILED, str(problem))
    except NoAnswer as problem:
        return _try_again(document, str(problem), now)
    return _answered(document, asked, now)


def _refusal(document: IncomingDocument) -> tuple[State, str] | None:
    """Why it must not be asked for as things stand now, and where that leaves it."""
    if blocked := blocked_at(document.address):
        return State.FAILED, refusal_of(blocked)
    if refusal := refusal_to_fetch(document.policy, document.address):
        return State.FAILED if document.policy else State.NEEDS_POLICY, refusal
    return None


def _conditions(document: IncomingDocument) -> Mapping[str, str]:
    if not document.packed:
        return {}
    known = {"If-None-Match": document.etag, "If-Modified-Since": document.last_modified}
    return {name: value for name, value in known.items() if value}


def _answered(document: IncomingDocument, asked: Asked, now: datetime) -> bool:
    answer = asked.answer
    document.status = answer.status
    if answer.status == 304:
        document.fetched_at = now
        document.state = State.TAKEN if document.reviews.exists() else State.READ
        document.save(update_fields=["status", "fetched_at", "state"])
        return True
    if answer.status in REFUSES_PROGRAMS:
        return _end(document, State.FAILED, f"It answers {answer.status}: it does not let programs in.")
    if answer.status in (404, 410):
        return _end(document, State.FAILED, f"It answers {answer.status}: the page is not there.")
    if answer.status != 200:
        return _try_again(document, f"It answers {answer.status}.", now)
    if problem := not_a_page(answer):
        return _end(document, State.FAILED, problem)
    document.fetched_at, document.tries = now, 0
    document.headers = kept_headers(asked)
    document.etag = answer.headers.get("etag", "")[:500]
    document.last_modified = answer.headers.get("last-modified", "")[:500]
    document.keep(answer.body)
    if answer.moved and len(answer.url) <= 1000:
        document.address = answer.url
    read_into(document, now, patience=NOBODY_WAITS)
    return _save(document)


def _save(document: IncomingDocument) -> bool:
    """Store all of it. Another document may be at the address already to which this one has moved."""
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError:
        stored = IncomingDocument.objects.values_list("address", flat=True).get(pk=document.pk)
        _end(document, State.PUT_ASIDE, f"It leads to {document.address[:300]}, which is here already.", stored)
    return True


def _go(document: IncomingDocument, url: str, now: datetime) -> bool:
    """Follow a redirect to another site, if that site's policy lets us."""
    policy = SourcePolicy.objects.of(url)
    stored, document.address, document.policy = document.address, url[:1000], policy
    document.state = State.TO_FETCH if policy else State.NEEDS_POLICY
    document.reason = f"{stored[:300]} leads here."
    document.next_try_at = now
    document.tries += 1
    if document.tries > MOST_TRIES:
        return _end(document, State.FAILED, "It redirects from site to site.", stored)
    return _save(document)


def _try_again(document: IncomingDocument, problem: str, now: datetime, at_least: timedelta = timedelta()) -> bool:
    """Put it off; after six tries it has failed, and a curator may try it again."""
    document.tries += 1
    if document.tries >= MOST_TRIES:
        return _end(document, State.FAILED, problem)
    pause = max(min(FIRST_PAUSE * 3 ** (document.tries - 1), LONGEST_PAUSE), at_least)
    IncomingDocument.objects.filter(pk=document.pk).update(
        tries=document.tries, next_try_at=now + pause, reason=f"{problem} It is tried again."[:500]
    )
    return True


def _end(document: IncomingDocument, state: State, reason: str, address: str | None = None) -> bool:
    """Leave it as it is, with the reason. A page that was read before stays read, with a note."""
    if state == State.FAILED and document.reading is not None:
        state = State.TAKEN if document.reviews.exists() else State.READ
        IncomingDocument.objects.filter(pk=document.pk).update(state=state, note=f"Asked again: {reason}"[:500])
        return True
    document.state, document.reason = state, reason[:500]
    document.address = document.address if address is None else address
    document.save(update_fields=["state", "reason", "status", "tries", "address"])
    return True
