"""The page of the contract: made of the document, without a script, linked from where people look for it."""

from __future__ import annotations

import pytest
from django.test import Client

from api.openapi_document import document
from tests.markup import Element, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> Element:
    """The page, as a stranger sees it."""
    return read(Client().get("/api/v1/"))


def test_it_tells_every_operation_and_every_parameter(page):
    said = page.text
    for path, methods in document()["paths"].items():
        assert path in said
        for operation in methods.values():
            assert operation["summary"].replace("`", "") in said
            assert all(parameter["name"] in said for parameter in operation["parameters"])


def test_no_marks_of_markdown_stand_on_it(page):
    assert "`" not in page.text


def test_each_thing_that_it_names_is_told_below(page):
    ids = {element.get("id") for element in page.all("div") if element.get("id")}
    named = {link.get("href")[1:] for link in page.all("a") if link.get("href").startswith("#")}
    things = {name for name, schema in document()["components"]["schemas"].items() if "properties" in schema}
    assert things <= ids
    assert named & things


def test_it_says_the_limits_in_force(settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"api-address": "7/5m"}
    assert "7 requests in 5 minutes from one address" in read(Client().get("/api/v1/")).text


def test_every_page_and_the_method_lead_there():
    for path in ("/", "/method/"):
        assert "/api/v1/" in {link.get("href") for link in read(Client().get(path)).all("a")}
    assert Client().get("/method/").content.count(b'"/api/v1/"') == 2


def test_it_brings_no_script_of_its_own(page):
    assert all((script.get("src") or "/static/").startswith("/static/") for script in page.all("script"))
    assert "unsafe" not in Client().get("/api/v1/")["Content-Security-Policy"]
