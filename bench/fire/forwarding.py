"""Addresses that visitors make up (`X-Forwarded-For`), with no trusted proxy and with one."""

from __future__ import annotations

from collections.abc import Iterator

from bench.fire.forgery import stranger
from bench.fire.ground import Grounds, People
from bench.fire.outcomes import Row
from bench.serving.client import Client
from bench.serving.site import Site

TITLE = "Addresses that visitors make up"
SIGN_UP, MOST = "/accounts/signup/", 20


def attack(grounds: Grounds) -> Iterator[Row]:
    """Sign up until it is too often, each time from what claims to be another address."""
    for proxies in (0, 1):
        settings = {"DJANGO_SETTINGS_MODULE": "config.settings", "TRUSTED_PROXIES": f"{proxies}"}
        with grounds.served("proxies", **settings) as (site, people):
            seen = [_sign_up(site, people, f"198.51.100.{number}, 203.0.113.9") for number in range(MOST + 1)]
            yield Row(
                f"{proxies} trusted: posts of one visitor, each with another address made up, until 429",
                len(seen),
                f"{seen.index(429)} before" if 429 in seen else f"never: {set(seen)}",
                f"{MOST} before",
                met=seen.index(429) == MOST if 429 in seen else False,
            )
            status = _sign_up(site, people, "198.51.100.7, 203.0.113.10")
            wanted = {0: "429: it is the same visitor", 1: "200: the proxy says that it is another"}[proxies]
            met = status == (429 if proxies == 0 else 200)
            yield Row(
                f"{proxies} trusted: then a post that the last proxy says is another's", 1, f"{status}", wanted, met
            )


def _sign_up(site: Site, people: People, forwarded: str) -> int:
    with Client(site.host, site.port) as client:
        headers = {**stranger(people), "X-Forwarded-For": forwarded}
        return client.post(SIGN_UP, {"email": "no address"}, headers).status
