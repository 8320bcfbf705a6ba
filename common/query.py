"""Reading the numbers and moments that stand in an address. What makes no sense is None, never an error."""

from __future__ import annotations

from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

LARGEST_KEY = 2**63 - 1


def whole(text: str, largest: int = LARGEST_KEY) -> int | None:
    """A whole number from 0 to `largest`, written in plain digits; None for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= 20):
        return None
    return int(text) if int(text) <= largest else None


def moment(text: str) -> datetime | None:
    """A moment in ISO 8601 with its offset from UTC; None for anything else."""
    try:
        read = parse_datetime(text)
    except ValueError:
        return None
    return read if read and is_aware(read) else None
