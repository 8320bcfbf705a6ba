"""A request that goes on for too long is given up, and the worker goes on."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from config import watch

handler500 = "config.errors.server_error"


def turning(request: HttpRequest) -> HttpResponse:
    while True:
        pass


def stubborn(request: HttpRequest) -> HttpResponse:
    """Takes whatever is raised for its own affair."""
    while True:
        try:
            turning(request)
        except Exception:  # noqa: S112
            continue


def storing(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        Group.objects.create(name="half done")
        return turning(request)


def quick(request: HttpRequest) -> HttpResponse:
    return HttpResponse("here")


urlpatterns = [
    path("turning", turning),
    path("stubborn", stubborn),
    path("storing", storing),
    path("quick", quick),
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def little_time(settings, monkeypatch):
    settings.REQUEST_SECONDS = 0.1
    monkeypatch.setattr(watch, "LOOK_SECONDS", 0.02)
    # A watch of its own, that looks as often as this.
    monkeypatch.setattr(watch, "watch", watch._Watch())


@pytest.mark.parametrize("address", ["/turning", "/stubborn"])
def test_a_request_that_never_ends_gets_503_and_hands_back_what_was_typed(address):
    answer = Client().post(address, {"body": "The tide comes in\nand stays.", "step": "save", "title": "Low Water"})
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert "took too long" in answer.text
    assert "The tide comes in\nand stays.</textarea>" in answer.text
    assert '<input type="hidden" name="title" value="Low Water">' in answer.text


def test_after_it_the_same_thread_answers_others():
    assert Client().get("/turning").status_code == 503
    for _ in range(3):
        assert Client().get("/quick").text == "here"


@pytest.mark.django_db(transaction=True)
def test_what_it_had_half_done_is_not_done():
    assert Client().post("/storing").status_code == 503
    assert not Group.objects.filter(name="half done").exists()


def test_a_process_that_comes_to_no_next_line_is_ended():
    """As inside one expression that is matched for hours: no thread of the process gets a turn, the watch neither."""
    script = """
import re
from django.conf import settings
settings.configure(REQUEST_SECONDS=0.1)
from config import watch
watch.STUCK_SECONDS = 0.1
watch.LOOK_SECONDS = 0.01
watch.watch.end_process_if_stuck()
watch.watch.enter(60)
re.match("(a+)+$", "a" * 60 + "b")
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert "Timeout" in ended.stderr
    assert " in match" in ended.stderr
