"""What programs ask a site for: robots.txt, sitemaps, security.txt, OpenSearch, and each page's own address."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse
from protego import Protego

from pages import sitemaps
from reviews.life.publishing import publish
from tests.factories import AlbumFactory, ArtistFactory, CriticFactory, ReviewFactory
from tests.formats import check_by_grammar

pytestmark = pytest.mark.django_db
NS = {"s": sitemaps.XMLNS}


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://chorus.example"


def body(response) -> str:
    return b"".join(response).decode()


def places(path: str) -> dict[str, str | None]:
    """Each address of a sitemap with its moment."""
    content = body(Client().get(path))
    check_by_grammar(content.encode(), "sitemap")
    found = ET.fromstring(content)  # noqa: S314  our own
    return {entry.find("s:loc", NS).text: getattr(entry.find("s:lastmod", NS), "text", None) for entry in found}


class TestRobots:
    @pytest.fixture
    def rules(self) -> Protego:
        return Protego.parse(body(Client().get("/robots.txt")))

    @pytest.mark.parametrize(
        ("path", "may"),
        [
            ("/", True),
            ("/albums/a/b/", True),
            ("/critics/a/?page=2", True),
            ("/albums/?genre=folk&sort=best", False),
            ("/search/?q=x", False),
            ("/admin/", False),
            ("/desk/", False),
            ("/accounts/login/", False),
            ("/api/v1/albums?after=9", True),
        ],
    )
    def test_pages_may_be_read_and_desks_and_narrowed_lists_not(self, rules, path, may):
        assert rules.can_fetch(f"https://chorus.example{path}", "Anybot") is may

    def test_it_names_the_sitemap(self, rules):
        assert list(rules.sitemaps) == ["https://chorus.example/sitemap.xml"]


class TestSitemaps:
    def test_the_index_leads_to_every_file_and_each_to_pages_that_are_there(self):
        review = ReviewFactory(published=True, hosted=True)
        seen = set()
        for file in places(reverse("sitemap")):
            for page in places(file.removeprefix("https://chorus.example")):
                seen.add(page)
                assert Client().get(page.removeprefix("https://chorus.example")).status_code == 200
        for shown in (review.album, review.album.lead_artist, review.critic):
            assert f"https://chorus.example{shown.get_absolute_url()}" in seen
        assert f"https://chorus.example{review.get_text_url()}" in seen

    def test_what_readers_may_not_see_is_not_there(self):
        proposed, hidden = AlbumFactory(proposed=True), CriticFactory(hidden=True)
        ReviewFactory(published=True, critic=hidden)
        known = {
            page for file in places(reverse("sitemap")) for page in places(file.removeprefix("https://chorus.example"))
        }
        assert not any(page.endswith((proposed.get_absolute_url(), hidden.get_absolute_url())) for page in known)

    def test_an_albums_moment_is_that_of_what_readers_see(self):
        album = AlbumFactory()
        album.refresh_from_db()
        before = album.changed_at
        assert set(places("/sitemap-albums-1.xml").values()) == {before.isoformat(timespec="seconds")}
        publish(ReviewFactory(submitted=True, album=album, verdict="rave", verdict_set_by="critic"), None)
        album.refresh_from_db()
        assert album.changed_at > before

    def test_files_are_full_before_a_new_one_begins(self, monkeypatch):
        monkeypatch.setattr(sitemaps, "ADDRESSES_A_FILE", 2)
        AlbumFactory.create_batch(3)
        assert len(places("/sitemap-albums-1.xml")) == 2
        assert len(places("/sitemap-albums-2.xml")) == 1
        assert Client().get("/sitemap-albums-3.xml").status_code == 404

    @pytest.mark.parametrize("path", ["albums-0", "people-1", f"albums-{10**30}"])
    def test_there_is_no_other_file(self, path):
        AlbumFactory()
        assert Client().get(f"/sitemap-{path}.xml").status_code == 404

    def test_names_of_every_script_are_addresses_of_ascii(self):
        AlbumFactory(title="水", slug="水", lead_artist=ArtistFactory(slug="r&b-'n'"))
        (address,) = places("/sitemap-albums-1.xml")
        assert address.isascii()
        assert "&" in address

    def test_who_has_it_already_is_told_so(self):
        AlbumFactory()
        etag = Client().get("/sitemap-albums-1.xml")["ETag"]
        assert Client().get("/sitemap-albums-1.xml", headers={"If-None-Match": etag}).status_code == 304
        AlbumFactory()
        assert Client().get("/sitemap-albums-1.xml", headers={"If-None-Match": etag}).status_code == 200

    def test_twice_the_albums_cost_the_same_queries(self, django_assert_num_queries):
        AlbumFactory.create_batch(2)
        with django_assert_num_queries(3):
            body(Client().get("/sitemap-albums-1.xml"))
        AlbumFactory.create_batch(4)
        with django_assert_num_queries(3):
            body(Client().get("/sitemap-albums-1.xml"))


class TestSecurity:
    def test_nobody_is_named_unless_the_site_names_somebody(self):
        assert Client().get("/.well-known/security.txt").status_code == 404

    @pytest.mark.parametrize(
        ("contact", "told"),
        [
            ("safe@chorus.example", "mailto:safe@chorus.example"),
            ("https://chorus.example/safe", "https://chorus.example/safe"),
        ],
    )
    def test_who_is_named_can_be_written_to_and_the_file_ends_within_a_year(self, settings, contact, told):
        settings.SECURITY_CONTACT = contact
        text = body(Client().get("/.well-known/security.txt"))
        assert f"Contact: {told}\n" in text
        ends = datetime.fromisoformat(re.search(r"Expires: (\S+)", text)[1])
        assert datetime.now(UTC) < ends < datetime.now(UTC) + timedelta(days=365)


def test_a_browser_can_search_from_its_own_bar():
    found = ET.fromstring(body(Client().get("/opensearch.xml")))  # noqa: S314  our own
    (url,) = found.findall("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url.get("template") == "https://chorus.example/search/?q={searchTerms}"
    assert 'type="application/opensearchdescription+xml"' in body(Client().get("/"))


class TestOwnAddress:
    @pytest.mark.parametrize(
        ("path", "own"),
        [
            ("/", "https://chorus.example/"),
            ("/method/", "https://chorus.example/method/"),
            ("/albums/", "https://chorus.example/albums/"),
            ("/critics/?page=1", "https://chorus.example/critics/"),
            ("/critics/?page=2", "https://chorus.example/critics/?page=2"),
            ("/critics/?page=%22%3E", "https://chorus.example/critics/"),
        ],
    )
    def test_every_page_says_its_own_address_once(self, path, own):
        page = body(Client().get(path))
        assert re.findall(r'<link rel="canonical" href="([^"]*)">', page) == [own]

    def test_a_list_as_a_reader_narrowed_it_is_not_to_be_found_by_itself(self):
        page = body(Client().get("/albums/?genre=folk"))
        assert '<link rel="canonical" href="https://chorus.example/albums/">' in page
        assert '<meta name="robots" content="noindex">' in page
        assert "noindex" not in body(Client().get("/albums/"))
