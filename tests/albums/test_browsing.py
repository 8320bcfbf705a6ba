"""The list of albums: filters that combine, orders, pages, counts, and what a stranger may type instead."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from albums.browsing import counting, listing
from albums.browsing.counting import Count
from albums.browsing.filters import TAGS
from albums.browsing.listing import ALBUMS_A_PAGE, Listing
from albums.browsing.orders import ORDERS
from albums.models import Album, ArtistAlias, Credit, Genre, Label
from albums.models.album import DRAW, DRAWS
from reviews.models import ConsensusChange, Critic, Publication
from reviews.scoring import refresh_consensus
from reviews.views.browse import VOICES
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
    CriticFactory,
    PublicationFactory,
    published_review,
    reviewed_album,
)
from tests.markup import main, read

pytestmark = pytest.mark.django_db
LIST = "/albums/"
MOST_QUERIES = 8


def browse(query: str = "") -> Listing:
    """The list that a query string asks for."""
    return Listing(QueryDict(query.removeprefix("?")), VOICES)


def titles(query: str = "") -> list[str]:
    return [album.title for album in browse(query).albums]


@pytest.fixture
def shelf():
    """Three albums that each filter tells apart."""
    night = AlbumFactory(
        title="Night Freight", kind="soundtrack", release_date=date(2024, 5, 1), lead_artist__name="Inès Harrow"
    )
    night.genres.add(Genre.objects.named("Electronic"))
    night.labels.add(Label.objects.named("Palisade"))
    ArtistAlias.objects.create(artist=night.lead_artist, name="H.R.W.")
    ferry = AlbumFactory(title="Ferry Songs", release_date=date(2023, 5, 1), lead_artist__name="Ada Quill")
    ferry.genres.add(Genre.objects.named("Electronic"), Genre.objects.named("Forró"))
    Credit.objects.create(album=ferry, artist=ArtistFactory(name="The Night Porters"), position=2)
    AlbumFactory(title="Ballast", release_date=None, lead_artist__name="Zed")
    return night, ferry


@pytest.fixture
def small_samples(monkeypatch):
    """Samples of eight albums, and sets of three at most counted exactly: as in a catalogue of a million."""
    monkeypatch.setattr(counting, "SAMPLE", 8)
    monkeypatch.setattr(counting, "EXACT_UP_TO", 3)
    monkeypatch.setattr(counting, "WORTH_FETCHING", 12)
    monkeypatch.setattr(counting, "HITS_FOR_ONE", 1)


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


def count_anew(album: Album) -> None:
    refresh_consensus(album, ConsensusChange.Cause.PUBLISHED)


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


KEYS = st.tuples(
    st.sampled_from([None, date(1999, 1, 1), date(2024, 5, 5), date(2024, 5, 6)]),
    st.sampled_from([None, 0.0, 61.25, 61.250000000000007, 99.9]),
    st.sampled_from([None, 4.5, 30.0]),
    st.sampled_from([0, 3, 5]),
    st.sampled_from(["Ännu", "annu", "Zebra", "夜", "!!!"]),
    st.sampled_from(["album", "ep"]),
)


def made(keys: list[tuple]) -> None:
    """Albums with these keys to sort by, ties and gaps among them."""
    artist = ArtistFactory()
    for number, (released, score, spread, reviews, title, kind) in enumerate(keys):
        album = AlbumFactory(lead_artist=artist, title=title, slug=f"a{number}", kind=kind, release_date=released)
        Album.objects.filter(pk=album.pk).update(
            consensus_score=score,
            consensus_low=score,
            consensus_high=score,
            consensus_spread=spread,
            counted_reviews=max(reviews, 3) if score is not None else reviews,
        )


def expected(order: str, albums: list[Album]) -> list[int]:
    """The order as Python sorts it."""
    keys = {
        "new": lambda album: album.release_date or date.min,
        "best": lambda album: -1.0 if album.consensus_score is None else album.consensus_score,
        "reviews": lambda album: album.counted_reviews,
        "divisive": lambda album: -1.0 if album.consensus_spread is None else album.consensus_spread,
        "title": lambda album: album.folded,
    }
    return [
        album.pk for album in sorted(albums, key=lambda each: (keys[order](each), each.pk), reverse=order != "title")
    ]


def walk(query: str, way: str) -> list[int]:
    """Every album from the first page on, or from the last page back."""
    found: list[int] = []
    here = browse(query)
    while True:
        page = [album.pk for album in here.albums]
        found = [*page, *found] if way == "previous" else [*found, *page]
        if not getattr(here, f"has_{way}"):
            return found
        here = browse(getattr(here, way))


@settings(max_examples=25)
@given(
    keys=st.lists(KEYS, min_size=1, max_size=14),
    order=st.sampled_from(sorted(ORDERS)),
    narrowed=st.sampled_from(["", "&kind=ep", "&reviews=3", "&score_from=50", "&kind=album&year=2024"]),
    sampled=st.booleans(),
)
def test_walking_through_the_pages_gives_every_album_once_and_in_order(keys, order, narrowed, sampled):
    Album.objects.all().delete()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "ALBUMS_A_PAGE", 3)
        if sampled:
            patch.setattr(counting, "SAMPLE", 4)
            patch.setattr(counting, "EXACT_UP_TO", 5)
        made(keys)
        passing = browse(f"order={order}{narrowed}").asked.passing()
        wanted = expected(order, list(Album.objects.filter(passing)))
        assert walk(f"order={order}{narrowed}", "next") == wanted
        assert walk(f"order={order}{narrowed}&page=last", "previous") == wanted


def test_the_pages_say_where_they_lead(client):
    for _ in range(2 * ALBUMS_A_PAGE + 1):
        AlbumFactory(kind="ep")
    first = main(client.get(f"{LIST}?kind=ep&order=title"))
    assert first.one("h2").text == f"{2 * ALBUMS_A_PAGE + 1} albums"
    ways = first.one("nav", "pager").links()
    assert list(ways) == ["Next", "Last"]
    second = main(client.get(LIST + ways["Next"]))
    assert len(second.all("article")) == ALBUMS_A_PAGE
    assert list(second.one("nav", "pager").links()) == ["First", "Previous", "Next", "Last"]
    assert second.one("nav", "pager").links()["First"] == "?kind=ep&order=title"
    third = main(client.get(LIST + second.one("nav", "pager").links()["Next"]))
    assert len(third.all("article")) == 1
    assert list(third.one("nav", "pager").links()) == ["First", "Previous"]
    last = main(client.get(LIST + ways["Last"]))
    assert last.texts("h3")[-1] == third.texts("h3")[0]
    assert list(last.one("nav", "pager").links()) == ["First", "Previous"]


@pytest.mark.parametrize("token", ["-1", "0", "9" * 19, "9" * 30, "two", "1.5", "1'--", "%00"])
@pytest.mark.parametrize("key", ["after", "before"])
def test_a_forged_place_gives_the_first_page_and_says_so(client, shelf, key, token):
    page = main(client.get(f"{LIST}?{key}={token}"))
    assert page.texts("h3") == ["Night Freight", "Ferry Songs", "Ballast"]
    assert "The place you asked for is not in the list, so this is the first page." in page.text


def test_the_place_of_an_album_that_is_gone_or_unseen_gives_the_first_page(client, shelf):
    unseen = AlbumFactory(proposed=True)
    gone = AlbumFactory()
    key = gone.pk
    gone.delete()
    for place in (unseen.pk, key):
        assert len(main(client.get(f"{LIST}?after={place}")).all("article")) == 3


def test_beyond_the_last_album_there_is_the_first_page_again(client, shelf):
    last = Album.objects.get(title="Ballast")
    page = main(client.get(f"{LIST}?after={last.pk}"))
    assert len(page.all("article")) == 3
    assert "Nothing comes beyond the place you asked for" in page.text


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


def test_a_list_that_nothing_fits_says_what_each_filter_hides(client, shelf):
    page = main(client.get(f"{LIST}?genre=electronic&kind=soundtrack&year=2023"))
    assert page.one("h2").text == "0 albums"
    assert page.one("ul", "ways-out").links() == {
        "1 album without kind “Soundtrack”": "?genre=electronic&year=2023",
        "1 album without released “2023”": "?genre=electronic&kind=soundtrack",
    }


def test_a_list_that_nothing_fits_with_any_filter_taken_away_offers_the_way_back(client, shelf):
    page = main(client.get(f"{LIST}?genre=forro&label=palisade&kind=live"))
    assert page.one("div", "empty").links() == {"Show all": LIST}


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


def test_beside_each_value_stands_what_choosing_it_would_give(client, shelf):
    page = main(client.get(f"{LIST}?genre=forro"))
    assert page.one("select", name="genre").texts("option") == ["All", "Electronic (2)", "Forró (1)"]
    assert page.one("select", name="kind").texts("option") == ["All", "Album (1)"]
    assert page.one("select", name="year").texts("option") == ["Any time", "2020s (1)", "2023 (1)"]
    assert page.one("select", name="label").texts("option") == ["All"]


def test_a_proposed_album_is_in_no_list_and_counts_nowhere(client):
    album = AlbumFactory(proposed=True, release_date=date(1987, 5, 4))
    album.genres.add(Genre.objects.named("Bell music"))
    page = main(client.get(LIST))
    assert not page.texts("h3")
    assert "Bell music" not in page.text
    assert "1987" not in page.text


@settings(max_examples=25)
@given(
    tags=st.lists(
        st.tuples(st.sets(st.integers(0, 3)), st.sets(st.integers(0, 1)), st.sampled_from(["album", "ep"])), max_size=9
    ),
    query=st.sampled_from(
        ["", "genre=g0", "genre=g1&kind=ep", "label=l0&genre=g2", "kind=album", "year=2024&genre=g0"]
    ),
    sampled=st.booleans(),
)
def test_counts_are_those_of_the_lists_they_stand_for(tags, query, sampled):
    Album.objects.all().delete()
    genres = [Genre.objects.named(f"G{number}") for number in range(4)]
    labels = [Label.objects.named(f"L{number}") for number in range(2)]
    for of_genres, of_labels, kind in tags:
        album = AlbumFactory(kind=kind)
        album.genres.set([genres[number] for number in of_genres])
        album.labels.set([labels[number] for number in of_labels])
    with pytest.MonkeyPatch.context() as patch:
        if sampled:
            patch.setattr(counting, "SAMPLE", 3)
        here = browse(query)
        assert here.total == Count(len(here.albums))
        for facet, choices in (("genre", here.tagged["genre"]), ("label", here.tagged["label"]), ("kind", here.kinds)):
            for choice in choices:
                state = dict(parse_qsl(query)) | {facet: choice.value}
                there = browse("&".join(f"{key}={value}" for key, value in state.items()))
                assert choice.count == there.total == Count(len(there.albums))
        for chip in here.chips if not here.albums else ():
            assert chip.count == browse(chip.query.removeprefix(".")).total


def test_a_large_set_is_estimated_and_says_so(client, small_samples):
    for number in range(40):
        AlbumFactory(pk=7000 + number, kind="ep" if number % 2 else "album")
    page = main(client.get(LIST))
    assert page.one("h2").text in ("About 30 albums", "About 40 albums", "About 50 albums")
    assert len(page.all("article")) == ALBUMS_A_PAGE
    assert page.one("select", name="kind").texts("option")[1:3] != ["Album (20)", "EP (20)"]


def test_of_a_large_catalogue_small_sets_are_counted_exactly(small_samples):
    rare = Genre.objects.named("Rare")
    for number in range(40):
        album = AlbumFactory()
        if number < 2:
            album.genres.add(rare)
    assert browse("genre=rare").total == Count(2)
    assert browse("genre=rare&kind=live").ways_out[0].count == Count(2)


@pytest.mark.parametrize(
    ("hits", "weight", "said"),
    [(7, 1, "7"), (1234, 1, "1,234"), (3, 50, "under 500"), (57, 48.9, "about 3,000"), (812, 48.9, "about 40,000")],
)
def test_an_estimate_is_as_fine_as_its_sample_allows(hits, weight, said):
    assert str(Count.of(hits, weight)) == said


def test_an_even_sample_is_drawn_wherever_it_is_cut_off():
    artist = ArtistFactory()
    Album.objects.bulk_create(
        Album(title=f"A{n}", folded=f"a{n}", slug=f"a{n}", lead_artist=artist) for n in range(1000)
    )
    first = Album.objects.order_by("pk").first().pk
    for cut in (50, 100, 333):
        drawn = Album.objects.annotate(draw=DRAW).order_by("draw")[:cut]
        keys = sorted(album.pk - first for album in drawn)
        assert cut * DRAWS / (max(album.draw for album in drawn) + 1) == pytest.approx(1000, rel=0.05)
        for quarter in range(4):
            share = sum(250 * quarter <= key < 250 * (quarter + 1) for key in keys)
            assert share == pytest.approx(cut / 4, abs=3)


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
    assert read(client.get(f"{LIST}?year=2023")).one("meta", name="robots")["content"] == "noindex, follow"
    assert read(client.get(f"{LIST}?page=last")).one("meta", name="robots")["content"] == "noindex, follow"


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


def test_every_voice_is_offered_by_a_name_that_readers_may_see(client):
    critic, house = CriticFactory(name="Marit Sund"), PublicationFactory(name="The Lantern")
    published_review(album := AlbumFactory(), "rave", publication=house, critic=critic)
    count_anew(album)
    page = main(client.get(LIST))
    assert page.one("select", name="publication").texts("option") == ["Any publication", "The Lantern (1)"]
    assert page.one("select", name="critic").texts("option") == ["Any critic", "Marit Sund (1)"]


def test_what_is_offered_of_many_is_what_most_albums_have(monkeypatch):
    monkeypatch.setattr(counting, "MOST_VALUES", 2)
    for name, albums in (("Rare", 1), ("Common", 3), ("Often", 2)):
        label = Label.objects.named(name)
        for _ in range(albums):
            AlbumFactory().labels.add(label)
    assert [choice.name for choice in browse().tagged["label"]] == ["Common", "Often"]
    assert [choice.name for choice in browse("label=rare").tagged["label"]] == ["Common", "Often", "Rare"]


def test_links_within_the_list_stay_in_the_list(client, shelf):
    page = main(client.get(f"{LIST}?genre=electronic&year=2020s"))
    for address in page.one("ul", "chips").links().values():
        assert client.get(LIST + address if address.startswith("?") else address).status_code == 200
        assert urlsplit(address).path in ("", LIST)


def test_genres_labels_and_voices_have_columns_of_their_own():
    columns = {tag.column for tag in (*TAGS, *VOICES)}
    assert columns == {"genre_ids", "label_ids", "publication_ids", "critic_ids"}
    assert {tag.named().model for tag in (*TAGS, *VOICES)} == {Genre, Label, Publication, Critic}
