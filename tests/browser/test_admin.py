"""The desk's frame, as a browser sees it under the site's strict policy."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from albums.models import Album
from tests.browser.barriers import axe
from tests.factories import AlbumFactory, FilmFactory, TrackFactory


@pytest.fixture
def curator() -> User:
    return User.objects.create_superuser("curator")


def test_the_admin_keeps_the_content_security_policy(browser_page, curator):
    page = browser_page(user=curator)
    for path in ["/admin/", "/admin/auth/user/", "/admin/auth/user/add/", f"/admin/auth/user/{curator.pk}/change/"]:
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            assert page.goto(path).status == 200


def test_the_admin_asks_strangers_to_sign_in_without_javascript(browser_page, curator):
    curator.set_password("a long enough passphrase")
    curator.save()
    page = browser_page(javascript=False)
    page.goto("/admin/")
    page.get_by_label("Username").fill("curator")
    page.get_by_label("Password").fill("a long enough passphrase")
    page.get_by_role("button", name="Sign in").click()
    assert page.get_by_role("button", name="Log out").is_visible()


def test_forms_with_rows_have_no_barriers(browser_page, curator):
    track = TrackFactory()
    album = track.album
    film = FilmFactory()
    AlbumFactory(kind=Album.Kind.SOUNDTRACK, film=film)
    page = browser_page(user=curator)
    for path in [
        "albums/album/add/",
        f"albums/album/{album.pk}/change/",
        f"albums/artist/{album.lead_artist_id}/change/",
        f"albums/film/{film.pk}/change/",
        "reviews/scale/add/",
    ]:
        assert page.goto(f"/admin/{path}").status == 200
        assert axe(page) == [], path
