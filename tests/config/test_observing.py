"""What is told of requests: to the log, to Prometheus, to a Sentry. And what is not."""

from __future__ import annotations

import json
import logging
import os
import re
import socket
import subprocess
import sys
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.conf import settings as site
from django.test import Client, RequestFactory
from django.urls import get_resolver, resolve
from prometheus_client import CollectorRegistry, generate_latest

from common.measures import FETCHES, PAGES
from config import metrics
from config.observing import path_of, view_of, without_people
from tests.factories import AlbumFactory, ReviewFactory


def asked(path: str):
    request = RequestFactory().get(path)
    request.resolver_match = resolve(request.path)
    return request


class TestAddresses:
    def test_an_ordinary_path_is_told_as_it_is_without_its_query(self):
        assert path_of(asked("/albums/?q=my+illness")) == "/albums/"

    def test_of_an_address_that_opens_an_account_only_the_pattern_is_told(self):
        assert "s3cret" not in path_of(asked("/accounts/confirm-email/s3cret/"))
        assert "s3cret" not in path_of(asked("/accounts/password/reset/key/1a-s3cret/"))

    @pytest.mark.parametrize("path", ["/invitation/s3cret/", "/invitation/s3cret"])
    def test_nor_of_one_that_was_answered_before_it_was_looked_up(self, path):
        """As by the redirect to https, or to the same address with a slash."""
        assert "s3cret" not in path_of(RequestFactory().get(path))

    def test_there_are_as_many_names_as_the_site_has_addresses_whatever_strangers_type(self):
        unknown = RequestFactory().get("/wp-login.php")
        assert view_of(unknown) == "none"
        assert view_of(asked("/albums/")) == view_of(asked("/albums/?page=2"))

    def test_every_secret_of_an_address_is_known_by_its_name(self):
        """Whoever adds an address with another word for a secret is to add the word."""
        patterns = "\n".join(_routes())
        assert not re.findall(r"\w*(?:secret|password|code)\w*>", patterns)


def _routes() -> list[str]:
    def walk(resolver, prefix: str):
        for entry in resolver.url_patterns:
            route = prefix + str(entry.pattern)
            yield from walk(entry, route) if hasattr(entry, "url_patterns") else [route]

    return list(walk(get_resolver(), ""))


class TestLog:
    @pytest.fixture
    def json_log(self, settings, monkeypatch):
        """The site with LOG_FORMAT=json and ACCESS_LOG=1, and what it writes."""
        written = StringIO()
        settings.JSON_ACCESS_LOG = True
        settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "django_guid"]
        settings.MIDDLEWARE = ["django_guid.middleware.guid_middleware", *settings.MIDDLEWARE]
        handler = logging.StreamHandler(written)
        made = logging.config.DictConfigurator(site.LOGGING)
        handler.setFormatter(made.configure_formatter({**site.LOGGING["formatters"]["json"]}))
        handler.addFilter(made.configure_filter({**site.LOGGING["filters"]["request"]}))
        access = logging.getLogger("chorus.access")
        access.addHandler(handler)
        yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
        access.removeHandler(handler)

    def test_a_request_is_one_json_object_with_the_id_that_its_answer_bears(self, json_log):
        answer = Client().get("/healthz?key=s3cret")
        (line,) = json_log()
        assert line["request"] == answer["X-Request-ID"]
        assert UUID(line["request"])
        assert (line["method"], line["path"], line["status"]) == ("GET", "/healthz", 200)
        assert line["milliseconds"] >= 0
        assert "s3cret" not in json.dumps(line)

    def test_a_proxys_id_is_kept_and_anything_else_is_not(self, json_log):
        given = uuid4().hex
        assert Client().get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] == given
        assert "\n" not in Client().get("/healthz", headers={"X-Request-ID": "a line break"})["X-Request-ID"]
        assert json_log()[0]["request"] == given
        assert json_log()[1]["request"] != "a line break"


def test_without_switches_nothing_stands_in_the_way_of_a_request():
    answer = Client().get("/healthz")
    assert "X-Request-ID" not in answer
    assert "ObservingMiddleware" not in str(Client().handler._middleware_chain)


class TestMeasures:
    @pytest.fixture
    def counted(self):
        counts: list[str] = []
        before = PAGES.count
        PAGES.collected_by(counts.append)
        yield counts
        PAGES.collected_by(before)

    @pytest.mark.django_db
    def test_a_page_is_rendered_then_kept_then_unchanged(self, counted, settings):
        settings.CACHES = settings.CACHES | {"pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
        address = AlbumFactory().get_absolute_url()
        client = Client()
        etag = client.get(address)["ETag"]
        client.get(address)
        client.get(address, headers={"If-None-Match": etag})
        assert counted == ["rendered", "kept", "unchanged"]

    def test_counts_go_nowhere_until_somebody_collects_them(self):
        FETCHES.count("2xx")


@pytest.mark.django_db
class TestFigures:
    def figures(self) -> str:
        registry = CollectorRegistry()
        registry.register(metrics._InTheDatabase())
        return generate_latest(registry).decode()

    def test_what_waits_is_told_as_the_desk_counts_it(self):
        ReviewFactory(submitted=True)
        told = self.figures()
        assert 'chorus_queue{kind="submission"} 1.0' in told
        assert 'chorus_mail{state="due"} 0.0' in told
        assert 'chorus_job_failures{job="send_mail"} 0.0' in told
        assert "chorus_worker_at_work 0.0" in told

    def test_a_database_that_is_away_leaves_figures_out_and_nothing_fails(self, monkeypatch):
        def away():
            raise metrics.DatabaseError
            yield

        monkeypatch.setattr(metrics, "_figures", away)
        assert self.figures() == ""


TWO_WORKERS = """
import os, sys, urllib.request, pathlib
import django
django.setup()
from common.measures import PAGES
from config import metrics
address, folder = sys.argv[1], pathlib.Path(sys.argv[2])
(folder / "1-0").mkdir(parents=True)
(folder / "99999999-0").mkdir()
told, heard = os.pipe(), os.pipe()
for worker in range(2):
    if os.fork() == 0:
        observe = metrics.start(address, folder)
        observe("album", "GET", 200, 0.03)
        PAGES.count("kept")
        os.write(told[1], b".")
        os.close(heard[1])
        os.read(heard[0], 1)
        os._exit(0)
os.close(heard[0])
for _ in range(2):
    os.read(told[0], 1)
print(urllib.request.urlopen(f"http://{address}/metrics").read().decode())
print(sorted(path.name for path in folder.iterdir() if path.name.startswith(("1-", "999"))))
"""


def test_two_workers_are_added_up_by_whichever_has_the_port(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    nothing_there = "postgres://nobody@127.0.0.1:1/none"
    told = subprocess.run(
        [sys.executable, "-c", TWO_WORKERS, address, str(tmp_path / "metrics")],
        env=os.environ | {"DATABASE_URL": nothing_there, "SECRET_KEY": "k", "ALLOWED_HOSTS": "chorus.example"},
        cwd=site.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    assert 'chorus_requests_total{method="GET",status="200",view="album"} 2.0' in told
    assert 'chorus_request_seconds_count{view="album"} 2.0' in told
    assert 'chorus_pages_total{how="kept"} 2.0' in told
    assert "['1-0']" in told, "what a dead server left is taken away, and nothing of a living one"


def test_an_error_leaves_the_site_without_the_people_whom_it_befell():
    event = {
        "exception": {"values": [{"type": "KeyError", "value": "'title'"}]},
        "request": {"url": "https://chorus.example/accounts/confirm-email/s3cret/", "data": {"body": "My review"}},
        "user": {"id": 7, "ip_address": "192.0.2.1"},
        "breadcrumbs": {"values": [{"message": "SELECT 1"}]},
        "server_name": "attic",
    }
    told = without_people(event, {})
    assert told.keys() == {"exception", "release"}
