"""The suite refuses a file in which some tests share rows and others commit."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.order import BROWSER, FIRST, put_the_longest_first, refuse_commits_among_shared_rows

HERE, ELSEWHERE = Path("tests/test_here.py"), Path("tests/test_elsewhere.py")


def collected(path: Path, *fixtures: str, **marked: bool) -> SimpleNamespace:
    """A collected test."""
    marker = pytest.mark.django_db(**marked).mark
    return SimpleNamespace(
        path=path,
        nodeid=f"{path}::test_it",
        fixturenames=["request", *fixtures],
        get_closest_marker=lambda name: marker if name == "django_db" else None,
    )


@pytest.mark.parametrize(
    "committing",
    [
        collected(HERE, transaction=True),
        collected(HERE, reset_sequences=True),
        collected(HERE, "live_server"),
        collected(HERE, "transactional_db"),
    ],
)
def test_a_test_that_commits_is_refused_beside_shared_rows(committing):
    with pytest.raises(pytest.UsageError, match=r"file of their own.*test_here\.py::test_it"):
        refuse_commits_among_shared_rows([committing, collected(HERE, "world", "shared_rows")])


def test_a_test_that_commits_stands_beside_others_and_in_other_files():
    refuse_commits_among_shared_rows(
        [collected(HERE, "shared_rows"), collected(ELSEWHERE, transaction=True), collected(ELSEWHERE), collected(HERE)]
    )


def test_the_longest_come_first_and_the_rest_stays_as_it_was():
    others = [collected(HERE), collected(ELSEWHERE)]
    longest = [collected(FIRST[0]), collected(FIRST[1]), collected(BROWSER / "test_desk.py")]
    items = [others[0], longest[2], longest[1], others[1], longest[0]]
    put_the_longest_first(items)
    assert items == [*longest, *others]
    assert all(path.exists() for path in FIRST)
