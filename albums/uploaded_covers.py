"""Which uploaded files may be covers."""

from __future__ import annotations

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.template.defaultfilters import filesizeformat
from PIL import Image, ImageOps
from PIL.ImageFile import ImageFile

LARGEST_COVER = 5 * 1024 * 1024
SHORTEST_SIDE = 200
LONGEST_SIDE = 6000
QUALITY = 92
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


def accept_cover(upload: UploadedFile) -> UploadedFile:
    """The picture alone, drawn anew: what a camera notes beside it, as the place, and what was hung on goes.

    Its name says what Pillow found in the upload: `upload.image`, as Django's field left it there. Raises
    ValidationError when it is too large, of another format, too small to show, or damaged.
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
    content = _drawn_anew(upload, picture.format or "")
    kind = f"image/{(picture.format or '').lower()}"
    return InMemoryUploadedFile(content, None, f"cover.{extension}", kind, content.getbuffer().nbytes, None)


def _drawn_anew(upload: UploadedFile, kind: str) -> BytesIO:
    content = BytesIO()
    upload.seek(0)
    try:
        with Image.open(upload) as picture:
            colours = picture.info.get("icc_profile")
            upright = ImageOps.exif_transpose(picture)
            # Otherwise Pillow writes some of what it has read.
            upright.info.clear()
            upright.save(content, kind, quality=QUALITY, icc_profile=colours)
    except (OSError, ValueError, SyntaxError) as error:
        raise ValidationError("The picture is damaged: it cannot be read to its end.") from error
    return content
