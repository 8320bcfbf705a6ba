"""Albums as programs get them: the page's own numbers, printed and unrounded, and the list as browse has it."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.test import Client

from albums.models import Album, Genre
from api.cursors import SALT
from pages.album_page import history_of
from pages.album_record import load_record, load_reviews
from pages.working import working
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
    ExcerptFactory,
    TrackFactory,
    count_anew,
    published_review,
    reviewed_album,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://chorus.example"


def path_of(album: Album) -> str:
    """Where the API has an album, below `/api/v1/`."""
    return album.get_absolute_url().strip("/")


def titles(said: dict) -> list[str]:
    return [item["title"] for item in said["items"]]


class TestOneAlbum:
    def test_its_figures_are_those_of_its_page_printed_and_unrounded(self, ask):
        album = reviewed_album(80, "rave", 20, 75, "mixed")
        said = ask(path_of(album))["consensus"]
        stored = album.consensus
        assert Decimal(str(said["score"])) == stored.printed.score
        assert said["score_unrounded"] == stored.score
        assert (said["low"], said["high"]) == (float(stored.printed.low), float(stored.printed.high))
        assert (said["low_unrounded"], said["high_unrounded"]) == (stored.low, stored.high)
        assert [said[verdict] for verdict in ("raves", "positives", "mixeds", "pans")] == [1, 2, 1, 1]
        assert (said["counted"], said["graded"], said["ungraded"]) == (5, 3, 2)
        assert said["plain_mean_unrounded"] == stored.plain_mean
        assert said["spread_unrounded"] == stored.spread
        assert said["evidence"] == stored.evidence

    def test_its_working_is_the_pages_and_its_moves_add_up_as_printed(self, ask):
        album = reviewed_album(80, "rave", 20, 75)
        record = load_record(album.lead_artist.slug, album.slug)
        page = working(record.album, load_reviews(record.album))
        said = ask(path_of(album))["working"]
        assert [move["review"] for move in said["moves"]] == [row.review.pk for row in page.rows]
        assert [move["without_unrounded"] for move in said["moves"]] == [row.without for row in page.rows]
        printed = [Decimal(str(move["move"])) for move in said["moves"]]
        assert printed == [row.move for row in page.rows]
        assert Decimal(str(said["start"])) + sum(printed) == Decimal(str(said["score"]))
        unrounded = said["start_unrounded"] + sum(move["move_unrounded"] for move in said["moves"])
        assert unrounded == pytest.approx(said["score_unrounded"])

    def test_its_history_is_the_pages(self, ask):
        album = reviewed_album(80, "rave", 20)
        published_review(album, 90)
        count_anew(album)
        shown, _ = history_of(album, [])
        said = ask(path_of(album))["history"]
        assert [step["score_unrounded"] for step in said] == [step.score for step in shown]

    def test_before_three_reviews_there_is_no_score(self, ask):
        said = ask(path_of(reviewed_album(80, "rave")))
        assert said["consensus"]["score"] is None
        assert said["consensus"]["counted"] == 2
        assert said["history"] == []

    def test_before_the_first_review_there_is_no_consensus(self, ask):
        said = ask(path_of(AlbumFactory()))
        assert said["consensus"] is said["working"] is None

    def test_reviews_come_along_where_they_are_asked_for(self, ask):
        album = reviewed_album(80)
        assert "reviews" not in ask(path_of(album))
        (review,) = ask(f"{path_of(album)}?include=reviews")["reviews"]
        assert review["grade"] == "80%"
        assert review["verdict_set_by"] == "grade"

    def test_nothing_but_the_chosen_fields_is_said(self, ask):
        assert ask(f"{path_of(AlbumFactory(title='Tidewrack'))}?fields=title, type") == {
            "title": "Tidewrack",
            "type": "album",
        }

    def test_what_is_to_come_along_and_cannot_is_a_problem(self, ask):
        assert "reviews" in ask(f"{path_of(AlbumFactory())}?include=bodies", 400)["detail"]

    def test_a_parameter_that_there_is_not_is_a_problem(self, ask):
        assert "fields" in ask(f"{path_of(AlbumFactory())}?field=title", 400)["detail"]


class TestQuotations:
    def test_an_excerpt_says_that_it_is_a_quotation_and_not_licensed_and_where_it_is_from(self, ask):
        album = AlbumFactory()
        review = published_review(album, 80, source_url="https://lantern.example/low-water")
        ExcerptFactory(review=review, lead=True, about="track", track=TrackFactory(album=album, title="Ballast"))
        (said,) = ask(f"{path_of(album)}/reviews")["items"]
        (quotation,) = said["excerpts"]
        assert quotation["type"] == "quotation"
        assert review.body[quotation["start"] : quotation["end"]] == quotation["text"]
        assert quotation["source"].startswith("https://lantern.example/low-water")
        assert "not licensed" in quotation["licence"]
        assert quotation["track"] == "Ballast"

    def test_reviews_of_an_album_come_in_pages(self, ask):
        album = reviewed_album(80, 60, 70, 90, 50)
        whole = [item["id"] for item in ask(f"{path_of(album)}/reviews")["items"]]
        first = ask(f"{path_of(album)}/reviews?limit=2")
        second = ask(first["next"].partition("/api/v1/")[2])
        third = ask(second["next"].partition("/api/v1/")[2])
        assert [item["id"] for page in (first, second, third) for item in page["items"]] == whole
        assert third["next"] is None


class TestList:
    def test_it_is_narrowed_and_sorted_as_browse_does(self, ask):
        folk = Genre.objects.named("Folk")
        best, worst, other = reviewed_album(90, 90, 90), reviewed_album(30, 30, 30), reviewed_album(99, 99, 99)
        best.genres.add(folk)
        worst.genres.add(folk)
        said = ask("albums?genre=folk&order=best")
        assert titles(said) == [best.title, worst.title]
        assert (said["total"], said["total_is"]) == (2, "exact")
        assert titles(ask("albums?score_from=95")) == []
        assert other.title in titles(ask("albums?year=2024&kind=album&reviews=3&score_from=70"))

    @pytest.mark.parametrize("order", ["new", "best", "reviews", "divisive", "title"])
    def test_its_pages_put_together_are_the_list(self, ask, order):
        for score in (90, 30, 60, 30):
            reviewed_album(score, score, score)
        AlbumFactory(release_date=None)
        whole = titles(ask(f"albums?order={order}"))
        seen, path = [], f"albums?order={order}&limit=2"
        while path:
            said = ask(path)
            seen += titles(said)
            path = (said["next"] or "").partition("/api/v1/")[2]
        assert seen == whole
        assert len(whole) == 5

    def test_a_page_begins_where_the_last_ended_whatever_became_of_the_album_there(self, ask):
        for title in ("Ash", "Birch", "Cedar", "Dogwood"):
            AlbumFactory(title=title)
        first = ask("albums?order=title&limit=2")
        Album.objects.filter(title="Birch").update(proposed=True)
        assert titles(ask(first["next"].partition("/api/v1/")[2])) == ["Cedar", "Dogwood"]

    @pytest.mark.parametrize(
        "cursor",
        [
            "nonsense",
            "x" * 10_000,
            "a:b:c",
            signing.dumps(["albums by title", "sA"], salt=SALT),
            signing.dumps(["albums by best", "n1.0", "i1"], salt=SALT),
            signing.dumps(["albums by title", "sA", "i1"], salt="another"),
            signing.dumps(["albums by title", "zA", "i1"], salt=SALT),
            signing.dumps("albums by title", salt=SALT),
            signing.dumps({"albums by title": 1}, salt=SALT),
        ],
        # A signature tells the second it was made in, and both workers must name the same tests.
        ids=["nonsense", "long", "three parts", "no number", "another order", "forged", "no place", "text", "mapping"],
    )
    def test_a_cursor_that_is_none_of_this_list_is_a_problem(self, ask, cursor):
        response = Client().get("/api/v1/albums", {"order": "title", "cursor": cursor})
        assert response.status_code == 400
        assert "cursor" in response.json()["detail"]

    @pytest.mark.parametrize(
        ("query", "status"),
        [
            ("genre=nothing-such", 404),
            ("critic=nobody&genre=nothing", 404),
            ("kind=opera", 422),
            ("order=worst", 422),
            ("year=soon", 422),
            ("year=99999999999999999999", 422),
            ("limit=101", 422),
            ("limit=99999999999999999999999999", 422),
            ("page=2", 400),
            ("after=3", 400),
            ("include=reviews", 400),
            ("q=%00", 200),
            ("genre=%00", 404),
            ("genre=" + "x" * 3000, 404),
            ("q=" + "x" * 3000, 400),
        ],
    )
    def test_what_makes_no_sense_is_a_problem(self, ask, query, status):
        ask(f"albums?{query}", status)

    def test_what_is_included_comes_along(self, ask):
        album = AlbumFactory()
        album.genres.add(Genre.objects.named("Folk"))
        TrackFactory(album=album, title="Ballast")
        (said,) = ask("albums?include=genres,tracks")["items"]
        assert said["genres"][0]["name"] == "Folk"
        assert said["tracks"][0]["title"] == "Ballast"
        assert "labels" not in said
        assert "genres" not in ask("albums")["items"][0]
        (found,) = ask(said["genres"][0]["api_url"].partition("/api/v1/")[2])["items"]
        assert found["title"] == album.title

    def test_an_album_leads_to_its_address_in_the_api(self, ask):
        album = AlbumFactory(lead_artist=ArtistFactory(name="Søren Ålund"), title="音の海")
        (said,) = ask("albums")["items"]
        assert ask(urlsplit(said["api_url"]).path.removeprefix("/api/v1/"))["title"] == album.title
        assert said["url"] == f"https://chorus.example{album.get_absolute_url()}"


class TestFinding:
    def test_an_album_is_found_as_people_type_it(self, ask):
        album = AlbumFactory(title="Tidewrack (Deluxe Edition)", lead_artist=ArtistFactory(name="Ålesund Ferry"))
        AlbumFactory(title="Tidewrack")
        said = ask("albums/find?artist=alesund ferry&title=TIDEWRACK")
        assert said["certain"]
        assert titles(said) == [album.title]

    def test_where_nobody_can_tell_the_likeliest_come_first(self, ask):
        artist = ArtistFactory(name="Ines Harrow")
        AlbumFactory(title="Ines Harrow", slug="one", lead_artist=artist, disambiguation="Green Album")
        AlbumFactory(title="Ines Harrow", slug="two", lead_artist=artist, disambiguation="Red Album")
        said = ask("albums/find?artist=Ines Harrow&title=Ines Harrow")
        assert not said["certain"]
        assert len(said["items"]) == 2

    def test_it_is_found_by_its_id_at_musicbrainz(self, ask):
        key = "a3b1b5c2-0000-4000-8000-000000000001"
        album = AlbumFactory(musicbrainz_id=key)
        assert titles(ask(f"albums/find?musicbrainz_id={key}")) == [album.title]
        assert titles(ask(f"albums/find?musicbrainz_id={key.replace('1', '2')}")) == []
        ask("albums/find?musicbrainz_id=nonsense", 422)

    def test_what_no_curator_has_accepted_is_not_found(self, ask):
        AlbumFactory(title="Tidewrack", lead_artist=ArtistFactory(name="Ålesund Ferry"), proposed=True)
        assert titles(ask("albums/find?artist=Ålesund Ferry&title=Tidewrack")) == []

    @pytest.mark.parametrize(
        ("query", "status"),
        [
            ("", 400),
            ("title=%00", 400),
            ("title=" + "x" * 5000, 422),
            ("title=%00a&artist=%00", 200),
            ("title=!!", 200),
        ],
    )
    def test_what_says_nothing_finds_nothing(self, ask, query, status):
        ask(f"albums/find?{query}", status)
