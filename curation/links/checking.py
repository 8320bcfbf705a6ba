"""Looking after the links: which are asked next, what an answer means, and what the reviews say of it.

One failure says nothing: a link is gone when it has failed on two different days. A server that answers but will not
let a program in (401, 403, 429) says nothing either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from queue import SimpleQueue
from threading import Event
from urllib.parse import urlsplit

from django.db import connection, transaction
from django.utils import timezone

from albums.locks import lock_album_keys
from albums.models import Album
from common.fetching import Answer, Fetcher, NoAnswer, NotAsked
from common.web_addresses import are_one_page
from curation.models import LinkCheck
from reviews.models import Review

UNCLEAR = (401, 403, 407, 429, 451)
AT_ONCE = 4

_NEXT = """
SELECT link.url FROM (
    SELECT source_url AS url FROM reviews_review WHERE status = 'published' AND source_url <> ''
    UNION SELECT archive_url FROM reviews_review WHERE status = 'published' AND archive_url <> ''
    UNION SELECT url FROM albums_albumlink
) link
LEFT JOIN curation_linkcheck known ON known.url = link.url
WHERE known.checked_at IS NULL OR known.checked_at < %s
ORDER BY known.checked_at NULLS FIRST, link.url LIMIT %s
"""

Outcome = Answer | NotAsked | NoAnswer


def next_links(limit: int, not_since: datetime) -> list[str]:
    """The links to ask next: those never asked, then the longest ago, if before `not_since`."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [not_since, limit])
        return [url for (url,) in cursor.fetchall()]


def ask_all(links: Sequence[str], fetcher: Fetcher, delay: float) -> Generator[tuple[str, Outcome]]:
    """Ask the links and yield each with what came of it, as the answers come.

    A few hosts at once, one link of a host after the other, `delay` seconds apart. Closing the iterator stops it after
    the answers that are on their way.
    """
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in links:
        by_host[_host(url)].append(url)
    answers: SimpleQueue[tuple[str, Outcome]] = SimpleQueue()
    stopped = Event()

    def ask_host(urls: list[str]) -> None:
        for number, url in enumerate(urls):
            if number:
                stopped.wait(delay)
            if stopped.is_set():
                return
            answers.put((url, _outcome(url, fetcher)))

    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="links")
    try:
        for urls in by_host.values():
            pool.submit(ask_host, urls)
        for _ in links:
            yield answers.get()
    finally:
        stopped.set()
        pool.shutdown(cancel_futures=True)


def _host(url: str) -> str:
    with suppress(ValueError):
        return urlsplit(url).hostname or ""
    return ""


def _outcome(url: str, fetcher: Fetcher) -> Outcome:
    try:
        return fetcher.ask(url)
    except (NotAsked, NoAnswer) as problem:
        return problem
    except Exception as error:  # whatever a stranger's server makes of it, the others are still asked
        return NoAnswer(f"It cannot be asked: {type(error).__name__}.")


@transaction.atomic
def record(url: str, outcome: Outcome, at: datetime | None = None) -> LinkCheck:
    """Store what came of asking for the link, and let the reviews it is the source of say so."""
    at = at or timezone.now()
    known = LinkCheck.objects.select_for_update().filter(url=url).first()
    check = known or LinkCheck(url=url, state=LinkCheck.State.UNCLEAR)
    check.checked_at = at
    check.status, check.moved_to, check.problem = None, "", ""
    failed = _read(check, outcome)
    if failed:
        today = timezone.localdate(at)
        check.failing_since = check.failing_since or today
        was_gone = check.state == LinkCheck.State.GONE
        gone = was_gone or check.failing_since < today
        check.state = LinkCheck.State.GONE if gone else LinkCheck.State.FAILING
    check.save()
    _tell_reviews(check)
    return check


def _read(check: LinkCheck, outcome: Outcome) -> bool:
    """Put what the outcome says into the check; return whether it is a failure."""
    if isinstance(outcome, NotAsked | NoAnswer):
        check.problem = str(outcome)[:200]
        return True
    check.status = outcome.status
    if outcome.status in UNCLEAR:
        check.problem = f"It answers {outcome.status}: not to programs."
        if check.state not in (LinkCheck.State.FAILING, LinkCheck.State.GONE):
            check.state = LinkCheck.State.UNCLEAR
        return False
    if outcome.status >= 400:
        check.problem = f"It answers {outcome.status}."
        return True
    if _is_front_page(outcome.url) and not _is_front_page(check.url):
        check.problem = "It leads to the front page."
        return True
    check.failing_since = None
    moved = outcome.moved and not are_one_page(check.url, outcome.url)
    check.state = LinkCheck.State.MOVED if moved else LinkCheck.State.FINE
    check.moved_to = outcome.url if moved and len(outcome.url) <= 1000 else ""
    return False


def _is_front_page(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _tell_reviews(check: LinkCheck) -> None:
    """Write the state on the reviews that name the link as their source, where it is another than they say."""
    gone = check.state == LinkCheck.State.GONE
    affected = Review.objects.filter(source_url=check.url).exclude(source_gone=gone)
    lock_album_keys(Album.objects.filter(pk__in=affected.values("album")))
    affected.update(source_gone=gone)
