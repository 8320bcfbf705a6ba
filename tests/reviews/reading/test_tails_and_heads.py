"""What pages print above and below a review, copied with it: told from the text, in the languages that are read."""

from datetime import date

import pytest

from reviews.reading.document import parse
from tests.reviews.reading.pages import BODY, HEADLINE, PARAGRAPHS, page

DAY = date(2025, 9, 23)
NAMED = (f"{PARAGRAPHS[0]} Marlow Finch calls it Glass Harbour.", *PARAGRAPHS[1:])
NAMED_BODY = "\n\n".join(NAMED)

TAILS = {
    "favourite tracks": "Favourite tracks: Ice, The Long Thaw",
    "favourite tracks below": "Standout tracks\nIce\nThe Long Thaw",
    "key cuts of others": "Anspieltipps: Ice, Thaw",
    "in French": "Titres phares : Ice, Thaw",
    "in Spanish": "Canciones destacadas: Ice, Thaw",
    "in Italian": "Brani migliori: Ice, Thaw",
    "in Portuguese": "Faixas favoritas: Ice, Thaw",
    "in Dutch": "Luistertips: Ice, Thaw",
    "in Swedish": "Bästa spår: Ice, Thaw",
    "for fans of": "For fans of: cold water, the Tide Tables",
    "track list": "Tracklist:\n1. Ice\n2. Thaw\n3. Gutters",
    "track list without a label": "1. Ice 3:05\n2. Thaw 4:10\n3. Gutters 2:58",
    "track list in one line": "Track list: Ice (3:05), Thaw (4:10), Gutters (2:58)",
    "track list far apart": "Trackliste\n\n01. Ice\n\n02. Thaw\n\n03. Gutters",
    "facts": "Label: Cold Rooms\nRelease date: 19 September 2025\nGenre: Folk",
    "facts in German": "Plattenfirma: Cold Rooms\nVÖ: 19.09.2025\nSpielzeit: 41 Min.",
    "facts in French": "Maison de disques : Cold Rooms\nDate de sortie : 19 septembre 2025",
    "facts in Spanish": "Sello: Cold Rooms\nFecha de lanzamiento: 19 de septiembre de 2025",
    "facts in Italian": "Etichetta: Cold Rooms\nData di uscita: 19 settembre 2025",
    "facts in Portuguese": "Gravadora: Cold Rooms\nLançamento: 19 de setembro de 2025",
    "facts in Dutch": "Platenlabel: Cold Rooms\nReleasedatum: 19 september 2025",
    "facts in Swedish": "Skivbolag: Cold Rooms\nSläpp: 19 september 2025",
    "a player": "0:00 / 3:45\nPlay\nMute",
    "a video": "Watch: Marlow Finch – Ice (Official Video)",
    "sharing": "Share   Tweet   Pin it",
    "sharing in German": "Teilen\nDrucken",
    "comments": "Leave a Reply\n\nJane Roe\nI could not disagree more about the second side, which I love.",
    "comments in German": "Kommentare\n\nJane Roe\nDem kann ich nicht zustimmen, was die zweite Seite betrifft.",
    "comments in French": "Laisser un commentaire\n\nJane Roe\nJe ne suis pas du tout d'accord avec la seconde face.",
    "comments in Spanish": "Deja un comentario\n\nJane Roe\nNo estoy nada de acuerdo con lo de la segunda cara.",
    "comments in Italian": "Lascia un commento\n\nJane Roe\nNon sono affatto d'accordo sul secondo lato del disco.",
    "comments in Dutch": "Geef een reactie\n\nJane Roe\nIk ben het helemaal niet eens over de tweede kant.",
    "comments in Swedish": "Kommentarer\n\nJane Roe\nJag håller inte alls med om den andra sidan av skivan.",
    "more to read": "Related articles\nTen Cold Records\nTom Vale – Night Freight",
    "more to read in German": "Das könnte dich auch interessieren\nZehn kalte Platten",
    "more to read in French": "À lire aussi\nDix disques froids",
    "tags in French": "Mots-clés : folk, froid",
    "a menu": "Home | News | Reviews | Contact",
    "begging": "If you love our reviews, please support what we do with a donation.",
    "newsletter": "Start each weekend with our free email newsletter.",
    "readers' grades": "User ratings (211)\n3.6\ngreat",
    "an address": "desk@quietdesk.example",
}


@pytest.mark.parametrize("tail", TAILS)
def test_what_stands_below_the_text_is_left_out(tail):
    draft = parse(page(f"{HEADLINE}\nBy Ines Harrow", TAILS[tail]))
    assert (draft.headline, draft.critic, draft.body) == (HEADLINE, "Ines Harrow", BODY)
    assert (draft.published, draft.grade, draft.headings) == (None, None, ())


@pytest.mark.parametrize("tail", ["track list", "track list without a label", "track list in one line", "facts"])
def test_what_may_stand_below_may_stand_above(tail):
    draft = parse(page(f"{HEADLINE}\nBy Ines Harrow\n\n{TAILS[tail]}"))
    assert (draft.headline, draft.critic, draft.body) == (HEADLINE, "Ines Harrow", BODY)


def test_the_tracks_that_a_page_lists_are_kept_apart():
    assert parse(page(HEADLINE, TAILS["track list"])).track_list == ("Ice", "Thaw", "Gutters")
    assert parse(page(HEADLINE, TAILS["track list in one line"])).track_list == ("Ice", "Thaw", "Gutters")


HEADS = {
    "menu in lines": "Skip to content\nMenu\nNews\nReviews\nFeatures",
    "menu in one line": "Home :: News :: Reviews :: Interviews :: Live Reports :: Contact",
    "menu of words": "News Opinion Sport Culture Lifestyle",
    "trail": "Startseite / Kultur / Plattenkritik",
    "trail with the title": f"Home » Reviews » {HEADLINE}",
    "section": "REVIEWS",
    "pointers": "<< Previous: Ten Cold Records\nNext: A walk by the sea >>",
}


@pytest.mark.parametrize("head", HEADS)
def test_navigation_is_no_headline_and_no_heading(head):
    draft = parse(page(f"{HEADS[head]}\n\n{HEADLINE}\n\nBy Ines Harrow\n23 September 2025"))
    assert (draft.headline, draft.critic, draft.published) == (HEADLINE, "Ines Harrow", DAY)
    assert (draft.headings, draft.body) == ((), BODY)


@pytest.mark.parametrize(
    "head",
    [
        f"{HEADLINE}\n{HEADLINE}",
        f"{HEADLINE} | The Quiet Desk\n\n{HEADLINE}",
        f"{HEADLINE}\n\n{HEADLINE} – The Quiet Desk",
    ],
)
def test_a_title_that_is_repeated_is_one(head):
    draft = parse(page(f"{head}\n\nBy Ines Harrow"))
    assert (draft.headline, draft.body) == (HEADLINE, BODY)


@pytest.mark.parametrize(
    "under",
    [
        "The songwriter’s third album goes under the ice\n\nBy Ines Harrow",
        "The songwriter’s third album goes under the ice, and stays there.\n\nBy Ines Harrow\n23 September 2025",
        "By Ines Harrow\n\nThe songwriter’s third album goes under the ice and stays there",
        "A slow triumph.\n\nMarlow Finch on a pier. Photograph: Tom Vale/Getty\n\nBy Ines Harrow",
        "By Ines Harrow\n\nReview Summary: It never hurries.",
    ],
)
def test_standfirsts_and_captions_are_no_text(under):
    draft = parse(page(f"{HEADLINE}\n\n{under}"))
    assert (draft.headline, draft.critic, draft.body, draft.headings) == (HEADLINE, "Ines Harrow", BODY, ())


@pytest.mark.parametrize("opening", ["Silence.", "It begins in the dark.", "Who goes there?"])
def test_a_short_first_sentence_is_text(opening):
    draft = parse(page(f"{HEADLINE}\n\nBy Ines Harrow", paragraphs=(opening, *PARAGRAPHS)))
    assert (draft.headline, draft.body) == (HEADLINE, f"{opening}\n\n{BODY}")


@pytest.mark.parametrize("line", ["Cold Rooms", "Folk", "Under the Ice", "Album of the Week"])
def test_a_short_line_over_the_text_is_no_heading_of_it(line):
    draft = parse(page(f"{HEADLINE}\n\nBy Ines Harrow\n\n{line}"))
    assert (draft.headings, draft.body) == ((), BODY)


def test_a_heading_over_the_text_is_one_where_the_text_has_more():
    paragraphs = ("The Ice", PARAGRAPHS[0], PARAGRAPHS[1], "The Thaw", *PARAGRAPHS[2:])
    draft = parse(page(f"{HEADLINE}\n\nBy Ines Harrow", paragraphs=paragraphs))
    assert draft.headings == ("The Ice", "The Thaw")


@pytest.mark.parametrize(
    "head",
    [
        "Marlow Finch\nGlass Harbour\n\nInes Harrow , September 23rd, 2025 10:12",
        "REVIEWS\n\nMarlow Finch\nGlass Harbour\n[Cold Rooms; 2025]\n\nBy Ines Harrow\n23 September 2025",
        "Marlow Finch\n\nGlass Harbour\n(Cold Rooms)\n\nWords: Ines Harrow\n23 September 2025",
    ],
)
def test_artist_and_record_on_a_line_each_are_one_headline(head):
    draft = parse(page(head, paragraphs=NAMED))
    assert (draft.headline, draft.critic, draft.published) == ("Marlow Finch – Glass Harbour", "Ines Harrow", DAY)
    assert (draft.album_facts.artist, draft.album_facts.title) == ("Marlow Finch", "Glass Harbour")
    assert (draft.body, draft.headings) == (NAMED_BODY, ())


def test_a_record_over_its_artist_is_told_by_the_text():
    text = (
        f"{PARAGRAPHS[0]} On “Glass Harbour”, Finch’s third, nothing is wasted, and Finch knows it.",
        *PARAGRAPHS[1:],
    )
    draft = parse(page("Glass Harbour\nMarlow Finch\n2025\n\nBy Ines Harrow", paragraphs=text))
    assert (draft.album_facts.artist, draft.album_facts.title) == ("Marlow Finch", "Glass Harbour")


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Geschrieben von: Jürgen Moll", "Jürgen Moll"),
        ("Autor: Jürgen Moll", "Jürgen Moll"),
        ("Posté par Élodie Marchand", "Élodie Marchand"),
        ("Auteur : Élodie Marchand", "Élodie Marchand"),
        ("Por Inés Ramos", "Inés Ramos"),
        ("Escrito por: Inés Ramos", "Inés Ramos"),
        ("di Marco della Torre", "Marco della Torre"),
        ("A cura di Marco della Torre", "Marco della Torre"),
        ("Escrito por Inês Prado", "Inês Prado"),
        ("Door Bas van 't Riet", "Bas van 't Riet"),
        ("Geschreven door: Bas van 't Riet", "Bas van 't Riet"),
        ("Av Lena Strand", "Lena Strand"),
        ("Text: Lena Strand", "Lena Strand"),
        ("Reviewed by Ines Harrow, Fri., Sept. 23, 2025", "Ines Harrow"),
        ("Glass Harbour Review by Ines Harrow", "Ines Harrow"),
        ("by inesharrow STAFF", "inesharrow"),
    ],
)
def test_bylines_are_read_in_each_language(label, name):
    draft = parse(page(f"{HEADLINE}\n\n{label}"))
    assert (draft.headline, draft.critic, draft.body) == (HEADLINE, name, BODY)


@pytest.mark.parametrize(
    ("lines", "published", "updated"),
    [
        ("Erstellt: 23. September 2025\nZuletzt aktualisiert: 30. September 2025", DAY, date(2025, 9, 30)),
        ("Criado em 23 de setembro de 2025\nModificado em 30 de setembro de 2025", DAY, date(2025, 9, 30)),
        ("Created: 2025-09-23\nModified: 2025-09-30", DAY, date(2025, 9, 30)),
        ("Published: 23 September 2025\nUpdated: 23 September 2025", DAY, None),
        ("Veröffentlichung: 23.09.2025", DAY, None),
        ("Added: 23.09.2025", DAY, None),
        ("Dienstag, 23.09.2025, 10:52 Uhr", DAY, None),
        ("February 1st, 2025\nPosted: 23 September 2025", DAY, None),
    ],
)
def test_the_pages_dates_are_read_behind_their_labels(lines, published, updated):
    draft = parse(page(f"{HEADLINE}\n\nBy Ines Harrow\n{lines}"))
    assert (draft.published, draft.updated, draft.body) == (published, updated, BODY)


def test_a_date_over_the_headline_is_todays_where_another_stands_under_it():
    draft = parse(page(f"Monday, May 4th, 2026\n\n{HEADLINE}\n\nBy Ines Harrow\nSeptember 23, 2025"))
    assert (draft.headline, draft.published) == (HEADLINE, DAY)


def test_figures_follow_the_other_dates_of_the_page():
    draft = parse(page(f"{HEADLINE}\nRelease date: 20.08.2025\nLabel: Cold Rooms", "Added: 03.09.2025"))
    assert draft.published == date(2025, 9, 3)


HOUSES = {
    "in a byline": ("By Ines Harrow for The Quiet Desk", ""),
    "after a byline": ("By Ines Harrow, The Quiet Desk", ""),
    "behind a label": ("Publication: The Quiet Desk", ""),
    "in the small print": ("By Ines Harrow", "© 2025 The Quiet Desk. All rights reserved."),
    "in the small print, years last": ("By Ines Harrow", "Copyright © The Quiet Desk 2019-2025"),
    "where it first appeared": ("By Ines Harrow", "This review first appeared in The Quiet Desk."),
    "in German": ("Von Ines Harrow", "Zuerst erschienen in The Quiet Desk."),
    "in French": ("Par Ines Harrow", "Cet article est d'abord paru dans The Quiet Desk."),
    "in Spanish": ("Por Ines Harrow", "Publicado originalmente en The Quiet Desk."),
    "thanks": ("By Ines Harrow", "Thanks for reading The Quiet Desk! Subscribe for free to receive new posts."),
}


@pytest.mark.parametrize("place", HOUSES)
def test_the_publication_is_read_where_the_page_leaves_no_doubt(place):
    head, tail = HOUSES[place]
    draft = parse(page(f"{HEADLINE}\n\n{head}", tail))
    assert (draft.publication, draft.headline, draft.body) == ("The Quiet Desk", HEADLINE, BODY)


@pytest.mark.parametrize(
    "top",
    [
        f"{HEADLINE} | The Quiet Desk\n\n{HEADLINE}",
        f"The Quiet Desk\nA blog about records. And sometimes tea.\n\n{HEADLINE} review",
        f"The Quiet Desk / Reviews\n\n{HEADLINE} review",
        f"The Quiet Desk\nReviews\n\n{HEADLINE} review",
        f"The Quiet Magazine\n\n{HEADLINE} review",
    ],
)
def test_a_masthead_names_the_publication(top):
    assert parse(page(f"{top}\n\nBy Ines Harrow", paragraphs=NAMED)).publication in (
        "The Quiet Desk",
        "The Quiet Magazine",
    )


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ("By Ines Harrow", "© 2025 Ines Harrow"),
        ("By Ines Harrow", "© 2025 Quiet Media Holdings Ltd"),
        ("By Ines Harrow", "© 2025 Cold Rooms Records"),
        ("By Ines Harrow", "Follow Marlow Finch on Instagram"),
        ("By Ines Harrow", "© 2025 The Quiet Desk\nPublication: The Loud Desk"),
        ("Folk\nBy Ines Harrow", ""),
        ("Posted in Reviews on 23 September 2025 by Ines Harrow", ""),
    ],
)
def test_what_is_no_publication_for_certain_is_none(head, tail):
    assert parse(page(f"{HEADLINE}\n\n{head}", tail)).publication is None


def test_each_value_says_where_it_was_read():
    draft = parse(page(f"{HEADLINE}\n\nBy Ines Harrow\n23 September 2025", "Rating: 4/5\n© 2025 The Quiet Desk"))
    assert draft.where == {
        "headline": "a line above the text",
        "critic": "a byline above the text",
        "published": "a date above the text",
        "publication": "the copyright line",
        "grade": "a line with a label",
    }
