"""Every public page of the demo, found by following its links: sound markup, names for everything, nothing inline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import pytest
from django.test import Client

from albums.models import Album
from tests.markup import Element, read

pytestmark = pytest.mark.django_db

NOT_PUBLIC = re.compile(r"/(?:admin|accounts|desk|follow|static|media)/|/api/v1/.")
INLINE = re.compile(r"style|on\w+|hx-on.*|srcdoc")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def shape(url: str) -> tuple[str, frozenset[str]]:
    """One page of each kind is enough: the same path with the same keys in its query."""
    parts = urlsplit(url)
    return parts.path, frozenset(parse_qs(parts.query))


def inner_links(page: Element, url: str) -> Iterator[tuple[str, str]]:
    """Addresses on this site that the page leads to, each with its fragment."""
    for link in page.all("a"):
        target = urlsplit(urljoin(url, link.get("href")))
        if not target.netloc and not NOT_PUBLIC.match(target.path):
            yield target._replace(fragment="").geturl(), unquote(target.fragment)


def crawl(*starts: str) -> tuple[dict[str, Element], dict[tuple[str, str], str]]:
    """The pages by address, and the links with the page they stand on."""
    client, pages, links = Client(), {}, {}
    waiting, seen = list(starts), set(map(shape, starts))
    while waiting:
        url = waiting.pop()
        response = client.get(url)
        assert response.status_code == 200, f"{url}: {response.status_code}"
        pages[url] = read(response)
        for target, fragment in inner_links(pages[url], url):
            links.setdefault((target, fragment), url)
            if shape(target) not in seen:
                seen.add(shape(target))
                waiting.append(target)
    return pages, links


def test_a_fault_would_be_found():
    page = read(
        "<html><head></head><body onload='x'><main><h1>A</h1><h3 id=a>B</h3><p id=a style='x'></p><input><img>"
        "<a href='https://lantern.example'></a><script>x</script><div aria-labelledby=b></div></main></body></html>"
    )
    assert len(list(faults(page))) == 12


def ids(page: Element) -> list[str]:
    return [element["id"] for element in page.descendants() if "id" in element.attributes]


def faults(page: Element) -> Iterator[str]:
    """What is wrong with a page, in words."""
    yield from (f"id {name} stands {count} times" for name, count in Counter(ids(page)).items() if count > 1)
    yield from wrong_headings(page)
    for element in page.descendants():
        yield from (f"{element} is inline" for name in element.attributes if INLINE.fullmatch(name))
        yield from (f"{element} names {name}, which is not there" for name in missing(page, element))
        # A block of data is never run: the policy that forbids scripts in pages does not concern it.
        runs = element.tag == "script" and element.get("type") != "application/ld+json"
        if element.tag == "style" or (runs and not element.get("src")):
            yield f"{element} is inline"
        if element.tag == "img" and "alt" not in element.attributes:
            yield f"{element} has no alt"
        if element.tag in {"input", "select", "textarea"} and not is_labelled(page, element):
            yield f"{element} has no label"
        if element.tag in {"a", "button"} and not (name_of(element) or element.get("aria-hidden")):
            yield f"{element} has no name"
        if element.tag == "a" and element.get("href").startswith("http") and "noopener" not in element.get("rel"):
            yield f"{element} leads away without rel=noopener"
    for tag in ("title", "main", "h1"):
        if len(page.one("html").all(tag)) < 1:
            yield f"no {tag}"
    if not page.one("html").get("lang"):
        yield "no language"


def wrong_headings(page: Element) -> Iterator[str]:
    levels = [HEADINGS.index(element.tag) + 1 for element in page.one("main").descendants() if element.tag in HEADINGS]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of the first level"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"


def missing(page: Element, element: Element) -> list[str]:
    """Ids that the element points at and the page has not."""
    named = f"{element.get('aria-labelledby')} {element.get('aria-describedby')} {element.get('aria-controls')}".split()
    if element.tag == "label" and "for" in element.attributes:
        named.append(element["for"])
    return [name for name in named if not page.all(id=name)]


def is_labelled(page: Element, field: Element) -> bool:
    return (
        field.get("type") in {"hidden", "submit"}
        or bool(field.get("aria-label") or field.get("aria-labelledby"))
        or any(around.tag == "label" for around in field.ancestors())
        or bool(field.get("id") and page.all("label", **{"for": field["id"]}))
    )


def name_of(element: Element) -> str:
    return element.text or element.get("aria-label")


@pytest.mark.django_db
def test_every_public_page_is_sound_and_every_link_leads_somewhere(demo):
    album = Album.objects.order_by("-counted_reviews").first()
    compared = "&".join(f"r={review.pk}" for review in album.reviews.all()[:4])
    forms = ["/search/", "/search/?q=the+weather", "/search/?q=xyzzyplugh", "/albums/?q=xyzzyplugh&kind=ep&year=2024"]
    forms += [f"{album.get_absolute_url()}compare/{query}" for query in ("", f"?{compared}")]
    pages, links = crawl("/", *forms)
    assert len(pages) > 150
    assert {url: found for url, page in pages.items() if (found := list(faults(page)))} == {}
    places = {url: set(ids(page)) for url, page in pages.items()}
    dead = {
        f"{target}#{fragment}": source
        for (target, fragment), source in links.items()
        if fragment and target in places and fragment not in places[target]
    }
    assert dead == {}
