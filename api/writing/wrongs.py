"""What forms find wrong with what a program wrote, in the forms' own words and under the API's names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.problems import Wrong


def wrongs_in(errors: Mapping[str, Any], called: Mapping[str, str], where: str = "") -> list[Wrong]:
    """A form's errors; `called` are the names of fields that the API calls otherwise, `where` stands before them."""
    return [
        Wrong(where="body", name=where + called.get(name, name), detail=str(words))
        for name, each in errors.items()
        for words in each
    ]
