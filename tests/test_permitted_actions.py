"""Who may act on ticked rows of the curators' desk, and what a chief curator may give to whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.models import BylineClaim
from albums.models import Album, Artist
from curation.models import Job, LikelyDuplicate
from readers.models import ReaderList
from reviews.models import BlockedSource, Critic, Feed, ListedAlbum, Mention, Publication
from tests.curators import list_of, page_of
from tests.factories import UserFactory
from tests.people import PEOPLE, visitor

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Action:
    """An action on ticked rows: which rows this test ticks, and how to see that it was done."""

    ticked: Callable[[SimpleNamespace], list[int]]
    is_done: Callable[[SimpleNamespace, HttpResponse], bool]


def merging(model: type[Model]) -> Action:
    """Two rows that lead to the page on which they are merged."""
    return Action(
        lambda world: list(model.objects.order_by("pk").values_list("pk", flat=True)[:2]),
        lambda world, response: response.status_code == 302 and "/merge/" in response.url,
    )


ACTIONS = {
    ("Album", "accept"): Action(
        lambda world: [world.proposed], lambda world, response: not Album.objects.get(pk=world.proposed).proposed
    ),
    ("Album", "merge"): merging(Album),
    ("Artist", "merge"): merging(Artist),
    ("Critic", "merge"): merging(Critic),
    ("Publication", "merge"): merging(Publication),
    ("LikelyDuplicate", "dismiss"): Action(
        lambda world: [world.pair],
        lambda world, response: LikelyDuplicate.objects.get(pk=world.pair).dismissed_at is not None,
    ),
    ("Feed", "read_now"): Action(
        lambda world: [world.feed],
        lambda world, response: Feed.objects.get(pk=world.feed).next_poll_at <= timezone.now(),
    ),
    ("Feed", "switch_on"): Action(
        lambda world: [world.silent_feed], lambda world, response: Feed.objects.get(pk=world.silent_feed).enabled
    ),
    ("Feed", "switch_off"): Action(
        lambda world: [world.feed], lambda world, response: not Feed.objects.get(pk=world.feed).enabled
    ),
    ("Mention", "accept"): Action(
        lambda world: [world.mention], lambda world, response: Mention.objects.accepted().exists()
    ),
    ("Mention", "refuse"): Action(
        lambda world: [world.mention], lambda world, response: Mention.objects.filter(state="refused").exists()
    ),
    ("Mention", "block"): Action(
        lambda world: [world.mention],
        lambda world, response: BlockedSource.objects.filter(address="lantern.example").exists(),
    ),
    ("ReaderList", "take_down"): Action(
        lambda world: [world.public_list, world.private_list],
        lambda world, response: (
            set(ReaderList.objects.exclude(taken_down_at=None).values_list("pk", flat=True))
            == {world.public_list, world.taken_down}
        ),
    ),
    ("ReaderList", "put_back"): Action(
        lambda world: [world.taken_down], lambda world, response: ReaderList.objects.get(pk=world.taken_down).is_public
    ),
    ("ReaderList", "settle"): Action(
        lambda world: [world.public_list],
        lambda world, response: ReaderList.objects.get(pk=world.public_list).reported_at is None,
    ),
    ("YearEndList", "look_again"): Action(
        lambda world: [world.list],
        lambda world, response: ListedAlbum.objects.get(pk=world.listed).album_id is not None,
    ),
    ("Job", "run_now"): Action(
        lambda world: [world.job], lambda world, response: Job.objects.get(pk=world.job).asked_for
    ),
    ("Job", "switch_on"): Action(
        lambda world: [world.silent_job], lambda world, response: Job.objects.get(pk=world.silent_job).enabled
    ),
    ("Job", "switch_off"): Action(
        lambda world: [world.job], lambda world, response: not Job.objects.get(pk=world.job).enabled
    ),
    ("BylineClaim", "grant"): Action(
        lambda world: [world.claim],
        lambda world, response: BylineClaim.objects.get(pk=world.claim).state == BylineClaim.State.GRANTED,
    ),
}


def test_every_action_on_ticked_rows_is_tried():
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_active=True)
    offered = {
        (model.__name__, name) for model, table in admin.site._registry.items() for name in table.get_actions(request)
    }
    assert {(model, name) for model, name in offered if name != "delete_selected"} == set(ACTIONS)


@pytest.mark.parametrize(("model", "action"), ACTIONS)
@pytest.mark.parametrize("who", range(len(PEOPLE)), ids=PEOPLE)
def test_only_curators_act_on_ticked_rows(world, model, action, who):
    table = next(registered for registered in admin.site._registry if registered.__name__ == model)
    ticked = ACTIONS[model, action].ticked(world)
    response = visitor(world, who).post(list_of(table), {"action": action, "_selected_action": ticked})
    assert ACTIONS[model, action].is_done(world, response) is (PEOPLE[who] in ("curator", "chief curator"))


def test_a_chief_curator_names_curators_and_touches_no_superuser(world):
    *_, critic, curator, chief = world.people
    superuser = UserFactory(is_superuser=True, is_staff=True)
    client = Client()
    client.force_login(chief)
    curators = Group.objects.get(name="Curator")
    client.post(page_of(critic), {"groups": [curators.pk], "is_active": "on"})
    critic.refresh_from_db()
    assert (critic.is_staff, list(critic.groups.all())) == (True, [curators])
    client.post(page_of(critic), {"is_active": "on", "is_superuser": "on", "username": "root"})
    critic.refresh_from_db()
    assert (critic.is_staff, critic.is_superuser, critic.groups.exists()) == (False, False, False)
    assert critic.username != "root"
    assert client.get(page_of(superuser)).status_code == 302
    assert client.get(reverse("admin:auth_user_password_change", args=[critic.pk])).status_code == 403
    client.force_login(curator)
    assert client.get(page_of(critic)).status_code == 403


def test_a_chief_curator_cannot_give_other_groups(world):
    chief = world.people[-1]
    client = Client()
    client.force_login(chief)
    client.post(page_of(world.people[1]), {"groups": [Group.objects.get(name="Critic").pk], "is_active": "on"})
    assert not world.people[1].groups.exists()
