"""Which tests may stand in one file, and which files come first."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
BROWSER = HERE / "browser"
FIRST = (BROWSER / "test_reading.py", HERE / "reviews" / "reading" / "test_reading_bounds.py")


def refuse_commits_among_shared_rows(items: list[pytest.Item]) -> None:
    """No test that commits stands in a file whose rows are shared: they would be committed, for all others to find."""
    sharing = {item.path for item in items if "shared_rows" in item.fixturenames}
    if mixed := sorted(item.nodeid for item in items if item.path in sharing and commits(item)):
        raise pytest.UsageError(
            f"These tests commit, and others of their file share rows in one transaction (`shared_rows`): move them to"
            f" a file of their own. {', '.join(mixed)}"
        )


def commits(item: pytest.Item) -> bool:
    """Does what it does in the database stay there until it is put back?"""
    marker = item.get_closest_marker("django_db")
    marked = marker and (marker.kwargs.get("transaction") or marker.kwargs.get("reset_sequences") or marker.args[:1])
    return bool(marked or {"transactional_db", "live_server"}.intersection(item.fixturenames))


def put_the_longest_first(items: list[pytest.Item]) -> None:
    """Start with the files that take longest, those of the browser, lest one worker end with one while others idle.

    The second file needs no database, which the first worker may have to migrate.
    """
    ranks = {path: rank for rank, path in enumerate(FIRST)}
    items.sort(key=lambda item: (ranks.get(item.path, len(FIRST)), BROWSER not in item.path.parents))
