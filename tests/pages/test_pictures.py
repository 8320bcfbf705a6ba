"""The pictures beside shared links: what they show, for whom, and that each is drawn once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from albums.redirects import following_its_address
from pages.album_record import load_record, load_reviews
from pages.link_pictures import once
from pages.link_pictures.contents import PictureContents, of_album, of_critic
from pages.link_pictures.drawing import LARGEST, drawn
from pages.link_pictures.painted_covers import MOST_PIXELS, cover
from reviews.life.hiding import set_hidden
from reviews.models import Review
from tests.factories import AlbumFactory, CriticFactory, ExcerptFactory, count_anew, published_review, reviewed_album
from tests.test_concurrency import run_together

pytestmark = pytest.mark.django_db

KEPT = "What stays is the voice"
PLAIN = PictureContents(
    eyebrow="Album · 2026",
    title="Low Water",
    by="Ada Quill",
    language="",
    cover=("", "Ada Quill: Low Water"),
    figure="75",
    beside="of 100",
    below="likely (80 %) 70–80, 12 critics",
    interval=(70, 75, 80),
    quotes=(),
    says_less="Nobody has been quoted here yet.",
    site="Chorus",
)


@pytest.fixture(autouse=True)
def keeping(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Pages and pictures are kept, and none is at first."""
    settings.SITE_URL = "https://chorus.example"
    pages = {"BACKEND": "common.caches.memory.MemoryCache", "LOCATION": "pictures", "OPTIONS": {"MAX_BYTES": 2_000_000}}
    files = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": tmp_path}
    settings.CACHES = settings.CACHES | {"pages": pages, "pictures": files}
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[PictureContents]:
    """Everything that is drawn."""
    found: list[PictureContents] = []

    def counted(shown: PictureContents) -> bytes:
        found.append(shown)
        return drawn(shown)

    monkeypatch.setattr(once, "drawn", counted)
    return found


def quoted_album(*opinions: str | int, **attributes: Any) -> Any:
    album = AlbumFactory(**attributes)
    for opinion in opinions:
        ExcerptFactory(review=published_review(album, opinion), text=KEPT, lead=True)
    return count_anew(album)


def picture_of_album(album: Any) -> str:
    return reverse("album-picture", args=[album.lead_artist.slug, album.slug])


def shown_of(album: Any) -> PictureContents:
    found = load_record(album.lead_artist.slug, album.slug).album
    return of_album(found, load_reviews(found))


def test_a_page_names_its_picture_with_its_size_and_what_it_shows():
    album = quoted_album("rave", 70, "pan", title="Low & Water")
    critic = album.reviews.first().critic
    pages = {album.get_absolute_url(): "Low &amp; Water by", critic.get_absolute_url(): critic.name}
    for page, alt in pages.items():
        text = Client().get(page).content.decode()
        said = dict(re.findall(r'<meta (?:property|name)="((?:og:image|twitter:)[^"]*)" content="([^"]*)">', text))
        assert said["twitter:card"] == "summary_large_image"
        assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
        assert said["og:image:alt"].startswith(alt)
        address = said["og:image"].removeprefix("https://chorus.example")
        answer = Client().get(address)
        assert answer["Content-Type"] == "image/jpeg"
        assert len(answer.content) <= LARGEST
        assert Image.open(BytesIO(answer.content)).size == (1200, 630)


def test_a_hosted_review_has_one_and_a_quoted_one_has_none():
    album = AlbumFactory()
    hosted, quoted = (published_review(album, "rave", hosted=whole) for whole in (True, False))
    for review, status in ((hosted, 200), (quoted, 404)):
        path = reverse("review-picture", args=[album.lead_artist.slug, album.slug, review.pk])
        assert Client().get(path).status_code == status
    assert reverse("review-picture", args=[album.lead_artist.slug, album.slug, hosted.pk]) in (
        Client().get(hosted.get_text_url()).content.decode()
    )


def test_it_says_what_the_page_says():
    shown = shown_of(quoted_album("rave", 70, "pan", "rave"))
    album = Review.objects.first().album
    assert shown.figure == f"{album.consensus_score:.0f}"
    assert f"likely (80 %) {album.consensus_low:.0f}–{album.consensus_high:.0f}, 4 critics" == shown.below
    assert [quote.verdict for quote in shown.quotes] == ["rave", "pan"]
    assert all(KEPT in quote.words for quote in shown.quotes)


def test_before_there_is_a_number_it_says_so():
    assert shown_of(AlbumFactory()).figure == "No reviews"
    one = shown_of(quoted_album("rave"))
    assert (one.figure, len(one.quotes), one.interval) == ("1 review", 1, None)
    assert shown_of(reviewed_album("rave")).says_less == "Nobody has been quoted here yet."


def test_a_critics_picture_has_another_address_when_it_shows_something_else():
    critic = reviewed_album("rave").reviews.get().critic
    before = _address_of_picture(critic)
    critic.name = "Marit Kvam"
    critic.save()
    assert _address_of_picture(critic) != before


def _address_of_picture(critic):
    page = Client().get(critic.get_absolute_url()).content.decode()
    return re.search(r'property="og:image" content="([^"]+)"', page)[1]


def test_a_critic_is_shown_with_what_they_wrote_last():
    review = quoted_album("rave").reviews.get()
    critic = type(review.critic).objects.select_related("publication", "tally").get(pk=review.critic_id)
    shown = of_critic(critic)
    assert (shown.title, shown.figure, shown.beside) == (critic.name, "1", "review")
    assert shown.quotes[0].by == f"on {review.album}"


def test_nobody_sees_the_picture_of_what_has_no_page():
    proposed, hidden = AlbumFactory(proposed=True), CriticFactory(hidden=True)
    assert Client().get(picture_of_album(proposed)).status_code == 404
    assert Client().get(reverse("critic-picture", args=[hidden.slug])).status_code == 404
    assert Client().get("/albums/no/body/picture.jpg").status_code == 404


def test_a_picture_follows_what_was_moved():
    album = AlbumFactory()
    before = picture_of_album(album)
    with following_its_address(album):
        album.slug = "high-water"
        album.save()
    answer = Client().get(before, {"v": "3"})
    assert (answer.status_code, answer["Location"]) == (301, f"{picture_of_album(album)}?v=3")


def test_what_a_hidden_critic_said_goes_from_the_picture(drawings):
    album = quoted_album("rave")
    Client().get(picture_of_album(album))
    set_hidden(album.reviews.get().critic, True)
    Client().get(picture_of_album(album))
    assert [len(shown.quotes) for shown in drawings] == [1, 0]


class TestOnce:
    def test_who_has_it_already_is_told_so_and_others_may_keep_it_for_minutes(self):
        path = picture_of_album(AlbumFactory())
        first = Client().get(path)
        assert first["Cache-Control"] == "public, max-age=300"
        assert Client().get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304

    def test_a_change_that_it_does_not_show_draws_nothing(self, drawings):
        album = quoted_album("rave")
        path = picture_of_album(album)
        first = Client().get(path)
        album.musicbrainz_id = "5b11f4ce-a62d-471e-81fc-a69a8278c7da"
        album.save()
        second = Client().get(path)
        assert first.content == second.content
        assert len(drawings) == 1
        ExcerptFactory(review=published_review(album, "pan"), text=KEPT, lead=True)
        count_anew(album)
        assert Client().get(path).content != first.content
        assert len(drawings) == 2

    def test_a_full_disk_leaves_it_drawn_and_not_kept(self, drawings, monkeypatch):
        def full(*args: object, **kwargs: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(caches["pictures"], "set", full)
        assert Client().get(picture_of_album(AlbumFactory())).status_code == 200
        assert len(drawings) == 1

    @pytest.mark.django_db(transaction=True)
    def test_many_at_once_cost_one_drawing(self, drawings):
        path = picture_of_album(quoted_album("rave", "pan", 60))
        answers = run_together(*[lambda: Client().get(path)] * 24)
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.content for answer in answers}) == 1
        assert len(drawings) == 1


class TestCover:
    def stored(self, album: Any, size: tuple[int, int], kind: str = "PNG") -> str:
        file = BytesIO()
        Image.new("RGB", size, "#ff0000").save(file, kind)
        album.cover.save("cover.png", ContentFile(file.getvalue()))
        return album.cover.name

    def test_the_uploaded_one_is_there(self):
        name = self.stored(AlbumFactory(), (300, 200))
        assert cover(name, "Low Water", 320).getpixel((160, 160)) == (255, 0, 0)

    def test_one_that_is_gone_or_damaged_is_drawn_from_the_title(self):
        album = AlbumFactory()
        drawn_one = cover("", "Low Water", 320)
        album.cover.save("cover.png", ContentFile(b"no picture"), save=False)
        for name in ("covers/none.png", album.cover.name):
            assert cover(name, "Low Water", 320) == drawn_one

    def test_no_worker_waits_for_a_huge_one(self):
        side = int(MOST_PIXELS**0.5) + 1
        name = self.stored(AlbumFactory(), (side, side))
        assert cover(name, "Low Water", 320) == cover("", "Low Water", 320)


def test_a_picture_of_anything_is_small_enough():
    assert len(drawn(PLAIN)) <= LARGEST
