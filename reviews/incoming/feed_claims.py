"""A critic's claim of a feed of their own: proved on the site itself, and a consent to what is then done.

The site is proved by `rel="me"` on its first page, leading to the critic's page here, or by the critic's token in the
feed. For that proof alone one page is asked for without a policy, politely, because the critic says that it is theirs;
nothing of it is kept. The policy of the site is then made by the consent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Value
from django.utils import timezone
from django.utils.crypto import salted_hmac

from common.fetching import Fetched, Fetcher
from common.site_profile import this_site
from common.text import Unreadable
from common.web_addresses import host_and_path, host_of, source_key
from reviews.incoming.asked_for import refusal_of_address
from reviews.incoming.courier import call_courier
from reviews.incoming.feed_discovery import NotLookedAt, ask_once, named_by
from reviews.incoming.feed_entries import NotAFeed, read_feed
from reviews.life.sources import leads_to, refusal_to_fetch
from reviews.models import Critic, Feed, Publication, SourcePolicy
from reviews.reading.decoding import read_text
from reviews.reading.web.tree import parse_page

CONSENT = (
    "This site is mine. {site} may ask its feed for new posts, fetch the pages that it announces, keep their text for "
    "itself, and put each before me as a draft. Nothing is published before I have submitted it. I can end this at "
    "any time."
)
SALT = "reviews.incoming.feed_claims"
NO, FEED = SourcePolicy.Fetching.NO, SourcePolicy.Fetching.FEED


class NotProved(Exception):
    """The claim does not stand; the message says why, for people."""


@dataclass(frozen=True)
class _Proved:
    """The feed that was proved to be the critic's, and how. `whole` says that the site is the feed's alone."""

    url: str
    title: str
    how: str
    whole: bool


def consent_words() -> str:
    """What a critic agrees to."""
    return CONSENT.format(site=this_site().name)


def token_of(critic: Critic) -> str:
    """What a critic puts into a feed to prove it. It is good for that critic alone."""
    return f"claim-{salted_hmac(SALT, str(critic.pk), algorithm='sha256').hexdigest()[:24]}"


def claim(address: str, critic: Critic, by: User, fetcher: Fetcher) -> Feed:
    """Look for the proof, and make the feed the critic's, with their consent. Raises NotProved."""
    if refusal := refusal_of_address(address) or _refusal_of_site(address, critic, by):
        raise NotProved(refusal)
    now = timezone.now()
    try:
        answer = ask_once(address, fetcher, now)
    except NotLookedAt as problem:
        raise NotProved(str(problem)) from problem
    proved = _proved(answer, critic, now)
    with transaction.atomic():
        policy = _policy(proved, critic, by, now)
        feed = _feed(proved, policy, critic, by, now)
        transaction.on_commit(call_courier)
    return feed


@transaction.atomic
def end_claim(feed: Feed, by: User) -> None:
    """Leave the feed alone from now on. What was agreed to stays on record, with its end."""
    Feed.objects.filter(pk=feed.pk).update(enabled=False)
    policy = SourcePolicy.objects.select_for_update().get(pk=feed.policy_id)
    others = policy.feeds.filter(enabled=True).exclude(pk=feed.pk)
    if policy.critic_id == feed.critic_id and not others.exists():
        policy.fetching = NO
        _note(policy, f"{feed.critic} has ended the claim of {feed.url}.", by, timezone.now())


def _refusal_of_site(address: str, critic: Critic, by: User) -> str:
    host = host_of(address)
    policy = SourcePolicy.objects.of(address)
    if policy is None:
        house = next((house for house in Publication.objects.exclude(site="") if leads_to(address, house)), None)
        return f"That is the site of {house}. A curator has to allow its feeds first." if house else ""
    if policy.critic_id and policy.critic_id != critic.pk:
        return f"{host} is another critic’s site here."
    if policy.publication_id and not policy.allows_feeds():
        return f"That is the site of {policy.publication}. A curator has to allow its feeds first."
    ended_by_critic = policy.critic_id == critic.pk and policy.decided_by_id == by.pk
    if policy.fetching == NO and not ended_by_critic:
        return refusal_to_fetch(policy, address)
    return ""


def _proved(answer: Fetched, critic: Critic, now: datetime) -> _Proved:
    try:
        contents = read_feed(answer.body, answer.url, answer.headers.get("content-type", ""), now)
    except NotAFeed:
        return _proved_by_page(answer, critic)
    if _of_comments(answer.url):
        raise NotProved("That is a feed of comments.")
    if token_of(critic).encode() not in answer.body:
        raise NotProved("Your token does not stand in that feed yet.")
    home, path = host_and_path(contents.home)
    whole = bool(home) and home == host_of(answer.url) and not path
    return _Proved(answer.url, contents.title, f"The token stood in {answer.url}", whole)


def _proved_by_page(answer: Fetched, critic: Critic) -> _Proved:
    if not _links_to(answer, critic):
        raise NotProved("Neither is that a feed, nor does the page link to your page here with rel=“me”.")
    host, path = host_and_path(answer.url)
    try:
        named = [feed for feed in named_by(answer) if host_of(feed.url) == host and not _of_comments(feed.url)]
    except NotLookedAt as problem:
        raise NotProved(str(problem)) from problem
    if not named:
        raise NotProved("The page links to yours here, and names no feed of its own site.")
    return _Proved(named[0].url, named[0].title, f"{answer.url} links here with rel=me", not path)


def _links_to(answer: Fetched, critic: Critic) -> bool:
    try:
        tree = parse_page(read_text(answer.body))
    except Unreadable:
        return False
    ours = host_of(settings.SITE_URL), critic.get_absolute_url().rstrip("/")
    for link in tree.iter("a", "link"):
        if "me" in link.get("rel", "").lower().split():
            host, path = host_and_path(link.get("href", "").strip())
            if (host, unquote(path)) == (ours[0], unquote(ours[1])):
                return True
    return False


def _of_comments(url: str) -> bool:
    return "comments" in host_and_path(url)[1].lower().split("/")


def _policy(proved: _Proved, critic: Critic, by: User, now: datetime) -> SourcePolicy:
    host = host_of(proved.url)
    policy = SourcePolicy.objects.select_for_update(of=["self"]).filter(host=host).first()
    if policy and policy.allows_feeds() and (policy.publication_id or policy.critic_id == critic.pk):
        return policy
    if not proved.whole:
        raise NotProved(f"The feed is not of the whole of {host}: a curator has to allow that site first.")
    policy = policy or SourcePolicy(host=host)
    policy.critic, policy.fetching = critic, FEED
    _note(policy, f"{critic} has agreed: “{consent_words()}” {proved.how}.", by, now)
    return policy


def _note(policy: SourcePolicy, words: str, by: User, now: datetime) -> None:
    line = f"{timezone.localdate(now):%Y-%m-%d}, {by.get_username()}: {words}"
    policy.permission = "\n".join(filter(None, (policy.permission, line)))
    policy.decided_by, policy.decided_at = by, now
    policy.save()


def _feed(proved: _Proved, policy: SourcePolicy, critic: Critic, by: User, now: datetime) -> Feed:
    at_address = Feed.objects.alias(key=source_key("url")).filter(key=source_key(Value(proved.url)))
    feed = at_address.select_for_update(of=["self"]).first() or Feed(url=proved.url, added_by=by)
    if feed.critic_id and feed.critic_id != critic.pk:
        raise NotProved("Another critic has claimed that feed.")
    feed.policy, feed.critic, feed.title = policy, critic, feed.title or proved.title[:300]
    feed.consent, feed.consented_at, feed.proof = consent_words(), now, proved.how[:200]
    feed.enabled, feed.next_poll_at = True, now
    feed.save()
    return feed
