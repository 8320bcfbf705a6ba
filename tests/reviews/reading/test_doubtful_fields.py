"""A field that is not sure is left out: a wrong headline, critic, day or album is worse than none."""

import datetime

import pytest

from reviews.reading.kinds import Kind
from reviews.reading.reading import Document, Reading, read
from tests.reviews.reading.pages import PARAGRAPHS

TEXT = "\n\n".join(PARAGRAPHS)


def reading_of(head: str, text: str = TEXT, tail: str = "") -> Reading:
    return read(Document(f"{head}\n\n{text}\n\n{tail}".encode()))


@pytest.mark.parametrize(
    "line",
    [
        "Aufrufe: 214",
        "Typ: Album",
        "Besprechung",
        "Obs: este texto saiu primeiro na nossa edição de domingo",
        "Hinweis: Diese Kritik erschien zuerst im Heft",
        "Capa do novo álbum da banda",
        "Pochette de leur deuxième disque",
        "4 star star star star star",
        "Estrellas estrellas estrellas",
    ],
)
def test_a_count_a_rubric_a_note_and_a_caption_are_no_headline(line):
    assert reading_of(line).value("headline") != line


def test_a_byline_that_lost_its_name_names_nobody():
    assert reading_of("Marlow Finch – Glass Harbour\n04/03/2020 | Por").value("critic") is None


def test_a_title_that_stands_twice_is_nobodys_name():
    head = "Salt Orchard\n\nReleased in 2019\nReviewed September 15 2019\n\nSalt Orchard"
    assert reading_of(head).value("critic") is None


def test_the_first_of_a_list_of_names_below_the_text_has_not_signed_it():
    names = "Una Tarrow\nGantry\nJoris Hale\nBoathouse\nIda Quill\nLantern Street\nRuth Okafor\nEstrich"
    assert reading_of("2007-03-29", tail=names).value("critic") is None


def test_a_name_alone_below_the_text_has():
    assert reading_of("2007-03-29", tail="Una Tarrow").value("critic") == "Una Tarrow"


def test_a_day_in_the_box_of_the_record_is_not_the_reviews():
    head = "neděle 24. dubna 2016\n\nHana Dvorská - Severák\n\nŽánr: folk\nVydáno: 20.11. 2015\nSongů: 10"
    text = (
        "Deska Severák zní, jako by ji Hana Dvorská nahrála v kuchyni za jediný večer. Kytara je blízko. "
        "Některé písně by snesly kratší závěr, ale ta poslední patří k tomu nejlepšímu, co napsala. Vracím se k ní."
    )
    assert reading_of(head, text).value("published") == datetime.date(2016, 4, 24)


def test_an_offer_behind_a_label_for_the_source_is_no_house():
    assert reading_of("Marlow Finch – Glass Harbour", tail="Källa: Köp skivan").value("publication") is None


def test_a_day_of_the_week_may_stand_by_itself_in_finnish():
    head = "sunnuntai 21. syyskuuta 2008\n\nMarlow Finch – Glass Harbour"
    assert reading_of(head).value("published") == datetime.date(2008, 9, 21)


def test_a_first_paragraph_is_no_headline_that_calls_the_piece_a_list():
    text = (
        "With its ninety minutes the sixteenth album is as heavy as the ship on its cover, and it belongs with the ten "
        "best albums of their long career: every time one hears the eleven songs another detail surfaces, a change of "
        "rhythm, a duel of guitars, a solo that keeps the listener awake. There are quick ones too, and they stick."
    )
    assert read(Document(text.encode())).kind is Kind.REVIEW


def test_whose_record_it_is_tells_which_of_two_names_is_the_artists():
    text = (
        "Maré Chã é o terceiro disco do Cais Fundo e o mais calmo de todos. As guitarras recuaram, as vozes avançaram, "
        "e o que antes era ruído é agora espaço. O Cais Fundo nunca soou tão próximo, nem tão certo do que quer dizer. "
        "Há canções a mais na segunda metade, mas nenhuma delas é má, e a última faixa vale por três das anteriores."
    )
    reading = reading_of("CDs | Maré Chã – Cais Fundo", text)
    assert (reading.value("artist"), reading.value("album")) == ("Cais Fundo", "Maré Chã")


def test_a_title_of_the_text_is_no_album_where_the_headline_names_another():
    text = (
        "Una Tarrow has written three suites before this one. The album "
        "“Winter Sweet” was the second of them, and Una Tarrow plays it as if the tide were waiting outside the door. "
        "The new one is longer and slower, and it asks for a quiet room and an evening with nothing else to do in it."
    )
    assert reading_of("Una Tarrow: Harbour Suite", text).value("album") != "Winter Sweet"


def test_what_the_text_calls_an_album_is_no_artist():
    text = (
        "I have lived with the new album Lamp Oil for a week. The album Lamp Oil takes its time, and so did I, walking "
        "home along the quay with it every night, past the cranes and the ferry that was always late and never sorry."
    )
    reading = reading_of("[Album Review] Lamp Oil: For Those Who Wait", text)
    assert reading.value("artist") != "Lamp Oil"
    assert reading.value("album") != "For Those Who Wait"


def test_boxes_that_name_an_artist_each_are_a_roundup():
    prose = (
        "The songs are short, the drums are dry, and the singer sounds as if she had just come in from the rain again."
    )
    boxes = [f"{album}\nArtist: {artist}\n{prose}" for album, artist in RECORDS]
    reading = read(Document("\n\n".join(["New this week", *boxes]).encode()))
    assert reading.kind is Kind.ROUNDUP
    assert [(part.value("album"), part.value("artist")) for part in reading.parts] == RECORDS


def test_a_caption_under_a_heading_belongs_to_it():
    said = (
        "{album} by {artist} is a short record with dry drums, and the singer sounds as if she had come in from rain."
    )
    parts = [
        f"{artist}: {album}\n\nPhoto: Harbour Press\n\n{said.format(artist=artist, album=album)}"
        for album, artist in RECORDS
    ]
    reading = read(Document("\n\n".join(parts).encode()))
    assert reading.kind is Kind.ROUNDUP
    assert [part.value("artist") for part in reading.parts] == [artist for _, artist in RECORDS]


RECORDS = [("Lamp Oil", "Slow Ferry"), ("Eiderdown", "Pale Marches"), ("Estrich", "Ruth Okafor")]
