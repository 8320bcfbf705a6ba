"""Asking for links: never inside, politely, and what the answers mean."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.core.management import call_command
from django.test import Client

from albums.models import AlbumLink
from common.fetching import Answer, Fetcher, NoAnswer, NotAsked, is_public
from curation.links.checking import ask_all, next_links, record
from curation.models import LinkCheck
from reviews.models import Review
from tests.factories import AlbumFactory, count_anew, published_review

PUBLIC = "93.184.216.34"
DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Site(BaseHTTPRequestHandler):
    """A stranger's server: what it answers stands in its server's `pages`, what it was asked in `asked`."""

    def _answer(self) -> None:
        self.server.asked.append((self.command, self.headers["Host"], self.path, self.headers["User-Agent"]))
        status, location = self.server.pages.get((self.command, self.path)) or self.server.pages.get(
            self.path, (404, "")
        )
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = _answer  # noqa: N815

    def log_message(self, *args: object) -> None:
        """Not on the test's screen."""


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.pages, server.asked, server.dialled = {}, [], []
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def fetcher_for(server: ThreadingHTTPServer, names: dict[str, list[str]] | None = None) -> Fetcher:
    """A fetcher whose names resolve as told (else to a public address), and whose every connection ends at the site."""

    def dial(address: str, port: int, seconds: float) -> socket.socket:
        server.dialled.append((address, port))
        return socket.create_connection(server.server_address, timeout=seconds)

    return Fetcher("Chorus link check", lambda host, port: (names or {}).get(host, [PUBLIC]), dial, seconds=5)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),  # noqa: S104
        *(
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fe80::1%eth0",
            "fc00::1",
            "ff02::1",
            "fd00:ec2::254",
        ),
        *(
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "2002:7f00:1::",
            "::7f00:1",
            "fd00:ec2::254",
        ),
    ],
)
def test_addresses_inside_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "2606:4700::6810:84e5", "::ffff:93.184.216.34"])
def test_addresses_of_the_open_internet_are(address):
    assert is_public(address)


def test_a_page_that_is_there_is_asked_for_by_head_under_our_name(site):
    site.pages["/review?id=3"] = (200, "")
    assert fetcher_for(site).ask("http://lantern.example/review?id=3#end") == Answer(
        200, "http://lantern.example/review?id=3#end", False
    )
    assert site.asked == [("HEAD", "lantern.example", "/review?id=3", "Chorus link check")]
    assert site.dialled == [(PUBLIC, 80)]


def test_where_head_is_refused_it_is_got(site):
    site.pages |= {("HEAD", "/a"): (405, ""), ("GET", "/a"): (200, "")}
    assert fetcher_for(site).ask("http://lantern.example/a").status == 200


@pytest.mark.parametrize("inside", [["10.0.0.5"], [PUBLIC, "127.0.0.1"], ["::1"], ["::ffff:10.0.0.1"]])
def test_a_name_that_leads_inside_is_not_asked(site, inside):
    with pytest.raises(NotAsked, match="private"):
        fetcher_for(site, {"evil.example": inside}).ask("http://evil.example/")
    assert site.dialled == []


def test_neither_is_a_redirect_inside(site):
    site.pages["/a"] = (302, "http://metadata.example/latest/")
    with pytest.raises(NotAsked, match="private"):
        fetcher_for(site, {"metadata.example": ["169.254.169.254"]}).ask("http://lantern.example/a")
    assert len(site.dialled) == 1


def test_a_name_is_resolved_once_for_each_connection(site):
    """A name that changes its answer in between gains nothing: what was checked is what is dialled."""
    answers = [[PUBLIC], ["127.0.0.1"]]
    resolving = Fetcher("x", lambda host, port: answers.pop(0), fetcher_for(site).dial, seconds=5)
    site.pages["/a"] = (200, "")
    resolving.ask("http://rebinding.example/a")
    assert site.dialled == [(PUBLIC, 80)]
    assert answers == [["127.0.0.1"]]


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://lantern.example/", "file:///etc/passwd", "http:///x", "http://user@lantern.example/", "javascript:1"),
        *("http://lantern.example:6379/", "http://lantern.example:99999/", "http://[::1/", "http://" + "x" * 300),
        *("http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/", "http://2130706433/"),
    ],
)
def test_what_is_no_public_address_is_not_asked(site, url):
    fetcher = Fetcher("x", lambda host, port: ["127.0.0.1"], fetcher_for(site).dial, seconds=5)
    with pytest.raises(NotAsked):
        fetcher.ask(url)
    assert site.dialled == []


def test_redirects_have_an_end(site):
    site.pages["/a"] = (302, "/a")
    with pytest.raises(NoAnswer, match="more than 5"):
        fetcher_for(site).ask("http://lantern.example/a")


def test_a_line_break_in_a_redirect_asks_for_nothing_else(site):
    site.pages["/a"] = (302, "/b c\tHost: evil")
    answer = fetcher_for(site).ask("http://lantern.example/a")
    assert answer.status == 404
    assert {host for _, host, _, _ in site.asked} == {"lantern.example"}


@pytest.mark.parametrize("failure", [TimeoutError(), ConnectionRefusedError()])
def test_who_does_not_answer_is_told_so(failure):
    def dial(address: str, port: int, seconds: float) -> socket.socket:
        raise failure

    with pytest.raises(NoAnswer):
        Fetcher("x", lambda host, port: [PUBLIC], dial).ask("https://lantern.example/")


def test_a_host_without_an_address_is_told_so():
    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror

    with pytest.raises(NoAnswer, match="no address"):
        Fetcher("x", resolve).ask("https://lantern.example/")


URL = "https://lantern.example/2024/low-water"


@pytest.mark.django_db
def test_a_source_is_gone_when_it_has_failed_on_two_days():
    review = published_review(AlbumFactory(), "rave", source_url=URL, archive_url="https://archive.example/1", body="")
    page = review.album.get_absolute_url()
    count_anew(review.album)
    for hours, state in ((0, "failing"), (2, "failing"), (24, "gone"), (48, "gone")):
        assert record(URL, Answer(404, URL, False), DAY + timedelta(hours=hours)).state == state
    review.refresh_from_db()
    assert review.source_gone
    assert review.source_link == "https://archive.example/1"
    text = Client().get(page).content.decode()
    assert "original gone" in text
    assert "https://archive.example/1" in text
    assert f'href="{URL}"' not in text
    assert record(URL, Answer(200, URL, False), DAY + timedelta(days=3)).state == "fine"
    review.refresh_from_db()
    assert not review.source_gone


@pytest.mark.django_db
def test_a_review_with_another_source_is_not_gone_any_more():
    review = published_review(AlbumFactory(), "rave", source_url=URL, source_gone=True)
    Review.objects.filter(pk=review.pk).update(headline="Ebb")
    assert Review.objects.get().source_gone
    Review.objects.filter(pk=review.pk).update(source_url="https://lantern.example/other")
    assert not Review.objects.get().source_gone


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Answer(200, URL, False), "fine"),
        (Answer(200, URL.replace("https", "http") + "/", True), "fine"),
        (Answer(200, "https://www.lantern.example/2024/low-water", True), "fine"),
        (Answer(200, "https://lantern.example/new", True), "moved"),
        (Answer(200, "https://lantern.example/new", False), "fine"),
        (Answer(200, "https://lantern.example/", True), "failing"),
        (Answer(403, URL, False), "unclear"),
        (Answer(429, URL, False), "unclear"),
        (Answer(410, URL, False), "failing"),
        (Answer(503, URL, False), "failing"),
        (NoAnswer("It does not answer in time."), "failing"),
        (NotAsked("It leads into a private network."), "failing"),
    ],
)
def test_what_an_answer_means(outcome, state):
    check = record(URL, outcome, DAY)
    assert check.state == state
    assert bool(check.moved_to) == (state == "moved")


@pytest.mark.django_db
def test_a_closed_door_neither_proves_nor_disproves_that_it_is_gone():
    for days, answer in enumerate([404, 404, 403]):
        check = record(URL, Answer(answer, URL, False), DAY + timedelta(days=days))
    assert check.state == "gone"


@pytest.mark.django_db
def test_those_never_asked_come_first_then_the_oldest():
    album = AlbumFactory()
    AlbumLink.objects.create(album=album, kind="buy", url="https://counter.example/new")
    for number in range(3):
        published_review(album, "rave", source_url=f"https://lantern.example/{number}")
        record(f"https://lantern.example/{number}", Answer(200, "", False), DAY - timedelta(days=number))
    assert next_links(3, DAY) == [
        "https://counter.example/new",
        "https://lantern.example/2",
        "https://lantern.example/1",
    ]


def test_one_host_is_asked_one_link_after_the_other(site):
    site.pages |= {f"/{number}": (200, "") for number in range(4)}
    links = [f"http://lantern.example/{number}" for number in range(4)]
    assert len(list(ask_all(links, fetcher_for(site), 0))) == 4
    assert [path for _, _, path, _ in site.asked] == ["/0", "/1", "/2", "/3"]


@pytest.mark.django_db
def test_the_command_keeps_what_was_asked_when_it_is_stopped(site, monkeypatch):
    album = AlbumFactory()
    for number in range(3):
        published_review(album, "rave", source_url=f"http://lantern.example/{number}")
        site.pages[f"/{number}"] = (200, "")
    monkeypatch.setattr("curation.management.commands.check_links.Fetcher", lambda agent: fetcher_for(site))
    kept = []

    def stop_at_the_second(url: str, outcome: object) -> LinkCheck:
        if kept:
            raise KeyboardInterrupt
        kept.append(url)
        return record(url, outcome)

    monkeypatch.setattr("curation.management.commands.check_links.record", stop_at_the_second)
    out, err = io.StringIO(), io.StringIO()
    call_command("check_links", delay=0, stdout=out, stderr=err)
    assert "Stopped" in err.getvalue()
    assert LinkCheck.objects.count() == 1
    monkeypatch.setattr("curation.management.commands.check_links.record", record)
    call_command("check_links", delay=0, stdout=out, stderr=err)
    assert LinkCheck.objects.filter(state="fine").count() == 3
    assert "2 of 2 links asked: 2 fine." in out.getvalue()


def test_a_fault_of_our_own_on_one_link_does_not_stop_the_others(monkeypatch):
    class Faulty:
        def ask(self, url: str) -> Answer:
            if url.endswith("1"):
                raise RuntimeError
            return Answer(200, url, False)

    links = ["http://a.example/1", "http://a.example/2"]
    outcomes = dict(ask_all(links, Faulty(), 0))
    assert isinstance(outcomes[links[0]], NoAnswer)
    assert outcomes[links[1]].status == 200
