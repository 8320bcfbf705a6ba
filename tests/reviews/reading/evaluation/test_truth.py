"""Documents are found with their truths, and a truth that cannot be judged by is refused by name."""

import json

import pytest

from reviews.reading.evaluation.truth import NotATruth, samples, truth_of


def write(folder, name, stated, body=None):
    (folder / f"{name}.html").write_text("<p>Text</p>")
    (folder / f"{name}.json").write_text(stated if isinstance(stated, str) else json.dumps(stated))
    if body is not None:
        (folder / f"{name}.body.txt").write_text(body)


def test_documents_are_read_with_truth_body_and_what_they_were_fetched_with(tmp_path):
    (tmp_path / "more").mkdir()
    write(tmp_path, "b", {"kind": "album review", "address": "https://a.example/", "headers": {"ETag": "1"}}, "Text\n")
    write(tmp_path / "more", "c", {"kind": "news"})
    (tmp_path / "without-truth.html").write_text("<p>Text</p>")
    first, second = samples(tmp_path)
    assert (first.name, first.address, first.headers, first.content_type) == (
        "b.html",
        "https://a.example/",
        {"ETag": "1"},
        "",
    )
    assert (first.truth.kind, first.truth.body) == ("album review", "Text\n")
    assert (second.name, second.truth.kind, second.truth.body) == ("c.html", "news", None)


def test_absent_null_one_and_several_values_are_told_apart():
    truth = truth_of({"critic": None, "headline": "A", "publication": ["B", "C"], "album": {"title": "D"}})
    assert truth.values == {"critic": (), "headline": ("A",), "publication": ("B", "C"), "album": ("D",)}


def test_a_grade_that_says_its_scale_needs_no_score():
    assert truth_of({"grade": "15/20"}).values == {"grade": ("75",)}
    assert truth_of({"grade": "15", "score": 75}).values == {"grade": ("75",)}
    assert truth_of({"grade": None}).values == {"grade": ()}


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"kind": "reveiw"}, "kind is 'reveiw'"),
        ({"headlnie": "A"}, "unknown: headlnie"),
        ({"grade": "15"}, "it takes a score too"),
        ({"parts": [{"grade": "15"}]}, "it takes a score too"),
        ("{", "b.json: "),
        ("[]", "b.json: "),
    ],
)
def test_a_bad_truth_is_refused_with_its_name(tmp_path, stated, message):
    write(tmp_path, "b", stated)
    with pytest.raises(NotATruth) as refusal:
        list(samples(tmp_path))
    assert "b.json" in str(refusal.value)
    assert message in str(refusal.value)
