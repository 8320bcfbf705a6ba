"""The contract itself: for programs, and as a page for people."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from albums.models.version import version_of_catalogue
from api.contract import VERSION
from api.contract_page import limits, nouns, things
from api.openapi_document import document
from api.shown.quoted_reviews import NOT_LICENSED
from common.kept_pages import same_for_everyone
from common.page_addresses import absolute


def version_of_contract() -> str:
    """It changes with the release alone, which is part of every kept page's key."""
    return "contract"


@require_safe
@same_for_everyone(version_of_contract, signed_in_too=True)
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return HttpResponse(json.dumps(document(), ensure_ascii=False), content_type="application/json; charset=utf-8")


@require_safe
@same_for_everyone(version_of_catalogue)
def contract_page(request: HttpRequest) -> HttpResponse:
    """How to ask, what is answered, what may change, and what may be done with it."""
    context = {
        "version": VERSION,
        "nouns": nouns(),
        "things": things(),
        "limits": limits(),
        "not_licensed": NOT_LICENSED,
        "example": absolute("/api/v1/albums?order=best&limit=3&fields=title,artist,consensus"),
    }
    return render(request, "api/contract.html", context)
