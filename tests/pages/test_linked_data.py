"""What pages say to machines, and above all what they never say."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from albums.models import Album, Genre
from pages.linked_data import PRODUCTION, script
from tests.factories import AlbumFactory, ArtistFactory, CriticFactory, PublicationFactory, ReviewFactory, ScaleFactory
from tests.formats import strangers

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://chorus.example"


def said_by(path: str) -> list[dict[str, Any]]:
    """The things that a page is about."""
    (block,) = BLOCK.findall(Client().get(path).content.decode())
    data = json.loads(block)
    assert data["@context"] == "https://schema.org"
    assert not strangers(data["@graph"])
    return data["@graph"]


def kinds(graph: object) -> set[str]:
    """Every type and every property that is named anywhere in it."""
    if isinstance(graph, dict):
        return {graph.get("@type", "")} | set(graph) | {name for value in graph.values() for name in kinds(value)}
    return {name for item in graph for name in kinds(item)} if isinstance(graph, list) else set()


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def review(self):
        scale = ScaleFactory(kind="points", maximum=10, step=1)
        house = PublicationFactory(scale=scale)
        critic = CriticFactory(name="Ottilie Brandt", publication=house)
        album = AlbumFactory(title="Low Water", release_date="2024-05-01", release_precision="month")
        album.genres.add(Genre.objects.named("Tide"))
        album.tracks.create(position=1, title="Slack", seconds=247)
        return ReviewFactory(
            published=True, hosted=True, critic=critic, publication=house, album=album, grade="8/10", score=80
        )

    def test_an_album_is_a_record_by_somebody_with_its_tracks_and_its_place(self, review):
        album, crumbs = said_by(review.album.get_absolute_url())
        assert album["@type"] == "MusicAlbum"
        assert album["name"] == "Low Water"
        assert album["datePublished"] == "2024-05"
        assert album["genre"] == ["Tide"]
        assert album["track"] == [{"@type": "MusicRecording", "name": "Slack", "duration": "PT4M7S"}]
        assert album["byArtist"][0]["url"] == f"https://chorus.example{review.album.lead_artist.get_absolute_url()}"
        assert [step["name"] for step in crumbs["itemListElement"]] == [
            "Albums",
            review.album.lead_artist.name,
            "Low Water",
        ]

    def test_no_page_ever_gathers_ratings(self, review):
        for _ in range(3):
            ReviewFactory(published=True, album=review.album)
        shown = [review.album, review.critic, review.publication, review.album.lead_artist, Genre.objects.get()]
        paths = ["/", review.get_text_url(), *(thing.get_absolute_url() for thing in shown)]
        for path in paths:
            page = Client().get(path).content.decode()
            assert "aggregateRating" not in page
            assert "AggregateRating" not in page
            if path != review.get_text_url():
                assert not {"Review", "Rating", "reviewRating", "review"} & kinds(said_by(path))

    def test_a_review_that_is_here_whole_says_its_critics_own_grade(self, review):
        said, _ = said_by(review.get_text_url())
        assert said["@type"] == "Review"
        assert said["reviewRating"] == {
            "@type": "Rating",
            "ratingValue": "8",
            "bestRating": "10",
            "worstRating": "0",
        }
        assert said["author"]["name"] == "Ottilie Brandt"
        assert said["itemReviewed"]["name"] == "Low Water"

    @pytest.mark.parametrize("grade", [{"grade": "", "score": None}, {"grade": "A-", "score": 90}])
    def test_one_without_a_grade_in_numbers_says_none(self, review, grade):
        other = ReviewFactory(published=True, hosted=True, album=review.album, **grade)
        assert "Review" not in kinds(said_by(other.get_text_url()))

    def test_artists_critics_and_publications_say_who_they_are(self, review):
        artist, _ = said_by(review.album.lead_artist.get_absolute_url())
        critic, _ = said_by(review.critic.get_absolute_url())
        house, _ = said_by(review.publication.get_absolute_url())
        assert (artist["@type"], critic["@type"], house["@type"]) == ("MusicGroup", "Person", "Organization")
        assert critic["worksFor"]["@id"] == house["@id"]

    def test_the_site_says_how_it_is_searched(self):
        (said,) = said_by("/")
        assert said["potentialAction"]["target"] == "https://chorus.example/search/?q={search_term_string}"

    def test_a_title_that_would_end_the_block_does_not(self):
        title = '</script><script>alert("x")</script><!--'
        album = AlbumFactory(title=title, lead_artist=ArtistFactory(name="A & B"))
        said, _ = said_by(album.get_absolute_url())
        assert said["name"] == title
        assert said["byArtist"][0]["name"] == "A & B"

    @pytest.mark.parametrize(("kind", "term"), [("soundtrack", "SoundtrackAlbum"), ("live", "LiveAlbum")])
    def test_the_kind_of_a_record_is_said_in_schemas_words(self, kind, term):
        said, _ = said_by(AlbumFactory(kind=kind).get_absolute_url())
        assert said["albumProductionType"] == f"https://schema.org/{term}"

    def test_nothing_that_is_not_known_is_said(self):
        said, _ = said_by(AlbumFactory(release_date=None, release_precision="").get_absolute_url())
        assert {"datePublished", "image", "track", "genre", "sameAs"}.isdisjoint(said)


@given(st.text())
def test_whatever_is_said_is_read_as_it_was_and_never_ends_the_block(text):
    block = script([{"name": text}])
    assert block.count("<") == 2
    assert json.loads(BLOCK.fullmatch(block)[1])["@graph"] == [{"name": text}]


def test_a_word_that_the_vocabulary_lacks_is_noticed():
    graph = [{"@type": "MusicAlbum", "mood": "low", "track": [{"@type": "Tune"}]}]
    assert strangers(graph) == [("MusicAlbum", "mood"), ("Tune", "")]


def test_every_kind_of_record_is_known():
    assert set(PRODUCTION) | {Album.Kind.ALBUM, Album.Kind.EP} == set(Album.Kind)
