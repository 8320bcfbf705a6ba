"""One page, fetched at once for whoever waits for it at a terminal: by its site's policy and rules like every other."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from common.fetching import Fetcher, NoAnswer, NotAsked
from common.web_addresses import host_of
from reviews.incoming.asked_for import refusal_of_address
from reviews.incoming.fetching.asking import Asked, AskLater, LeadsElsewhere, ask_politely
from reviews.incoming.fetching.fetched_documents import kept_headers, not_a_page
from reviews.incoming.fetching.turns import NotYet
from reviews.life.sources import refusal_to_fetch
from reviews.models import SourcePolicy
from reviews.reading.reading import Document

LONGEST_WAIT = timedelta(minutes=2)
"""For the turn of a host that others ask, too."""


class NotFetched(Exception):
    """The page was not fetched; the message says in one line why, and what to do."""


def page_at(url: str, fetcher: Fetcher) -> Document:
    """The page at that address as a document. Raises NotFetched."""
    for _ in range(2):
        _check_policy(url)
        try:
            return _document(_in_turn(url, fetcher), url)
        except LeadsElsewhere as elsewhere:
            url = elsewhere.url
        except (AskLater, NotAsked, NoAnswer) as problem:
            raise NotFetched(str(problem)) from problem
    raise NotFetched("It leads from site to site.")


def _check_policy(url: str) -> None:
    if refusal := refusal_of_address(url):
        raise NotFetched(refusal)
    policy = SourcePolicy.objects.of(url)
    if refusal := refusal_to_fetch(policy, url):
        way = "Save the page and give the file." if policy else "A curator does, under Source policies in the admin."
        raise NotFetched(f"{refusal} {way}")


def _in_turn(url: str, fetcher: Fetcher) -> Asked:
    until = timezone.now() + LONGEST_WAIT
    while True:
        try:
            return ask_politely(url, fetcher)
        except NotYet as turn:
            _wait_for(turn, until)


def _wait_for(turn: NotYet, until: datetime) -> None:
    if timezone.now() > until:
        raise NotFetched(f"{turn} Try again later.") from turn
    time.sleep(max(settings.FETCH_PAUSE / 4, 0.1))


def _document(asked: Asked, url: str) -> Document:
    answer = asked.answer
    if answer.status != 200:
        raise NotFetched(f"{host_of(url)} answers {answer.status}.")
    if problem := not_a_page(answer):
        raise NotFetched(problem)
    kind = answer.headers.get("content-type", "")
    return Document(answer.body, address=answer.url, content_type=kind, headers=kept_headers(asked))
