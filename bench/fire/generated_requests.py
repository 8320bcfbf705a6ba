"""10,000 generated requests over all addresses, with keys that are there, keys that are not, and nonsense."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any
from urllib.parse import quote

from bench.fire.ground import Grounds, People, said_by
from bench.fire.outcomes import Row, none_of, shortened
from bench.serving.client import Client, TimedAnswer
from bench.serving.nonsense import KEYS, VALUES
from bench.serving.site import Site

TITLE = "Generated requests"
REQUESTS, THREADS, SHARE = 10_000, 4, 50
SECONDS_AT_MOST = 3.0
WHO = ("stranger", "contributor", "critic", "curator", "chief")
HOMES = {"contributor": "/accounts/notices/", "critic": "/desk/", "curator": "/admin/", "chief": "/admin/"}
# Who is signed out, or no more, attacks no more; and no request may make the site ask others' servers.
LEFT_ALONE = re.compile(r"logout|delete|close|/feeds?/|bring-in|/past/|password|2fa|email")
FIELDS = ("step", "body", "album", "critic", "headline", "verdict", "grade", "reason", "words", "kind", "review", "q",
          "action", "_selected_action", "name", "title", "form_token", "next", "key")  # fmt: skip
PLACE = re.compile(r"\{(\w+):\w+\}")
_SAID = {what: value for what, value in VALUES.items() if len(value) < 3000}


@dataclass(frozen=True)
class GeneratedRequest:
    """One request."""

    who: str
    method: str
    address: str
    form: Mapping[str, str] = field(default_factory=dict)


def attack(grounds: Grounds) -> Iterator[Row]:
    """Ask, as everybody in turn."""
    with grounds.served("addresses") as (site, people):
        drawn = list(draw(said_by(site.folder, "bench.fire.site_map"), Random(1), REQUESTS))  # noqa: S311
        shares = [drawn[first : first + SHARE] for first in range(0, len(drawn), SHARE)]
        threads = ThreadPoolExecutor(THREADS)
        try:
            answers = [answer for each in threads.map(partial(ask, site, people), shares) for answer in each]
        finally:
            threads.shutdown(cancel_futures=True)
        with Client(site.host, site.port) as client:
            homes = {who: client.get(home, people.headers[who]).status for who, home in HOMES.items()}
    statuses = Counter(status for _, status, _ in answers)
    seen = ", ".join(f"{count:,} times {status or 'no answer'}" for status, count in sorted(statuses.items()))
    wrong = [f"{asked.who}: {asked.method} {asked.address[:120]}: {status}" for asked, status, _ in answers
             if not 200 <= status < 500]  # fmt: skip
    yield none_of(f"answers of 5xx, or none at all ({seen})", len(answers), wrong)
    yield Row("who was signed in, and still is", len(homes), f"{homes}", "all", set(homes.values()) == {200})
    asked, status, seconds = max(answers, key=lambda answer: answer[2])
    seen = shortened(f"{seconds:.2f} s: {asked.who}, {asked.method} {asked.address}, {status}", 160)
    yield Row("the slowest answer", len(answers), seen, f"at most {SECONDS_AT_MOST:g} s", seconds <= SECONDS_AT_MOST)


def ask(site: Site, people: People, share: Sequence[GeneratedRequest]) -> list[tuple[GeneratedRequest, int, float]]:
    """Each request's status, 0 where no answer came, and seconds."""
    answers = []
    with Client(site.host, site.port) as client:
        for asked in share:
            answer = _answer(client, asked, people) or _answer(client, asked, people)
            answers.append((asked, answer.status, answer.seconds) if answer else (asked, 0, 0.0))
    return answers


def _answer(client: Client, asked: GeneratedRequest, people: People) -> TimedAnswer | None:
    """None where no answer came, as when the server has just closed the connection that was kept."""
    try:
        return client.ask(asked.method, asked.address, asked.form, people.headers[asked.who])
    except OSError:
        return None


def draw(site_map: Mapping[str, Any], chance: Random, count: int) -> Iterator[GeneratedRequest]:
    """Requests over every route, and every page that is there; always the same ones for the same site."""
    routes = site_map["routes"]
    for number in range(count):
        who = WHO[number % len(WHO)]
        route = chance.choice(site_map["pages"]) if chance.random() < 0.3 else routes[number % len(routes)]
        address = filled(route, site_map, chance)
        method = chance.choices(("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"), (70, 5, 19, 2, 2, 2))[0]
        if method not in ("GET", "HEAD") and LEFT_ALONE.search(address):
            method = "GET"
        if chance.random() < 0.5:
            address += f"?{query(chance)}"
        form = {name: said(chance) for name in chance.sample(FIELDS, 4)} if method == "POST" else {}
        yield GeneratedRequest(who, method, address, form)


def filled(route: str, site_map: Mapping[str, Any], chance: Random, nonsense: float = 0.2) -> str:
    """The address with something in each place: mostly of the right kind, often there, a share of it nonsense."""

    def value(found: re.Match[str]) -> str:
        if chance.random() < nonsense:
            return said(chance).replace("/", "%2F").replace("?", "%3F").replace("#", "%23").replace("+", "%20")
        if found[1] == "int":
            return str(chance.choice([*site_map["keys"], chance.randint(1, 300), 0, 2**31, 2**63, 10**30]))
        if found[1] == "uuid":
            return f"00000000-0000-4000-8000-{chance.randrange(10**12):012}"
        return quote(chance.choice([*site_map["words"], str(chance.randint(1, 300)), "2024", "2020s", "proposed"]))

    return PLACE.sub(value, quote(route, safe="/{}:%"))


def query(chance: Random) -> str:
    """One to three parameters."""
    pairs = [f"{chance.choice(KEYS)}={said(chance)}" for _ in range(chance.randint(1, 3))]
    return "&".join(pairs).replace("#", "%23")


def said(chance: Random) -> str:
    """Something that a person would not say, as it stands in an address."""
    return re.sub(r"[^!-~]", lambda found: quote(found[0]), chance.choice(list(_SAID.values())))
