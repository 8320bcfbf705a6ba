"""Which catalogue is measured on: made anew when what makes it has changed, and never on a disk that is too small."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import namedtuple

import pytest

from bench.serving import catalogues
from bench.serving.catalogues import CannotMeasure, Size, check_room, ready, site_environment

SIZE = Size(albums=20, reviews=50, gigabytes=0)
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def commands(monkeypatch):
    """The commands that would be run; they succeed unless `fails` names them."""
    run: list[str] = []

    def note(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        assert command[0] == sys.executable
        run.append(command[2])
        return subprocess.CompletedProcess(command, int(command[2] in commands.fails))

    monkeypatch.setattr(catalogues.subprocess, "run", note)
    commands = namedtuple("Commands", "run fails")(run, set())
    return commands


def test_a_catalogue_is_made_once(commands, tmp_path):
    folder, reused = ready(SIZE, tmp_path)
    assert (commands.run, reused) == (["migrate", "make_catalogue"], False)
    (folder / "postgres").mkdir()
    assert ready(SIZE, tmp_path) == (folder, True)
    assert len(commands.run) == 2


def test_a_catalogue_made_by_other_code_is_made_anew(commands, tmp_path, monkeypatch):
    folder, _ = ready(SIZE, tmp_path)
    (folder / "old").touch()
    stamp = folder / "made-by.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {"code": "another"}))
    assert ready(SIZE, tmp_path) == (folder, False)
    assert not (folder / "old").exists()


@pytest.mark.parametrize("command", ["migrate", "make_catalogue"])
def test_a_catalogue_that_was_not_finished_does_not_count(commands, tmp_path, command):
    commands.fails.add(command)
    with pytest.raises(CannotMeasure, match=command):
        ready(SIZE, tmp_path)
    commands.fails.clear()
    assert ready(SIZE, tmp_path)[1] is False


def test_a_disk_that_is_too_small_is_named_with_a_way_out(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues.shutil, "disk_usage", lambda path: Usage(0, 0, 3_000_000_000))
    check_room(tmp_path, Size(1, 1, gigabytes=2.9))
    with pytest.raises(CannotMeasure, match=r"needs 7 GB .* has 3\.0 GB.*BENCH_DATA="):
        check_room(tmp_path, catalogues.BIG)


def test_the_site_is_measured_without_the_settings_of_whoever_measures(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/site")
    monkeypatch.setenv("CACHE_URL", "redis://elsewhere")
    monkeypatch.setenv("WORKERS", "3")
    environment = site_environment(tmp_path, KEPT_PAGES_MB="0")
    assert not {"DATABASE_URL", "CACHE_URL", "SECRET_KEY"} & environment.keys()
    assert environment["WORKERS"] == "3"
    assert environment["KEPT_PAGES_MB"] == "0"
    assert environment["CHORUS_DATA"] == str(tmp_path)
