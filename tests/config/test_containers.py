"""What a site of one's own is started with elsewhere: the image, compose.yaml, units and proxies."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
import yaml
from django.conf import settings

from config.declared_settings import DEFAULTS

BASE = settings.BASE_DIR
DEPLOY = BASE / "deploy"
OF_COMPOSE = {"BACKUP_TO", "CHORUS_VERSION", "LISTEN", "POSTGRES_PASSWORD", "POSTGRES_VERSION"}


@pytest.fixture(scope="module")
def compose() -> dict:
    return yaml.safe_load((BASE / "compose.yaml").read_text())


def test_compose_keeps_to_the_specification():
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml"],
        cwd=BASE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("service", ["db", "web", "work"])
def test_every_service_tells_how_it_is_starts_again_and_may_do_no_more_than_it_needs(compose, service):
    found = compose["services"][service]
    assert found["healthcheck"]["test"]
    assert found["restart"] == "unless-stopped"
    assert found["cap_drop"] == ["ALL"]
    assert found["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("service", ["web", "work"])
def test_the_sites_own_services_cannot_write_but_where_something_must_last(compose, service):
    found = compose["services"][service]
    assert found["read_only"]
    assert "cap_add" not in found
    written = {place.partition(":")[2] for place in found["volumes"]} | set(found["tmpfs"])
    assert {found["environment"]["CHORUS_DATA"], found["environment"]["MEDIA_ROOT"]} <= written
    assert {place.partition(":")[0] for place in found["volumes"]} <= set(compose["volumes"])


def test_what_compose_sets_and_asks_for_are_settings_of_the_site(compose):
    text = (BASE / "compose.yaml").read_text()
    assert set(compose["services"]["web"]["environment"]) <= set(DEFAULTS)
    assert set(re.findall(r"\$\{([A-Z_]+)", text)) == OF_COMPOSE


def test_no_port_is_open_to_the_world_unless_somebody_says_so(compose):
    assert compose["services"]["web"]["ports"] == ["${LISTEN:-127.0.0.1:8000}:8000"]
    assert "ports" not in compose["services"]["db"]
    assert "ports" not in compose["services"]["work"]


class TestImage:
    @pytest.fixture
    def steps(self) -> str:
        return (BASE / "Containerfile").read_text()

    def test_it_takes_every_room_and_nothing_that_is_not_there(self, steps):
        taken = set(re.findall(r"^COPY (\S+) \./", steps, re.MULTILINE))
        rooms = {app.partition(".")[0] for app in settings.INSTALLED_APPS if (BASE / app.partition(".")[0]).is_dir()}
        assert rooms | {"config", "templates", "static", "manage.py", "requirements.txt"} == taken
        assert all((BASE / path).exists() for path in taken)

    def test_what_it_takes_is_let_in_and_all_else_stays_out(self, steps):
        ignored = (BASE / ".containerignore").read_text()
        assert (BASE / ".dockerignore").read_text() == ignored
        let_in = set(re.findall(r"^!(\S+)", ignored, re.MULTILINE))
        assert let_in == set(re.findall(r"^COPY (\S+) \./", steps, re.MULTILINE))
        assert "\n*\n" in ignored

    def test_it_runs_as_nobody_of_the_machine_from_pinned_packages(self, steps):
        assert "\nUSER 10001\n" in steps
        assert "--require-hashes" in steps
        assert steps.count("\nFROM ") == 2


class TestUnits:
    @pytest.fixture(params=["chorus.service", "chorus-work.service", "chorus-due.service"])
    def unit(self, request) -> str:
        return (DEPLOY / request.param).read_text()

    def test_each_may_write_into_its_own_folder_alone(self, unit):
        for rule in (
            "ProtectSystem=strict",
            "NoNewPrivileges=yes",
            "CapabilityBoundingSet=\n",
            "StateDirectory=chorus",
        ):
            assert rule in unit

    def test_each_starts_what_is_there(self, unit):
        (started,) = re.findall(r"^ExecStart=/srv/chorus/\.venv/bin/python (.*)$", unit, re.MULTILINE)
        assert started in ("-m config.serve", "manage.py work", "manage.py work --once")


@pytest.mark.parametrize("proxy", ["Caddyfile", "nginx.conf"])
def test_proxies_take_what_the_site_takes(proxy):
    told = (DEPLOY / proxy).read_text()
    assert "6MB" in told or "6m" in told
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE < 6_000_000
