"""Links that lead inside, asked by `check_links`: by every way of writing an address, by redirects, by rebinding."""

from __future__ import annotations

from collections.abc import Iterator

from bench.fire.ground import Grounds, said_by
from bench.fire.outcomes import Row, none_of

TITLE = "Links that lead inside"
OUTSIDE = "93.184.216.34"


def attack(grounds: Grounds) -> Iterator[Row]:
    """Check them all, on a site that nobody serves."""
    told = said_by(grounds.fresh("links"), "bench.fire.link_trap")
    put, found = told["put"], told["found"]
    inside = [address for address in told["dialled"] if address != OUTSIDE]
    yield none_of("addresses inside this network that were dialled", len(put), inside)
    taken = [address for address in put if found.get(address) == "fine" and "first" not in address]
    yield none_of("links to the inside, or redirected there, that count as fine", len(put), taken)
    seen = f"{len(found)} of {len(put)}"
    yield Row("links that were looked at", len(put), seen, "all", met=set(put) <= set(found))
