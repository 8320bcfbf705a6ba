"""Where a text begins and ends, who signed it and whose site it is: what pages print around that."""

from datetime import date

import pytest

from reviews.reading.document import parse
from reviews.reading.kinds import Kind
from tests.reviews.reading.as_read import TEXT, plain, shown
from tests.reviews.reading.pages import BODY, HEADLINE, PARAGRAPHS, page

TAILS = [
    "Music composed by Bertil Ahlgrim. Conducted by Sunniva Lie. Recorded and mixed by Tage Holm.",
    "« Glass Harbour », de Marlow Finch, 1 CD Les Disques du Crassier.",
    "Otros discos: Banda del Cierzo, Ráfaga (2 sobre 5). Optimizado para Internet Explorer.",
    "Buy the Glass Harbour soundtrack from the Pilot Light store.",
    "▲このページの先頭へ",
]


@pytest.mark.parametrize("tail", TAILS)
def test_what_stands_below_the_text_is_no_text(tail):
    paragraphs = ("Marlow Finch made Glass Harbour in a shed, and it took him all of one winter.", *PARAGRAPHS)
    assert plain(page(HEADLINE, tail, paragraphs)).body == "\n\n".join(paragraphs)


def test_a_sentence_that_only_mentions_who_recorded_it_is_text():
    last = "Recorded by candlelight, it is a record to be kept for the winter and for friends who stay late."
    assert parse(page(HEADLINE, paragraphs=(*PARAGRAPHS, last))).body.endswith(last)


def test_initials_after_the_last_sentence_sign_the_text():
    draft = parse(page(HEADLINE, paragraphs=(*PARAGRAPHS[:-1], f"{PARAGRAPHS[-1]} (kst)")))
    assert (draft.critic, draft.body) == ("kst", BODY)


@pytest.mark.parametrize("end", ["(Ines Harrow)", "[Ines Harrow]", "(Ines Harrow) |"])
def test_a_full_name_in_brackets_after_the_last_sentence_signs_the_text(end):
    draft = parse(page(HEADLINE, paragraphs=(*PARAGRAPHS[:-1], f"{PARAGRAPHS[-1]} {end}")))
    assert (draft.critic, draft.body) == ("Ines Harrow", BODY)


def test_a_name_in_brackets_that_the_text_speaks_of_is_a_players():
    sung = f"Harrow sings on two songs. {PARAGRAPHS[0]}"
    last = f"{PARAGRAPHS[-1]} (Ines Harrow)"
    draft = parse(page(HEADLINE, paragraphs=(sung, *PARAGRAPHS[1:-1], last)))
    assert draft.critic is None
    assert draft.body.endswith("(Ines Harrow)")


SIGNED = {
    "/Göran Myrsten, 28 januari 2009": ("Göran Myrsten", date(2009, 1, 28)),
    "Door: Mirthe van der Velde": ("Mirthe van der Velde", None),
    "Von: Jürgen Moll": ("Jürgen Moll", None),
}


@pytest.mark.parametrize("tail", SIGNED)
def test_more_ways_to_sign(tail):
    draft = parse(page(HEADLINE, tail))
    assert (draft.critic, draft.published) == SIGNED[tail]


def test_a_login_before_a_day():
    draft = parse(page(f"{HEADLINE}\ngravelthroat, March 3rd, 2012"))
    assert (draft.critic, draft.published) == ("gravelthroat", date(2012, 3, 3))


def test_an_update_behind_the_only_day_is_the_publication():
    assert parse(page(f"{HEADLINE}\n2022.4.8 UPDATE")).published == date(2022, 4, 8)


def test_a_percentage_behind_the_headline_is_the_grade():
    grade = parse(page("Mud, blood and a flugelhorn - 85%")).grade
    assert grade is not None
    assert grade.score == 85


@pytest.mark.parametrize(
    ("headline", "subject"),
    [
        ("Album van de week (12): Marlow Finch - Glass Harbour", ("Marlow Finch", "Glass Harbour")),
        ('Disco del giorno: Marlow Finch, "Glass Harbour"', ("Marlow Finch", "Glass Harbour")),
        ("De plaat van de maand: Marlow Finch - Glass Harbour", ("Marlow Finch", "Glass Harbour")),
        ("【專輯評論】南迴車隊《最後一班》", ("南迴車隊", "最後一班")),
    ],
)
def test_what_an_occasion_calls_the_record_is_no_name(headline, subject):
    first = "Marlow Finch's Glass Harbour is out. 南迴車隊的新專輯《最後一班》。"
    reading = plain(page(headline, paragraphs=(f"{first} {PARAGRAPHS[0]}", *PARAGRAPHS[1:])))
    assert (reading.value("artist"), reading.value("album")) == subject


def test_facts_in_brackets_say_that_the_headline_names_a_record():
    head = "Trio Hartholz: Leuchtturm ohne Meer\n(Span Records, 2003, 48:20)"
    reading = plain(page(head, paragraphs=(f"Das Trio Hartholz spielt. {PARAGRAPHS[0]}", *PARAGRAPHS[1:])))
    assert reading.value("album") == "Leuchtturm ohne Meer"


OTHER_KINDS = {
    "Le titre du jour : Marlow Finch, « Polochon »": Kind.TRACK,
    "Canción del día: Marlow Finch": Kind.TRACK,
    "Plattenspieler im Test: Kestrel TT-3": Kind.PRODUCT,
    "Kestrel K1 headphones review": Kind.PRODUCT,
}


@pytest.mark.parametrize("headline", OTHER_KINDS)
def test_songs_and_things_are_told_by_the_headline(headline):
    assert plain(page(headline)).kind is OTHER_KINDS[headline]


def test_what_stands_below_a_rule_is_no_text():
    """A drawn line ends the text, where little stands below it."""
    below = "<hr><p>The Loop is kept by three friends in Leeds who like to hear from you by letter.</p>"
    assert shown(f"<h1>{HEADLINE}</h1>{TEXT}{below}").body == BODY


def test_a_rule_within_the_text_ends_nothing():
    halves = TEXT.split("</p>")
    body = "</p>".join(halves[:2]) + "</p><hr>" + "</p>".join(halves[2:])
    assert shown(f"<h1>{HEADLINE}</h1>{body}").body == BODY


def test_the_author_nearest_above_the_text_wrote_it():
    teaser = '<div class="teaser"><span class="author">Tom Vale</span> on the last record</div>'
    byline = '<p><span class="author">Ines Harrow</span></p>'
    assert shown(f"<main>{teaser}<h1>{HEADLINE}</h1>{byline}{TEXT}</main>").value("critic") == "Ines Harrow"


def test_without_one_above_the_author_right_below_wrote_it():
    below = '<p class="byline">Ines Harrow</p><p class="byline">Tom Vale</p>'
    assert shown(f"<article><h1>{HEADLINE}</h1>{TEXT}{below}</article>").value("critic") == "Ines Harrow"


HOUSES = {
    "a home link and the title": ('<a href="/">The Loop</a>', f"{HEADLINE} | The Loop"),
    "a logo's words and the title": ('<img class="logo" alt="The Loop logo">', f"The Loop: {HEADLINE}"),
    "a home link that begins the title": ('<a href="../">月刊ちゃぶ台</a>', f"月刊ちゃぶ台 {HEADLINE}"),
    "the small print and the title": ("", f"{HEADLINE} – The Loop"),
}


@pytest.mark.parametrize("places", HOUSES)
def test_two_places_that_agree_name_the_site(places):
    top, title = HOUSES[places]
    foot = "<p><small>© 2004 The Loop. All rights reserved.</small></p>" if places.startswith("the small") else ""
    wanted = "月刊ちゃぶ台" if "begins" in places else "The Loop"
    assert shown(f"<div>{top}</div><h1>{HEADLINE}</h1>{TEXT}{foot}", title).value("publication") == wanted


def test_one_place_alone_names_no_site():
    assert shown(f"<h1>{HEADLINE}</h1>{TEXT}", f"{HEADLINE} | The Loop").value("publication") is None


def test_a_grade_drawn_in_a_page_laid_out_in_cells():
    table = (
        '<table><tr><td><a href="/news">News</a><br><a href="/reviews">Reviews</a></td>'
        f'<td><p><b>{HEADLINE}</b></p><p><img src="s4.gif" alt="4 out of 5 stars"></p>{TEXT}</td></tr></table>'
    )
    grade = shown(table).value("grade")
    assert grade is not None
    assert grade.score == 80


def test_korean_small_print_names_the_house():
    assert parse(page(HEADLINE, "저작권자 © 소리마당 무단전재 및 재배포 금지")).publication == "소리마당"
