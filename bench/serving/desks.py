"""The two desks under load of work: a queue of 10,000 things, and reviews that are submitted and published."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bench.serving.catalogues import CannotMeasure
from bench.serving.client import Client, TimedAnswer
from bench.serving.figures import Latency, summed
from bench.serving.helper import Helper
from bench.serving.load import Load
from bench.serving.measuring import CONTROL, ROUND_SECONDS, ROUNDS, count
from bench.serving.query_witness import ASKED, QUERIES
from bench.serving.site import Site

FEW_WAITING, MANY_WAITING = 100, 10_000
TIMED, DONE = 40, 33
"""Requests of one round."""
TOKEN = "b" * 32


@dataclass(frozen=True)
class QueueFigures:
    """One view of the queue with 10,000 things in it; `queries` at 10,000, `queries_few` at 100."""

    name: str
    latency: Latency
    queries: int
    queries_few: int


@dataclass(frozen=True)
class Deed:
    """Something that is done once for each request: a review submitted, a review published."""

    name: str
    latency: Latency
    queries: int


@dataclass(frozen=True)
class Desks:
    """What was seen at the desks."""

    waiting: int
    pages: list[QueueFigures]
    deeds: list[Deed]


def measure_desks(site: Site, load: Load) -> Desks:
    """Fill the queue in two steps, time its views, then submit and publish reviews one by one; take all of it back."""
    with Helper("bench.serving.queue_filler", site.folder) as filler:
        signed_in = filler.told()
        as_curator, as_critic = (headers_of(signed_in[name]) for name in ("curator", "critic"))
        few = {name: count(site, [path], as_curator)[0] for name, path in filler.told(FEW_WAITING)["queue"].items()}
        paths = filler.told(MANY_WAITING)["queue"]
        rounds = [{name: _timed(site, path, as_curator, load) for name, path in paths.items()} for _ in range(ROUNDS)]
        pages = [
            QueueFigures(name, summed(timed[name] for timed in rounds), count(site, [path], as_curator)[0], few[name])
            for name, path in paths.items()
        ]
        deeds = [_done(site, "Submit a review", signed_in["submit"], signed_in["forms"], as_critic)]
        published = [{"review": key} for key in filler.told(MANY_WAITING)["submitted"]]
        if len(published) < DONE * ROUNDS:
            raise CannotMeasure(f"Of the reviews that were submitted {len(published)} arrived.")
        deeds.append(_done(site, "Publish a review", signed_in["publish"], published, as_curator))
        left = filler.told(MANY_WAITING)["submitted"]
        if len(left) != len(published) - DONE * ROUNDS:
            raise CannotMeasure(
                f"Of {DONE * ROUNDS} reviews that were to be published {len(published) - len(left)} were."
            )
    return Desks(MANY_WAITING, pages, deeds)


def headers_of(session: str) -> dict[str, str]:
    """The headers of a browser with that session, and with the key that forms of this site carry."""
    return {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}


def _timed(site: Site, path: str, headers: Mapping[str, str], load: Load) -> Latency:
    # First under load, since every connection to the database pays once for the first query of a kind.
    load(site.host, site.port, [path], headers, ROUND_SECONDS)
    with Client(site.host, site.port) as client:
        return _latency(client, TIMED, lambda: client.get(path, headers), {200})


def _done(site: Site, name: str, path: str, forms: Sequence[Mapping], headers: Mapping[str, str]) -> Deed:
    with Client(site.host, site.port) as client:
        turns = iter(forms[: DONE * ROUNDS])
        first = _checked(client.post(path, next(turns), {**headers, ASKED: "1"}), {302}, path)
        times = [DONE - 1, *([DONE] * (ROUNDS - 1))]
        rounds = [_latency(client, each, lambda: client.post(path, next(turns), headers), {302}) for each in times]
    return Deed(name, summed(rounds), int(first.headers[QUERIES.lower()]))


def _latency(client: Client, times: int, ask: Callable[[], TimedAnswer], wanted: set[int]) -> Latency:
    ours, controls = [], []
    for _ in range(times):
        controls.append(client.get(CONTROL).seconds)
        ours.append(_checked(ask(), wanted, "A page of the desks").seconds)
    return Latency.of_round(ours, controls)


def _checked(answer: TimedAnswer, wanted: set[int], what: str) -> TimedAnswer:
    if answer.status not in wanted:
        raise CannotMeasure(f"{what} was answered with {answer.status}.")
    return answer
