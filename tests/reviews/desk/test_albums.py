"""Choosing the album at the desk: search as you type, and proposing one that is missing."""

from __future__ import annotations

from datetime import date

import pytest

from albums.models import Album, Artist, ArtistAlias, Credit
from reviews.desk.albums import Proposal, propose_album, search_albums
from reviews.models import Review
from tests.desk_form import QUOTED, posted, reposted, row
from tests.factories import AlbumFactory, ArtistFactory, CriticFactory, ReviewFactory, TrackFactory, UserFactory

pytestmark = pytest.mark.django_db
NEW = "/desk/reviews/new/"
SEARCH = "/desk/albums/"


@pytest.fixture
def tide_tables() -> Album:
    return AlbumFactory(title="Tide Tables", lead_artist=ArtistFactory(name="Ínes Harrow"))


@pytest.mark.parametrize("query", ["tide", "TIDE tab", "ines", "harrow tables", "tables ínes", "tide tabels"])
def test_an_album_is_found_by_words_of_its_title_and_artist(critic, tide_tables, query):
    AlbumFactory(title="Something Else Entirely")
    assert search_albums(critic.user, query) == [tide_tables]


def test_an_artist_is_found_by_another_name_and_by_a_second_credit(critic, tide_tables):
    ArtistAlias.objects.create(artist=tide_tables.lead_artist, name="I. H.")
    guest = ArtistFactory(name="Orrin Vale")
    Credit.objects.create(album=tide_tables, artist=guest, position=2)
    assert search_albums(critic.user, "I. H.") == [tide_tables]
    assert search_albums(critic.user, "orrin") == [tide_tables]


@pytest.mark.parametrize("query", ["", "   ", "zzzqqq", "%", "\\"])
def test_nothing_is_found_for_nothing_and_for_nonsense(critic, tide_tables, query):
    assert search_albums(critic.user, query) == []


def test_search_lists_albums_as_radio_buttons(desk, tide_tables):
    response = desk.get(SEARCH, {"album_query": "tide"})
    assert response.status_code == 200
    assert f'name="album" value="{tide_tables.pk}"' in response.text
    assert "<html" not in response.text


def test_search_says_when_it_finds_nothing(desk):
    assert "Nothing by that name." in desk.get(SEARCH, {"album_query": "zzz"}).text


def test_search_is_for_critics(client, desk, tide_tables):
    client.force_login(UserFactory())
    assert client.get(SEARCH, {"album_query": "tide"}).status_code == 404
    client.logout()
    assert client.get(SEARCH, {"album_query": "tide"}).status_code == 302
    assert client.post(SEARCH).status_code == 302


def test_search_is_only_read(desk):
    assert desk.post(SEARCH).status_code == 405


def test_searching_too_often_is_answered_with_429(desk, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "desk-look": "1/m"}
    assert desk.get(SEARCH, {"album_query": "a"}).status_code == 200
    assert desk.get(SEARCH, {"album_query": "b"}).status_code == 429


def test_without_javascript_the_form_comes_back_with_what_was_found_and_all_that_was_typed(desk, critic, tide_tables):
    data = posted(critic, None, row(QUOTED, lead="on"), step="search", album_query="tide", headline="Kept")
    response = desk.post(NEW, data)
    assert response.status_code == 200
    assert f'name="album" value="{tide_tables.pk}"' in response.text
    assert 'value="Kept"' in response.text
    assert f"{QUOTED}</textarea>" in response.text
    assert "Not saved yet" not in response.text


def test_the_chosen_albums_tracks_can_be_named(desk, critic, tide_tables):
    TrackFactory(album=tide_tables, title="Neap")
    response = desk.post(NEW, posted(critic, tide_tables, row(QUOTED), step="refresh"))
    assert ">Neap</option>" in response.text


def test_a_missing_album_is_proposed_with_its_review(desk, critic):
    proposal = {
        "album": "new",
        "proposal_title": "Salt Year",
        "proposal_artist": "Orrin Vale",
        "proposal_kind": "ep",
        "proposal_released": "2025-03",
    }
    assert desk.post(NEW, posted(critic, None, row(QUOTED), **proposal)).status_code == 302
    album = Review.objects.get().album
    assert (album.title, album.slug, album.kind, album.proposed) == ("Salt Year", "salt-year", "ep", True)
    assert (album.release_date, album.release_precision) == (date(2025, 3, 1), "month")
    assert album.artist_credit == "Orrin Vale"
    assert album not in Album.objects.listed()


def test_a_title_alone_in_the_proposal_is_a_proposal_when_no_album_is_chosen(desk, critic, tide_tables):
    proposal = {"proposal_title": "Salt Year", "proposal_artist": "Orrin Vale"}
    desk.post(NEW, posted(critic, None, **proposal))
    assert Review.objects.latest("pk").album.title == "Salt Year"
    desk.post(NEW, posted(critic, tide_tables, **proposal))
    assert Review.objects.latest("pk").album == tide_tables


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"proposal_title": ""}, "To propose an album, give the album’s title."),
        ({"proposal_artist": " "}, "To propose an album, give its artist."),
        ({"proposal_released": "next spring"}, "Write it like 2025-09-19, 2025-09 or 2025"),
        ({"proposal_released": "2025-13"}, "Write it like 2025-09-19, 2025-09 or 2025"),
        ({"proposal_kind": "cassingle"}, "Select a valid choice."),
        ({"proposal_title": "x" * 501}, "at most 500 are taken"),
    ],
)
def test_an_incomplete_proposal_is_explained_and_kept(desk, critic, answers, message):
    proposal = {"album": "new", "proposal_title": "Salt Year", "proposal_artist": "Orrin Vale"} | answers
    response = desk.post(NEW, posted(critic, None, **proposal))
    assert response.status_code == 422
    assert message in response.text
    assert not Artist.objects.filter(name="Orrin Vale").exists()
    assert not Review.objects.exists()


def test_a_proposal_posted_twice_makes_one_album(desk, critic):
    data = posted(critic, None, album="new", proposal_title="Salt Year", proposal_artist="Orrin Vale")
    assert desk.post(NEW, data).url == desk.post(NEW, data).url
    assert Album.objects.count() == Artist.objects.count() == Review.objects.count() == 1


def test_an_equal_album_is_taken_instead_of_a_second_one(tide_tables):
    for title, artist in (("tide tables", "Ines Harrow"), ("Tide Tables (Deluxe Edition)", "ÍNES HARROW")):
        assert propose_album(Proposal(title, artist, "album")) == tide_tables
    assert propose_album(Proposal("Tide Tables", "Ines Harrow", "album", date(2024, 1, 1), "year")) == tide_tables
    tide_tables.refresh_from_db()
    assert not tide_tables.proposed


def test_records_of_one_title_and_artist_are_told_apart_by_their_years(tide_tables):
    second = propose_album(Proposal("Tide Tables", "Ines Harrow", "album", date(1998, 1, 1), "year"))
    assert second != tide_tables
    assert (second.slug, second.lead_artist) == ("tide-tables-1998", tide_tables.lead_artist)
    live = propose_album(Proposal("Tide Tables", "Ines Harrow", "live", date(2024, 1, 1), "year"))
    assert live not in (tide_tables, second)
    assert propose_album(Proposal("Tide Tables", "Ines Harrow", "live")) == live
    assert second.artist_credit == "Ines Harrow"


def test_a_title_that_makes_no_slug_still_has_an_address():
    album = propose_album(Proposal("!!!", "???", "album"))
    assert album.slug
    assert album.lead_artist.slug


def test_a_proposed_album_can_be_chosen_again_by_its_critic_and_by_nobody_else(desk, critic):
    proposed = AlbumFactory(title="Salt Year", proposed=True)
    stranger = CriticFactory(user=UserFactory())
    ReviewFactory(critic=critic, album=proposed)
    assert search_albums(critic.user, "salt year") == [proposed]
    assert search_albums(stranger.user, "salt year") == []
    desk.force_login(stranger.user)
    assert desk.post(NEW, posted(stranger, proposed)).status_code == 422


def test_moving_a_draft_to_another_album_takes_its_excerpts_along_but_not_their_tracks(desk, critic, tide_tables):
    track = TrackFactory()
    review = ReviewFactory(critic=critic, album=track.album, verdict="mixed")
    excerpt = {"about": "track", "track": track.pk}
    desk.post(review.get_desk_url(), reposted(review, row(QUOTED, **excerpt)))
    review.refresh_from_db()
    moved = reposted(review, row(QUOTED, **excerpt), album=tide_tables.pk)
    refused = desk.post(review.get_desk_url(), moved)
    assert refused.status_code == 422
    moved |= {"excerpt-0-track": "", "draft_seen": refused.context["manuscript"].draft_seen}
    assert desk.post(review.get_desk_url(), moved).status_code == 302
    review.refresh_from_db()
    assert (review.album, review.excerpts.get().track) == (tide_tables, None)


def test_a_proposal_that_may_be_an_album_that_is_here_is_explained_and_kept(desk, critic, tide_tables):
    second = AlbumFactory(
        title="Tide Tables", slug="second", lead_artist=tide_tables.lead_artist, release_date=date(1998, 1, 1)
    )
    proposal = {"album": "new", "proposal_title": "tide tables", "proposal_artist": "Ines Harrow"}
    response = desk.post(NEW, posted(critic, None, **proposal))
    assert response.status_code == 422
    year = tide_tables.release_year
    assert f"It could be “Tide Tables” (1998) or “Tide Tables” ({year}), which is here" in response.text
    assert 'value="tide tables"' in response.text
    assert Album.objects.count() == 2
    assert desk.post(NEW, posted(critic, None, **proposal, proposal_released="1998")).status_code == 302
    assert Review.objects.get().album == second


def test_what_tells_a_proposal_apart_makes_it_another_album(desk, critic, tide_tables):
    proposal = {"album": "new", "proposal_title": "Tide Tables", "proposal_artist": "Ines Harrow"}
    answers = posted(critic, None, **proposal, proposal_disambiguation="Green Album")
    assert desk.post(NEW, answers).status_code == 302
    album = Review.objects.get().album
    assert (album.slug, album.disambiguation, album.proposed) == ("tide-tables-green-album", "Green Album", True)
    assert str(album) == "Tide Tables (Green Album)"


def test_an_album_is_proposed_to_the_namesake_who_has_it():
    ArtistFactory(name="Harrow", slug="harrow-1")
    album = AlbumFactory(title="Salt Year", lead_artist=ArtistFactory(name="Harrow", slug="harrow-2"))
    assert propose_album(Proposal("Salt Year", "Harrow", "album")) == album
