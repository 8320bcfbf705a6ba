"""Where uploads are kept: in a folder, or in a bucket that `MEDIA_STORAGE` names."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def storage_settings(place: str) -> dict[str, Any]:
    """Django's settings of the storage of uploads: in `MEDIA_ROOT`, or at `s3://bucket/prefix`."""
    if not place:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    bucket_and_prefix(place)
    return {"BACKEND": "config.bucket.Bucket", "OPTIONS": {"address": place}}


def bucket_and_prefix(address: str) -> tuple[str, str]:
    """The two parts of `s3://bucket/prefix`. Raises ImproperlyConfigured."""
    parts = urlsplit(address)
    if parts.scheme != "s3" or not parts.netloc or parts.query or {"@", ":"} & set(parts.netloc):
        raise ImproperlyConfigured(
            f"“{address}” is not s3://bucket/prefix. Credentials and server go into AWS_ACCESS_KEY_ID, "
            "AWS_SECRET_ACCESS_KEY, AWS_DEFAULT_REGION and AWS_ENDPOINT_URL."
        )
    return parts.netloc, parts.path.strip("/")
