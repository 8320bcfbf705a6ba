"""Figures for Prometheus, on a port of their own: what this server's workers answered, and what waits in the database.

Each worker writes its counts into files of its server's folder; whichever has the port adds them up when it is asked,
and another takes the port over when that one ends. prometheus-client is loaded only where METRICS is set.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import psutil
from django.db import DatabaseError, connection
from django.db.models import Count
from django.utils import timezone

from accounts.models import OutgoingMail
from common.measures import COUNTED
from curation.jobs.worker import somebody_works
from curation.models import Job
from curation.queue.page import waiting_counts
from reviews.models import Feed, IncomingDocument

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Metric

RETRY_SECONDS = 5.0
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20)

Observe = Callable[[str, str, int, float], None]
"""Told of a request: the name of its address, method, status, seconds."""


def start(address: str, folder: Path) -> Observe:
    """Count what this worker does from now on, and have somebody answer at `address` ("127.0.0.1:9100")."""
    kept = _folder_of_this_server(folder)
    os.environ |= {"PROMETHEUS_MULTIPROC_DIR": str(kept)}  # read when the library is loaded
    import prometheus_client  # noqa: PLC0415
    from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415

    own = prometheus_client.CollectorRegistry()  # what is counted goes into files; this only keeps names apart
    for measure in COUNTED:
        counter = prometheus_client.Counter(measure.name, measure.what, [measure.label], registry=own)
        measure.collected_by(lambda label, counter=counter: counter.labels(label).inc())  # type: ignore[misc]
    requests = prometheus_client.Counter(
        "chorus_requests", "Requests, by address.", ["view", "method", "status"], registry=own
    )
    seconds = prometheus_client.Histogram(
        "chorus_request_seconds", "How long they took.", ["view"], registry=own, buckets=BUCKETS
    )
    registry = prometheus_client.CollectorRegistry()
    MultiProcessCollector(registry)
    registry.register(_InTheDatabase())
    answering = _Answering(registry, address)
    threading.Thread(target=answering.go_on, name="metrics", daemon=True).start()

    def observe(view: str, method: str, status: int, took: float) -> None:
        requests.labels(view, method, str(status)).inc()
        seconds.labels(view).observe(took)

    return observe


def _folder_of_this_server(folder: Path) -> Path:
    """Of the process that the workers were forked from: a new one counts anew. What dead ones left is taken away."""
    server = psutil.Process(os.getppid())
    kept = folder / f"{server.pid}-{server.create_time():.0f}"
    kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    for other in folder.iterdir():
        pid = other.name.partition("-")[0]
        if other != kept and pid.isdigit() and not psutil.pid_exists(int(pid)):
            shutil.rmtree(other, ignore_errors=True)
    return kept


class _Answering:
    """Answers whoever asks for the figures, or waits until the worker that does is gone."""

    def __init__(self, registry: CollectorRegistry, address: str) -> None:
        self._registry, self._address = registry, address
        self._server = self._listen()

    def _listen(self) -> WSGIServer | None:
        from prometheus_client import make_wsgi_app  # noqa: PLC0415

        host, _, port = self._address.rpartition(":")
        application = make_wsgi_app(self._registry)
        with suppress(OSError):
            return make_server(host.strip("[]"), int(port), application, handler_class=_Silent)
        return None

    def go_on(self) -> None:
        """Until the process ends."""
        while not self._server:
            time.sleep(RETRY_SECONDS)
            self._server = self._listen()
        self._server.serve_forever()


class _Silent(WSGIRequestHandler):
    """Writes no line for each time it is asked."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as it is called
        """Nothing."""


class _InTheDatabase:
    """What waits, asked when somebody wants to know. While the database is away these figures are missing."""

    def collect(self) -> Iterator[Metric]:
        """One figure after the other."""
        try:
            yield from _figures()
        except DatabaseError:
            return
        finally:
            connection.close()


def _figures() -> Iterator[Metric]:
    from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415

    def gauge(name: str, what: str, label: str, values: Mapping[str, float]) -> Metric:
        family = GaugeMetricFamily(f"chorus_{name}", what, labels=[label])
        for key, value in values.items():
            family.add_metric([key], value)
        return family

    now = timezone.now()
    yield gauge(
        "queue", "What waits for a curator.", "kind", {each.kind.value: each.count for each in waiting_counts()}
    )
    due = {"due": OutgoingMail.objects.due(now).count(), "given up": OutgoingMail.objects.given_up().count()}
    yield gauge("mail", "Mail that is not sent.", "state", due)
    followed = Feed.objects.followed()
    feeds = {
        "followed": followed.count(),
        "due": Feed.objects.due(now).count(),
        "failing": followed.filter(failures__gt=0).count(),
    }
    yield gauge("feeds", "Feeds of other sites.", "state", feeds)
    documents = IncomingDocument.objects.order_by().values_list("state").annotate(count=Count("pk"))
    yield gauge("documents", "Pages and files that came in.", "state", dict(documents))
    jobs = list(Job.objects.values_list("name", "failures", "ended_at"))
    yield gauge("job_failures", "Failures in a row.", "job", {name: failures for name, failures, _ in jobs})
    ended = {name: moment.timestamp() for name, _, moment in jobs if moment is not None}
    yield gauge("job_ended_timestamp_seconds", "When a job ended last.", "job", ended)
    yield GaugeMetricFamily("chorus_worker_at_work", "Whether manage.py work runs somewhere.", float(somebody_works()))
