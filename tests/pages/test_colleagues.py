"""Who agrees with whom: the same seen from both sides, never won by a few meetings, and only among those in sight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.colleagues import LEAST_SHARED, apart, colleagues_of, expected_difference
from reviews.life.hiding import set_hidden
from reviews.models import Calibration
from tests.factories import AlbumFactory, CriticFactory, published_review
from tests.markup import main

pytestmark = pytest.mark.django_db


def meet(shared: int, **scores: int) -> dict:
    """Critics of these names who graded the same albums so."""
    critics = {name: CriticFactory(name=name.title(), slug=name) for name in scores}
    for _ in range(shared):
        album = AlbumFactory()
        for name, score in scores.items():
            published_review(album, score, critic=critics[name])
    return critics


def test_the_closest_come_first_and_the_furthest_last():
    critics = meet(LEAST_SHARED, ada=80, near=79, middle=60, far=20)
    found = colleagues_of(critics["ada"], Calibration.objects.current())
    assert [row.critic.name for row in found.closest] == ["Near", "Middle"]
    assert [row.critic.name for row in found.furthest] == ["Far"]


def test_two_critics_lie_equally_far_from_each_other():
    critics = meet(LEAST_SHARED + 2, ada=80, ben=55)
    stored = Calibration.objects.current()
    there, back = (colleagues_of(critics[name], stored).closest[0] for name in ("ada", "ben"))
    assert (there.shared, there.apart) == (back.shared, back.apart)
    assert there.apart == apart(25 * there.shared, there.shared, stored.noise)


def test_too_few_meetings_make_no_colleague():
    critics = meet(LEAST_SHARED - 1, ada=80, ben=80)
    found = colleagues_of(critics["ada"], Calibration.objects.current())
    assert not found.closest
    assert not found.furthest


def test_a_hidden_critic_is_nobodys_colleague(client):
    critics = meet(LEAST_SHARED, ada=80, ben=80)
    assert "Ben" in main(client.get("/critics/ada/")).text
    set_hidden(critics["ben"], True)
    assert "Ben" not in main(client.get("/critics/ada/")).text


@given(st.floats(0, 100), st.integers(1, 500), st.floats(1, 30))
def test_the_fewer_meetings_the_nearer_to_what_anybody_differs_by(mean, shared, noise):
    usual = expected_difference(noise)
    few, many = apart(mean * shared, shared, noise), apart(mean * shared * 2, shared * 2, noise)
    assert min(mean, usual) - 1e-6 <= few <= max(mean, usual) + 1e-6
    assert abs(many - mean) <= abs(few - mean) + 1e-6
