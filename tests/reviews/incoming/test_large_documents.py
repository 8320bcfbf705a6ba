"""A large document is read in a process of its own; one that is given up can be read again."""

from __future__ import annotations

import pytest
from django.utils import timezone

from common import apart as apart_module
from common.apart import NOBODY_WAITS, GivenUp
from curation.intake.requesting import try_again
from reviews.incoming import readings
from reviews.incoming.readings import read_into
from reviews.models import IncomingDocument
from reviews.reading.reading import Document, read

State = IncomingDocument.State
SENTENCE = "The second side of Slow Harbour lets every chord ring until the room has had its say. "
PAGE = f"Velvet Quarry - Slow Harbour\nBy Nora Linden\n12 March 2024\n\n{SENTENCE * 8}\n\n8/10\n".encode()


@pytest.fixture
def everything_is_large(monkeypatch):
    monkeypatch.setattr(apart_module, "LARGE", 10)


def came_in() -> IncomingDocument:
    document = IncomingDocument(state=State.READ, file_name="a.txt")
    document.keep(PAGE)
    return document


@pytest.mark.django_db
def test_it_says_the_same_as_when_it_is_read_here(everything_is_large):
    document = came_in()
    read_into(document, timezone.now(), patience=NOBODY_WAITS)
    assert document.reading == readings.as_json(read(Document(PAGE, file_name="a.txt")))
    assert document.state == State.READ


@pytest.mark.django_db
def test_one_that_is_given_up_says_why_and_is_read_when_it_is_tried_again(monkeypatch, everything_is_large):
    def give_up(*args: object, **kwargs: object) -> None:
        raise GivenUp("Other long texts are being read just now.")

    document = came_in()
    with monkeypatch.context() as busy:
        busy.setattr(apart_module, "apart", give_up)
        read_into(document, timezone.now())
    document.save()
    assert (document.state, document.reason) == (State.FAILED, "Other long texts are being read just now.")
    monkeypatch.setattr(apart_module, "LARGE", len(PAGE))
    try_again(document)
    document.refresh_from_db()
    assert (document.state, document.reason) == (State.READ, "")
