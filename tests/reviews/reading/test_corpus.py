"""The corpus of invented pages is sound: every document has its truth, and what the truth says stands in it."""

import json
from collections import Counter
from pathlib import Path

import pytest

from reviews.reading.evaluation.judging import NO_REVIEW, family, words
from reviews.reading.evaluation.truth import REVIEW, ROUNDUP, samples
from tests.reviews.reading.corpus_text import words_of

CORPUS = Path(__file__).parent / "corpus"
SAMPLES = list(samples(CORPUS))
NAMES = [sample.name for sample in SAMPLES]


def stated(sample) -> dict:
    return json.loads(sample.path.with_suffix(".json").read_text(encoding="utf-8"))


def has(within: list[str], wanted: list[str]) -> bool:
    return f" {' '.join(wanted)} " in f" {' '.join(within)} "


@pytest.fixture(params=SAMPLES, ids=NAMES)
def sample(request):
    return request.param


@pytest.fixture
def found(sample) -> list[str]:
    return words_of(sample.name, sample.path.read_bytes(), stated(sample).get("encoding", "utf-8"))


def test_every_document_has_its_truth_and_every_truth_its_document():
    documents = {path.name for path in CORPUS.iterdir() if not path.name.endswith((".json", ".body.txt"))}
    assert documents == set(NAMES)
    truths = [path.with_suffix("").name for path in CORPUS.glob("*.json")]
    assert sorted(truths) == sorted({Path(name).stem for name in NAMES})
    bodies = {path.name.removesuffix(".body.txt") for path in CORPUS.glob("*.body.txt")}
    assert bodies <= set(truths)


def test_the_corpus_is_as_wide_as_the_web():
    kinds = Counter(family(sample.truth.kind) for sample in SAMPLES)
    assert kinds[REVIEW] >= 80
    assert kinds[ROUNDUP] >= 8
    assert kinds[NO_REVIEW] >= 15
    assert len({language for sample in SAMPLES for language in sample.truth.values["language"]}) >= 12
    assert {sample.path.suffix for sample in SAMPLES} == {".html", ".txt", ".md", ".docx", ".eml", ".mhtml"}


def test_no_two_documents_share_a_paragraph():
    bodies = [sample.truth.body for sample in SAMPLES if sample.truth.body]
    bodies += [part.body for sample in SAMPLES for part in sample.truth.parts if part.body]
    paragraphs = Counter(paragraph for body in bodies for paragraph in body.split("\n\n"))
    assert max(paragraphs.values()) == 1


def test_every_album_review_says_all_that_is_judged(sample):
    if sample.truth.kind == "album review":
        needed = {"headline", "critic", "published", "updated", "grade", "album", "artist", "language", "source_url"}
        assert needed <= set(sample.truth.values)
        assert 100 <= len(words(sample.truth.body)) <= 1500


def test_every_roundup_names_its_parts(sample):
    if sample.truth.kind == "roundup":
        assert len(sample.truth.parts) >= 2
        assert all({"album", "artist", "grade"} <= set(part.values) for part in sample.truth.parts)


def test_the_text_stands_in_the_document(sample, found):
    paragraphs = sample.truth.body.split("\n\n") if sample.truth.body else []
    for paragraph in paragraphs:
        assert has(found, words(paragraph)), paragraph


def test_the_albums_of_the_truth_stand_in_the_document(sample, found):
    for truth in (sample.truth, *sample.truth.parts):
        for name in ("album", "artist"):
            values = truth.values.get(name, ())
            assert not values or any(has(found, words(value)) for value in values), values
