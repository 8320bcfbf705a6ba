"""Names fold to one form, and titles to the part that people say."""

from __future__ import annotations

import unicodedata

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
        ("Har\u00adbour\u200b", "harbour"),
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


SYMBOLS = [*"+−×÷=±∞∆♯♭♮♥❤★☆☀☂☎✌€£$¥°©®%†‡§", "♠", "☮", "🌊", "🌙", "🫨", "👍", "👍🏽"]
KEYCAPS = [f"{key}\u20e3" for key in "#*0123456789"]
APOSTROPHES = ["'", "’", "‘", "ʻ", "ʼ", "ʹ", "ʿ", "ʾ", "′", "`", "´", "‛", "＇", "\ua78c", ""]


@pytest.mark.parametrize("apostrophe", APOSTROPHES)
def test_every_sign_for_an_apostrophe_and_none_are_one_spelling(apostrophe):
    assert fold(f"Keola Kamako{apostrophe}ole") == "keola kamakoole"
    assert fold(f"Rock {apostrophe}n{apostrophe} Row") == "rock n row"


@pytest.mark.parametrize("symbol", [*SYMBOLS, *KEYCAPS, "!", "…"])
def test_a_symbol_is_one_name_with_and_without_the_selector_of_its_drawing(symbol):
    one, *others = {
        fold(symbol),
        fold(f"{symbol}\ufe0f"),
        fold(f"{symbol}\ufe0e"),
        fold(f"{symbol[0]}\ufe0f{symbol[1:]}"),
    }
    assert not others
    assert one == fold(symbol)


def test_different_symbols_are_different_names():
    names = [*SYMBOLS, *KEYCAPS, *"!?#*@&~<>|^.,:;-–_", "!!", "+/-", "()"]
    assert len({fold(name) for name in names}) == len(names)


@pytest.mark.parametrize("written", ["Étude en fa {}", "Étude en fa{}", "{} Weir", "Weir {} Ferry"])
def test_symbols_make_another_name_of_the_same_words(written):
    names = [written.format(sign).strip() for sign in ("", *SYMBOLS, *KEYCAPS)]
    assert len({fold(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Étude en fa#", "Étude en fa♯"),
        ("F# A", "F♯ A"),
        ("C#m", "C♯m"),
        ("Weir-", "Weir−"),
        ("Weir –", "Weir"),
        ("-4", "−4"),
        ("#1 Weir", "1 Weir"),
        ("-Weir-", "Weir"),
        ("Weir – Ferry", "Weir-Ferry"),
        ("<Weir>", "Weir"),
        ("Weir ~Ferry~", "Weir 〜Ferry〜"),
        ("Weir ~Ferry~", "Weir: Ferry"),
    ],
)
def test_sharps_and_minuses_are_told_from_number_signs_and_dashes(typed, printed):
    assert fold(typed) == fold(printed)


@pytest.mark.parametrize(
    "spellings",
    [
        ("AC/DC", "ACDC", "Ac/Dc"),
        ("R.E.M.", "REM", "R. E. M.", "R E M"),
        ("M/A/R/R/S", "MARRS", "M.A.R.R.S."),
        ("J.R.R. Tolkien", "J. R. R. Tolkien", "JRR Tolkien"),
        ("Э. П. Лодка", "Э.П. Лодка", "ЭП Лодка"),
        ("El‐Q", "El-Q", "El Q", "EL–Q"),
        ("Sunn Q)))", "Sunn Q"),
        ("Q!nk", "Q nk"),
    ],
)
def test_initials_are_one_word_however_they_are_set(spellings):
    assert len({fold(name) for name in spellings}) == 1


@pytest.mark.parametrize("title", ["Now Here", "Her/Him", "4/4", "9/11", "20/20"])
def test_words_and_numbers_stay_apart(title):
    assert fold(title) != fold(title.replace("/", "").replace(" ", ""))


NAMES = st.text(
    st.one_of(st.sampled_from("ab c&'’-–#+/<>~.!?%\u0301\u20e3\ufe0f\u200d❤☀ßİŉẚĉ"), st.characters()), max_size=30
)


@given(NAMES)
def test_composed_and_decomposed_names_fold_alike(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(NAMES)
def test_folding_what_is_folded_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(NAMES.filter(str.strip))
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
