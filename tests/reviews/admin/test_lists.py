"""Every list of the reviews in the admin costs the same queries however many rows it has, and lets no stranger in."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.life import publishing
from reviews.models import Calibration, Consensus, ConsensusChange, Critic, Publication, Review, Scale
from tests.curators import list_of, new_curator, signed_in
from tests.factories import CriticFactory, PublicationFactory, ReviewFactory, ScaleFactory, UserFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize(
        "model", [Calibration, Consensus, ConsensusChange, Critic, Publication, Review, Scale], ids=lambda m: m.__name__
    ),
]


def more_rows(count: int) -> None:
    for _ in range(count):
        house = PublicationFactory(scale=ScaleFactory())
        critic = CriticFactory(publication=house, scale=ScaleFactory(), user=UserFactory())
        publishing.publish(ReviewFactory(submitted=True, critic=critic, publication=house), None)
        values = Calibration.objects.values("mean", "album_scale", "noise", "publication_sd", "critic_sd").first()
        Calibration.objects.create(**values)


def test_twice_the_rows_cost_the_same_queries(model):
    desk = signed_in(new_curator())

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = desk.get(list_of(model))
        assert answer.context["cl"].result_count == model.objects.count()
        return len(captured)

    more_rows(3)
    few = queries()
    more_rows(3)
    assert queries() == few


def test_strangers_are_kept_out(model, client):
    path = list_of(model)
    assert client.get(path).url == f"/admin/login/?next={path}"
    client.force_login(UserFactory())
    assert client.get(path).url == f"/admin/login/?next={path}"
    assert signed_in(UserFactory(is_staff=True)).get(path).status_code == 403
