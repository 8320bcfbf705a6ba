"""Uploaded covers are served, and nothing else is."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    (settings.MEDIA_ROOT / "covers").mkdir(parents=True)
    (settings.MEDIA_ROOT / "covers" / "front.png").write_bytes(b"\x89PNG the front")
    (tmp_path / "secret_key").write_text("kept")
    return settings.MEDIA_ROOT


def test_an_uploaded_cover_is_served_as_a_picture_that_may_be_kept(client):
    response = client.get("/media/covers/front.png")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=86400"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content) == b"\x89PNG the front"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["covers/back.png", "covers/", "../secret_key", "%2e%2e/secret_key", "/etc/hostname", "a%00b", "x" * 5000],
    ids=["missing", "a folder", "above", "above, encoded", "absolute", "NUL", "too long"],
)
def test_what_was_not_uploaded_is_not_found(client, path):
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.django_db
def test_it_can_only_be_read(client):
    assert client.post("/media/covers/front.png").status_code == 405
