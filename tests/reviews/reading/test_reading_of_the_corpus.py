"""The reader does as well on the corpus of invented pages as it should."""

from pathlib import Path

import pytest

from reviews.management.commands.evaluate_reading import evaluate
from reviews.reading.evaluation.report import Report
from reviews.reading.evaluation.truth import samples

CORPUS = Path(__file__).parent / "corpus"
LONGEST = 5_000


@pytest.fixture(scope="module")
def report() -> Report:
    return Report([evaluate(sample) for sample in samples(CORPUS)])


def test_every_aim_is_met(report):
    timeless = (aim for aim in report.aims() if not aim.name.startswith("read within"))
    assert not {aim.name: aim.figure for aim in timeless if not aim.met}


def test_no_grade_and_no_album_is_wrong(report):
    wrong = [line for line in report.wrong() if ("grade" in line or "album" in line) and "WRONG" in line]
    assert not wrong


def test_no_document_takes_long(report):
    slow = {result.name: result.milliseconds for result in report.results if result.milliseconds > LONGEST}
    assert not slow
