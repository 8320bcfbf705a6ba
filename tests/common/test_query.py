"""Numbers and moments in addresses: what makes no sense is nothing, and never an error."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.query import LARGEST_KEY, moment, whole

NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), (f"{LARGEST_KEY}", LARGEST_KEY), (f"{LARGEST_KEY + 1}", None), ("-1", None), ("٣", None), ("", None)],
)
def test_a_whole_number_is_of_plain_digits_and_fits_a_key(text, number):
    assert whole(text) == number


@pytest.mark.parametrize(
    ("text", "at"),
    [(NOW.isoformat(), NOW), ("2026-11-23T05:00:00", None), ("2026-13-01T00:00:00+00:00", None), ("soon", None)],
)
def test_a_moment_says_its_offset(text, at):
    assert moment(text) == at


@given(st.text())
def test_nothing_that_is_typed_is_an_error(text):
    assert whole(text) is None or whole(text) >= 0
    assert moment(text) is None or moment(text).tzinfo


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["{at}~1~{digits}", "{at}~{digits}~1", "{digits}~1~1", "~~", "\0~1~1"])
def test_no_place_in_the_corrections_log_is_an_error(client, place):
    before = place.format(at=NOW.isoformat(), digits="9" * 5000)
    assert client.get("/corrections/", {"before": before}).status_code == 200
