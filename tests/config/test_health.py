"""What `/healthz` and `/readyz` tell whatever watches over the site."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from unittest import mock

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from accounts.models import OutgoingMail
from config import health


@pytest.fixture
def probe() -> Client:
    """Whoever asks by an address that is no name of the site."""
    return Client(headers={"host": "10.0.0.7:8000"})


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch):
    monkeypatch.setattr(health, "KEPT_SECONDS", 0.0)


def test_a_worker_that_answers_is_alive_whatever_the_database_does(probe, django_db_blocker):
    answer = probe.get("/healthz")

    assert answer.status_code == 200
    assert answer.json()["status"] == "alive"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
class TestReady:
    def test_everything_in_order_is_ready(self, probe):
        answer = probe.get("/readyz")

        assert answer.status_code == 200
        told = answer.json()
        assert told["status"] == "ready"
        assert told["migrations"] == "all applied"
        assert told["mail"] == "nothing is due"

    def test_a_site_that_asks_for_https_answers_a_probe_without_it(self, probe, settings):
        settings.SECURE_SSL_REDIRECT = True
        assert probe.get("/readyz").status_code == 200

    def test_a_migration_that_is_not_applied_makes_it_not_ready(self, probe):
        MigrationRecorder.Migration.objects.filter(app="albums").latest("id").delete()

        answer = probe.get("/readyz")

        assert answer.status_code == 503
        assert answer.json()["migrations"] == "1 not applied"

    def test_mail_that_nobody_sends_is_told_of_and_the_site_goes_on(self, probe):
        OutgoingMail.objects.create(
            subject="", body="", sender="", addresses={}, next_try_at=timezone.now() - timedelta(hours=3)
        )

        answer = probe.get("/readyz")

        assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
        assert answer.json()["mail"].startswith("the oldest is due for 108")

    def test_a_disk_that_is_nearly_full_is_told_of_and_the_site_goes_on(self, probe, monkeypatch):
        monkeypatch.setattr(health.shutil, "disk_usage", lambda path: SimpleNamespace(free=12_000_000))

        answer = probe.get("/readyz")

        assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
        assert answer.json()["disk"] == "0.0 GB free"

    def test_only_asking_is_allowed(self, probe):
        assert probe.post("/readyz").status_code == 405
        assert probe.head("/readyz").status_code == 200


@pytest.mark.django_db
def test_a_database_that_is_away_makes_it_not_ready_and_names_no_secret(probe):
    away = OperationalError('connection to server at "db", user "chorus", password "hush" failed')
    with mock.patch.object(health, "_migrations", side_effect=away), mock.patch.object(health, "connection"):
        answer = probe.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["database"] == "does not answer"
    assert b"hush" not in answer.content


@pytest.mark.django_db
def test_who_asks_again_at_once_is_told_what_was_found(probe, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(health, "KEPT_SECONDS", 60.0)
    probe.get("/readyz")
    with django_assert_num_queries(0):
        assert probe.get("/readyz").json()["status"] == "ready"


def test_the_migrations_of_every_room_and_library_are_known():
    shipped = {label for label, _ in health.shipped_migrations()}
    assert {"albums", "reviews", "accounts", "readers", "curation", "auth", "account", "sessions"} <= shipped
    assert ("albums", "0001_initial") in health.shipped_migrations()
