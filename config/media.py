"""Uploaded covers. A proxy in front of the site may serve `/media/` from the same folder instead."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

DAY_SECONDS = 86_400


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """One uploaded file. It may be kept for a day: a new upload never takes the name of an old one."""
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except (SuspiciousFileOperation, ValueError, OSError) as error:  # outside the folder, or no path at all
        raise Http404 from error
    patch_cache_control(response, public=True, max_age=DAY_SECONDS)
    return response
