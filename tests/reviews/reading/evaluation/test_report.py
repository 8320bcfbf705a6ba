"""Many judged documents add up to figures, and the figures are held against the aims."""

import pytest

from reviews.reading.evaluation.judging import Outcome, ReadValues, judge
from reviews.reading.evaluation.report import Report, Result
from reviews.reading.evaluation.truth import REVIEW, ROUNDUP, truth_of


def result(name: str, stated: dict, answer: ReadValues, milliseconds: float = 10) -> Result:
    return Result(name, judge(truth_of(stated), answer), milliseconds)


STATED = {"kind": "album review", "critic": "Ida Holm", "grade": "4/5", "body": "one two three four five six"}
GOOD = ReadValues({"critic": "Ida Holm", "grade": "80"}, body="one two three four five six")


def test_a_faultless_reading_meets_every_aim():
    report = Report([result("good.html", STATED, GOOD)])
    assert all(aim.met for aim in report.aims() + report.aims(unseen=True))
    assert list(report.wrong()) == []
    assert report.fields["critic"][Outcome.RIGHT] == 1
    assert (str(report.found("grade")), str(report.edges)) == ("1 of 1 (100%)", "1 of 1 (100%)")


def test_one_wrong_grade_misses_the_aim_in_a_document_and_in_a_part():
    wrong = result("bad.html", STATED, ReadValues({"critic": "Ida Holm", "grade": "60"}, body=GOOD.body))
    stated = {"kind": "roundup", "parts": [{"album": {"title": "Fen"}, "grade": None}]}
    part = result("round.html", stated, ReadValues(kind=ROUNDUP, parts=(ReadValues({"album": "Fen", "grade": "60"}),)))
    for bad in (wrong, part):
        report = Report([result("good.html", STATED, GOOD), bad])
        assert next(aim for aim in report.aims() if aim.name == "grades wrong").met is False
        assert any("grade" in line for line in report.wrong())


def test_grades_found_leaves_out_documents_without_one():
    ungraded = {**STATED, "grade": None}
    report = Report([result("a", STATED, ReadValues()), result("b", ungraded, ReadValues()), result("c", STATED, GOOD)])
    assert (report.found("grade").count, report.found("grade").of) == (1, 2)
    assert report.fields["grade"][Outcome.RIGHT] == 2


def test_kinds_are_counted_by_family_and_by_name():
    report = Report(
        [
            result("a", {"kind": "news"}, ReadValues(kind="interview")),
            result("b", {"kind": "roundup"}, ReadValues(kind=REVIEW)),
            result("c", {"kind": "album review"}, ReadValues(kind=REVIEW)),
        ]
    )
    assert report.told("no review").value == 1
    assert report.told(ROUNDUP).value == 0
    assert report.told(REVIEW).value == 1
    assert str(report.exact_kinds) == "1 of 3 (33%)"


def test_times_are_told_as_shares_of_the_documents():
    report = Report([result(str(number), {}, ReadValues(), milliseconds=number) for number in range(1, 101)])
    assert (report.milliseconds(0.5), report.milliseconds(0.95), report.milliseconds(1)) == (51, 96, 100)


def test_the_table_and_the_json_say_the_same():
    report = Report([result("good.html", STATED, GOOD), result("bad.html", STATED, ReadValues(kind="news"))])
    table, figures = report.table(), report.as_dict()
    assert "critic               1       0       1    50.0%" in table
    assert figures["fields"]["critic"] == {"right": 1, "wrong": 0, "none": 1}
    assert "album reviews told 1 of 2 (50%)" in table
    assert figures["told"][REVIEW] == 0.5
    assert "missed critic right: 50.0%, at least 95%" in table
    assert figures["wrong"][0] == "bad.html"
    assert "met    grades wrong: 0, at most 0" in table


def test_an_empty_report_has_nothing_to_judge():
    assert Report([]).milliseconds(0.5) == 0
    assert str(Report([]).edges) == "none to judge"
    assert all(aim.met for aim in Report([]).aims() if aim.figure is None)


@pytest.mark.parametrize("f1", [0.9, 0.95])
def test_texts_are_counted_from_a_score_on(f1):
    report = Report([result("good", STATED, GOOD), result("bad", STATED, ReadValues(body="one"))])
    assert report.bodies_from(f1).count == 1
