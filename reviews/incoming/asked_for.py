"""Pages that somebody has asked for by their address: what is refused, and one document for each page."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction

from reviews.life.sources import aggregator_at, blocked_at, refusal_of
from reviews.models import Critic, IncomingDocument, SourcePolicy

LONGEST_ADDRESS = 1000
State = IncomingDocument.State
_on_the_web = URLValidator(["http", "https"])


def refusal_of_address(address: str) -> str:
    """Why no page is asked for at that address, for people; empty when it may be."""
    try:
        _on_the_web(address)
    except ValidationError:
        return "That is no address on the web."
    if len(address) > LONGEST_ADDRESS:
        return "An address has at most 1,000 characters."
    if name := aggregator_at(address):
        return f"{name} gathers others’ reviews. Give the page where the review appeared."
    if blocked := blocked_at(address):
        return refusal_of(blocked)
    return ""


def document_at(address: str, by: User, batch: UUID, for_critic: Critic | None = None) -> tuple[IncomingDocument, bool]:
    """The document of that page, and whether it is new: on its way, or waiting for a decision about its site."""
    known = IncomingDocument.objects.at_address(address).select_related("policy").first()
    if known is not None:
        return known, False
    policy = SourcePolicy.objects.of(address)
    document = IncomingDocument(address=address, policy=policy, asked_by=by, batch=batch, for_critic=for_critic)
    document.state = State.TO_FETCH if policy and policy.allows_request() else State.NEEDS_POLICY
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError:  # somebody else has asked for it this very moment
        return document_at(address, by, batch, for_critic)
    return document, True
