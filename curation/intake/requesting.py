"""What a curator asks to be brought in, as documents: addresses to be fetched, files and pasted text to be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from common.web_addresses import host_of
from reviews.incoming.asked_for import document_at, refusal_of_address
from reviews.incoming.courier import call_courier
from reviews.incoming.readings import read_into
from reviews.life.sources import refusal_to_fetch
from reviews.models import IncomingDocument, SourcePolicy

MOST_ADDRESSES = 100
State = IncomingDocument.State


@dataclass
class Batch:
    """Documents that were asked for together. `refused` are addresses that were not taken, each with the reason."""

    key: UUID = field(default_factory=uuid4)
    documents: list[IncomingDocument] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def ask_for(addresses: Iterable[str], by: User, batch: Batch) -> None:
    """Put the pages on the way. One that is here already joins the batch as it is: two curators share one document."""
    for address in dict.fromkeys(addresses):
        if reason := refusal_of_address(address):
            batch.refused.append((address, reason))
            continue
        batch.documents.append(_document_at(address, by, batch.key))
    if any(document.state == State.TO_FETCH for document in batch.documents):
        transaction.on_commit(call_courier)


def read_file(data: bytes, name: str, by: User, batch: Batch, address: str = "") -> None:
    """Read a file or a pasted text at once, and keep it."""
    document = IncomingDocument(
        state=State.READ, file_name=name[-255:], batch=batch.key, asked_by=by, fetched_at=timezone.now()
    )
    if address and not IncomingDocument.objects.at_address(address).exists():
        document.address, document.policy = address, SourcePolicy.objects.of(address)
    document.keep(data)
    read_into(document, timezone.now())
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError:
        batch.refused.append((document.address, "That page is here already."))
        return
    batch.documents.append(document)


def decide_about(host: str, fetching: str, by: User) -> SourcePolicy:
    """Store what may be fetched from a host, and put on the way what has waited for that."""
    policy, _ = SourcePolicy.objects.update_or_create(
        host=host, defaults={"fetching": fetching, "decided_by": by, "decided_at": timezone.now()}
    )
    waiting = IncomingDocument.objects.filter(state=State.NEEDS_POLICY)
    keys = [document.pk for document in waiting.only("address") if host_of(document.address) == host]
    reason = refusal_to_fetch(policy, host)
    state = State.FAILED if reason else State.TO_FETCH
    waiting.filter(pk__in=keys).update(state=state, policy=policy, reason=reason, next_try_at=timezone.now())
    transaction.on_commit(call_courier)
    return policy


def try_again(document: IncomingDocument) -> None:
    """Fetch it once more, as soon as its host's turn comes; read once more what came without an address."""
    if not document.address:
        _read_again(document)
        return
    IncomingDocument.objects.filter(pk=document.pk).exclude(state=State.TAKEN).update(
        state=State.TO_FETCH,
        policy=SourcePolicy.objects.of(document.address),
        tries=0,
        reason="",
        next_try_at=timezone.now(),
    )
    transaction.on_commit(call_courier)


def take_after_all(document: IncomingDocument) -> None:
    """Let a document wait that was passed over or put aside."""
    if document.reading is None:
        try_again(document)
        return
    IncomingDocument.objects.filter(pk=document.pk).exclude(state=State.TAKEN).update(state=State.READ)


def _read_again(document: IncomingDocument) -> None:
    if document.state == State.FAILED and document.packed:
        read_into(document, timezone.now())
        document.save()


def _document_at(address: str, by: User, batch: UUID) -> IncomingDocument:
    known, new = document_at(address, by, batch)
    if new:
        return known
    if known.state in (State.PASSED_OVER, State.PUT_ASIDE, State.FAILED):
        take_after_all(known)
    IncomingDocument.objects.filter(pk=known.pk).update(batch=batch)
    known.refresh_from_db()
    return known
