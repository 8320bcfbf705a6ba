"""Whose turn it is to ask a host for its pages: `common.turns`, kept with what is known of each host."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import timedelta

from common import turns
from common.turns import LEASE, NotYet, Turn
from reviews.models import WebHost

__all__ = ["LEASE", "NotYet", "Turn", "turn_at"]


def turn_at(host: str, pause: timedelta) -> AbstractContextManager[Turn]:
    """Ask the host within this block, and nobody else meanwhile. Raises NotYet."""
    return turns.turn_at(WebHost.objects, host, pause)
