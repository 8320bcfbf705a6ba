"""The table in which curators look at mentions."""

from __future__ import annotations

import pytest
from django.utils import timezone

from reviews.models import Mention
from tests.curators import list_of, new_curator, page_of, signed_in, staff_who_may
from tests.factories import AlbumFactory
from tests.markup import read

pytestmark = pytest.mark.django_db
State = Mention.State


@pytest.fixture
def desk():
    return signed_in(new_curator())


def mentioned(title: str, state: State) -> Mention:
    decided = timezone.now() if state in Mention.DECIDED else None
    return Mention.objects.create(
        source=f"https://{title}.example/a",
        target="https://chorus.example/albums/a/b/",
        album=AlbumFactory(),
        title=title,
        state=state,
        decided_at=decided,
    )


def test_what_waits_comes_first(desk):
    for state in (State.WAITING, State.ACCEPTED, State.SAID, State.REFUSED):
        mentioned(f"is-{state}", state)
    page = read(desk.get(list_of(Mention))).text
    assert min(State.values, key=lambda state: page.index(f"is-{state}")) == State.WAITING


def test_where_a_page_is_stands_beside_its_title(desk):
    mention = mentioned("lantern", State.WAITING)
    for address in (list_of(Mention), page_of(mention)):
        assert "lantern (lantern.example)" in read(desk.get(address)).text


def test_its_own_page_offers_nothing_to_save(desk):
    page = desk.get(page_of(mentioned("lantern", State.WAITING)))
    assert 'name="_save"' not in page.content.decode()


@pytest.mark.parametrize("action", ["accept", "refuse"])
def test_the_ticked_are_decided(desk, action):
    mention = mentioned("lantern", State.WAITING)
    desk.post(list_of(Mention), {"action": action, "_selected_action": [mention.pk]})
    mention.refresh_from_db()
    assert mention.state in Mention.DECIDED


def test_blocking_a_host_takes_all_its_mentions_away(desk):
    mention = mentioned("lantern", State.WAITING)
    desk.post(list_of(Mention), {"action": "block", "_selected_action": [mention.pk]})
    assert not Mention.objects.exists()


def test_who_may_not_block_sources_blocks_no_host_from_here():
    mention = mentioned("lantern", State.WAITING)
    desk = signed_in(staff_who_may("reviews.view_mention", "reviews.change_mention"))
    assert 'value="block"' not in desk.get(list_of(Mention)).content.decode()
    desk.post(list_of(Mention), {"action": "block", "_selected_action": [mention.pk]})
    assert Mention.objects.filter(pk=mention.pk).exists()
