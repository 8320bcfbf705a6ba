"""The album page: facts, consensus, every review in its critic's words, the working."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import unquote

import pytest
from django.utils import timezone

from albums.models import AlbumLink, Credit, Genre, Label
from pages.album_page import CARDS_AT_ONCE, MOVES_AT_ONCE, in_order
from reviews.models import Calibration, Critic, Excerpt, Review
from tests.album_page import CHORUS, DOOR, VOICE, page_of
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
    CriticFactory,
    ExcerptFactory,
    FilmFactory,
    PublicationFactory,
    ReviewFactory,
    TrackFactory,
    UserFactory,
    count_anew,
    published_review,
    reviewed_album,
)
from tests.markup import Element, main, read

pytestmark = pytest.mark.django_db


def card_of(client, review: Review) -> Element:
    return page_of(client, review.album).one("article", id=review.anchor)


def facts_of(page: Element) -> dict[str, str]:
    facts = page.all("dl", "facts")[0]
    return dict(zip(facts.texts("dt"), facts.texts("dd"), strict=True))


def test_the_head_of_the_page_has_the_facts_of_the_record(client):
    album = AlbumFactory(title="Low Water", kind="ep", lead_artist__name="Ada Quill", credit__join_phrase=" & ")
    Credit.objects.create(album=album, artist=ArtistFactory(name="Zed"), position=2)
    album.genres.add(Genre.objects.named("Forró"), Genre.objects.named("Bell music"))
    album.labels.add(Label.objects.named("Palisade Grand"))
    TrackFactory(album=album, seconds=200)
    TrackFactory(album=album, seconds=190)
    AlbumLink.objects.create(album=album, kind="stream", url="https://listen.example/low-water")
    AlbumLink.objects.create(album=album, kind="buy", url="https://counter.example/low-water")
    page = page_of(client, album)
    assert page.one("h1").text == "Low Water"
    assert page.one("p", "album-artists").links() == {"Ada Quill": "/artists/ada-quill/", "Zed": "/artists/zed/"}
    assert page.one("p", "album-artists").text == "Ada Quill & Zed"
    assert "EP · 20 September 2024" in page.text
    assert facts_of(page) == {
        "Genre": "Bell music, Forró",
        "Label": "Palisade Grand",
        "Length": "2 tracks, 6 min",
        "Hear it": "Buy, Listen",
    }
    links = page.links()
    assert main(client.get(links["Forró"])).texts("h3") == ["Low Water"]
    assert main(client.get(links["Palisade Grand"])).texts("h3") == ["Low Water"]
    assert links["Listen"] == "https://listen.example/low-water"


def test_a_record_of_which_little_is_known_says_nothing_about_the_rest(client):
    page = page_of(client, AlbumFactory(release_date=None))
    assert facts_of(page) == {}
    assert not page.all("section", id="tracks")
    assert not page.all("section", id="film")


def test_a_playing_time_is_not_printed_while_one_track_is_unknown(client):
    album = AlbumFactory()
    TrackFactory(album=album)
    TrackFactory(album=album, seconds=None)
    assert facts_of(page_of(client, album))["Length"] == "2 tracks"


def test_the_title_names_album_artist_and_critics(client):
    album = reviewed_album("rave", title="Low Water", lead_artist__name="Ada Quill")
    title = read(client.get(album.get_absolute_url())).one("head").one("title").text
    assert title.startswith("Low Water by Ada Quill: reviews, 1 critic |")


def test_a_soundtrack_keeps_its_films_facts_apart(client):
    film = FilmFactory(
        title="The Quarry", release_date=date(2025, 10, 10), minutes=119, director="Odile Marsh", producers=["A", "B"]
    )
    album = AlbumFactory(kind="soundtrack", film=film, release_date=date(2025, 9, 19))
    page = page_of(client, album)
    assert "Soundtrack · 19 September 2025" in page.text
    section = page.one("section", id="film")
    assert dict(zip(section.texts("dt"), section.texts("dd"), strict=True)) == {
        "Title": "The Quarry",
        "Released": "10 October 2025",
        "Running time": "119 minutes",
        "Director": "Odile Marsh",
        "Producers": "A, B",
    }
    assert "10 October" not in page.text.replace(section.text, "")


def test_an_album_without_reviews_says_so(client):
    page = page_of(client, AlbumFactory())
    assert page.one("section", "consensus").one("span", "consensus-number").text == "No reviews"
    assert page.one("section", id="reviews").one("p", "empty").text == "Nobody has been quoted here yet."
    assert not page.all("article")
    assert not page.all("figure", "plot")
    assert not page.all("section", id="working")


def test_whoever_has_signed_in_is_invited_to_write_the_first_review(client):
    client.force_login(UserFactory())
    assert page_of(client, AlbumFactory()).links()["Write the first review"] == "/desk/"


def test_an_upcoming_album_says_when_it_comes_out(client):
    soon = timezone.localdate() + timedelta(days=40)
    day = AlbumFactory(release_date=soon)
    year = AlbumFactory(release_date=date(soon.year + 2, 1, 1), release_precision="year")
    assert f"It comes out on {day.released}; no critic’s review" in page_of(client, day).text
    assert f"It comes out in {soon.year + 2}; no critic’s review" in page_of(client, year).text


@pytest.mark.parametrize(("opinions", "words"), [(["rave"], "1 of 3 reviews"), ([20, "rave"], "2 of 3 reviews")])
def test_under_three_reviews_no_number_stands_for_them(client, opinions, words):
    page = page_of(client, reviewed_album(*opinions))
    assert page.one("p", "consensus-score").text == words
    assert not page.one("section", "consensus").all("svg", "interval")
    assert not page.all("section", id="yours")
    assert not page.all("section", id="history")
    working = page.one("section", id="working")
    assert len(working.one("tbody").all("tr")) == len(opinions)
    assert not working.all("tfoot")


def test_one_review_is_read_alone(client):
    page = page_of(client, reviewed_album("rave"))
    assert len(page.all("article")) == 1
    assert not page.all("button", "compare-button")
    assert not page.all("input", type="checkbox")
    assert not page.all("p", "orders")


def test_three_verdicts_make_a_consensus_and_no_grade(client):
    page = page_of(client, reviewed_album("rave", "positive", "mixed"))
    consensus = page.one("section", "consensus")
    assert consensus.one("span", "consensus-number").text == "76"
    assert consensus.one("p", "consensus-range").text == "Likely (80 %) between 71 and 81"
    assert "From 3 reviews, none of them graded." in consensus.text
    assert consensus.one("ul", "verdict-counts").texts("li") == ["1 rave", "1 positive", "1 mixed"]
    assert page.texts("span", "grade") == ["No grade"] * 3
    assert "No critic printed a grade, so there is no plain mean." in page.one("section", id="working").text


def test_the_band_and_the_plain_mean_stand_beside_the_number(client):
    consensus = page_of(client, reviewed_album(90, 92, 95, 70)).one("section", "consensus")
    assert "Between positive and rave; plain mean of the grades 86.8." in " ".join(consensus.text.split())
    consensus = page_of(client, reviewed_album(75, 76, 77, 76, 75, 76, 77)).one("section", "consensus")
    assert "Positive; plain mean of the grades 76.0." in " ".join(consensus.text.split())
    ungraded = page_of(client, reviewed_album("positive", "positive", "positive")).one("section", "consensus")
    assert "plain mean" not in ungraded.text


def test_where_it_stands_among_the_sites_records_is_told_as_the_last_fit_left_it(client):
    album = reviewed_album(90, 92, 95)
    score = album.consensus_score
    Calibration.objects.update(
        scores_lie_at=[score - 50 + place for place in range(101)], scored_albums=622, first_ten={str(album.pk): 0.34}
    )
    text = " ".join(page_of(client, album).one("section", "consensus").text.split())
    assert "Above 50 % of 622 records (likely, 80 %: 4" in text
    assert "among the first ten with a chance of 34 %, at the last fit." in text


def test_before_thirty_records_have_a_score_none_is_placed_among_them(client):
    assert "records" not in page_of(client, reviewed_album(90, 92, 95)).one("section", "consensus").text


def test_how_many_came_without_a_grade_is_said(client):
    consensus = page_of(client, reviewed_album(80, 70, "rave", "pan")).one("section", "consensus")
    assert "From 4 reviews, 2 of them without a grade." in consensus.text
    assert "without a grade" not in page_of(client, reviewed_album(80, 70, 60)).one("section", "consensus").text


def test_the_printed_moves_add_up_to_the_printed_score(client):
    page = page_of(client, reviewed_album(85, "positive", "rave", 60, 33, "pan", 99))
    working = page.one("section", id="working")
    start, *rows = working.one("tbody").all("tr")

    def number(row: Element, place: int) -> Decimal:
        return Decimal(row.texts("td", "number")[place].replace("−", "-"))

    total = working.one("tfoot").one("tr")
    assert len(rows) == 7
    assert number(start, 0) + sum(number(row, -2) for row in rows) == number(total, 0)
    assert total.texts("td", "number")[1] == "printed " + page.one("span", "consensus-number").text


def test_the_working_says_what_each_review_said(client):
    album = reviewed_album(62, "rave", "pan", "mixed")
    rows = page_of(client, album).one("section", id="working").one("tbody").all("tr")[1:]
    said = {row.all("td")[0].text: row.all("td")[1].text for row in rows}
    assert said == {"62%": "62", "Rave": "from 85", "Pan": "under 49", "Mixed": "49 to 68"}


def test_without_a_review_of_three_there_is_no_score(client):
    three = page_of(client, reviewed_album(80, 70, 60)).one("section", id="working")
    assert three.text.count("under 3") == 3
    four = page_of(client, reviewed_album(80, 70, 60, 50)).one("section", id="working")
    assert "under 3" not in four.text


def test_every_review_stands_in_the_plot_and_in_the_table_behind_it(client):
    album = reviewed_album(62, "rave", "pan", 90)
    page = page_of(client, album)
    voices = sorted(review.voice for review in album.reviews.all())
    for plot in page.one("figure", "plot").all("svg", "dot-plot"):
        assert plot["aria-hidden"] == "true"
        assert sorted(title.partition(",")[0] for title in plot.texts("title")) == voices
    table = page.one("section", id="working").one("tbody")
    assert sorted(row.one("a").text for row in table.all("tr")[1:]) == voices


def test_a_card_has_the_critics_words_and_everything_known_of_the_review(client):
    lantern = PublicationFactory(name="The Lantern")
    review = published_review(
        AlbumFactory(),
        80,
        critic=CriticFactory(name="Marit Oyelaran"),
        publication=lantern,
        headline="A door in winter",
        source_url="https://lantern.example/low-water",
        language="nb",
        published_on=date(2024, 9, 30),
    )
    first = ExcerptFactory(review=review, text=DOOR, lead=True, order=1)
    second = ExcerptFactory(review=review, text=VOICE, lead=True, order=2)
    ExcerptFactory(review=review, text=CHORUS)
    count_anew(review.album)
    card = card_of(client, review)
    assert card.texts("blockquote") == [first.text, f"{second.text} …"]
    assert card.all("blockquote")[0].attributes.items() >= {"lang": "nb", "cite": review.source_url}.items()
    assert card.one("h3").text == "Marit Oyelaran, The Lantern"
    assert card.one("span", "grade").text == "Grade as printed: 80%"
    assert card.one("span", "verdict").text == "Positive"
    assert "30 Sep 2024" in card.text
    assert "1 min read" in card.text
    link = card.one("a", rel="noopener external")
    assert link.text == "Read it in The Lantern: Marit Oyelaran’s review"
    assert unquote(link["href"]) == f"https://lantern.example/low-water#:~:text={DOOR}"


def test_a_review_of_which_little_is_known_says_what_is_not(client):
    review = published_review(AlbumFactory(), "mixed", critic=None, headline="", language="")
    count_anew(review.album)
    card = card_of(client, review)
    assert card.one("p", "quote-missing").text == "No excerpt has been chosen yet."
    assert card.one("h3").text == "Byline not stated"
    assert "date not stated" in card.text
    assert not card.all("a")


def test_a_headline_stands_in_for_an_excerpt(client):
    review = published_review(AlbumFactory(), "mixed", headline="A door in winter")
    assert card_of(client, review).one("p", "quote-missing").text == "A door in winter"


def test_a_review_with_an_updated_date_alone_says_so(client):
    review = published_review(AlbumFactory(), "mixed", updated_on=date(2025, 10, 12))
    assert "updated 12 Oct 2025" in card_of(client, review).text


def test_a_verdict_that_a_curator_set_says_so(client):
    curated = published_review(
        AlbumFactory(), "mixed", verdict_set_by="curator", verdict_set_at=timezone.now(), verdict_user=UserFactory()
    )
    assert "verdict set by a curator" in card_of(client, curated).text
    assert "set by" not in card_of(client, published_review(AlbumFactory(), "mixed")).text


def test_words_are_shown_as_they_were_written_and_never_run(client):
    body = 'He wrote <script>alert("1")</script> & "it’s \'so\' “good”" on the wall. It rhymes.'
    review = published_review(
        AlbumFactory(title="<i>Low</i>"),
        "rave",
        body=body,
        headline="<b>Loud</b>",
        critic=CriticFactory(name="<u>M</u>"),
    )
    ExcerptFactory(review=review, text=body.removesuffix(" It rhymes."), lead=True, topic="lyrics")
    count_anew(review.album)
    page = page_of(client, review.album)
    assert page.one("article").one("blockquote").text == body.removesuffix(" It rhymes.")
    assert page.one("h1").text == "<i>Low</i>"
    assert not page.all("script")
    assert not page.all("u")


def test_what_an_excerpt_leaves_out_is_marked(client):
    review = published_review(AlbumFactory(), "rave")
    for text, lead in ((DOOR, True), (CHORUS, True)):
        ExcerptFactory(review=review, text=text, lead=lead)
    assert card_of(client, review).texts("blockquote") == [DOOR, f"… {CHORUS} …"]


def test_the_full_text_is_offered_where_it_may_be_read(client):
    hosted = published_review(AlbumFactory(), "rave", hosted=True, source_url="https://lantern.example/x")
    link = card_of(client, hosted).links()[f"Full text of {hosted.byline}’s review"]
    assert link == f"{hosted.album.get_absolute_url()}reviews/{hosted.pk}/"
    assert client.get(link).status_code == 200


def test_no_more_of_a_quoted_review_is_shown_than_its_excerpts(client):
    review = published_review(AlbumFactory(), "rave", source_url="https://lantern.example/x")
    ExcerptFactory(review=review, lead=True)
    html = client.get(review.album.get_absolute_url()).content.decode()
    assert "does the counting" not in html
    assert "close and unvarnished" not in html


def graded(*grades: int, **attributes: object) -> list[Review]:
    album = AlbumFactory()
    return [published_review(album, grade, **attributes) for grade in grades]


def test_reviews_are_ordered_by_grade_by_date_or_by_range():
    reviews = graded(90, 20, 60, 95, 75, 30)

    def grades(order: str) -> list[int]:
        return [int(review.score) for review in in_order(reviews, order)]

    assert grades("highest") == [95, 90, 75, 60, 30, 20]
    assert grades("lowest") == [20, 30, 60, 75, 90, 95]
    assert grades("newest") == [90, 20, 60, 95, 75, 30]
    assert grades("range") == [90, 75, 60, 20, 95, 30]


def test_within_a_verdict_the_range_shows_those_who_are_quoted_first():
    silent, quoted = graded(90, 90)
    ExcerptFactory(review=quoted, lead=True)
    assert in_order([silent, quoted], "range") == [quoted, silent]


@pytest.mark.parametrize("order", ["range", "newest", "highest", "lowest"])
def test_every_order_has_an_address_and_is_marked(client, order):
    album = reviewed_album("rave", 20, 70, "mixed")
    orders = page_of(client, album, f"?order={order}").one("p", "orders")
    assert orders.one("strong").text == {"range": "the range of opinion"}.get(order, order)
    assert len(orders.all("a")) == 3
    first = page_of(client, album, f"?order={order}").all("article")[0]
    assert first["id"] == in_order(list(album.reviews.order_by("-published_at", "-pk")), order)[0].anchor


def test_an_unknown_order_is_the_usual_one(client):
    album = reviewed_album("rave", 20, 70, "mixed")
    assert page_of(client, album, "?order=sideways").text == page_of(client, album).text


def test_five_hundred_reviews_come_in_pages_and_every_one_can_be_reached(client):
    album = AlbumFactory()
    critics = Critic.objects.bulk_create(CriticFactory.build_batch(500))
    opinions = ["rave", "positive", "mixed", "pan"] * 125
    reviews = Review.objects.bulk_create(
        ReviewFactory.build(published=True, album=album, critic=critic, verdict=verdict)
        for critic, verdict in zip(critics, opinions, strict=True)
    )
    Excerpt.objects.bulk_create(ExcerptFactory.build(review=review, topic="vocals") for review in reviews)
    count_anew(album)
    page = page_of(client, album)
    assert len(page.all("article")) == CARDS_AT_ONCE
    assert "1 to 24 of 500" in page.text
    for plot in page.one("figure", "plot").all("svg", "dot-plot"):
        dots = [path.get("d") for path in plot.all("path") if not path.get("class") and path.get("stroke-width")]
        assert sum(dot.count("h0") for dot in dots) == 500
    working = page.one("section", id="working")
    assert len(working.one("tbody").links()) == MOVES_AT_ONCE
    links = main(client.get(working.links()["All 500 moves"])).one("section", id="working").one("tbody").links()
    assert len(links) == 500
    for review in (reviews[0], reviews[-1]):
        address, _, anchor = links[review.voice].partition("#")
        assert main(client.get(address)).one("article", id=anchor).one("h3").text == review.voice


def test_the_history_names_each_step_and_the_review_behind_it(client):
    album = AlbumFactory()
    for opinion in ("rave", "pan", 70, 90):
        published_review(album, opinion)
        count_anew(album)
    section = page_of(client, album).one("section", id="history")
    assert section.one("summary").text == "2 steps"
    newest = section.one("tbody").all("tr")[0]
    assert newest.texts("td")[1] == f"{album.consensus_score:.1f}"


def test_a_long_title_in_another_script_is_shown_whole_in_its_language(client):
    title = "مصعد إلى البحر " * 12
    album = AlbumFactory(title=title.strip(), language="ar", slug="misad")
    heading = page_of(client, album).one("h1")
    assert heading.text == title.strip()
    assert heading.one("bdi")["lang"] == "ar"


def test_the_page_of_another_artists_album_is_not_found(client):
    album = AlbumFactory()
    assert client.get(f"/albums/{ArtistFactory().slug}/{album.slug}/").status_code == 404
