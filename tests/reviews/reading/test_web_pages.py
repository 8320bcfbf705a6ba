"""Pages of the web: each value is read where it is said most reliably, and says where that was."""

from datetime import date

import pytest

from reviews.reading.reading import Document, HouseRule, Kind, NotAReview, read
from tests.reviews.reading.pages import BODY, PARAGRAPHS
from tests.reviews.reading.web_pages import ADDRESS, ALBUM, TEXT, review_data, web_page

TODAY = date(2026, 11, 30)


def reading_of(document, rule=HouseRule()):  # noqa: B008
    return read(document, rule, TODAY)


def test_structured_data_says_who_what_and_when():
    reading = reading_of(web_page(review_data()))
    assert reading.kind is Kind.REVIEW
    assert (reading.value("critic"), reading.value("published")) == ("Ines Harrow", date(2024, 3, 8))
    assert (reading.value("album"), reading.value("artist")) == ("Glass Harbour", "Marlow Finch")
    assert reading.value("grade").printed == "8/10"
    assert reading.value("publication") == "The Lantern"
    assert {reading.sources[name] for name in ("critic", "published", "album", "grade")} == {"JSON-LD"}
    assert (reading.sources["headline"], reading.sources["publication"]) == ("heading", "meta tag")
    assert reading.body == BODY


def test_the_text_alone_is_the_body_without_menus_shares_captions_and_related_pages():
    reading = reading_of(
        web_page(
            above="<p class='standfirst'>A cold record with a warm end.</p><figure><img src='x.jpg'><figcaption>"
            "The band at the quay. Photograph: A. Lens</figcaption></figure>"
            "<div class='share-buttons'>Share on X</div>",
            below="<div class='related'><h3>More reviews</h3><a href='/a'>Tin Coast – Rope 4/10</a></div>",
            after="<aside class='sidebar'><p>Subscribe to our weekly letter about records, please do.</p></aside>",
        )
    )
    assert reading.body == BODY


def test_a_byline_and_a_grade_that_only_the_text_shows_are_read_there():
    reading = reading_of(web_page(above="<p>By Ines Harrow</p><p>8 March 2024</p>", below="<p>Rating: 4/5</p>"))
    assert (reading.value("critic"), reading.value("published")) == ("Ines Harrow", date(2024, 3, 8))
    assert reading.value("grade").printed == "4/5"
    assert reading.sources["grade"] == "grade line"


@pytest.mark.parametrize(
    "data",
    [
        '<!-- {"@type": "Review", "author": "Ines Harrow"} -->',
        '{"@type": "Review", "author": "Ines Harrow"};',
        '{"@type": "Review", "author": "Ines Harrow",}',
        '{"@type": "Review", "name": "one\x01\ntwo", "author": "Ines Harrow"}',
        "{&quot;@type&quot;: &quot;Review&quot;, &quot;author&quot;: &quot;Ines Harrow&quot;}",
        '{"@graph": [{"@type": "Review", "author": {"@id": "#p"}}, {"@id": "#p", "name": "Ines Harrow"}]}',
        '{"@type": "WebPage"} {"@type": ["Review"], "author": [{"@type": "Person", "name": "Ines Harrow"}]}',
        '/*<![CDATA[*/{"@type": "Review", "author": "By Ines Harrow"}/*]]>*/',
    ],
)
def test_json_ld_is_read_as_it_is_found_in_the_wild(data):
    reading = reading_of(web_page(data))
    assert (reading.value("critic"), reading.sources["critic"]) == ("Ines Harrow", "JSON-LD")


def test_json_ld_ten_thousand_deep_is_passed_over():
    deep = '{"@type": "Review", "review": ' * 10_000 + "1" + "}" * 10_000
    assert reading_of(web_page(deep)).value("headline") == "Marlow Finch – Glass Harbour review"


def test_microdata_is_read():
    above = (
        "<div itemscope itemtype='https://schema.org/Review'><span itemprop='author'>Ines Harrow</span>"
        "<time itemprop='datePublished' datetime='2024-03-08'>last week</time>"
        "<div itemprop='itemReviewed' itemscope itemtype='https://schema.org/MusicAlbum'>"
        "<meta itemprop='name' content='Glass Harbour'><meta itemprop='byArtist' content='Marlow Finch'></div>"
        "<div itemprop='reviewRating' itemscope itemtype='https://schema.org/Rating'>"
        "<span itemprop='ratingValue'>3.5</span><meta itemprop='bestRating' content='5'></div></div>"
    )
    reading = reading_of(web_page(above=above))
    assert (reading.value("critic"), reading.value("published")) == ("Ines Harrow", date(2024, 3, 8))
    assert (reading.value("grade").printed, reading.sources["grade"]) == ("3.5/5", "microdata")


def test_an_h_review_is_read():
    page = f"""<html><body><div class="h-review"><h1 class="p-name">Cold water</h1>
        <p>by <a class="p-author h-card" href="/">Ines Harrow</a></p>
        <p class="p-item h-product"><b class="p-name">Glass Harbour</b> by <b class="p-brand">Marlow Finch</b></p>
        <data class="p-rating" value="9">9</data> of <data class="p-best" value="10">10</data>
        <div class="e-content">{TEXT}</div></div></body></html>"""
    reading = reading_of(Document(page.encode()))
    assert (reading.value("headline"), reading.value("critic")) == ("Cold water", "Ines Harrow")
    assert (reading.value("album"), reading.value("artist")) == ("Glass Harbour", "Marlow Finch")
    assert (reading.value("grade").printed, reading.sources["grade"]) == ("9/10", "h-review")


@pytest.mark.parametrize(("encoding", "declared"), [("shift_jis", "Shift_JIS"), ("windows-1251", "windows-1251")])
def test_a_page_is_read_in_the_encoding_that_it_declares(encoding, declared):
    words = {"shift_jis": "静かな灯台の記録", "windows-1251": "Тихая запись о маяке"}[encoding]
    text = TEXT + f"<p>{words}. And so it ends, with a line that nobody expected to hear.</p>"
    page = f"<html><head><meta charset='{declared}'><title>x</title></head><body><h1>y</h1>{text}</body></html>"
    assert words in reading_of(Document(page.encode(encoding))).body


def test_bytes_that_are_utf8_are_utf8_whatever_the_server_says():
    page = f"<html><body><h1>Où vas-tu</h1>{TEXT}<p>Café à l'été, and long enough to be a paragraph.</p></body></html>"
    reading = reading_of(Document(page.encode(), content_type="text/html; charset=iso-8859-1"))
    assert "Café à l'été" in reading.body


def test_a_canonical_address_counts_on_its_own_site_only():
    own = web_page(head="<link rel='canonical' href='/reviews/albums/glass-harbour/'>")
    assert reading_of(own).value("source_url") == "https://www.lantern.example/reviews/albums/glass-harbour/"
    foreign = web_page(head="<link rel='canonical' href='https://elsewhere.example/glass-harbour/'>")
    assert reading_of(foreign).value("source_url") == ADDRESS


def test_a_day_to_come_and_an_update_that_is_none_are_left_out():
    same = reading_of(web_page(review_data(dateModified="2024-03-08T18:00:00+00:00")))
    assert same.value("updated") is None
    future = reading_of(web_page(review_data(datePublished="2031-01-01")))
    assert future.value("published") is None
    assert any("future" in warning for warning in future.warnings)


@pytest.mark.parametrize("name", ["lantern.example", "https://www.lantern.example", "WordPress", "Lantern Media Ltd"])
def test_a_domain_a_system_and_a_company_are_no_publication(name):
    page = (
        f"<html><head><meta property='og:site_name' content='{name}'><title>x</title></head><body>{TEXT}</body></html>"
    )
    assert reading_of(Document(page.encode(), address=ADDRESS)).value("publication") is None


def test_two_places_that_agree_name_the_publication():
    page = (
        f"<html><head><title>Marlow Finch: Glass Harbour | The Lantern</title></head><body><a href='/'>The Lantern</a>"
        f"<h1>Marlow Finch: Glass Harbour</h1>{TEXT}</body></html>"
    )
    assert reading_of(Document(page.encode(), address=ADDRESS)).value("publication") == "The Lantern"


def test_what_is_known_of_the_house_goes_before_what_its_page_says():
    reading = reading_of(
        web_page(above="<div class='review-score'>8.4</div>"), HouseRule(publication="Lantern Weekly", maximum=10)
    )
    assert (reading.value("publication"), reading.sources["publication"]) == ("Lantern Weekly", "rule of this source")
    assert reading.value("grade").printed == "8.4/10"


def test_nobody_and_the_house_itself_are_no_critic():
    for name in ("admin", "Staff", "The Lantern"):
        assert reading_of(web_page(review_data(author={"@type": "Person", "name": name}))).value("critic") is None


def test_what_a_page_keeps_from_being_quoted_is_said():
    page = web_page(
        head="<meta name='robots' content='noarchive, max-snippet:120'><meta name='tdm-reservation' content='1'>",
        text=TEXT
        + "<p>In the end, <span data-nosnippet>nobody came for the boat</span>, and it sailed all the same.</p>",
    )
    quoting = reading_of(page).quoting
    assert (quoting.may_archive, quoting.longest_snippet, quoting.reserved) == (False, 120, True)
    assert quoting.unquotable == ("nobody came for the boat",)
    assert quoting.may_quote


def test_a_header_for_all_robots_counts_and_one_for_a_single_robot_does_not():
    asked = Document(web_page().data, headers={"X-Robots-Tag": "nosnippet"})
    assert not reading_of(asked).quoting.may_quote
    other = Document(web_page().data, headers={"X-Robots-Tag": "otherbot: nosnippet"})
    assert reading_of(other).quoting.may_quote


def test_parts_behind_a_paywall_are_left_out():
    data = {
        "@type": "NewsArticle",
        "isAccessibleForFree": "False",
        "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".locked"},
    }
    closed = "<p class='locked'>What stands here is for those who pay, and a long sentence it is, too.</p>"
    assert reading_of(web_page(data, text=TEXT + closed)).body == BODY


def test_a_page_without_prose_is_no_review():
    with pytest.raises(NotAReview):
        reading_of(Document(b"<html><body><h1>Menu</h1><a href='/'>Home</a></body></html>"))


def test_an_album_whose_headline_is_silent_is_told_by_its_address_and_the_text():
    text = "".join(
        f"<p>{one}</p>" for one in (*PARAGRAPHS, "Marlow Finch calls it <em>Glass Harbour</em>, and why not.")
    )
    reading = reading_of(web_page(title="Nobody waits for the thaw", text=text))
    assert (reading.value("album"), reading.value("artist")) == ("Glass Harbour", "Marlow Finch")
    assert reading.sources["album"] == "body"


def test_a_film_or_a_concert_that_the_data_name_is_no_album():
    for kind, expected in (
        ("Movie", Kind.FILM),
        ("Book", Kind.BOOK),
        ("VideoGame", Kind.GAME),
        ("MusicEvent", Kind.LIVE),
    ):
        data = review_data(itemReviewed=ALBUM | {"@type": kind})
        assert reading_of(web_page(data, title="Cold water")).kind is expected
