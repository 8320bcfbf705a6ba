"""Readings are judged fairly: silence is no error, a value too many is, and only the text itself counts as text."""

import pytest

from reviews.reading.evaluation.judging import Outcome, ReadValues, family, judge, judge_body, words
from reviews.reading.evaluation.truth import REVIEW, ROUNDUP, truth_of

RIGHT, WRONG, NONE = Outcome.RIGHT, Outcome.WRONG, Outcome.NONE


def outcome(stated: dict, **values: str) -> Outcome:
    (judged,) = judge(truth_of(stated), ReadValues(values)).fields
    return judged.outcome


@pytest.mark.parametrize(
    ("stated", "values", "expected"),
    [
        ({"critic": "Ida Holm"}, {"critic": "Ida Holm"}, RIGHT),
        ({"critic": "Ida Holm"}, {"critic": "Salt Lanterns"}, WRONG),
        ({"critic": "Ida Holm"}, {}, NONE),
        ({"critic": None}, {}, RIGHT),
        ({"critic": None}, {"critic": "Ida Holm"}, WRONG),
    ],
)
def test_nothing_read_is_none_and_anything_read_where_nothing_is_to_be_read_is_wrong(stated, values, expected):
    assert outcome(stated, **values) == expected


def test_a_field_that_the_truth_leaves_out_is_not_judged():
    assert judge(truth_of({"headline": "A"}), ReadValues({"critic": "Ida Holm"})).fields[0].name == "headline"
    assert len(judge(truth_of({"headline": "A"}), ReadValues({"critic": "Ida Holm"})).fields) == 1


def test_each_of_several_right_values_is_right():
    stated = {"publication": ["The Pump", "Pump"]}
    assert outcome(stated, publication="Pump") == outcome(stated, publication="The Pump") == RIGHT
    assert outcome(stated, publication="Pumps") == WRONG


def test_names_are_the_same_whatever_their_case_quotes_and_dashes():
    assert outcome({"headline": "Tab – “Chain's” end"}, headline='TAB - "Chain’s" end') == RIGHT
    assert outcome({"headline": "Tab – Chain"}, headline="Tab – Chain | The Pump") == WRONG


def test_days_are_the_same_only_when_they_are_the_same_day():
    assert outcome({"published": "2019-04-05"}, published="2019-04-05") == RIGHT
    assert outcome({"published": "2019-04-05"}, published="2019-05-04") == WRONG


def test_grades_are_judged_by_their_score():
    assert outcome({"grade": "4/5"}, grade="80") == RIGHT
    assert outcome({"grade": "7", "score": 70}, grade="70.4") == RIGHT
    assert outcome({"grade": "B+"}, grade="83.33") == RIGHT
    assert outcome({"grade": "4/5"}, grade="75") == WRONG
    assert outcome({"grade": None}, grade="75") == WRONG


def test_languages_are_judged_without_their_country():
    assert outcome({"language": "pt"}, language="pt-BR") == RIGHT
    assert outcome({"language": "pt"}, language="es") == WRONG


def test_an_address_is_the_same_page_without_its_scheme_and_last_slash():
    assert outcome({"source_url": "https://www.a.example/b/"}, source_url="http://a.example/b#c") == RIGHT
    assert outcome({"source_url": "https://a.example/b"}, source_url="https://a.example/c") == WRONG


def test_an_album_is_judged_by_title_and_by_artist():
    verdict = judge(truth_of({"album": {"title": "Fen", "artist": "Ro"}}), ReadValues({"album": "Fen", "artist": "Ra"}))
    assert {one.name: one.outcome for one in verdict.fields} == {"album": RIGHT, "artist": WRONG}


def test_no_album_where_none_is_meant_to_be():
    verdict = judge(truth_of({"album": None}), ReadValues({"album": "Fen"}))
    assert {one.name: one.outcome for one in verdict.fields} == {"album": WRONG, "artist": RIGHT}


ROUND = {
    "kind": "roundup",
    "parts": [
        {"album": {"title": "Fen", "artist": "Ro"}, "grade": "7/10"},
        {"album": {"title": "Mire", "artist": "Ul"}, "grade": None},
    ],
}


def test_parts_are_found_by_their_album_and_judged_like_documents():
    parts = (ReadValues({"album": "Mire", "artist": "Ul", "grade": "50"}), ReadValues({"album": "FEN", "grade": "70"}))
    verdict = judge(truth_of(ROUND), ReadValues(kind=ROUNDUP, parts=parts))
    assert [(one.name, one.part, one.outcome) for one in verdict.parts] == [
        ("part", "Fen", RIGHT),
        ("grade", "Fen", RIGHT),
        ("album", "Fen", RIGHT),
        ("artist", "Fen", NONE),
        ("part", "Mire", RIGHT),
        ("grade", "Mire", WRONG),
        ("album", "Mire", RIGHT),
        ("artist", "Mire", RIGHT),
    ]


def test_a_missing_part_is_none_and_a_part_too_many_is_wrong():
    verdict = judge(truth_of(ROUND), ReadValues(kind=ROUNDUP, parts=(ReadValues({"album": "Bog"}),)))
    assert [(one.read, one.outcome) for one in verdict.parts] == [(None, NONE), (None, NONE), ("Bog", WRONG)]


def test_the_texts_of_parts_are_judged_and_one_not_found_has_none():
    stated = {"parts": [{"album": {"title": "Fen"}, "body": "a b c"}, {"album": {"title": "Mire"}, "body": "d e f"}]}
    verdict = judge(truth_of(stated), ReadValues(parts=(ReadValues({"album": "Mire"}, body="d e f"),)))
    assert [body.f1 for body in verdict.part_bodies] == [0, 1]


def test_kinds_are_told_apart_by_what_becomes_of_the_document():
    assert family("news") == family("book") != family(REVIEW) != family(ROUNDUP)
    assert judge(truth_of({"kind": "news"}), ReadValues(kind="interview")).told
    assert not judge(truth_of({"kind": "news"}), ReadValues(kind=REVIEW)).told
    assert judge(truth_of({}), ReadValues(kind="news")).told


def test_a_text_read_whole_and_alone_scores_one():
    body = judge_body("It begins here.\n\nAnd ends — there!", "it begins here\nand ends there")
    assert (body.f1, body.first, body.last) == (1, True, True)


def test_words_too_many_words_missing_and_words_out_of_order_all_cost():
    text = "a b c d e f g h i j"
    assert judge_body(text, text + " k l").f1 == pytest.approx(20 / 22)
    assert judge_body(text, "a b c d e f g h").f1 == pytest.approx(16 / 18)
    assert judge_body(text, "f g h i j a b c d e").f1 == pytest.approx(0.5)
    assert judge_body(text, "").f1 == 0


def test_the_edges_of_a_text_are_its_first_and_last_words():
    text = "one two three four five six seven"
    assert not judge_body(text, "Share " + text).first
    assert judge_body(text, "Share " + text).last
    assert not judge_body(text, text + " Comments").last


def test_scripts_without_spaces_are_judged_by_the_character():
    assert words("雨の音 Ra 12") == ["雨", "の", "音", "ra", "12"]
    assert words("Ça va, l’été?") == ["ça", "va", "l", "été"]
