"""However many large posts come at once, a thread is left for readers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from common.apart import MOST_AT_ONCE
from config.large_posts import LARGE, LargePostsMiddleware

TEXT = "The tide comes in\nand stays. " * (LARGE // 20)


class Slow:
    """A site that answers nobody until it is told to, and counts who has come in."""

    def __init__(self) -> None:
        self.entered, self.may_end = Semaphore(0), Event()
        self.ask = LargePostsMiddleware(self.answer)

    def answer(self, request: HttpRequest) -> HttpResponse:
        self.entered.release()
        self.may_end.wait(20)
        return HttpResponse("done")


@pytest.fixture
def busy():
    """A site with as many large posts at work as may be."""
    site = Slow()
    with ThreadPoolExecutor(MOST_AT_ONCE) as threads:
        answers = [threads.submit(site.ask, post(TEXT)) for _ in range(MOST_AT_ONCE)]
        for _ in answers:
            site.entered.acquire(timeout=20)
        yield site
        site.may_end.set()
        assert [answer.result().status_code for answer in answers] == [200] * MOST_AT_ONCE


def post(text: str) -> HttpRequest:
    return RequestFactory().post("/desk/reviews/new/", {"body": text, "title": "Low Water"})


def test_one_more_is_answered_at_once_and_hands_back_what_was_typed(busy):
    answer = busy.ask(post(TEXT))
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert "Other long texts are being read just now" in answer.text
    assert TEXT[:2000] in answer.text
    assert 'name="title" value="Low Water"' in answer.text


@pytest.mark.parametrize(
    "request_", [post("A short one."), RequestFactory().get("/")], ids=["a short post", "a reader"]
)
def test_who_reads_or_writes_little_comes_in_all_the_same(busy, request_):
    busy.may_end.set()
    assert busy.ask(request_).text == "done"


def test_when_they_are_done_there_is_room_again():
    site = Slow()
    site.may_end.set()
    assert [site.ask(post(TEXT)).status_code for _ in range(MOST_AT_ONCE + 1)] == [200] * (MOST_AT_ONCE + 1)
