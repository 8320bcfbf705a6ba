"""What the environment may say, and what a production site must be told before it starts."""

from __future__ import annotations

import runpy
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

SETTINGS = Path(__file__).parents[2] / "config" / "settings.py"
READ_BY_SETTINGS = [
    "ALLOWED_HOSTS", "CACHE_URL", "DATABASE_URL", "DEBUG", "EMAIL_URL", "MEDIA_ROOT", "SECRET_KEY", "STATIC_ROOT",
    "TRUSTED_PROXIES", "USE_HTTPS",
]  # fmt: skip
PRODUCTION = {
    "SECRET_KEY": "a key of the operator's own",
    "ALLOWED_HOSTS": "chorus.example,www.chorus.example",
    "DATABASE_URL": "postgresql://site:pass@db.example:5433/chorus?sslmode=require",
    "USE_HTTPS": "true",
}


@pytest.fixture
def read_settings(monkeypatch, tmp_path):
    """Reads the settings afresh, as if nothing but `environment` were set."""

    def read(**environment: str) -> dict:
        for name in READ_BY_SETTINGS:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("CHORUS_DATA", str(tmp_path / "data"))
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return read


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_does_not_start_without_a_key_and_its_hosts(read_settings, missing):
    without = {name: value for name, value in PRODUCTION.items() if name != missing}
    with pytest.raises(ImproperlyConfigured, match=f"^{missing} is not set"):
        read_settings(**without)
    with pytest.raises(ImproperlyConfigured, match=f"^{missing} is not set"):
        read_settings(**without, **{missing: ""})


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "USE_HTTPS"])
def test_any_one_setting_of_production_asks_for_the_others(read_settings, name):
    with pytest.raises(ImproperlyConfigured, match="is not set"):
        read_settings(**{name: PRODUCTION[name]})


def test_production_takes_what_it_is_told_and_writes_nothing(read_settings, tmp_path):
    site = read_settings(**PRODUCTION)
    assert site["DEBUG"] is False
    assert site["ALLOWED_HOSTS"] == ["chorus.example", "www.chorus.example"]
    assert site["DATABASES"]["default"]["HOST"] == "db.example"
    assert site["DATABASES"]["default"]["OPTIONS"] == {"sslmode": "require"}
    assert site["SESSION_COOKIE_SECURE"]
    assert site["CSRF_COOKIE_SECURE"]
    assert site["SECURE_SSL_REDIRECT"]
    assert site["SECURE_HSTS_SECONDS"] > 0
    assert not (tmp_path / "data").exists()


def test_a_local_site_keeps_a_key_that_only_its_owner_can_read(read_settings, tmp_path):
    first, second = read_settings(), read_settings()
    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert len(first["SECRET_KEY"]) >= 50
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600
    assert "*" not in first["ALLOWED_HOSTS"]
    assert first["DATABASES"]["default"]["ENGINE"] == "config.embedded"
    assert not (tmp_path / "data" / "postgres").exists()


@pytest.mark.filterwarnings("ignore:Engine not recognized:UserWarning")
@pytest.mark.parametrize("url", ["sqlite:///site.db", "mysql://user@host/site", "chorus"])
def test_only_postgresql_will_do(read_settings, url):
    with pytest.raises(ImproperlyConfigured, match="must name a PostgreSQL server"):
        read_settings(**PRODUCTION | {"DATABASE_URL": url})


def test_the_cache_is_the_database_unless_another_is_named(read_settings):
    assert read_settings()["CACHES"]["default"]["BACKEND"] == "common.caches.database.DatabaseCache"
    named = read_settings(CACHE_URL="redis://cache.example:6379/1")["CACHES"]["default"]
    assert named["BACKEND"] == "django_redis.cache.RedisCache"


def test_https_is_believed_from_a_proxy_only_where_one_stands(read_settings):
    assert read_settings()["SECURE_PROXY_SSL_HEADER"] is None
    assert read_settings(TRUSTED_PROXIES="1")["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_the_content_security_policy_allows_nothing_inline(read_settings):
    directives = read_settings()["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert directives["default-src"] == ["'none'"]
    assert "unsafe" not in str(directives)


@pytest.mark.django_db
def test_pages_ask_for_no_device_of_the_browser(client):
    policy = client.get("/robots.txt")["Permissions-Policy"]
    assert {"camera=()", "geolocation=()", "microphone=()", "payment=()"} <= set(policy.split(", "))
