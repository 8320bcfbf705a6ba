"""Names in unusual places: below letters, in brackets of other scripts, in boxes of cells, on hand-built pages."""

import pytest

from reviews.reading.document import parse
from reviews.reading.kinds import Kind
from reviews.reading.reading import Document, Reading, read
from tests.reviews.reading.pages import HEADLINE, PARAGRAPHS, page


def reading_of(text: str, file_name: str = "page.txt") -> Reading:
    return read(Document(text.encode(), file_name=file_name))


SIGNATURES = {
    "Ihre Ines Harrow": "Ines Harrow",
    "Euer Tom Vale": "Tom Vale",
    "(Ines Harrow)": "Ines Harrow",
    "(jk)": "jk",
    "（文：久保田さとる）": "久保田さとる",
    "選・文：藤代カオル": "藤代カオル",
}


@pytest.mark.parametrize("signature", SIGNATURES)
def test_signatures_are_read_as_names(signature):
    assert parse(page(HEADLINE, tail=signature)).critic == SIGNATURES[signature]


@pytest.mark.parametrize("remark", ["(lp)", "(Cold Rooms Records)", "(LP, 2013)"])
def test_other_brackets_sign_nothing(remark):
    assert parse(page(HEADLINE, tail=remark)).critic is None


def test_a_name_between_grade_and_text_is_the_critics():
    head = f"Skivrecension\n\n{HEADLINE}\n\nPublicerad 8 mars 2017\nBetyg: 4 av 6\nElsa Nordgren"
    assert parse(page(head)).critic == "Elsa Nordgren"


def test_a_box_whose_label_is_a_sections_name_too():
    head = "Orgelrausch an der Ostsee\n\nKünstler\n\nMarlow Finch\n\nAlbum\n\nGlass Harbour\n\nLabel\n\nWindlade"
    facts = parse(page(head)).album_facts
    assert facts is not None
    assert (facts.artist, facts.title) == ("Marlow Finch", "Glass Harbour")


def test_a_record_company_is_no_album():
    facts = parse(page(f"{HEADLINE}\nAlbum: Klei Records\nGenre: folk")).album_facts
    assert facts is None or facts.title is None


ROUNDUPS = {
    "stacked": "{artist}\n{album}\n★★★★☆\n{text}",
    "in a line": "{artist} – {album} (Zeigerwerk)\n{text}\n8/10",
}


@pytest.mark.parametrize("form", ROUNDUPS)
def test_reviews_below_one_another_without_blank_lines(form):
    records = (("Ilse Lund", "Halbwertszeit"), ("Die Umzugshelfer", "Stauraum"), ("Nilan", "Kolibri"))
    parts = [
        ROUNDUPS[form].format(artist=artist, album=album, text=f"{artist} make it plain. {text}")
        for (artist, album), text in zip(records, PARAGRAPHS, strict=False)
    ]
    reading = reading_of("\n\n".join(["Short cuts: three new records\nBy Ines Harrow", *parts]))
    assert reading.kind is Kind.ROUNDUP
    assert [(one.value("artist"), one.value("album")) for one in reading.parts] == list(records)
    assert all(one.value("grade").score == 80 for one in reading.parts)


def test_a_report_of_a_concert_in_spanish():
    text = "\n\n".join(
        (
            "CRÓNICAS",
            "Marlow Finch en la sala Molino: calor de febrero",
            "Con las entradas agotadas, la banda salió al escenario a las diez y tocó seis canciones seguidas ante un "
            "público que llenaba la sala desde hacía una hora y no quería conversación.",
            "El concierto fue corto. En los bises el trombonista bajó del escenario y cruzó la sala tocando entre el "
            "público, hasta salir a la calle.",
        )
    )
    assert reading_of(text).kind is Kind.LIVE


PAGE = "<html><head><title>{title}</title></head><body>{top}{text}</body></html>"
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


@pytest.mark.parametrize(
    ("title", "top"),
    [
        ("Mick's Goth Page: Reviews", "<h1>Mick's Goth Page</h1><hr><h2>Marlow Finch – <i>Glass Harbour</i></h2>"),
        ("The Loop - CD Reviews", "<p><b>Marlow Finch – <i>Glass Harbour</i></b><br>(Cold Rooms Records)</p>"),
    ],
)
def test_the_headline_of_a_page_whose_title_names_only_the_site(title, top):
    reading = reading_of(PAGE.format(title=title, top=top, text=TEXT), "page.html")
    assert reading.value("headline") == HEADLINE
    assert reading.body.startswith("Cold water")


def test_the_record_over_the_text_is_no_site():
    cell = "<td><b>Marlow Finch</b><br><b>Glass Harbour</b><br>Label: Kippe<br>Wertung: 8/10</td>"
    text = TEXT.replace("Cold water runs", "Marlow Finch is cold. Cold water runs")
    reading = reading_of(
        PAGE.format(title="Kritik: Marlow Finch", top=f"<table><tr>{cell}</tr></table>", text=text), "page.html"
    )
    assert reading.value("publication") is None
    assert (reading.value("artist"), reading.value("album")) == ("Marlow Finch", "Glass Harbour")
