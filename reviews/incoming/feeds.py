"""Following feeds: which is asked next, what an answer means, and what becomes of each entry.

A poll claims its feed by moving the next time on, in a transaction of its own; what came of it is stored in one
transaction with the validators that make the next answer a short one. A worker that dies in between leaves a feed that
is asked again once its claim runs out: no entry is lost, and none is taken twice, since the database lets an address
and an entry's id be there once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from common.fetching import Fetched, Fetcher, NoAnswer, NotAsked
from common.web_addresses import host_of
from reviews.incoming.feed_entries import Entry, FeedContents, NotAFeed, read_feed
from reviews.incoming.fetching.asking import AskLater, LeadsElsewhere, ask_politely
from reviews.incoming.fetching.turns import NotYet
from reviews.incoming.recognition import NotRecognised, album_of
from reviews.life.sources import blocked_at, refusal_of
from reviews.models import Feed, IncomingDocument, WebHost
from reviews.reading.announcements import passed_over_because
from reviews.reading.document import ParsedReview

CLAIM = timedelta(minutes=5)
DAILY = timedelta(days=1)
LONGEST_PAUSE = timedelta(days=7)
SOON = timedelta(seconds=1)
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"


@dataclass
class Polled:
    """What a round of polls came to."""

    feeds: int = 0
    unchanged: int = 0
    failed: int = 0
    entries: int = 0
    waiting: int = 0
    problems: list[str] = field(default_factory=list)


def poll_due(fetcher: Fetcher, at: datetime | None = None, most: int | None = None) -> Polled:
    """Ask the feeds that are due, at most `most`, one after the other; rounds that overlap share the work."""
    came = Polled()
    while most is None or came.feeds < most:
        feed = claim_next(at or timezone.now())
        if feed is None:
            return came
        poll(feed, fetcher, came, at)
    return came


def claim_next(at: datetime) -> Feed | None:
    """The feed that is longest due, for the caller alone until the claim runs out."""
    with transaction.atomic():
        feed = Feed.objects.due(at).select_for_update(skip_locked=True, of=("self",)).first()
        if feed is None:
            return None
        Feed.objects.filter(pk=feed.pk).update(next_poll_at=at + CLAIM)
    return Feed.objects.select_related("policy__publication", "policy__critic", "critic").get(pk=feed.pk)


def poll(feed: Feed, fetcher: Fetcher, came: Polled, at: datetime | None = None) -> None:
    """Ask a feed that the caller has claimed, and store what came of it."""
    now = at or timezone.now()
    if blocked := blocked_at(feed.url):
        Feed.objects.filter(pk=feed.pk).update(enabled=False, problem=refusal_of(blocked)[:300])
        return
    known = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    headers = {"Accept": ACCEPT} | {name: value for name, value in known.items() if value}
    try:
        answer = ask_politely(feed.url, fetcher, headers, now).answer
    except NotYet as turn:
        _ask_after(feed, _free_at(turn.host, now))
        return
    except AskLater as later:
        _failed(feed, str(later), came, now, at_least=later.after)
    except LeadsElsewhere as elsewhere:
        _failed(feed, f"{elsewhere} Add the feed at its new address.", came, now)
    except (NotAsked, NoAnswer) as problem:
        _failed(feed, str(problem), came, now)
    else:
        _answered(feed, answer, came, now)
    came.feeds += 1


def _answered(feed: Feed, answer: Fetched, came: Polled, now: datetime) -> None:
    if answer.status == 304:
        came.unchanged += 1
        _store(feed, answer, now, FeedContents(feed.title, ()))
        return
    if answer.status == 410:
        Feed.objects.filter(pk=feed.pk).update(enabled=False, asked_at=now, problem="It answers 410: gone for good.")
        came.failed += 1
        return
    if answer.status != 200:
        _failed(feed, f"It answers {answer.status}.", came, now)
        return
    try:
        contents = read_feed(answer.body, answer.url, answer.headers.get("content-type", ""), now)
    except NotAFeed as problem:
        _failed(feed, str(problem), came, now)
        return
    with transaction.atomic():
        new = take_in(feed, contents, now)
        came.entries += len(new)
        came.waiting += sum(document.state == IncomingDocument.State.TO_FETCH for document in new)
        _store(feed, answer, now, contents, has_new=bool(new))


def _store(feed: Feed, answer: Fetched, now: datetime, contents: FeedContents, has_new: bool = False) -> None:
    """Note that it answered, by what it can be asked more briefly, and when it is due again."""
    feed.etag = answer.headers.get("etag", feed.etag if answer.status == 304 else "")[:500]
    feed.last_modified = answer.headers.get("last-modified", feed.last_modified if answer.status == 304 else "")[:100]
    feed.title = contents.title or feed.title
    feed.asked_at, feed.failures = now, 0
    feed.problem = "It has more entries than are looked at; the newest were." if contents.cut else ""
    if has_new:
        feed.new_at = now
    if answer.moved and len(answer.url) <= 1000 and not Feed.objects.filter(url=answer.url).exists():
        feed.url = answer.url
    feed.next_poll_at = now + interval(answer, contents.every, bool(feed.etag or feed.last_modified), now)
    feed.save()


def interval(answer: Fetched, every: timedelta, has_validators: bool, now: datetime) -> timedelta:
    """When to ask again: the longest of our own, what the feed says, `max-age` and `Expires`; a week at most.

    A feed that cannot say whether it has changed is asked once a day.
    """
    own = timedelta(seconds=settings.FEED_INTERVAL) if has_validators else DAILY
    return min(max(own, every, _max_age(answer), _expires(answer, now)), LONGEST_PAUSE)


def _max_age(answer: Fetched) -> timedelta:
    for part in answer.headers.get("cache-control", "").split(","):
        name, _, value = part.strip().partition("=")
        if name.lower() == "max-age" and value.isdecimal() and len(value) < 10:
            return timedelta(seconds=int(value))
    return timedelta()


def _expires(answer: Fetched, now: datetime) -> timedelta:
    try:
        until = parsedate_to_datetime(answer.headers.get("expires", ""))
    except (TypeError, ValueError):
        return timedelta()
    return until - now if until.tzinfo else timedelta()


def _failed(feed: Feed, problem: str, came: Polled, now: datetime, at_least: timedelta = timedelta()) -> None:
    """Note what went wrong. The pause doubles with each failure in a row, to a week; it is never given up silently."""
    came.failed += 1
    came.problems.append(f"{feed.url}: {problem}")
    own = timedelta(seconds=settings.FEED_INTERVAL)
    pause = min(max(own * 2 ** min(feed.failures, 12), at_least), LONGEST_PAUSE)
    Feed.objects.filter(pk=feed.pk).update(
        asked_at=now, problem=problem[:300], failures=min(feed.failures + 1, 32_000), next_poll_at=now + pause
    )


def _free_at(host: str, now: datetime) -> datetime:
    return max(WebHost.objects.values_list("next_turn_at", flat=True).get(pk=host), now + SOON)


def _ask_after(feed: Feed, at: datetime) -> None:
    Feed.objects.filter(pk=feed.pk).update(next_poll_at=at)


def take_in(feed: Feed, contents: FeedContents, now: datetime) -> list[IncomingDocument]:
    """Make documents of the entries that are new, and note of the others what changed and which are gone.

    Returns the new ones.
    """
    new = take_page(feed, contents, now)
    _note_gone(feed, contents, {key_of(entry) for entry in contents.entries}, now)
    return new


def take_page(feed: Feed, contents: FeedContents, now: datetime) -> list[IncomingDocument]:
    """The same of one page of a feed, which says nothing of entries that stand on others. Returns the new ones."""
    ids = {key_of(entry): entry for entry in contents.entries}
    known = {
        document.entry_id: document for document in feed.documents.filter(entry_id__in=ids).defer("packed", "reading")
    }
    for key, document in known.items():
        _follow(document, ids[key])
    new = [_new_document(feed, key, entry, now) for key, entry in ids.items() if key not in known]
    IncomingDocument.objects.bulk_create(new, ignore_conflicts=True)
    # A page that is here by another way already is not new.
    return list(feed.documents.filter(entry_id__in=[document.entry_id for document in new]).only("state"))


def key_of(entry: Entry) -> str:
    """What a document keeps of an entry's id."""
    return sha256(entry.id.encode()).hexdigest()


def _new_document(feed: Feed, key: str, entry: Entry, now: datetime) -> IncomingDocument:
    document = IncomingDocument(
        feed=feed,
        policy=feed.policy,
        for_critic=feed.critic,
        address=entry.url,
        entry_id=key,
        entry_digest=entry.digest,
        title=entry.title,
        announced_at=entry.published,
        next_try_at=now,
    )
    document.reason = "" if feed.critic_id else reason_to_pass_over(entry)
    if not document.reason and host_of(entry.url) != feed.policy.host:
        document.reason = f"It lies on {host_of(entry.url)}, another site than its feed’s."
    if not document.reason and (blocked := blocked_at(entry.url)):
        document.reason = refusal_of(blocked)[:500]
    state = IncomingDocument.State
    document.state = state.PASSED_OVER if document.reason else state.TO_FETCH
    return document


def reason_to_pass_over(entry: Entry) -> str:
    """Why an entry is left alone: it neither names a record that is here nor reads like the review of one."""
    reason = passed_over_because(entry.title, entry.categories, entry.url)
    if not reason or "reads like" in reason:
        return reason
    try:
        album_of(ParsedReview(body="", headline=entry.title))
    except NotRecognised:
        return f"{reason} Its title names no record that is here."
    return ""


def _follow(document: IncomingDocument, entry: Entry) -> None:
    """An entry that is there already: edited since, or there again."""
    state = IncomingDocument.State
    changed: list[str] = []
    if document.entry_gone_at is not None:
        document.entry_gone_at, document.note = None, ""
        changed += ["entry_gone_at", "note"]
    if document.entry_digest != entry.digest:
        document.entry_digest, document.title = entry.digest, entry.title
        changed += ["entry_digest", "title"]
        if document.state in (state.READ, state.TAKEN, state.FAILED):
            was_taken = document.state == state.TAKEN
            document.note = "Its feed shows it changed after it was taken." if was_taken else document.note
            document.state, document.next_try_at, document.tries = state.TO_FETCH, timezone.now(), 0
            changed += ["note", "state", "next_try_at", "tries"]
    if changed:
        document.save(update_fields=changed)


def _note_gone(feed: Feed, contents: FeedContents, ids: Iterable[str], now: datetime) -> None:
    """Of entries that would still stand in the feed by their date and do not, note that they were taken out."""
    dates = [entry.published for entry in contents.entries if entry.published]
    if not dates:
        return
    missing = feed.documents.filter(announced_at__gt=min(dates), entry_gone_at__isnull=True).exclude(entry_id__in=ids)
    missing.filter(~Q(entry_id="")).update(
        entry_gone_at=now, note=f"Its feed has it no more since {timezone.localdate(now):%-d %B %Y}."
    )
