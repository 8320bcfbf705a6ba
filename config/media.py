"""Uploaded covers, from a folder or a bucket. A proxy may serve `/media/` from the same folder instead."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

DAY_SECONDS = 86_400
# While a bucket does not answer.
RETRY_SECONDS = 30


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """One uploaded file. It may be kept for a day: a new upload never takes the name of an old one."""
    try:
        response = _from_bucket(path) if settings.MEDIA_STORAGE else _from_folder(request, path)
    except (SuspiciousOperation, ValueError) as error:  # outside the folder, or no path at all
        raise Http404 from error
    if response.status_code != 503:
        patch_cache_control(response, public=True, max_age=DAY_SECONDS)
    return response


def _from_folder(request: HttpRequest, path: str) -> HttpResponseBase:
    try:
        return serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:
        raise Http404 from error


def _from_bucket(path: str) -> HttpResponseBase:
    try:
        return FileResponse(default_storage.open(path))
    except FileNotFoundError as error:
        raise Http404 from error
    except OSError:
        return HttpResponse(status=503, headers={"Retry-After": str(RETRY_SECONDS)})
