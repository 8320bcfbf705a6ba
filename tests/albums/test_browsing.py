"""The list of albums: filters that combine, orders, pages, counts, and what a stranger may type instead."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from albums.browsing import counting
from albums.browsing.filters import TAGS
from albums.models import Album, Genre, Label
from pages.views.browse import VOICES
from reviews.models import Critic, Publication
from tests.browsing import LIST, browse, titles
from tests.factories import (
    AlbumFactory,
    CriticFactory,
    PublicationFactory,
    count_anew,
    published_review,
    reviewed_album,
)
from tests.markup import main, read

pytestmark = pytest.mark.django_db
MOST_QUERIES = 9


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?genre=electronic", ["Night Freight", "Ferry Songs"]),
        ("?genre=forro", ["Ferry Songs"]),
        ("?label=palisade", ["Night Freight"]),
        ("?kind=soundtrack", ["Night Freight"]),
        ("?year=2023", ["Ferry Songs"]),
        ("?year=2020s", ["Night Freight", "Ferry Songs"]),
        ("?year=1990s", []),
        ("?q=night", ["Night Freight", "Ferry Songs"]),
        ("?q=NÍGHT+harrow", ["Night Freight"]),
        ("?q=h.r.w.", ["Night Freight"]),
        ("?q=nothing+of+the+kind", []),
        ("?q=ferry&genre=electronic&kind=album&year=2023", ["Ferry Songs"]),
        ("?genre=forro&kind=soundtrack", []),
    ],
)
def test_filters_narrow_the_list_together(shelf, query, found):
    assert titles(query) == found


def test_albums_are_found_by_who_reviewed_them():
    house, critic = PublicationFactory(name="Lantern", slug="lantern"), CriticFactory(name="Marit", slug="marit")
    both, one = AlbumFactory(title="Both"), AlbumFactory(title="One")
    published_review(both, "rave", publication=house, critic=critic)
    published_review(one, "pan", publication=house)
    for album in (both, one):
        count_anew(album)
    assert titles("?publication=lantern&order=title") == ["Both", "One"]
    assert titles("?publication=lantern&critic=marit") == ["Both"]
    assert titles("?critic=marit&kind=ep") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?score_from=80", ["High"]),
        ("?score_to=80", ["Middle", "Low"]),
        ("?score_from=50&score_to=80", ["Middle"]),
        ("?score_from=80&score_to=50", ["Middle"]),
        ("?score_from=0", ["High", "Middle", "Low"]),
        ("?reviews=4", ["Middle"]),
        ("?reviews=1", ["High", "Middle", "Low"]),
        ("?reviews=0", ["High", "Middle", "Low", "Unread"]),
    ],
)
def test_scores_and_numbers_of_reviews_narrow_the_list(query, found):
    reviewed_album(100, 100, 100, title="High")
    reviewed_album(70, 70, 70, 70, title="Middle")
    reviewed_album(10, 10, 10, title="Low")
    AlbumFactory(title="Unread")
    assert titles(query + "&order=best") == found


@pytest.mark.parametrize("score", [79.4, 79.5, 80.0, 80.4, 80.5])
def test_a_score_is_asked_for_as_it_is_printed(client, score):
    album = reviewed_album(80, 80, 80)
    Album.objects.filter(pk=album.pk).update(consensus_score=score, consensus_low=score, consensus_high=score)
    printed = main(client.get(LIST)).one("span", "score-number").text
    assert bool(browse("score_from=80&score_to=80").albums) is (printed == "80")


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("new", ["Apart", "Calm", "Bright", "Dark"]),
        ("best", ["Bright", "Calm", "Apart", "Dark"]),
        ("reviews", ["Calm", "Apart", "Bright", "Dark"]),
        ("divisive", ["Apart", "Calm", "Dark", "Bright"]),
        ("title", ["Apart", "Bright", "Calm", "Dark"]),
    ],
)
def test_every_order_keeps_its_word(order, expected):
    reviewed_album(90, 90, 20, 20, 55, title="Apart", release_date=date(2025, 1, 1))
    reviewed_album(75, 75, 75, 75, 75, 75, title="Calm", release_date=date(2024, 1, 1))
    reviewed_album(95, 95, 95, title="Bright", release_date=date(2023, 1, 1))
    AlbumFactory(title="Dark", release_date=None)
    assert titles(f"order={order}") == expected


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("?genre=polka", "There is no genre “polka”."),
        ("?label=nowhere", "There is no label “nowhere”."),
        ("?publication=nowhere", "There is no publication “nowhere”."),
        ("?critic=nobody", "There is no critic “nobody”."),
        ("?kind=opera", "There is no kind of album called “opera”."),
        ("?year=abc", "“abc” is no year or decade; write 1994 or 1990s."),
        ("?year=0000", "“0000” is no year or decade; write 1994 or 1990s."),
        ("?year=1995s", "“1995s” is no year or decade; write 1994 or 1990s."),
        ("?order=up", "There is no order called “up”."),
        ("?score_from=-5", "“-5” is no score from 0 to 100."),
        ("?score_to=101", "“101” is no score from 0 to 100."),
        ("?reviews=many", "“many” is no number of reviews."),
        ("?page=3", "Pages have no numbers here."),
        ("?colour=red", "There is no filter called “colour”."),
        (f"?genre={'x' * 10_000}", f"There is no genre “{'x' * 40}…”."),
        (f"?q=night+{'x' * 10_000}", "Only the first 200 characters of what you typed are looked for."),
    ],
)
def test_what_is_not_understood_is_left_out_and_said(client, shelf, query, hint):
    response = client.get(LIST + query)
    assert response.status_code == 200
    assert hint in main(response).one("div", "filters-hints").texts("p")
    if "q=" not in query:
        assert len(main(response).all("article")) == 3


def test_a_critic_of_whom_nothing_counts_is_named_nowhere(client):
    CriticFactory(name="Marit Secret", slug="marit")
    assert "Marit Secret" not in main(client.get(f"{LIST}?critic=marit")).text


def test_hints_are_few_however_much_is_forged(client, shelf):
    page = main(client.get(LIST + "?" + "&".join(f"x{number}=1" for number in range(500))))
    assert len(page.one("div", "filters-hints").all("p")) == 4


def test_what_is_set_stands_beside_the_number_and_can_be_taken_away(client, shelf):
    page = main(client.get(f"{LIST}?genre=electronic&kind=soundtrack&order=best"))
    assert page.one("h2").text == "1 album"
    assert page.one("ul", "chips").links() == {
        "Remove Genre Electronic ×": "?kind=soundtrack&order=best",
        "Remove Kind Soundtrack ×": "?genre=electronic&order=best",
        "Show all": LIST,
    }


def test_the_list_without_albums_says_so(client):
    page = main(client.get(LIST))
    assert page.one("p", "empty").text == "No albums yet."
    assert page.one("h2").text == "0 albums"


def test_the_form_shows_what_was_chosen(client, shelf):
    query = "?q=night&genre=electronic&label=palisade&kind=soundtrack&year=2024&order=best&reviews=7&score_from=5"
    page = main(client.get(LIST + query))
    chosen = [option.get("value") for option in page.all("option") if "selected" in option.attributes]
    assert chosen == ["electronic", "2024", "best", "soundtrack", "palisade", "7"]
    assert page.one("input", name="q")["value"] == "night"
    assert page.one("input", name="score_from")["value"] == "5"


def test_empty_fields_are_dropped_from_the_address(client, shelf):
    response = client.get(f"{LIST}?q=&genre=forro&kind=&order=")
    assert (response.status_code, response["Location"]) == (302, f"{LIST}?genre=forro")
    assert client.get(f"{LIST}?q=&kind=")["Location"] == LIST


def test_every_state_has_one_address(shelf):
    here = browse("order=title&kind=soundtrack&q=++night+&genre=electronic&colour=red&year=2024")
    assert here.first == "?q=night&genre=electronic&kind=soundtrack&year=2024&order=title"
    assert browse(here.first).first == here.first


def test_a_narrowed_list_is_not_for_search_engines(client, shelf):
    assert not read(client.get(LIST)).all("meta", name="robots")
    assert read(client.get(f"{LIST}?year=2023")).one("meta", name="robots")["content"] == "noindex"
    assert read(client.get(f"{LIST}?page=last")).one("meta", name="robots")["content"] == "noindex"


def test_htmx_gets_the_results_with_new_fields_beside_them(client, shelf):
    response = client.get(f"{LIST}?genre=forro", headers={"HX-Request": "true", "HX-Target": "album-results"})
    part = read(response)
    assert part.texts("h3") == ["Ferry Songs"]
    assert not part.all("html")
    assert not part.all("form")
    beside = [element for element in part.all() if element.get("hx-swap-oob")]
    assert [element.get("id") for element in beside] == ["filters-first", "filters-more", ""]
    assert beside[2].text == "1 album"
    whole = main(client.get(f"{LIST}?genre=forro"))
    for element in beside[:2]:
        assert whole.one("div", id=element["id"]).text == element.text
    assert whole.one("p", id="albums-found")["role"] == "status"


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Target": "another"}, {"HX-Request": "true"}])
def test_everyone_else_gets_the_whole_page(client, headers):
    assert read(client.get(LIST, headers=headers)).one("html")


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Target": "album-results"}])
def test_caches_keep_the_part_and_the_page_apart(client, headers):
    vary = {name.strip() for name in client.get(LIST, headers=headers)["Vary"].split(",")}
    assert {"HX-Request", "HX-Target"} <= vary


@pytest.mark.parametrize("sampled", [False, True])
def test_the_list_asks_few_queries_and_no_more_of_more_rows(client, sampled, monkeypatch):
    if sampled:
        monkeypatch.setattr(counting, "SAMPLE", 4)
    house, critic = PublicationFactory(slug="lantern"), CriticFactory(slug="marit")
    counts = []
    for _ in range(2):
        for _ in range(10):
            album = reviewed_album(60, 70, 80, kind="ep")
            published_review(album, "rave", publication=house, critic=critic)
            album.genres.add(Genre.objects.named("Dub"), Genre.objects.named(f"Genre {album.pk}"))
            album.labels.add(Label.objects.named(f"Label {album.pk}"))
            count_anew(album)
        place = Album.objects.order_by("pk").last().pk
        query = (
            f"?genre=dub&publication=lantern&critic=marit&kind=ep&year=2020s&score_from=1&reviews=2&q=low&after={place}"
        )
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST + query).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_links_within_the_list_stay_in_the_list(client, shelf):
    page = main(client.get(f"{LIST}?genre=electronic&year=2020s"))
    for address in page.one("ul", "chips").links().values():
        assert client.get(LIST + address if address.startswith("?") else address).status_code == 200
        assert urlsplit(address).path in ("", LIST)


def test_genres_labels_and_voices_have_columns_of_their_own():
    columns = {tag.column for tag in (*TAGS, *VOICES)}
    assert columns == {"genre_ids", "label_ids", "publication_ids", "critic_ids"}
    assert {tag.named().model for tag in (*TAGS, *VOICES)} == {Genre, Label, Publication, Critic}
