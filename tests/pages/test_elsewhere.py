"""An album's consensus in other people's pages."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse

from pages.elsewhere import Badge
from reviews.life.publishing import publish
from tests.curators import new_curator
from tests.factories import AlbumFactory, ReviewFactory, reviewed_album

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://chorus.example"


@pytest.fixture
def album():
    return reviewed_album(80, "rave", 70)


def there(name: str, album) -> str:
    return reverse(name, args=[album.lead_artist.slug, album.slug])


def asked(url: str, **more: str):
    return Client().get(reverse("oembed"), {"url": url, **more})


class TestBadge:
    def test_it_says_the_number_its_interval_and_by_how_many(self, album):
        answer = Client().get(there("album-badge", album))
        assert answer["Content-Type"] == "image/svg+xml"
        drawn = ET.fromstring(answer.content)  # noqa: S314  our own
        said = drawn.get("aria-label")
        album.refresh_from_db()
        assert (
            f"{album.consensus_score:.0f}, likely (80 %) {album.consensus_low:.0f}–{album.consensus_high:.0f}, "
            "3 critics" in said
        )

    def test_before_three_reviews_it_says_no_number(self):
        album = AlbumFactory()
        assert "no reviews, a score from 3 on" in Client().get(there("album-badge", album)).content.decode()
        publish(ReviewFactory(submitted=True, album=album, verdict="rave", verdict_set_by="critic"), None)
        assert "1 critic, a score from 3 on" in Client().get(there("album-badge", album)).content.decode()

    def test_it_may_be_kept_for_minutes_and_is_there_for_every_page(self, album):
        answer = Client().get(there("album-badge", album))
        assert answer["Cache-Control"] == "public, max-age=300"
        assert answer["Access-Control-Allow-Origin"] == "*"

    def test_a_longer_line_makes_a_wider_badge(self):
        assert Badge("Chorus", "76, likely (80 %) 70–81, 12 critics").width > Badge("Chorus", "no reviews").width

    def test_no_album_no_badge(self):
        assert Client().get("/albums/nobody/nothing/badge.svg").status_code == 404


class TestCard:
    def test_any_page_may_frame_it_and_no_other_page_of_the_site(self, album):
        card = Client().get(there("album-embed", album))
        assert "frame-ancestors *" in card["Content-Security-Policy"]
        assert "X-Frame-Options" not in card
        page = Client().get(album.get_absolute_url())
        assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
        assert page["X-Frame-Options"] == "DENY"

    def test_nothing_on_it_is_anybodys_own(self, album):
        curator = Client()
        curator.force_login(new_curator())
        theirs = curator.get(there("album-embed", album)).content.decode()
        for own in ("csrf", "Curate", "Sign out", "<form", "<script"):
            assert own not in theirs

    def test_it_leads_to_the_album_in_a_window_of_its_own(self, album):
        card = Client().get(there("album-embed", album)).content.decode()
        assert f'href="https://chorus.example{album.get_absolute_url()}" target="_blank" rel="noopener"' in card

    def test_it_counts_raves_and_pans_as_things(self):
        card = Client().get(there("album-embed", reviewed_album("rave", "rave", "pan"))).content.decode()
        assert "2 raves · 0 positive · 0 mixed · 1 pan" in " ".join(card.split())


class TestOembed:
    def test_a_link_to_an_album_unfolds_to_its_card(self, album):
        answer = asked(f"https://chorus.example{album.get_absolute_url()}")
        said = answer.json()
        assert (said["version"], said["type"], said["width"]) == ("1.0", "rich", 420)
        assert f'src="https://chorus.example{there("album-embed", album)}"' in said["html"]
        assert answer["Access-Control-Allow-Origin"] == "*"

    def test_its_page_says_where_to_ask(self, album):
        page = Client().get(album.get_absolute_url()).content.decode()
        assert (
            'type="application/json+oembed" href="https://chorus.example/oembed?url=https%3A%2F%2Fchorus.example%2F'
            in page
        )

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "https://elsewhere.example/albums/a/b/",
            "javascript:alert(1)",
            "https://chorus.example/",
            "https://chorus.example/albums/nobody/nothing/",
            "https://chorus.example@elsewhere.example/albums/a/b/",
            "http://[",
            "\0",
        ],
    )
    def test_what_is_no_album_here_is_not_found(self, url):
        assert asked(url).status_code == 404

    @pytest.mark.parametrize(
        ("asked_for", "got"), [("300", 300), ("9999", 420), ("10", 240), ("x", 420), ("9" * 5000, 420)]
    )
    def test_it_is_no_wider_than_asked_and_no_narrower_than_can_be_read(self, album, asked_for, got):
        url = f"https://chorus.example{album.get_absolute_url()}"
        assert asked(url, maxwidth=asked_for).json()["width"] == got

    def test_only_json_is_spoken(self, album):
        assert asked(f"https://chorus.example{album.get_absolute_url()}", format="xml").status_code == 501

    def test_a_title_is_text_in_the_frame(self):
        album = AlbumFactory(title='"><script>x</script>')
        assert "<script" not in asked(f"https://chorus.example{album.get_absolute_url()}").json()["html"]
