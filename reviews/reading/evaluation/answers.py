"""What the reader says of a sample, as far as it is judged."""

from __future__ import annotations

from datetime import date
from typing import Any

from common.text import Unreadable
from reviews.grading.grades import Grade, plain_number
from reviews.reading.evaluation.judging import ReadValues
from reviews.reading.evaluation.truth import REVIEW, Sample
from reviews.reading.findings import FIELDS
from reviews.reading.kinds import Kind
from reviews.reading.reading import Document, HouseRule, NotAReview, Reading, read


def answer_to(sample: Sample) -> ReadValues:
    """Read the sample with what it was fetched with. A document that is refused is one of another kind."""
    document = Document(
        data=sample.path.read_bytes(),
        address=sample.address,
        content_type=sample.content_type,
        file_name=sample.name,
        headers=sample.headers,
    )
    try:
        return answer_of(read(document, HouseRule(**sample.house)))
    except (NotAReview, Unreadable):
        return ReadValues(kind=str(Kind.OTHER))


def answer_of(reading: Reading) -> ReadValues:
    """Every value counts, whether the reader is sure of it or not."""
    return ReadValues(
        values={name: _text(value) for name in FIELDS if (value := reading.value(name)) is not None},
        body=reading.body,
        kind=REVIEW if reading.kind is Kind.REVIEW else str(reading.kind),
        parts=tuple(answer_of(part) for part in reading.parts),
    )


def _text(value: Any) -> str:
    if isinstance(value, Grade):
        return plain_number(value.score)
    return value.isoformat() if isinstance(value, date) else str(value)
