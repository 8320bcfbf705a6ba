"""Files that hold a review in a wrapping: Markdown, mails, saved pages, word processors' documents."""

import io
import zipfile
from datetime import date
from email.message import EmailMessage
from xml.sax.saxutils import escape

from reviews.reading.reading import Document, HouseRule, Kind, read
from tests.reviews.reading.pages import BODY, PARAGRAPHS
from tests.reviews.reading.web_pages import ADDRESS, TEXT, review_data, web_page

TODAY = date(2026, 11, 30)


def markdown(matter: str, text: str = BODY, fence: str = "---"):
    return read(Document(f"{fence}\n{matter}\n{fence}\n\n{text}\n".encode(), file_name="x.md"), today=TODAY)


def test_front_matter_in_yaml_says_what_it_says():
    reading = markdown(
        'title: "Marlow Finch, Glass Harbour"\ndate: 2024-03-08T09:00:00Z\nlastmod: 2024-03-10\nauthor: Ines Harrow\n'
        "params:\n  artist: Marlow Finch\n  album: Glass Harbour\n  rating: 7.5\n  outof: 10"
    )
    assert (reading.value("headline"), reading.value("critic")) == ("Marlow Finch, Glass Harbour", "Ines Harrow")
    assert (reading.value("published"), reading.value("updated")) == (date(2024, 3, 8), date(2024, 3, 10))
    assert (reading.value("album"), reading.value("grade").printed) == ("Glass Harbour", "7.5/10")
    assert set(reading.sources.values()) == {"front matter", "body"}
    assert (reading.kind, reading.body) == (Kind.REVIEW, BODY)


def test_front_matter_in_toml_is_read_alike():
    reading = markdown('title = "Cold water"\ndate = 2024-03-08\nauthors = ["Ines Harrow"]\nrating = "B+"', fence="+++")
    assert (reading.value("critic"), reading.value("published")) == ("Ines Harrow", date(2024, 3, 8))
    assert reading.value("grade").printed == "B+"


def test_a_number_in_front_matter_does_not_say_out_of_how_many():
    reading = markdown("title: Cold water\nrating: 4")
    assert reading.value("grade") is None
    assert any("out of how many" in warning for warning in reading.warnings)
    known = Document(f"---\ntitle: Cold water\nrating: 4\n---\n{BODY}".encode())
    assert read(known, HouseRule(maximum=5)).value("grade").printed == "4/5"


def test_front_matter_names_the_record_in_its_own_words():
    reading = markdown("title: Cold water\nband: Marlow Finch\nrecordTitle: Glass Harbour\nrecordFormat: album")
    assert (reading.value("album"), reading.value("artist")) == ("Glass Harbour", "Marlow Finch")
    assert reading.kind is Kind.REVIEW


def test_front_matter_says_that_it_is_of_a_song_or_a_comment():
    assert markdown("title: Marlow Finch, Ice\nrecordFormat: single").kind is Kind.TRACK
    assert markdown("title: A label closes\ncategories:\n- comment").kind is Kind.OTHER
    assert markdown("title: We are open\ncategories: [announcements]").kind is Kind.NEWS


def test_shortcodes_pictures_and_markup_are_no_part_of_the_body():
    text = "\n\n".join(
        ["{{< figure src='x.jpg' >}}", "![cover](x.jpg)", *PARAGRAPHS[:2], "{% include share.html %}", *PARAGRAPHS[2:]]
    )
    assert markdown("title: Cold water", text).body == BODY
    assert "*" not in markdown("title: x", BODY.replace("patience", "*patience*")).body


def test_a_newsletter_is_read_with_its_headers():
    mail = EmailMessage()
    mail["From"] = "Ines Harrow <ines@lantern.example>"
    mail["Subject"] = "Fwd: Marlow Finch – Glass Harbour review"
    mail["Date"] = "Fri, 08 Mar 2024 09:00:00 +0000"
    mail["List-Id"] = "The Lantern Letter <letter.lantern.example>"
    mail["To"] = "reader@inbox.example"
    mail.set_content("See the page.")
    mail.add_alternative(
        f"<html><body><p><a href='#'>View this email in your browser</a></p>{TEXT}<p>Rating: 4/5</p>"
        "<p>Ines Harrow</p><p>You are receiving this because you asked. <a href='#'>Unsubscribe</a></p></body></html>",
        subtype="html",
    )
    reading = read(Document(mail.as_bytes()), today=TODAY)
    assert reading.value("headline") == "Marlow Finch – Glass Harbour review"
    assert (reading.value("critic"), reading.value("publication")) == ("Ines Harrow", "The Lantern Letter")
    assert (reading.value("published"), reading.value("grade").printed) == (date(2024, 3, 8), "4/5")
    assert reading.sources["headline"] == "header of the mail"
    assert reading.body.startswith(PARAGRAPHS[0])
    assert "Unsubscribe" not in reading.body
    assert "View this email" not in reading.body


def test_a_page_that_a_browser_saved_as_one_file_is_that_page():
    saved = EmailMessage()
    saved["From"] = "<Saved by Blink>"
    saved["Snapshot-Content-Location"] = ADDRESS
    saved["Subject"] = "Marlow Finch"
    saved["Date"] = "Fri, 08 Mar 2024 09:00:00 +0000"
    saved["MIME-Version"] = "1.0"
    saved.set_content(web_page(review_data()).data.decode(), subtype="html")
    reading = read(Document(saved.as_bytes()), today=TODAY)
    assert (reading.value("source_url"), reading.value("critic")) == (ADDRESS, "Ines Harrow")
    assert reading.body == BODY


def word_file(*paragraphs: tuple[str, str]) -> bytes:
    """The smallest document that a word processor would open: paragraphs with their styles."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{escape(words)}</w:t></w:r></w:p>'
        for style, words in paragraphs
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
        ' Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{name}"><w:body>{text}</w:body></w:document>',
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for path, content in parts.items():
            packed.writestr(path, content)
    return held.getvalue()


def test_a_word_processors_document_is_read():
    written = [
        ("Heading1", "Marlow Finch – Glass Harbour review"),
        ("Normal", "By Ines Harrow"),
        ("Normal", "8 March 2024"),
    ]
    written += [("Normal", paragraph) for paragraph in PARAGRAPHS]
    reading = read(Document(word_file(*written, ("Normal", "Rating: 4/5"))), today=TODAY)
    assert reading.value("headline") == "Marlow Finch – Glass Harbour review"
    assert (reading.value("critic"), reading.value("published")) == ("Ines Harrow", date(2024, 3, 8))
    assert (reading.value("grade").printed, reading.body) == ("4/5", BODY)
