"""Bytes become clean text, or are refused with one line that says what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.text import Unreadable, clean_text
from reviews.reading.decoding import LARGEST_DOCUMENT, read_text

TEXT = "Søren Ødegård’s “Fjord” is a très belle record.\nIt is über good."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_is_read_in_each_common_encoding(encoding):
    assert read_text(TEXT.encode(encoding)) == TEXT


def test_utf16_is_known_by_its_mark_in_either_byte_order():
    assert read_text(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


def test_latin_1_is_read():
    assert read_text("Caf\xe9 society, r\xf8yk og regn".encode("latin-1")) == "Café society, røyk og regn"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        ("\ufeff\u200b".encode(), "empty"),
        (b"one\0two", "NUL"),
        (bytes(range(256)) * 8, "NUL"),
        (bytes(range(1, 32)) * 40, "binary"),
        (b"%PDF-1.7 something", "a PDF"),
        (b"PK\x03\x04 word/document.xml", "packed"),
        (b"{\\rtf1 Hello}", "RTF"),
        ("Ночной груз идёт на север, и никто не спит".encode("cp1251"), "encoding"),
        ("\ufeffabc".encode("utf-16-le") + b"\x00", "damaged"),
        (b"x" * (LARGEST_DOCUMENT + 1), "larger than 2 MB"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data, message):
    with pytest.raises(Unreadable, match=message) as refused:
        read_text(data)
    assert "\n" not in str(refused.value)


def test_the_limit_is_the_callers():
    with pytest.raises(Unreadable, match=r"larger than 0\.001 MB"):
        read_text(b"a" * 1001, largest=1000)


def test_every_newline_becomes_one_kind():
    assert clean_text("a\r\nb\rc\u2028d\x85e\ff") == "a\nb\nc\nd\ne\nf"


def test_text_is_composed_so_that_one_spelling_has_one_form():
    assert clean_text("Cafe\u0301") == "Café"


def test_characters_that_hide_or_reorder_text_are_removed():
    assert clean_text("a\u202eb\u2066c\u200bd\ufeffe\u00adf\u200eg\u200dh") == "abcdefgh"


def test_joiners_stay_where_they_shape_letters():
    persian, family = "می\u200cخواهم", "👩\u200d👧"
    assert clean_text(persian) == persian
    assert clean_text(family) == family


def test_a_few_stray_controls_are_dropped():
    assert clean_text("Glass\x08 Harbour" + "." * 200) == "Glass Harbour" + "." * 200


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        text = read_text(data)
    except Unreadable:
        return
    assert text.strip()
    assert "\0" not in text
    assert "\r" not in text
    assert clean_text(text) == text
