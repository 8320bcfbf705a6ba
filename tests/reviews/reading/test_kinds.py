"""What is no review of an album is said to be none, and a roundup is several reviews."""

import pytest

from reviews.reading.kinds import Kind, kind_of_address, kind_of_label
from reviews.reading.reading import Document, read
from tests.reviews.reading.pages import PARAGRAPHS, page
from tests.reviews.reading.web_pages import web_page

SENTENCE = (
    "Nobody in the hall could say afterwards how long it had lasted, and nobody seemed to mind at all that evening. "
)


def kind_of(text: str) -> Kind:
    return read(Document(text.encode())).kind


@pytest.mark.parametrize(
    "headline",
    [
        "Marlow Finch – Glass Harbour",
        "Album of the week: Marlow Finch – Glass Harbour",
        "Cold water",
        "Glass Harbour review",
    ],
)
def test_a_review_is_a_review(headline):
    assert kind_of(page(f"{headline}\n\nBy Ines Harrow")) is Kind.REVIEW


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("Marlow Finch announce new album and tour dates", Kind.NEWS),
        ("Live review: Marlow Finch, Corn Exchange", Kind.LIVE),
        ("Konzertbericht: Marlow Finch in Aalen", Kind.LIVE),
        ("The 50 best albums of the year", Kind.LIST),
        ("Interview: Marlow Finch on Glass Harbour", Kind.INTERVIEW),
        ("Film review: Glass Harbour", Kind.FILM),
        ("Single of the week: Marlow Finch – “Ice”", Kind.TRACK),
        ("Recensione del singolo “Ghiaccio”, Marlow Finch", Kind.TRACK),
        ("Рецензия на сингл «Лёд» Марлоу Финч", Kind.TRACK),
        ("Singelrecension: Marlow Finch, “Is”", Kind.TRACK),
        ("Podcast: the making of Glass Harbour", Kind.OTHER),
    ],
)
def test_a_headline_says_what_it_is(headline, kind):
    assert kind_of(page(f"{headline}\n\nBy Ines Harrow")) is kind


def test_questions_and_answers_are_an_interview():
    answers = ["Not at all. " + SENTENCE, "It was the ice, I think. " + SENTENCE, "We never asked. " + SENTENCE]
    asked = ["Was the record planned that way?", "Why the cello?", "And what comes next?"]
    text = "\n\n".join(part for pair in zip(asked, answers, strict=True) for part in pair)
    assert kind_of(f"“I sold the drums”\n\n{text}\n") is Kind.INTERVIEW


def test_speakers_by_their_names_are_an_interview():
    said = [
        f"{name}: {SENTENCE}" for name in ("THE LANTERN", "Marlow", "THE LANTERN", "Marlow", "THE LANTERN", "Marlow")
    ]
    assert kind_of("On the quay\n\n" + "\n\n".join(said)) is Kind.INTERVIEW


def test_a_text_about_a_film_a_book_or_a_shelf_of_goods_is_none_of_an_album():
    film = "The director lets every scene run long, and the cast, above all the lead actor, make the film breathe. "
    book = "The book has twelve chapters and four hundred pages, and the biographer spends three of them on his youth. "
    assert kind_of("The Bell Tower\n\n" + (film + SENTENCE) * 3) is Kind.FILM
    assert kind_of("A long life\n\n" + (book + SENTENCE) * 3) is Kind.BOOK


def test_a_film_that_a_soundtrack_was_written_for_may_be_spoken_of():
    text = "The film needs its music. The album does not need the film: every track of this record stands by itself. "
    assert kind_of(page("Glass Harbour (Original Soundtrack) review", tail="", paragraphs=(text * 3,))) is Kind.REVIEW


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Album Reviews", Kind.REVIEW),
        ("Plattenkritik", Kind.REVIEW),
        ("Konzerte", Kind.LIVE),
        ("Interviews", Kind.INTERVIEW),
        ("NEWS", Kind.NEWS),
        ("Movies", Kind.FILM),
        ("Folk", None),
        ("", None),
    ],
)
def test_rubrics_say_what_stands_under_them(label, kind):
    assert kind_of_label(label) is kind


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://x.example/reviews/albums/glass-harbour/", Kind.REVIEW),
        ("https://x.example/news/2024/03/finch", Kind.NEWS),
        ("https://x.example/reviews/live/finch", Kind.LIVE),
        ("https://x.example/2024/03/finch", None),
        ("", None),
    ],
)
def test_folders_of_an_address_say_it_too(address, kind):
    assert kind_of_address(address) is kind


def record(artist: str, album: str) -> str:
    return f"{artist} make a small, cold noise on {album}, and for half an hour nobody misses the sun. Then it stops. "


THREE = [("Tin Coast", "Rope"), ("Ada Reed", "Nine Doors"), ("The Tide Tables", "Ebb")]


@pytest.mark.parametrize("heading", ["{} – {}", "{}: {}", "{} “{}”", "1. {} - {} (Tidewrack, 2024)"])
def test_a_roundup_is_one_review_per_record(heading):
    text = "\n\n".join(
        f"{heading.format(*one)}\n\n{record(*one)}\n\nRating: {rating}/10"
        for one, rating in zip(THREE, "876", strict=True)
    )
    reading = read(Document(f"Three new albums\n\nBy Ines Harrow\n8 March 2024\n\n{text}\n".encode()))
    assert reading.kind is Kind.ROUNDUP
    assert [(part.value("artist"), part.value("album")) for part in reading.parts] == THREE
    assert [part.value("grade").printed for part in reading.parts] == ["8/10", "7/10", "6/10"]
    assert [part.value("critic") for part in reading.parts] == ["Ines Harrow"] * 3
    assert all(part.body == record(*one).strip() for part, one in zip(reading.parts, THREE, strict=True))
    assert reading.value("grade") is reading.value("album") is None


@pytest.mark.parametrize(
    "form", ["<h2>{} — {}</h2><p>{}</p>", "<p><b>{}: {}</b></p><p>{}</p>", "<p><b>{}: {}</b><br>{}</p>"]
)
def test_headings_of_a_page_part_its_reviews(form):
    text = "".join(form.format(*one, record(*one)) for one in THREE)
    reading = read(web_page(title="In brief: three records", text=f"<p>{PARAGRAPHS[0]}</p>{text}"))
    assert reading.kind is Kind.ROUNDUP
    assert [(part.value("artist"), part.value("album")) for part in reading.parts] == THREE


def test_section_headings_make_no_roundup():
    text = "".join(
        f"<h2>{heading}</h2><p>{one}</p>"
        for heading, one in zip(("Sound: cold", "Words: few", "Verdict: yes"), PARAGRAPHS, strict=False)
    )
    reading = read(web_page(text=text))
    assert (reading.kind, reading.parts) == (Kind.REVIEW, ())
