"""Posts that somebody may not send: without the key of a form, by strangers, by another critic. Nothing may change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from bench.fire.generated_requests import LEFT_ALONE, filled
from bench.fire.ground import Grounds, People, said_by
from bench.fire.outcomes import Row, none_of
from bench.serving.client import Client
from bench.serving.site import Site

TITLE = "Forged posts and foreign keys"
# What anybody may do for themselves: sign up, sign in, ask for a password, unsubscribe, keep what is a reader's own.
OWN = re.compile(r"/accounts/|/admin/(?:login|logout)/|/new-for-you/|/follow|/shelf/|/lists/")
FORM = {
    "reason": "So it should be.", "words": "I gave it more.", "kind": "grade", "verdict": "pan", "step": "save",
    "body": "Not mine, and changed all the same.", "headline": "Forged", "post": "yes", "action": "accept",
    "_selected_action": "1", "review": "1", "confirm": "1", "is_staff": "on", "is_superuser": "on", "hidden": "on",
}  # fmt: skip
KEYS = 40


def attack(grounds: Grounds) -> Iterator[Row]:
    """Post to everything, and look whether anything has changed."""
    with grounds.served("forgery") as (site, people):
        site_map = said_by(site.folder, "bench.fire.site_map")
        known = said_by(site.folder, "bench.fire.ledger")
        bare = {"Cookie": people.headers["chief"]["Cookie"]}
        crossed = {**people.headers["chief"], "Origin": "https://elsewhere.example"}
        wrong_key = {**bare, "X-CSRFToken": "c" * 32}
        attempts = (
            ("without the key of a form, as a chief curator", bare, site_map["routes"]),
            ("with another key, as a chief curator", wrong_key, site_map["routes"]),
            ("from another site, as a chief curator", crossed, site_map["routes"]),
            ("by a stranger", stranger(people), _others(site_map)),
            ("by a contributor", people.headers["contributor"], _others(site_map)),
            ("by another critic, to reviews of others", people.headers["other"], _of_reviews(site_map)),
        )
        for what, headers, routes in attempts:
            posted, wrong = _post(site, headers, routes, site_map)
            now = said_by(site.folder, "bench.fire.ledger")
            changed = [f"{table} changed" for table in known if known[table] != now[table]]
            known = now
            yield none_of(f"posts {what}: what they changed, and answers of 5xx", posted, changed + wrong)
        posted, _ = _post(site, people.headers["chief"], _harmless(site_map), site_map)
        now = said_by(site.folder, "bench.fire.ledger")
        changed = [table for table in known if known[table] != now[table]]
        what = "the same posts by a chief curator who may: tables that they changed"
        yield Row(what, posted, f"{len(changed)}", "some: the posts are no empty threat", met=bool(changed))


def stranger(people: People) -> Mapping[str, str]:
    """Somebody without a session who has the key of a form."""
    key = people.headers["critic"]["X-CSRFToken"]
    return {"Cookie": f"csrftoken={key}", "X-CSRFToken": key}


def _others(site_map: Mapping[str, Any]) -> list[str]:
    return [route for route in site_map["routes"] if not OWN.search(route)]


def _harmless(site_map: Mapping[str, Any]) -> list[str]:
    return [route for route in site_map["routes"] if not LEFT_ALONE.search(route)]


def _of_reviews(site_map: Mapping[str, Any]) -> list[str]:
    """Addresses of single things on a critic's desk, with every key."""
    routes = [route for route in site_map["routes"] if route.startswith("/desk/") and "{" in route]
    most = max(key for key in site_map["keys"] if key)
    keys = [*range(1, KEYS), *range(most - KEYS, most + 1)]
    return [re.sub(r"\{\w+:\w+\}", str(key), route) for route in routes for key in keys if key > 0]


def _post(
    site: Site, headers: Mapping[str, str], routes: list[str], site_map: Mapping[str, Any]
) -> tuple[int, list[str]]:
    chance = Random(2)  # noqa: S311
    wrong = []
    with Client(site.host, site.port) as client:
        for route in routes:
            address = filled(route, site_map, chance, nonsense=0)
            try:
                answer = client.post(address, FORM, headers)
            except OSError:
                answer = client.post(address, FORM, headers)
            if answer.status >= 500:
                wrong.append(f"POST {address}: {answer.status}")
    return len(routes), wrong
