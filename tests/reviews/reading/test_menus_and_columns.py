"""Pages copied with all that surrounds a review: menus down the page, columns, meta lines, answers to questions."""

from datetime import date

import pytest

from reviews.reading.document import parse
from reviews.reading.kinds import Kind
from tests.reviews.reading.as_read import TEXT, plain, shown
from tests.reviews.reading.pages import BODY, HEADLINE, PARAGRAPHS, page


def test_a_menu_down_the_page_holds_no_headline():
    menu = "Talbote\nAbo\nE-Paper\nAnmelden\nStartseite\nTalweiher\nSport\nKultur\nMusik"
    caption = "Marlow Finch in seinem Proberaum. © Foto: Dirk Althoff"
    head = f"{menu}\n\n„Glass Harbour“:\nDer Bass, der aus dem Keller kam\n\n11.02.2021, 14:32 Uhr\n\n{caption}"
    draft = parse(page(head))
    assert (draft.headline, draft.body) == ("Der Bass, der aus dem Keller kam", BODY)


def test_a_standfirst_in_a_whole_sentence_is_no_headline():
    deck = "The bass player “Marlow Finch” makes an album that has to be heard with the feet, and with both of them."
    assert parse(page(f"The bass that came from below\n\n{deck}\n\nBy Ines Harrow")).headline == (
        "The bass that came from below"
    )


BYLINES = {
    "Crítica de Glass Harbour de Marlow Finch por Ines Harrow | 28-06-2010": ("Ines Harrow", date(2010, 6, 28)),
    "22.09.2018 | Кирилл Остроухов | Рецензии | 3 комментария": ("Кирилл Остроухов", date(2018, 9, 22)),
    "阿蛮 评论 积水 2019-08-03 22:15:40": ("阿蛮", date(2019, 8, 3)),
}


@pytest.mark.parametrize("line", BYLINES)
def test_bylines_among_what_is_said_of_the_page(line):
    draft = parse(page(f"{HEADLINE}\n{line}"))
    assert (draft.critic, draft.published) == BYLINES[line]


def test_a_login_below_a_french_post():
    tail = "Posté par Camille à 22:31 - Musique - Commentaires [4] - Permalien [#]"
    assert parse(page(HEADLINE, tail)).critic == "Camille"


def test_a_single_name_below_the_grade_signs():
    assert parse(page(HEADLINE, "[7,5/10]\nWrzos")).critic == "Wrzos"
    assert parse(page(HEADLINE, "Wrzos")).critic is None


@pytest.mark.parametrize(("line", "score"), [("Terningkast 5", "83.33"), ("Terningkast: 4", "66.67")])
def test_a_throw_of_a_die_is_of_six(line, score):
    grade = parse(page(HEADLINE, line)).grade
    assert grade is not None
    assert f"{grade.score:.2f}" == score


def test_a_grade_above_a_last_short_note():
    draft = parse(page(HEADLINE, "4/5 stars\n\nGlass Harbour is out now, and you can follow Marlow on tour."))
    assert draft.grade is not None
    assert draft.grade.score == 80


def test_questions_and_answers_without_blank_lines_are_an_interview():
    asked = "È stata una scelta?\nPiù che una scelta, una fuga dalla sala prove che ci hanno tolto in aprile."
    text = "\n\n".join(["Roma non ci ascolta", "Li incontriamo in un bar, a due passi dalla cantina.", *[asked] * 3])
    assert plain(text).kind is Kind.INTERVIEW


@pytest.mark.parametrize("headline", ["Gitarrist Hannes Brakel gestorben", "Marlow Finch dies at 61"])
def test_a_death_is_news(headline):
    assert plain(page(headline)).kind is Kind.NEWS


def test_quoted_titles_below_names_part_a_roundup():
    records = (("NATI CORRALES", "Esparto"), ("LOS PERCEBES", "Bajamar"), ("IRENE VALLÈS", "Mapa mudo"))
    parts = [
        f"{artist}\n‘{album}’ (Lonja)\n{text}\n4/5" for (artist, album), text in zip(records, PARAGRAPHS, strict=False)
    ]
    reading = plain("\n\n".join(["Discos: novedades de marzo\n20 de marzo de 2015", *parts]))
    assert reading.kind is Kind.ROUNDUP
    assert [one.value("album") for one in reading.parts] == [album for _, album in records]


def test_the_headline_in_a_cell_of_an_old_content_system():
    latest = '<div><h3>Dernières chroniques</h3><ul><li><a href="/x">TRAVERSE - Quai</a></li></ul></div>'
    heading = f'<table><tr><td class="contentheading">{HEADLINE}</td></tr></table>'
    byline = "<tr><td>Écrit par Ines Harrow</td></tr>"
    reading = shown(f"{latest}{heading}<table>{byline}<tr><td>{TEXT}</td></tr></table>", f"The Loop - {HEADLINE}")
    assert (reading.value("headline"), reading.value("critic")) == (HEADLINE, "Ines Harrow")
    assert reading.body == BODY


def test_a_name_over_the_headline_in_the_article():
    above = '<ul><li><span class="user-name">Dani Orcutt</span></li><li>May 19, 2022</li><li>2 min read</li></ul>'
    reading = shown(f"<main><article>{above}<h1>{HEADLINE}</h1><div>{TEXT}</div></article></main>")
    assert reading.value("critic") == "Dani Orcutt"


LABELLED = ["Reviewed: Glass Harbour by Marlow Finch", "Cijfer redactie: 75/100", "Special to The Sumter Post-Ledger"]


@pytest.mark.parametrize("line", LABELLED)
def test_a_labelled_line_is_no_headline(line):
    assert parse(page(f"{HEADLINE}\n\n{line}")).headline == HEADLINE


def test_the_house_that_a_text_was_written_for():
    assert parse(page(f"{HEADLINE}\nSpecial to The Sumter Post-Ledger")).publication == "The Sumter Post-Ledger"


def test_a_run_of_facts_behind_single_words_holds_no_headline():
    facts = "Publik: cirka 600\nBäst: Islossning\nLängd: 90 minuter"
    assert parse(page(f"{HEADLINE}\n\n{facts}")).headline == HEADLINE


def test_a_slogan_below_a_rubric_stands_over_artist_and_record():
    draft = parse(page("ANMELDELSE\n\nGlad sorg fra fjorden\n\nMarlow Finch\nGlass Harbour", paragraphs=NAMED))
    assert draft.headline == "Glad sorg fra fjorden"
    assert draft.album_facts is not None
    assert (draft.album_facts.artist, draft.album_facts.title) == ("Marlow Finch", "Glass Harbour")


NAMED = (f"Marlow Finch calls it Glass Harbour. {PARAGRAPHS[0]}", *PARAGRAPHS[1:])


def test_what_is_of_somebody_in_a_romance_language_names_the_artist():
    reading = plain(page("Crítica: “Glass Harbour”, de Marlow Finch", paragraphs=NAMED))
    assert (reading.value("artist"), reading.value("album")) == ("Marlow Finch", "Glass Harbour")


def test_the_line_below_the_text_names_the_record_that_a_slogan_does_not():
    reading = plain(page("Ein Flügel geht baden", 'Marlow Finch: "Glass Harbour" (Sandbank Records)', paragraphs=NAMED))
    assert (reading.value("artist"), reading.value("album")) == ("Marlow Finch", "Glass Harbour")


def test_favourites_below_the_text_name_no_record():
    assert plain(page("A quiet year", "Lo mejor: 'Kelp', 'Neap'", paragraphs=NAMED)).value("album") is None


def test_two_headings_that_the_title_joins_are_one_headline():
    title = "Marlow Finch - Glass Harbour (2016) :: Recensioni :: The Loop"
    reading = shown(f"<h2>Marlow Finch</h2><h3>Glass Harbour</h3>{TEXT}", title)
    assert reading.value("headline") == HEADLINE


def test_readers_grades_in_dutch_are_not_the_editors():
    lines = "Cijfer redactie: 75/100\nCijfer bezoekers: 91/100 (12 stemmen)"
    draft = parse(page(f"{HEADLINE}\n\n{lines}\n\nToegevoegd op 15 april 2010 door Hidde Schaap"))
    assert draft.grade is not None
    assert (draft.grade.score, draft.critic, draft.published) == (75, "Hidde Schaap", date(2010, 4, 15))


def test_stars_at_the_ends_of_headings_grade_the_parts():
    records = (("Ensemble Tilleul", "Givre"), ("Magda Sorel", "Feu doux"), ("Les Encombrants", "L'Ours"))
    parts = [
        f"{artist}, « {album} » (Sève) — ★★★☆☆\n\n{text}"
        for (artist, album), text in zip(records, PARAGRAPHS, strict=False)
    ]
    reading = plain("\n\n".join(["Trois disques pour l'hiver\nPar Ines Harrow", *parts]))
    assert [one.value("album") for one in reading.parts] == [album for _, album in records]
    assert all(one.value("grade").score == 60 for one in reading.parts)
