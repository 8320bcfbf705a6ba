"""What PostgreSQL says when it refuses a statement."""

from __future__ import annotations

import psycopg2
from django.db import DatabaseError


def message_of(refused: DatabaseError) -> str:
    """What is wrong, in its words."""
    cause = refused.__cause__
    return (cause.diag.message_primary or "") if isinstance(cause, psycopg2.Error) else ""


def detail_of(refused: DatabaseError) -> str:
    """The row or the value that it names; empty where it names none."""
    cause = refused.__cause__
    return (cause.diag.message_detail or "") if isinstance(cause, psycopg2.Error) else ""
