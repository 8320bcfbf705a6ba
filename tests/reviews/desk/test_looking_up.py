"""A critic proposes a missing album as MusicBrainz has it: looked up, taken with one click, seen by curators first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from albums.models import Album, AlbumSource, Artist
from reviews.models import Review
from tests.desk_form import posted
from tests.factories import AlbumFactory, ArtistFactory
from tests.musicbrainz import Brainz, artist, brainz_on, credit, group, key_of
from tests.web import Page

pytestmark = pytest.mark.django_db
NEW = "/desk/reviews/new/"
LINE = credit(artist("The Slow Ferries", aliases=["TSF"]), " feat. ", ("Ada Quill", "A. Quill"))
SHOWN = ("title", "artist", "kind", "released", "disambiguation", "tracks", "musicbrainz")


@pytest.fixture
def brainz(settings) -> Iterator[Brainz]:
    with brainz_on(settings) as found:
        yield found


def filled(desk, critic, key: str) -> dict[str, object]:
    """The proposal as one click on a record fills it in."""
    form = desk.post(NEW, posted(critic, None, step=f"fill:{key}")).context["form"]
    return {"album": "new"} | {f"proposal_{name}": form[f"proposal_{name}"].value() or "" for name in SHOWN}


def test_words_lead_to_records_and_what_was_typed_stays(desk, critic, brainz):
    key = brainz.record("Low Water", LINE)
    brainz.finds("release-group", group("Low Water", LINE))
    page = desk.post(NEW, posted(critic, None, step="look-up", musicbrainz_query="low water", headline="My headline"))
    assert f'value="fill:{key}"' in page.text
    assert page.context["form"]["headline"].value() == "My headline"


def test_one_click_fills_the_proposal_and_it_comes_as_proposed(desk, critic, brainz):
    key = brainz.record("Low Water", LINE, date="2019-03")
    proposal = filled(desk, critic, key)
    assert (proposal["proposal_title"], proposal["proposal_released"]) == ("Low Water", "2019-03")
    brainz.away = Page(status=503)
    desk.post(NEW, posted(critic, None, **proposal))
    album = Review.objects.get().album
    assert (album.proposed, str(album.musicbrainz_id)) == (True, key)
    assert album.artist_credit == "The Slow Ferries feat. A. Quill"
    assert [track.title for track in album.tracks.all()] == ["Slack Water", "Low Tide"]
    assert not Album.objects.listed().exists()


def test_what_the_critic_changes_afterwards_stands(desk, critic, brainz):
    proposal = filled(desk, critic, brainz.record("Low Water", LINE))
    changes = {"proposal_title": "Low Water, live", "proposal_artist": "Ferries", "proposal_kind": "live"}
    desk.post(NEW, posted(critic, None, **proposal | changes))
    album = Review.objects.get().album
    assert (album.title, album.kind, album.artist_credit) == ("Low Water, live", "live", "Ferries")


def test_nobody_who_is_here_is_changed_by_a_proposal(desk, critic, brainz):
    ferries = ArtistFactory(name="The Slow Ferries")
    proposal = filled(desk, critic, brainz.record("Low Water", LINE))
    desk.post(NEW, posted(critic, None, **proposal))
    ferries.refresh_from_db()
    assert (ferries.musicbrainz_id, ferries.aliases.count()) == (None, 0)
    assert Review.objects.get().album.lead_artist == ferries


def test_a_record_that_is_here_is_reviewed_and_not_changed(desk, critic, brainz):
    key = key_of("release-group", "Low Water")
    album = AlbumFactory(title="Other", musicbrainz_id=key)
    proposal = filled(desk, critic, brainz.record("Low Water", LINE))
    desk.post(NEW, posted(critic, None, **proposal))
    assert Review.objects.get().album == album
    assert Album.objects.get().title == "Other"


def test_an_id_that_nobody_looked_up_is_only_an_id(desk, critic, brainz):
    proposal = {"album": "new", "proposal_title": "Low Water", "proposal_artist": "The Slow Ferries"}
    desk.post(NEW, posted(critic, None, **proposal, proposal_musicbrainz=key_of("release-group", "nothing")))
    assert (Album.objects.get().musicbrainz_id, AlbumSource.objects.count()) == (None, 0)
    assert brainz.asked == []


@pytest.mark.parametrize("key", ["", "nothing", "\x00", key_of("release-group", "nothing")])
def test_a_record_that_is_none_leaves_the_form_as_it_was(desk, critic, brainz, key):
    page = desk.post(NEW, posted(critic, None, step=f"fill:{key}", headline="My headline"))
    assert (page.status_code, page.context["form"]["headline"].value()) == (200, "My headline")
    assert not Artist.objects.exists()


def test_looking_up_a_great_many_is_refused_for_a_while(desk, critic, brainz, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"look-up": "1/h"}
    brainz.finds("release-group")
    answers = [desk.post(NEW, posted(critic, None, step="look-up", musicbrainz_query="x")) for _ in range(2)]
    assert [page.status_code for page in answers] == [200, 429]
