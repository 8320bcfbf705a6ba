"""Mentions: what is taken from those who say that a page of theirs links here, and looking whether it does.

The page is asked for as politely as any other, in its host's turn and by its robots.txt. Its own word that it should be
read stands in for a curator's policy; where one forbids the site to be fetched, or the host is blocked, it is not.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from albums.models import Album
from common.fetching import Fetched, Fetcher, NoAnswer, NotAsked
from common.text import Unreadable
from common.web_addresses import host_of
from reviews.incoming.fetching.asking import AskLater, ask_politely
from reviews.incoming.fetching.turns import NotYet
from reviews.life.sources import blocked_at
from reviews.models import BlockedSource, Mention, Review, SourcePolicy
from reviews.reading.web.charset import decode_page
from reviews.reading.web.tree import Element, parse_page

LONGEST_ADDRESS = 1000
MOST_NOT_LOOKED_AT = 2000
"""So many may wait to be looked at; whoever floods the site fills no more than this."""
LOOKS = 3
"""So often is a page looked for that has only said so."""
AGAIN = timedelta(days=30)
TURN = timedelta(minutes=10)
"""For so long nobody else looks at a page that is being looked at."""
SAYS_SO = timedelta(days=1)
"""So long after a page was first found without its link, or gone, the mention goes, if it still is."""
SILENT = timedelta(days=14)
"""The same for a page that does not answer at all."""
GONE = 410
LINKS = (
    "//a/@href | //area/@href | //img/@src | //audio/@src | //video/@src | //source/@src"
    " | //blockquote/@cite | //q/@cite"
)

_web_address = URLValidator(["http", "https"])


class NotTaken(Exception):
    """A mention is not taken; the message says why."""


class TooMany(Exception):
    """So many wait that no more are taken just now."""


def check_source(source: str, target: str) -> None:
    """Look at what somebody says links to us, before anything is asked of anybody. Raises NotTaken."""
    if max(len(source), len(target)) > LONGEST_ADDRESS:
        raise NotTaken(f"An address has at most {LONGEST_ADDRESS} characters.")
    try:
        _web_address(source)
    except ValidationError as error:
        raise NotTaken("The source is no address on the web.") from error
    if not (source + target).isprintable():
        raise NotTaken("The source is no address on the web.")
    if _page_at(source) == _page_at(target) or urlsplit(source).netloc == urlsplit(target).netloc:
        raise NotTaken("The source is a page of this site.")
    if _is_not_welcome(source):
        raise NotTaken("Mentions from there are not taken here.")


def receive(source: str, target: str, album: Album, review: Review | None) -> None:
    """Note that `source` says it links to that page of ours, to be looked at. Said twice, it is looked at again.

    Raises TooMany.
    """
    waiting = Mention.objects.filter(state=Mention.State.SAID)
    known = Mention.objects.filter(album=album, review=review, source=source)
    if known.exclude(state=Mention.State.REFUSED).update(next_look_at=timezone.now(), target=target):
        return
    if waiting.count() >= MOST_NOT_LOOKED_AT:
        raise TooMany
    Mention.objects.bulk_create(
        [Mention(source=source, target=target, album=album, review=review)], ignore_conflicts=True
    )


def look_at_due(fetcher: Fetcher, at: datetime, most: int) -> int:
    """Look at the pages that are due by then, so many at most; return how many were looked at."""
    looked = 0
    for mention in list(Mention.objects.due(at)[:most]):
        mine = Mention.objects.filter(pk=mention.pk, next_look_at=mention.next_look_at)
        if mine.update(next_look_at=at + TURN):
            look_at(mention, fetcher, at)
            looked += 1
    return looked


def look_at(mention: Mention, fetcher: Fetcher, at: datetime) -> None:
    """Ask for the page, and store what it says of us; a mention whose page does not link here any more goes."""
    if _is_not_welcome(mention.source):
        mention.delete()
        return
    try:
        answer = ask_politely(mention.source, fetcher).answer
    except NotYet:
        _later(mention, at + timedelta(minutes=1))
    except AskLater as busy:
        _later(mention, at + max(busy.after, timedelta(hours=1)))
    except NotAsked as refusal:
        _failed(mention, at, str(refusal), SAYS_SO)
    except NoAnswer as problem:
        _failed(mention, at, str(problem), SILENT)
    else:
        _read(mention, answer, at)


def _read(mention: Mention, answer: Fetched, at: datetime) -> None:
    if answer.status == GONE:
        mention.delete()
    elif answer.status >= 500:
        _failed(mention, at, f"It answers {answer.status}.", SILENT)
    elif answer.status != 200:
        _failed(mention, at, f"It answers {answer.status}.", SAYS_SO)
    else:
        page = _Page(answer)
        if page.links_to(mention.target):
            _found(mention, page, at)
        else:
            _failed(mention, at, "It does not link to the page.", SAYS_SO)


def _found(mention: Mention, page: _Page, at: datetime) -> None:
    changed = {"looked_at": at, "next_look_at": at + AGAIN, "failing_since": None, "looks": 0, "problem": ""}
    if mention.state not in Mention.DECIDED:
        # What a curator has looked at is shown as it was then, whatever the page calls itself later.
        changed |= {"state": Mention.State.WAITING, "title": page.title, "author": page.author}
    Mention.objects.filter(pk=mention.pk, state=mention.state).update(**changed)


def _later(mention: Mention, next_look_at: datetime) -> None:
    Mention.objects.filter(pk=mention.pk).update(next_look_at=next_look_at)


def _failed(mention: Mention, at: datetime, problem: str, patience: timedelta) -> None:
    """Store that the page was looked for in vain. What has only said so has some looks; the others that long."""
    since = mention.failing_since or at
    looks = mention.looks + 1
    over = looks >= LOOKS if mention.state == Mention.State.SAID else at - since >= patience
    if over:
        mention.delete()
        return
    wait = timedelta(hours=1) if mention.state == Mention.State.SAID else timedelta(days=1)
    Mention.objects.filter(pk=mention.pk).update(
        looked_at=at, next_look_at=at + wait, failing_since=since, looks=looks, problem=problem[:200]
    )


def _is_not_welcome(source: str) -> bool:
    policy = SourcePolicy.objects.of(source)
    return blocked_at(source) is not None or (policy is not None and policy.fetching == SourcePolicy.Fetching.NO)


class _Page:
    """What a page says of itself, and which pages it links to."""

    def __init__(self, answer: Fetched) -> None:
        self.url = answer.url
        self.text = ""
        self.tree: Element | None = None
        content_type = answer.headers.get("content-type", "")
        with suppress(Unreadable):
            text = decode_page(answer.body, content_type)
            if "html" in content_type:
                self.tree = parse_page(text)
            else:
                self.text = text

    def links_to(self, target: str) -> bool:
        """Whether it links there; a page that is no HTML has to have the address in it."""
        wanted = _page_at(target)
        if self.tree is None:
            return target in self.text
        (base,) = self.tree.xpath("(//base/@href)[1]") or [""]
        start = _joined(self.url, base)
        return any(_page_at(_joined(start, str(link).strip())) == wanted for link in self.tree.xpath(LINKS))

    @property
    def title(self) -> str:
        """What it is called."""
        return self._said("(//title)[1]//text()", 300)

    @property
    def author(self) -> str:
        """Who wrote it, as far as it says so to programs."""
        return self._said("(//meta[@name='author'])[1]/@content", 200)

    def _said(self, path: str, most: int) -> str:
        words = " ".join("".join(self.tree.xpath(path)).split()) if self.tree is not None else ""
        return "".join(sign for sign in words if sign.isprintable())[:most]


def _page_at(url: str) -> str:
    """The address without a place on the page, however its signs are written."""
    return unquote(urldefrag(url).url)


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


@transaction.atomic
def decide(mentions: QuerySet[Mention], state: Mention.State, by: User) -> int:
    """Show these, or refuse them; those that nobody has looked at yet stay. Return how many were decided."""
    at = timezone.now()
    next_look_at = at + AGAIN if state == Mention.State.ACCEPTED else None
    decided = mentions.exclude(state__in=[Mention.State.SAID, state])
    return decided.update(state=state, decided_by=by, decided_at=at, next_look_at=next_look_at)


@transaction.atomic
def block_hosts(mentions: QuerySet[Mention], by: User) -> list[str]:
    """Take nothing from the hosts of these any more, mentions or reviews; all their mentions go. Return the hosts."""
    hosts = sorted({host_of(source) for source in mentions.values_list("source", flat=True)})
    for host in hosts:
        BlockedSource.objects.get_or_create(
            address=host, defaults={"reason": "Its mentions are not what they say.", "by": by}
        )
    blocked = [row.pk for row in Mention.objects.only("source") if host_of(row.source) in hosts]
    Mention.objects.filter(pk__in=blocked).delete()
    return hosts
