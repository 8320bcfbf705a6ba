"""One page on the web has many addresses, and is one page."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from common.web_addresses import are_one_page

pytestmark = pytest.mark.django_db
PAGE = "https://lantern.example/reviews/low-water"


def key(url: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_key(%s)", [url])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    "url",
    [
        "http://lantern.example/reviews/low-water",
        "HTTPS://www.Lantern.example/reviews/Low-Water/",
        "https://www2.lantern.example./reviews/low-water",
        "https://m.lantern.example/reviews/low-water",
        "https://www.amp.lantern.example/reviews/low-water",
        "https://mobile.lantern.example/reviews/low-water",
        "https://lantern.example:443/reviews/low-water",
        "http://lantern.example:80/reviews/low-water",
        "https://reader:secret@lantern.example/reviews/low-water",
        "https://lantern.example//reviews///low-water//",
        "https://lantern.example/./reviews/./low-water/.",
        "https://lantern.example/reviews/low%2Dwate%72",
        "https://lantern.example/reviews/low-water/index.html",
        "https://lantern.example/reviews/low-water/index.php?utm_campaign=x",
        "https://lantern.example/reviews/low-water/Default.aspx",
        "https://lantern.example/reviews/low-water/amp/",
        "https://lantern.example/amp/reviews/low-water",
        "https://lantern.example/reviews/low-water/page/1/",
        "https://lantern.example/reviews/low-water;jsessionid=0A1B",
        f"{PAGE}#comments",
        f"{PAGE}#:~:text=the%20second%20side",
        f"{PAGE}?",
        f"{PAGE}?amp",
        f"{PAGE}?amp=1",
        f"{PAGE}?outputType=amp",
        f"{PAGE}?page=1",
        f"{PAGE}?print=1",
        f"{PAGE}?si=abc123",
        f"{PAGE}?smid=tw-share",
        f"{PAGE}/?utm_source=letter&utm_medium=mail&fbclid=a&gclid=b&igshid=c&mc_cid=d&_ga=1.2&ref=home",
        "https://www.google.com/amp/s/lantern.example/reviews/low-water",
        "https://lantern-example.cdn.ampproject.org/c/s/lantern.example/reviews/low-water",
        "https://web.archive.org/web/20240229000000/https://www.lantern.example/reviews/low-water/",
        f"  {PAGE} ",
    ],
)
def test_one_page(url):
    assert key(url) == key(PAGE)
    assert are_one_page(url, PAGE)


@pytest.mark.parametrize(
    "url",
    [
        f"{PAGE}-2",
        f"{PAGE}?id=2",
        f"{PAGE}?page=2",
        f"{PAGE}/page/10",
        f"{PAGE}/amphora",
        f"{PAGE}#!/second",
        "https://lantern.example/reviews",
        "https://lantern.example:8080/reviews/low-water",
        "https://lantern.example.org/reviews/low-water",
        "https://blog.lantern.example/reviews/low-water",
        "https://lantern.example/reviews/low%2Fwater",
        "https://web.archive.org/about",
    ],
)
def test_another_page(url):
    assert key(url) != key(PAGE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://lantern.example/?p=12&lang=de", "https://lantern.example?lang=de&p=12"),
        ("https://lantern.example/?q=low%20water", "https://lantern.example/?q=low+water"),
        ("https://lantern.example/été/", "https://lantern.example/%C3%A9t%C3%A9"),
        ("https://lantern.example/e\u0301te\u0301", "https://lantern.example/%c3%a9t%c3%a9"),
        ("https://lantern.example/?utm_source=x&id=3", "https://lantern.example/?id=3&gclid=y"),
        ("https://lantern.example/?id=3?utm_source=x", "https://lantern.example/?id=3"),
        ("https://m.example/", "http://M.example"),
        ("https://lantern.example", "https://lantern.example/#top"),
    ],
)
def test_pages_told_apart_by_their_parameters_or_written_in_other_scripts(one, other):
    assert are_one_page(one, other)


def test_an_address_that_is_only_a_part_of_another_is_kept():
    assert key("https://m.example") == "m.example"
    assert key("https://www.example") == "www.example"
    assert key("") == ""


ADDRESSES = st.lists(
    st.sampled_from([*"aé/?&=#%.;:!\\+", "www.", "m.", "amp", "/amp", "index.html", "//", "%65", "%2F", "%C3", "page=1",
                     "utm_x=1", "lantern.example", "../", "://", "@", "[", "\u0301"]),
    max_size=14,
).map("".join)  # fmt: skip


@given(ADDRESSES)
def test_a_key_is_the_address_of_its_own_page(rest):
    kept = key(f"https://lantern.example/{rest}")
    assert key(f"http://www.Lantern.example:80//{rest}") == kept
    assert key(f"https://{kept}") == kept
