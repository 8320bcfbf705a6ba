"""The contract itself, for programs."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from api.openapi_document import document
from common.kept_pages import same_for_everyone


def version_of_contract() -> str:
    """It changes with the release alone, which is part of every kept page's key."""
    return "contract"


@require_safe
@same_for_everyone(version_of_contract, signed_in_too=True)
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return HttpResponse(json.dumps(document(), ensure_ascii=False), content_type="application/json; charset=utf-8")
