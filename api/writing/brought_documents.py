"""What a curator's program brings in: addresses to be fetched, pages to be read. Both wait in the curators' queue."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from accounts.models import ApiToken
from api.problems import Problem
from api.shown.base import CONTENT_TYPE
from api.writing.permitted import WITH_TOKEN, TokenRequest, needs
from api.writing.posted_once import Done, answer_once
from api.writing.wrongs import wrongs_in
from common.page_addresses import absolute, address
from common.query import LARGEST_KEY
from curation.intake.requesting import MOST_ADDRESSES, Batch, ask_for, read_file
from curation.intake.views import BringInForm
from reviews.models import IncomingDocument

router = Router()
SCOPE = ApiToken.Scope.DOCUMENTS
CALLED = {"pasted": "text", "pasted_from": "address", "__all__": "addresses"}
"""What the API calls a field of the curators' form."""


class DocumentsBrought(Schema):
    """Addresses of reviews, or one page's own text."""

    addresses: list[str] = Field([], description=f"At most {MOST_ADDRESSES}; each is fetched where its policy allows.")
    text: str = Field("", description="A page's HTML, or its text, in place of addresses or besides.")
    address: str = Field("", description="Where the text stands.")


class DocumentShown(Schema):
    """One document, and how far it is."""

    id: int
    url: str = Field(description="Where curators check it.")
    address: str
    state: IncomingDocument.State
    reason: str = Field(description="Why it is in that state.")


class Refused(Schema):
    """An address that was not taken."""

    address: str
    reason: str


class DocumentsTaken(Schema):
    """What came of it. A document that was here already is told as it is."""

    documents: list[DocumentShown]
    refused: list[Refused]


@router.post("/documents", response={202: DocumentsTaken}, openapi_extra=WITH_TOKEN)
@needs(SCOPE, "bring-in")
def add_documents(request: TokenRequest, brought: DocumentsBrought) -> HttpResponse:
    """Add documents to the curators' queue. Nothing is published by itself."""
    form = BringInForm(
        {"addresses": "\n".join(brought.addresses), "pasted": brought.text, "pasted_from": brought.address}
    )
    if not form.is_valid():
        raise Problem.with_body(wrongs_in(form.errors, CALLED))
    return answer_once(request, lambda: _taken(form.cleaned_data, request))


@router.get("/documents/{int:pk}", response=DocumentShown, openapi_extra=WITH_TOKEN)
@needs(SCOPE)
def document(request: TokenRequest, pk: int) -> HttpResponse:
    """One document, and how far it is."""
    found = get_object_or_404(IncomingDocument.objects.defer("packed"), pk=min(pk, LARGEST_KEY))
    headers = {"Cache-Control": "private, no-store"}
    return HttpResponse(_shown(found).model_dump_json(), content_type=CONTENT_TYPE, headers=headers)


def _taken(said: dict[str, Any], request: TokenRequest) -> Done:
    batch = Batch()
    ask_for(said["addresses"], request.user, batch)
    if said["pasted"]:
        read_file(said["pasted"].encode(), "sent by a program", request.user, batch, said["pasted_from"])
    refused = [Refused(address=where, reason=reason) for where, reason in batch.refused]
    shown = DocumentsTaken(documents=[_shown(document) for document in batch.documents], refused=refused)
    made = batch.documents[0] if len(batch.documents) == 1 else None
    return Done(202, shown, absolute(address("api-document", made.pk)) if made else "")


def _shown(found: IncomingDocument) -> DocumentShown:
    return DocumentShown(
        id=found.pk,
        url=absolute(address("document", found.pk)),
        address=found.address,
        state=IncomingDocument.State(found.state),
        reason=found.reason,
    )
