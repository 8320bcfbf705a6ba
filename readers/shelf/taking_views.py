"""The files in which a reader takes along what they keep."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.limits import over_limit
from common.requests import SignedInRequest
from readers.shelf.taking_along import everything, json_of

TOO_OFTEN = gettext_lazy("You have taken your shelf along many times within the hour. Try again a little later.")


@login_required
@never_cache
@require_safe
def archive(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    """Everything in one archive."""
    if over_limit(request, "take-along"):
        return render(request, "readers/refused.html", {"problem": TOO_OFTEN}, status=429)
    response = StreamingHttpResponse(everything(request.user), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="shelf.zip"'
    return response


@login_required
@never_cache
@require_safe
def as_json(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    """Everything as one JSON text."""
    if over_limit(request, "take-along"):
        return render(request, "readers/refused.html", {"problem": TOO_OFTEN}, status=429)
    response = StreamingHttpResponse(json_of(request.user), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="shelf.json"'
    return response
