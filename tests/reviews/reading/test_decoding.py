"""Bytes become clean text, or are refused with one line that says what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.text import Unreadable, clean_text
from reviews.reading.decoding import LARGEST_DOCUMENT, decode, read_text

TEXT = "Søren Ødegård’s “Fjord” is a très belle record.\nIt is über good."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_is_read_in_each_common_encoding(encoding):
    assert read_text(TEXT.encode(encoding)) == TEXT


def test_utf16_is_known_by_its_mark_in_either_byte_order():
    assert read_text(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


def test_latin_1_is_read():
    words = "Plata er rå og vakker, og bandet har aldri låtit så modig før. Det blåser kaldt gjennom hele sida."
    assert read_text(words.encode("latin-1")) == words


OLDER = {
    "cp1252": "The band has never sounded this brave – not even on “Café Noir” – and it’s a naïve record, sure.",
    "cp437": "The band has never sounded this brave, and the café at the end of the pier has never been colder.",
    "mac_roman": "Le disque est brut et beau. L’air froid souffle à travers l’album. Où qu’on l’écoute, c’est réussi.",
    "cp1250": "Płyta jest surowa i piękna. Zespół nigdy nie brzmiał tak odważnie, a przez całą stronę wieje chłód.",
    "iso8859_2": "Deska je syrová a krásná. Kapela nikdy nezněla tak odvážně a celou stranou vane chlad, příště víc.",
    "cp852": "A lemez nyers és gyönyörű. A zenekar még sosem szólt ilyen bátran. Erősebb, mint az előző.",
    "cp1251": "Пластинка сырая и красивая. Группа никогда ещё не звучала так смело, и холод дует через всю сторону.",
    "koi8_r": "Пластинка сырая и красивая. Группа никогда ещё не звучала так смело, и холод дует через всю сторону.",
    "iso8859_5": "Пластинка сырая и красивая. Группа никогда ещё не звучала так смело, и холод дует через всю сторону.",
    "mac_cyrillic": "Пластинка сырая и красивая. Группа никогда не звучала так смело, и холод дует через всю сторону.",
    "iso2022_jp": "この盤は生々しく、美しい。バンドがこれほど大胆に鳴ったことはない。冷たい風が片面を吹き抜ける。",
    "cp1253": "Ο δίσκος είναι ωμός και όμορφος. Το συγκρότημα δεν είχε ακουστεί ποτέ τόσο τολμηρό.",
    "cp1254": "Plak ham ve güzel. Grup hiç bu kadar cesur çalmamıştı ve soğuk bütün yüz boyunca esiyor. Şarkılar.",
    "cp932": "この盤は生々しく、美しい。バンドがこれほど大胆に鳴ったことはない。冷たい風が片面を吹き抜ける。",
    "euc_jp": "この盤は生々しく、美しい。バンドがこれほど大胆に鳴ったことはない。冷たい風が片面を吹き抜ける。",
    "cp949": "이 음반은 거칠고 아름답다. 밴드가 이렇게 대담하게 들린 적은 없었고, 찬 바람이 한쪽 면을 가로지른다.",
    "gb18030": "这张唱片粗糙而美丽。乐队从来没有这样大胆地演奏过，冷风吹过整个一面。我不想把它放下来。",
}


@pytest.mark.parametrize("encoding", OLDER)
def test_an_older_encoding_is_told_by_the_letters_of_its_language(encoding):
    assert read_text(OLDER[encoding].encode(encoding)) == OLDER[encoding]


def test_what_could_be_two_encodings_is_refused_by_their_names():
    with pytest.raises(Unreadable, match=r"cannot be told for certain: .*Windows-1250.* or .*Windows-1252"):
        read_text("Caf\xe9 society, r\xf8yk og regn".encode("latin-1"))


def test_stray_bytes_among_utf_8_are_read_and_said():
    damaged = "He’s made it in the dark – “Café” and all".encode().replace("é".encode(), b"\xe9")
    decoded = decode(damaged)
    assert decoded.text == "He’s made it in the dark – “Café” and all"
    assert "“é”" in decoded.remarks[0]


def test_a_text_that_is_cut_off_is_refused():
    with pytest.raises(Unreadable, match="cut off in the middle of a character"):
        read_text("“Glass Harbour” is a très".encode()[:-2])


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
        ("Пластинка сырая и красивая, группа никогда не звучала так смело".encode("cp855"), "encoding"),
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
