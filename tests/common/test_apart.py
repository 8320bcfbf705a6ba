"""Work on much text is done in a process of its own, and given up when it takes too long."""

from __future__ import annotations

import json
import os
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from common import apart as apart_module
from common.apart import GivenUp, Patience, apart
from common.text import Unreadable, clean_text

CALM = Patience(turn=60, work=60)
ENDLESS = ("(a+)+$", "a" * 60 + "b")


def test_what_was_made_there_comes_back():
    assert apart(json.loads, '{"grade": "8/10"}', patience=CALM) == {"grade": "8/10"}


def test_it_is_another_process_than_the_one_that_serves():
    assert apart(os.getpid, patience=CALM) != os.getpid()


def test_what_was_refused_there_is_refused_here_with_its_words():
    with pytest.raises(Unreadable, match="It is empty"):
        apart(clean_text, "   ", patience=CALM)


def test_what_takes_too_long_is_given_up_and_the_next_is_done():
    apart(os.getpid, patience=CALM)  # the process is there
    with pytest.raises(GivenUp, match=r"not read within 0\.3 seconds"):
        apart(re.search, *ENDLESS, patience=Patience(turn=60, work=0.3))
    assert apart(json.loads, "1", patience=CALM) == 1


def test_one_too_many_at_once_is_told_so():
    apart(os.getpid, patience=CALM)
    with ThreadPoolExecutor(apart_module.MOST_AT_ONCE + 1) as several:
        jobs = [several.submit(apart, re.search, *ENDLESS, patience=Patience(turn=0, work=1)) for _ in range(3)]
        words = sorted(str(job.exception()) for job in jobs)
    assert [text[:9] for text in words] == ["It was no", "It was no", "Other lon"]


def test_the_process_ends_when_it_has_not_been_needed(monkeypatch):
    helper = apart_module._Helper()
    helper.do(os.getpid, (), CALM)
    pool = helper._pool
    helper._end_if_idle()
    assert pool.active
    monkeypatch.setattr(apart_module, "IDLE_SECONDS", -1)
    helper._end_if_idle()
    assert helper._pool is None
    assert not pool.active


def test_a_process_that_is_killed_is_said_and_the_next_is_done():
    with pytest.raises(GivenUp, match="Nothing is lost"):
        apart(os._exit, 1, patience=CALM)
    assert apart(json.loads, "1", patience=CALM) == 1
