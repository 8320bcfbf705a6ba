"""What a telephone needs to keep the site among its programs."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import resolve, reverse
from PIL import Image

pytestmark = pytest.mark.django_db


def picture_at(address: str) -> bytes:
    """The static file of that address."""
    name = re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", address.removeprefix("/static/"))
    found = finders.find(name)
    assert found, address
    return Path(found).read_bytes()


def test_the_manifest_names_icons_that_are_what_it_says():
    answer = Client().get(reverse("manifest"))
    assert answer["Content-Type"] == "application/manifest+json"
    said = answer.json()
    pictures = [icon for icon in said["icons"] if icon["type"] == "image/png"]
    assert [(icon["sizes"], icon.get("purpose", "any")) for icon in pictures] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    for icon in pictures:
        drawn = Image.open(BytesIO(picture_at(icon["src"])))
        assert (drawn.format, "x".join(map(str, drawn.size))) == ("PNG", icon["sizes"])


def test_a_maskable_icon_has_its_sign_in_the_middle_and_no_edge_to_be_seen():
    maskable = next(icon for icon in Client().get(reverse("manifest")).json()["icons"] if "purpose" in icon)
    drawn = Image.open(BytesIO(picture_at(maskable["src"]))).convert("RGBA")
    middle = (51, 51, 461, 461)
    outside = drawn.copy()
    outside.paste(drawn.getpixel((0, 0)), middle)
    assert len(outside.getcolors()) == 1
    assert len(drawn.crop(middle).getcolors()) > 1


def test_the_manifest_says_where_the_site_begins_and_takes_what_is_shared_with_it():
    said = Client().get(reverse("manifest")).json()
    assert said["start_url"] == said["scope"] == said["id"] == "/"
    assert {"name", "short_name", "description", "lang", "display", "theme_color", "background_color"} <= said.keys()
    for path in (said["share_target"]["action"], *(shortcut["url"] for shortcut in said["shortcuts"])):
        assert resolve(path)


def test_every_page_names_the_icon_for_telephones_that_read_no_manifest():
    (address,) = re.findall(r'<link rel="apple-touch-icon" href="([^"]+)">', Client().get("/").text)
    drawn = Image.open(BytesIO(picture_at(address)))
    assert drawn.size == (180, 180)
    assert drawn.convert("RGBA").getextrema()[3] == (255, 255)
