"""A real browser for tests: Debian's Chromium, driven by Playwright, on a live server with its static files.

`browser_page()` opens a page that is watched: whatever the browser complained about (console errors, a broken
Content-Security-Policy, uncaught exceptions, failed or third-party requests) fails the test at its end.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.barriers import HEIGHT

HERE = Path(__file__).parent
# Chromium without its window lays out and runs pages as the other does, for half the work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
REQUIRED = os.environ.get("CHORUS_BROWSER") == "required"
NO_BROWSER = "no Chromium found: `apt-get install chromium-headless-shell`, or set CHROMIUM to its path"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser these tests are skipped; what they do in the database is committed, for the server to see."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.django_db(transaction=True), append=False)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.CallInfo, None]:
    """With CHORUS_BROWSER=required a browser test that is skipped, for whatever reason, has failed."""
    outcome = yield
    report = outcome.get_result()
    if REQUIRED and report.skipped and HERE in item.path.parents:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and CHORUS_BROWSER=required forbids it: {report.longrepr}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once, where nobody overlooks it, that no browser was there."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if NO_BROWSER in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} browser tests were skipped: {NO_BROWSER}", yellow=True, bold=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run."""
    options = ["--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run"]
    if os.geteuid() == 0:
        options.append("--no-sandbox")
    with sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


@pytest.fixture
def browser_page(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Opens pages: `browser_page(width=390, theme="dark", javascript=False, user=critic)`.

    Addresses may be relative: `page.goto("/albums/")`. `user` is signed in. A complaint that belongs to the test (such
    as the console's line about a 404) is named in `tolerated` by a piece of its text; `page.complaints` has the others.
    """
    contexts, watched = [], []

    def open_page(
        *,
        width: int = 1280,
        theme: str = "light",
        javascript: bool = True,
        user: User | None = None,
        tolerated: tuple[str, ...] = (),
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": HEIGHT},
            color_scheme=theme,
            java_script_enabled=javascript,
            reduced_motion="reduce",
            has_touch=width < 600,
        )
        contexts.append(context)
        if user:
            sign_in(context, live_server.url, user)
        page = context.new_page()
        page.complaints = []
        watch(page, live_server.url, tolerated)
        watched.append(page)
        return page

    yield open_page
    complaints = [complaint for page in watched for complaint in page.complaints]
    for context in contexts:
        context.close()
    assert complaints == []


def sign_in(context, url: str, user: User) -> None:
    """Give a browser context the session of a signed-in user."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url, "httpOnly": True}])


def watch(page: Page, url: str, tolerated: tuple[str, ...]) -> None:
    """Collect what the browser complains about into `page.complaints`. (A broken policy is a console error.)"""

    def complain(text: str) -> None:
        if not any(piece in text for piece in tolerated):
            page.complaints.append(text)

    def check_origin(request) -> None:
        if request.url.startswith("http") and urlsplit(request.url).netloc != urlsplit(url).netloc:
            complain(f"third party: {request.url}")

    def check_failure(request) -> None:
        # A request that the page itself gave up, for a newer one or for another page, is no failure.
        if request.failure != "net::ERR_ABORTED":
            complain(f"failed: {request.url} {request.failure}")

    def check_console(message) -> None:
        if message.type == "error":
            complain(f"console: {message.text} {message.location.get('url', '')}")

    page.on("console", check_console)
    page.on("pageerror", lambda error: complain(f"script: {error}"))
    page.on("request", check_origin)
    page.on("requestfailed", check_failure)


@pytest.fixture
def nothing_counted() -> Iterator[None]:
    """What other tests have counted against a limit does not count here, nor the other way round.

    The counts lie in the cache, which no transaction takes back.
    """
    cache.clear()
    yield
    cache.clear()
