"""What one process publishes is on the page that every other process serves next, however long it kept the old one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection

from reviews.life.publishing import publish, withdraw
from tests.factories import AlbumFactory, CriticFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

WORKERS, PUBLISHED = 2, 6


class Worker:
    """A process that serves pages and keeps them."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.show_pages", connection.settings_dict["NAME"]],
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def get(self, address: str) -> dict:
        self._process.stdin.write(f"{address}\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def end(self) -> None:
        self._process.stdin.close()
        assert self._process.wait() == 0
        self._process.stdout.close()


@pytest.fixture
def workers() -> Iterator[list[Worker]]:
    started = [Worker() for _ in range(WORKERS)]
    yield started
    for worker in started:
        worker.end()


def test_a_published_review_is_on_the_next_page_of_every_worker(workers):
    album, curator = AlbumFactory(), UserFactory()
    address = album.get_absolute_url()
    for number in range(PUBLISHED):
        name = f"Witness {number}"
        review = ReviewFactory(album=album, submitted=True, critic=CriticFactory(name=name))
        for worker in workers:
            assert name not in worker.get(address)["page"]
            assert worker.get(address)["queries"] == 1
        publish(review, curator)
        assert [name in worker.get(address)["page"] for worker in workers] == [True] * WORKERS
    withdraw(review, curator, "The author asked for it.")
    assert [name in worker.get(address)["page"] for worker in workers] == [False] * WORKERS
