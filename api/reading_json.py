"""What programs send, read: JSON, and nothing in it that no text column can hold."""

from __future__ import annotations

import json
from typing import Any, cast

from django.http import HttpRequest
from ninja.parser import Parser


class PlainJson(Parser):
    """JSON in UTF-8. Whatever raises here is answered with a problem (400)."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body. Raises ValueError, RecursionError, and UnicodeError for half a sign, which JSON can spell."""
        read = json.loads(request.body)
        json.dumps(read, ensure_ascii=False, allow_nan=False).encode()
        return cast("dict[str, Any]", read)
