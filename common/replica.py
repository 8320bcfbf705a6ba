"""Pages that look the same to everybody, rendered from a copy of the database that follows it.

A page is kept under a version that the database itself has told. The copy is asked for the same version first: only
where it agrees has it caught up with all that the page shows, and only then is the page rendered from it. So nobody
ever sees from the copy what the database would not show. Where it lags, is away, or gives up a query because it must go
on following, the page is rendered from the database as if there were no copy.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import psycopg2
from django.db import DEFAULT_DB_ALIAS, Error, connections

logger = logging.getLogger(__name__)

REPLICA = "replica"
"""The alias in `settings.DATABASES` of the copy, where there is one."""
LEFT_ALONE_SECONDS = 5.0
"""A copy that did not answer is not asked again for so long."""
Rendered = TypeVar("Rendered")
_left_alone_until = 0.0


def rendered_of(version: object, asked: Callable[[], object], render: Callable[[], Rendered]) -> Rendered:
    """What `render` makes, of the copy if that is at this version (`asked` asks there), else of the database."""
    global _left_alone_until  # noqa: PLW0603  of the process: every thread meets the same copy
    if REPLICA not in connections.settings or time.monotonic() < _left_alone_until:
        return render()
    try:
        with _reading_from_replica():
            if asked() == version:
                return render()
    except (Error, psycopg2.Error) as error:
        _left_alone_until = time.monotonic() + LEFT_ALONE_SECONDS
        logger.warning("The replica is left alone for %g s: %s", LEFT_ALONE_SECONDS, " ".join(str(error).split()))
    return render()


@contextmanager
def _reading_from_replica() -> Iterator[None]:
    """Every query of this thread goes to the copy, those in plain SQL too. It takes no writes."""
    database = connections[DEFAULT_DB_ALIAS]
    copy = connections[REPLICA]
    connections[DEFAULT_DB_ALIAS] = copy
    try:
        yield
    except (Error, psycopg2.Error):
        copy.close()
        raise
    finally:
        connections[DEFAULT_DB_ALIAS] = database
