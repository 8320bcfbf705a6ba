"""The fields of a large form, taken apart at once. Django's way over a percent-encoded megabyte holds a worker up.

`urllib.parse` unquotes in a loop of Python over every sign that is encoded: a second for a megabyte of "½", in which
the other threads of the process wait for their turn again and again. numpy does the same in a few passes.
"""

from __future__ import annotations

import numpy as np
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.http.request import UnreadablePostError
from django.utils.datastructures import MultiValueDict

FORM = "application/x-www-form-urlencoded"

_NO_DIGIT = 16
_DIGITS = np.full(256, _NO_DIGIT, dtype=np.uint8)
for _digits in ("0123456789abcdef", "0123456789ABCDEF"):
    _DIGITS[[ord(digit) for digit in _digits]] = range(16)


def take_apart(request: HttpRequest) -> None:
    """Give a request its form's fields, where Django would take long over them; anything unusual is left to it."""
    length = request.META.get("CONTENT_LENGTH") or ""
    within = length.isdecimal() and int(length) <= (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)
    charset = (request.content_params or {}).get("charset", "utf-8")
    if not within or request.content_type != FORM or charset.lower() != "utf-8":
        return
    try:
        body = request.body
    except UnreadablePostError:
        return
    if body.count(b"&") < (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or 0):
        given = {"_post": fields_of(body), "_files": MultiValueDict()}
        vars(request).update(given)


def fields_of(body: bytes) -> QueryDict:
    """The fields of a form's body, as `QueryDict` reads them: in UTF-8, or in Latin-1 where it is not that."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        body = body.decode("iso-8859-1").encode()
    fields = QueryDict(mutable=True, encoding="utf-8")
    for field in body.split(b"&"):
        if field:
            name, _, value = (_text(part) for part in field.partition(b"="))
            fields.appendlist(name, value)
    fields._mutable = False
    return fields


def _text(encoded: bytes) -> str:
    return unquoted(encoded.replace(b"+", b" ")).decode("utf-8", "replace")


def unquoted(encoded: bytes) -> bytes:
    """`encoded` with each percent sign and its two digits as the byte that they stand for; others stay as they are."""
    signs = np.frombuffer(encoded, dtype=np.uint8)
    at = np.flatnonzero(signs[:-2] == ord("%")) if len(signs) > 2 else np.empty(0, dtype=np.intp)
    if not at.size:
        return encoded
    high, low = _DIGITS[signs[at + 1]], _DIGITS[signs[at + 2]]
    told = (high < _NO_DIGIT) & (low < _NO_DIGIT)
    at, high, low = at[told], high[told], low[told]
    plain, kept = signs.copy(), np.ones(len(signs), dtype=bool)
    plain[at] = high * 16 + low
    kept[at + 1] = kept[at + 2] = False
    return plain[kept].tobytes()
