"""Text in pictures: every script of the site, both directions, and never more than fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.link_pictures.faces import faces_of
from pages.link_pictures.lettering import OMITTED, Hand, Paragraph

SCRIPTS = {
    "Arabic": "مصعد إلى البحر",
    "Bengali": "জলের ধারে",
    "Bulgarian": "Блок 38, вход Г",
    "Chinese": "夜航之后的水路",
    "Georgian": "წყლის პირას",
    "Greek": "Ἀλεξίου και θάλασσα",
    "Hebrew": "החדר שמעל הנהר",
    "Hindi": "संध्या राग",
    "Icelandic": "Hálft haf",
    "Japanese": "終電のあとの水路",
    "Korean": "막차가 지나간 뒤",
    "Signs": "♥ ★ 🌧 👩‍👩‍👧 № ½",
    "Tamil": "காற்றின் மேல்",
    "Thai": "แม่น้ำไหลผ่าน",
    "Vietnamese": "Đêm không ngủ",
}
GOTHIC = "𐌰𐌱𐌲"


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_every_script_of_the_site_can_be_drawn(text):
    paragraph = Paragraph(text, Hand(40))
    assert paragraph.complete
    assert len(paragraph.set(600, 2)) in (1, 2)


def test_what_no_face_has_is_left_out_and_marked_once():
    paragraph = Paragraph(f"{GOTHIC} {GOTHIC} Low Water", Hand(40))
    assert not paragraph.complete
    assert " ".join(paragraph.text.split()) == f"{OMITTED} Low Water"
    assert not Paragraph(GOTHIC, Hand(40))


def test_signs_that_only_steer_are_not_drawn():
    assert Paragraph("\u202eLow\u2069 \ufe0fWater\u200b", Hand(40)).text == "Low Water"


def test_what_runs_to_the_left_stands_so_and_numbers_in_it_do_not():
    (line,) = Paragraph("שלום 12 Blues", Hand(40)).set(2000, 1)
    assert line.right_to_left
    assert [text.strip() for text, _, _ in line.runs if text.strip()] == ["Blues", "12", "שלום"]
    assert [direction for text, _, direction in line.runs if text.strip()] == ["ltr", "ltr", "rtl"]


def test_the_language_says_which_way_a_paragraph_runs():
    assert Paragraph("Blue Monday", Hand(40, language="he")).right_to_left
    assert not Paragraph("Blue Monday", Hand(40, language="en")).right_to_left


def test_japanese_lines_end_anywhere_but_before_a_stop():
    lines = Paragraph("夜の水路、夜の水路、夜の水路、", Hand(40)).set(210, 9)
    assert len(lines) > 2
    assert all(line.text[0] != "、" for line in lines)


def test_a_word_that_is_wider_than_a_line_is_taken_apart_and_marks_stay_with_their_letters():
    lines = Paragraph("é" * 40 + "a\u0301\u0323" * 40, Hand(40)).set(200, 99)
    assert len(lines) > 3
    assert all(line.width <= 200 for line in lines)
    assert all(line.text[0] not in "\u0301\u0323" for line in lines)


def test_han_signs_are_drawn_as_readers_of_the_language_write_them():
    (japanese,), (chinese,) = faces_of("直", True, "ja"), faces_of("直", True, "zh-Hans")
    assert japanese != chinese


@given(st.text(max_size=80), st.integers(60, 700), st.integers(1, 4))
def test_no_text_is_wider_than_its_line_or_takes_more_of_them(text, width, most):
    paragraph = Paragraph(text, Hand(24))
    lines = paragraph.set(width, most)
    assert len(lines) <= most
    # A single sign may be wider than the narrowest line.
    assert all(line.width <= width or len(line.text) <= 8 for line in lines)
    if paragraph.fits(width, most):
        assert "".join(line.text for line in lines).replace(" ", "") == paragraph.text.replace(" ", "")
