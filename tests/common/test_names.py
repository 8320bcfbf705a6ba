"""Names fold to one form, and titles to the part that people say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.names import fold, short_title

TAILS = st.sampled_from(
    [
        " OST",
        " (Deluxe)",
        " [Remastered]",
        " - ",
        "Soundtrack",
        " Original Score",
        " The",
        " o.s.t.",
        ": Expanded Edition",
    ]
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Örebro Sånger", "orebro sanger"),
        ("ØYEBLIKK", "oyeblikk"),
        ("Łódź", "lodz"),
        ("Đurđevak", "durdevak"),
        ("Þorskur & Æðr", "thorskur and aedr"),
        ("Weißes Rauschen", "weisses rauschen"),
        ("Ёлка: Край", "елка краи"),
        ("Άνεμος", "ανεμοσ"),
        ("Ｗｉｄｅ", "wide"),
        ("№ Ⅷ", "no viii"),
        ("Don’t, Don't & Donʼt", "dont dont and dont"),
        ("Left/Right-Hand: Side…", "left right hand side"),
        ("  Two\t\n spaces  ", "two spaces"),
    ],
)
def test_case_accents_and_punctuation_fall_away(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("か", "が"),
        ("は", "ぱ"),
        ("हिना", "हना"),
        ("கா", "க"),
        ("ปู", "ป"),
        ("שָׁ", "ש"),
    ],
)
def test_marks_that_make_another_sound_stay(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize("name", ["終電のあと", "مصعد إلى البحر", "हिन्दी", "서울의 밤", "Ночные поезда"])
def test_names_of_every_script_keep_their_letters(name):
    assert fold(name) == name.casefold()


def test_composed_and_decomposed_spellings_are_one():
    assert fold("Ame\u0301lie \u304b\u3099") == fold("Am\u00e9lie \u304c")


@pytest.mark.parametrize("name", ["!!!", "???", "( )", "∞", "+/-", "'"])
def test_a_name_of_punctuation_folds_to_itself(name):
    assert fold(name) == name


def test_names_of_different_punctuation_stay_apart():
    assert fold("!!!") != fold("???")


@given(st.text(max_size=30))
def test_folding_what_is_folded_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(min_size=1, max_size=30).filter(str.strip))
def test_no_name_folds_to_nothing(text):
    assert fold(text).strip()


@given(st.text(max_size=30))
def test_white_space_around_a_name_is_no_part_of_it(text):
    assert fold(f" {text}\n") == fold(text)


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Night Freight (Original Motion Picture Soundtrack)", "Night Freight"),
        ("Night Freight: Original Motion Picture Soundtrack", "Night Freight"),
        ("Night Freight - The Original Film Score", "Night Freight"),
        ("Night Freight OST", "Night Freight"),
        ("Night Freight (ost)", "Night Freight"),
        ("Night Freight o.s.t.", "Night Freight"),
        ("Night Freight [Deluxe Edition]", "Night Freight"),
        ("Night Freight – Expanded", "Night Freight"),
        ("Night Freight (2011 Remaster) (Bonus Disc Edition)", "Night Freight"),
        ("Night Freight (Live at the Weir)", "Night Freight (Live at the Weir)"),
    ],
)
def test_the_words_for_an_edition_or_a_soundtrack_are_not_said(title, short):
    assert short_title(title) == short


@pytest.mark.parametrize("title", ["OST", "Soundtrack", "(Deluxe Edition)", "The Soundtrack of My Stairs", "Deluxe"])
def test_a_title_that_is_nothing_else_stays(title):
    assert short_title(title) == title


@pytest.mark.parametrize("title", ["Nord Ost", "Wind aus Nord-Ost", "Compost", "Almost"])
def test_the_east_is_no_soundtrack(title):
    assert short_title(title) == title


@given(st.lists(st.one_of(TAILS, st.text(max_size=6)), max_size=6).map("".join))
def test_a_short_title_cannot_be_shortened(title):
    short = short_title(title)
    assert short_title(short) == short
    assert bool(short) == bool(title.strip())


def test_a_title_of_spaces_between_two_letters_is_shortened_at_once():
    assert short_title(f"a{' ' * 100_000}b") == "a b"
