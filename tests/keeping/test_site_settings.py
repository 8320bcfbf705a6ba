"""A backup tells how a site was set, and lets nobody in."""

from __future__ import annotations

import pytest

from config.declared_settings import DECLARED
from keeping.site_settings import settings_without_secrets


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for setting in DECLARED:
        monkeypatch.delenv(setting.name, raising=False)


def test_what_is_set_is_told_as_env_files_have_it(monkeypatch):
    monkeypatch.setenv("SITE_NAME", "The Lantern")
    monkeypatch.setenv("SITE_URL", "https://lantern.example")
    assert settings_without_secrets() == "SITE_URL=https://lantern.example\nSITE_NAME=The Lantern\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "opensesame"),
        ("DATABASE_URL", "postgres://chorus:opensesame@db.example:5432/chorus"),
        ("DATABASE_URL", "postgres://db.example/chorus?password=opensesame"),
        ("EMAIL_URL", "smtp+tls://lamp:opensesame@mail.example:587"),
        ("CACHE_URL", "redis://:opensesame@cache.example:6379/0"),
        ("CACHE_URL", "redis://opensesame@cache.example:port/0"),
    ],
)
def test_secrets_are_left_out_and_it_is_said(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    (line,) = settings_without_secrets().splitlines()
    assert line.startswith(f"# {name}")
    assert "not in the backup" in line
    assert "opensesame" not in line
