"""Whole documents: what each says of itself is found, what it does not say stays empty."""

import textwrap
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.text import Unreadable, clean_text
from reviews.reading.document import NotAReview, parse
from reviews.reading.facts import FilmFacts
from tests.reviews.reading.pages import BODY, HEADLINE, PARAGRAPHS, document, page

DAY = date(2025, 9, 23)


def test_credits_in_bullets_above_the_text_are_read():
    draft = parse(document("signed_above"))
    assert draft.headline == "SALT LANTERNS (Original Motion Picture Soundtrack) by THE TIDE TABLES - Review"
    assert (draft.critic, draft.published, draft.updated) == ("Oskar Brandvold", date(2024, 3, 3), date(2024, 3, 5))
    assert (draft.critic_bio, draft.publication, draft.grade, draft.film, draft.headings) == (
        None,
        None,
        None,
        None,
        (),
    )
    assert draft.language == "en"
    assert draft.body.startswith("The first thing you hear is a door")
    assert draft.body.endswith("one after the other.")
    assert "min read" not in draft.body
    assert "Reviewers say it is too slow." in draft.body


def test_a_pseudonym_with_a_note_below_the_text_is_the_critic():
    draft = parse(document("pseudonym_below"))
    assert draft.headline == '"SALT LANTERNS OST": don\'t blame the band.'
    assert (draft.critic, draft.published, draft.updated) == ("kelpie", None, date(2024, 3, 9))
    assert draft.critic_bio.startswith("I'm a lapsed radio producer")
    assert draft.critic_bio.endswith("lose at chess.")
    assert draft.body.startswith("I waited three weeks")
    assert draft.body.endswith("frightened me more.")
    assert not any(
        scrap in draft.body for scrap in ("Album of The Year", "Stream it", "updated on", "kelpie", "\u00a0\n")
    )


def test_an_aggregators_link_is_never_the_source():
    draft = parse(document("pseudonym_below"))
    assert (draft.source_url, draft.publication) == (None, None)
    assert any("aggregator" in warning for warning in draft.warnings)


def test_a_films_box_belongs_to_the_film():
    draft = parse(document("film_and_record"))
    assert draft.film == FilmFacts(
        release_date=date(2024, 3, 1),
        minutes=104,
        director="Ansel Røed",
        producers=("Per Aune", "Ida Holt", "Tom Verran"),
    )
    assert (draft.headline, draft.critic, draft.published, draft.updated, draft.album_facts) == (None,) * 5
    assert draft.body.endswith("imagine a better picture.")


def test_headings_stay_in_the_body_and_are_listed():
    draft = parse(document("film_and_record"))
    assert draft.headings == (
        "‘Harbour’s Debt to Its Composers",
        "Why ‘Salt Lanterns’ Belongs in a Dark Room",
        "The Tide Tables’ ‘Salt Lanterns’ Album Will Outlast the Film",
    )
    assert all(f"\n\n{heading}\n\n" in draft.body for heading in draft.headings)


@pytest.mark.parametrize(
    "sentence",
    [
        "Critics call it desperate, which says more about critics than about the sea.",
        "It was scored 8/10 by another magazine.",
        "By the harbour wall on September 23, 2025 the band played it to nobody.",
        "Back to the drums, which never stop, and to the voice, which never begins.",
        "I'm a fan of slow records, and this one is slow. I live in a cold house and it made sense there.",
        "Tidings\n\nI live in a cold house, which is where this record made sense to me.",
        "Marlow Finch is a writer who understands silence, and this is his quietest book of songs.",
        "Listen on Spotify or on a beach, but listen to it alone and all the way through.",
    ],
)
@pytest.mark.parametrize("place", [1, 4])
def test_nothing_is_taken_from_a_sentence(sentence, place):
    paragraphs = (*PARAGRAPHS[:place], sentence, *PARAGRAPHS[place:])
    draft = parse(page(HEADLINE, paragraphs=paragraphs))
    assert (draft.critic, draft.critic_bio, draft.published, draft.grade) == (None, None, None, None)
    assert draft.body == "\n\n".join(paragraphs)


FURNITURE = [
    "Share this:\nFacebook\nTwitter\n3 Likes\n12 views\nPost not marked as liked",
    "Tags: ambient, folk\nFiled under Reviews\n© 2025 The Quiet Desk. All rights reserved.",
    "Follow us on Instagram\nSubscribe to our newsletter for more like this one.\nPrivacy Policy | Terms of Use",
    "← Previous post\nNext post →",
    "(Stream it on Youtube if you must.)",
    "Listen on Spotify | Apple Music | Bandcamp",
    "This article contains affiliate links; we may earn a commission if you buy something.",
    "Related\n\nTom Vale – Night Freight Review\nSeptember 1, 2025\n\nTen Records for Autumn",
    "You may also like\nTen Records for Autumn",
    "3 Comments\n\nJane Roe\nSep 30, 2025\nThis is quite wrong about the second side, which I love without reserve.",
    "Marlow Finch - Glass Harbour - Reviews - Metacritic",
    "https://quietdesk.example/other",
    "* * *",
]


@pytest.mark.parametrize("tail", FURNITURE)
def test_furniture_below_the_text_is_left_out(tail):
    draft = parse(page(HEADLINE, tail))
    assert (draft.headline, draft.body) == (HEADLINE, BODY)
    assert (draft.critic, draft.published, draft.source_url) == (None, None, None)
    assert draft.publication in (None, "The Quiet Desk")


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "RELATED: Ten Cold Records",
        "Related\n\nTen Cold Records",
        "Photo: Tom Vale",
        "Sign up for our newsletter",
    ],
)
def test_furniture_between_paragraphs_is_left_out(line):
    assert parse(page(HEADLINE, paragraphs=(*PARAGRAPHS[:2], line, *PARAGRAPHS[2:]))).body == BODY


@pytest.mark.parametrize(
    "above",
    [
        "The Quiet Desk\nReviews\n",
        "Home > Reviews > Albums\n",
        "Skip to content\nMenu\nSearch\n",
        "# ",
        "Title: ",
        "\ufeff\u202e",
    ],
)
def test_the_headline_is_found_among_site_names_and_navigation(above):
    assert parse(page(f"{above}{HEADLINE}\nBy Ines Harrow")).headline == HEADLINE


@pytest.mark.parametrize(
    "headline",
    [
        "This is the coldest record of the year.",
        "Is Glass Harbour the Coldest Record of the Year?",
        "“Glass Harbour” Finds Marlow Finch Under the Ice",
        "glass harbour, marlow finch",
    ],
)
def test_a_headline_may_be_a_sentence_a_question_or_in_small_letters(headline):
    assert parse(page(f"{headline}\nBy Ines Harrow")).headline == headline


def test_two_short_lines_leave_the_headline_open():
    draft = parse(page("Marlow Finch\nGlass Harbour\nCold Rooms, 2025\n8.4\nBy Ines Harrow"))
    assert (draft.headline, draft.critic, draft.grade, draft.body) == (None, "Ines Harrow", None, BODY)


def test_a_standfirst_over_the_byline_is_not_the_text():
    standfirst = "A cold record that warms slowly, and then all at once, from the north."
    draft = parse(page(f"{HEADLINE}\n\n{standfirst}\n\nBy Ines Harrow\nSeptember 23, 2025"))
    assert (draft.critic, draft.published, draft.standfirst, draft.body) == ("Ines Harrow", DAY, standfirst, BODY)


def test_a_short_sentence_is_no_headline():
    assert parse(page(paragraphs=("It begins in the dark.", *PARAGRAPHS))).headline is None


def test_headings_may_be_questions_or_markdown():
    paragraphs = (
        PARAGRAPHS[0],
        "The Ice",
        PARAGRAPHS[1],
        "So Is It Any Good?",
        PARAGRAPHS[2],
        "## final thoughts",
        PARAGRAPHS[3],
    )
    draft = parse(page(HEADLINE, paragraphs=paragraphs))
    assert draft.headings == ("The Ice", "So Is It Any Good?", "final thoughts")
    assert draft.body == "\n\n".join(paragraphs).replace("## ", "")


def test_lists_of_remarks_stay_and_lists_of_titles_go():
    remarks = "Pros:\n- drums that breathe\n- a patient singer"
    assert parse(page(HEADLINE, remarks)).body == f"{BODY}\n\n{remarks}"
    assert parse(page(HEADLINE, "Tracklist:\n1. Ice\n2. Thaw")).body == BODY


def test_hard_wrapped_paragraphs_are_joined():
    lines = [textwrap.fill(part, 72) for part in (HEADLINE, "By Ines Harrow", *PARAGRAPHS)]
    draft = parse("\n\n".join(lines))
    assert (draft.headline, draft.critic, draft.body) == (HEADLINE, "Ines Harrow", BODY)


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n \n\u00a0\n"])
def test_paragraphs_may_be_one_line_or_more_apart(between):
    assert parse(page(HEADLINE, between=between)).body == BODY


def test_a_script_other_than_latin_is_read():
    paragraphs = (
        "夜の港に霧が降りる。この盤は、その霧の中から聞こえてくる足音のようだ。",
        "二曲目で太鼓が入り、ゆっくりと景色が動きだす。歌は低く、言葉は少ない。",
        "最後の曲で朝が来る。小さな録音だが、大きな部屋を残していく。",
    )
    draft = parse(page("硝子の港 レビュー\n2025年9月23日", paragraphs=paragraphs))
    assert (draft.headline, draft.published, draft.language) == ("硝子の港 レビュー", DAY, "ja")
    assert draft.body == "\n\n".join(paragraphs)


def test_markup_in_the_text_stays_text():
    paragraphs = (f"{PARAGRAPHS[0]} <script>alert(1)</script>", *PARAGRAPHS[1:])
    assert "<script>" in parse(page(HEADLINE, paragraphs=paragraphs)).body


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("milk\neggs\nbread\nbutter\ncoffee beans", "no review in it"),
        ("This is a review of a record that I liked.", "no review in it"),
        (
            "\n".join(f"https://example.org/{i} A page about something or other, for everybody." for i in range(20)),
            "no review",
        ),
        ('{"title": "Glass Harbour",\n "artist": "Marlow Finch"}', "no review in it"),
        (f"<!DOCTYPE html><html><body><p>{BODY}</p></body></html>", "source of a web page"),
    ],
)
def test_what_holds_no_review_is_refused(text, message):
    with pytest.raises(NotAReview, match=message):
        parse(text)


LINES = st.sampled_from(
    [
        *PARAGRAPHS,
        HEADLINE,
        "",
        "By Ines Harrow",
        "Sep 23, 2025",
        "Comments",
        "Related",
        "Director",
        "Rating: 4/5",
        "- Runtime",
        "-",
        "119 minutes",
        "The Ice",
        "Ines Harrow",
        "Ines Harrow is a writer who lives by the sea.",
        "Album: Glass Harbour | Label: Cold Rooms",
        "https://quietdesk.example/1",
        "Share this:",
    ]
)


@given(st.one_of(st.text(max_size=300), st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=25).map("\n".join)))
def test_any_text_is_parsed_or_refused_and_the_body_adds_nothing(text):
    try:
        draft = parse(text)
    except (NotAReview, Unreadable):
        return
    words = iter(clean_text(text).replace("#", " ").split())
    assert all(any(word == given_word for given_word in words) for word in draft.body.replace("#", " ").split())
    assert all(heading in draft.body for heading in draft.headings)
    assert draft.grade is None or 0 <= draft.grade.score <= 100


@given(st.lists(LINES, min_size=4, max_size=25).map("\n".join))
def test_parsing_twice_gives_the_same(text):
    try:
        draft = parse(text)
    except NotAReview:
        return
    assert parse(text) == draft


@pytest.mark.parametrize("name", ["signed_above", "pseudonym_below", "film_and_record"])
def test_a_body_is_its_own_body(name):
    body = parse(document(name)).body
    assert parse(body).body == body


HOSTILE = [
    "By ",
    "by Ines and ",
    "posted on ",
    "Home > ",
    "stream it ",
    "1/1/",
    "★",
    "A, ",
    "\t",
    "(",
    '"',
    "“‘",
    "- ",
    "Sep 1, ",
    "*_",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_long_and_repeated_lines_do_not_hang(piece):
    line = (piece * 300)[:299]
    lines = "\n".join([line] * 400 + [f"{i % 28 + 1} m{i:05}onth 2020" for i in range(100)])
    draft = parse(page(HEADLINE, f"{lines}\n{piece * (60_000 // len(piece))}"))
    assert BODY.splitlines()[0] in draft.body


def test_thirty_five_thousand_words_are_parsed():
    assert len(parse(page(HEADLINE, paragraphs=PARAGRAPHS * 350)).body.split()) > 35_000
