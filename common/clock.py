"""Moments as the site writes them, on its clock."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format


def in_words(moment: datetime, pattern: str = "DATETIME_FORMAT") -> str:
    """The moment by one of the patterns of `common.formats`."""
    return date_format(timezone.localtime(moment), pattern)
