"""Which uploaded files may be covers."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from PIL.ImageFile import ImageFile

LARGEST_COVER = 5 * 1024 * 1024
SHORTEST_SIDE = 200
LONGEST_SIDE = 6000
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


def accept_cover(upload: UploadedFile) -> UploadedFile:
    """The upload, under a name that says what Pillow found in it: `upload.image`, as Django's field left it there.

    Raises ValidationError when it is too large, of another format, or too small to show.
    """
    size = upload.size or 0
    if size > LARGEST_COVER:
        raise ValidationError(
            f"The picture has {filesizeformat(size)}; a cover has at most {filesizeformat(LARGEST_COVER)}."
        )
    picture: ImageFile = upload.image  # type: ignore[attr-defined]
    extension = EXTENSIONS.get(picture.format or "")
    if extension is None:
        raise ValidationError(f"A cover is a JPEG, PNG or WebP picture; this is {picture.format}.")
    width, height = picture.size
    if min(width, height) < SHORTEST_SIDE or max(width, height) > LONGEST_SIDE:
        raise ValidationError(
            f"The picture is {width} x {height} pixels; each side of a cover has {SHORTEST_SIDE} to {LONGEST_SIDE}."
        )
    upload.name = f"cover.{extension}"
    return upload
