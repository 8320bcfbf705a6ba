"""A page's key tells one release from another by what the files say, and two machines with the same files agree."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings

from common.release import digest_of, release


def machine(folder: Path, **changed: str) -> Path:
    """A project's files on one machine."""
    files = {"room/code.py": "answer = 42\n", "room/deep/page.html": "<p>{{ answer }}</p>\n", "pinned.txt": "one==1\n"}
    for name, content in (files | changed).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return folder


def digest(folder: Path) -> str:
    return digest_of(folder, [folder / "pinned.txt", folder / "room"])


def test_two_machines_with_the_same_files_agree_whatever_their_times_and_folders_are(tmp_path):
    one, other = machine(tmp_path / "srv"), machine(tmp_path / "home" / "somebody")
    for path in other.rglob("*.*"):
        os.utime(path, (1, 1))
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    "changed",
    [
        {"room/code.py": "answer = 43\n"},
        {"room/deep/page.html": "<b>{{ answer }}</b>\n"},
        {"pinned.txt": "one==2\n"},
        {"room/new.css": "p { color: red }\n"},
    ],
    ids=["another line of code", "another template", "another library", "another file"],
)
def test_another_release_is_another_however_alike_its_files_are_in_size_and_time(tmp_path, changed):
    assert digest(machine(tmp_path / "one")) != digest(machine(tmp_path / "other", **changed))


def test_a_file_that_moves_makes_another_release(tmp_path):
    before = digest(machine(tmp_path))
    (tmp_path / "room" / "code.py").rename(tmp_path / "room" / "deep" / "code.py")
    assert digest(tmp_path) != before


def test_what_python_and_editors_leave_behind_makes_no_difference(tmp_path):
    before = digest(machine(tmp_path))
    machine(tmp_path, **{"room/__pycache__/code.cpython-311.pyc": "compiled", "room/.code.py.swp": "being edited"})
    assert digest(tmp_path) == before


def test_every_room_that_a_page_comes_from_counts(monkeypatch):
    read: list[Path] = []
    monkeypatch.setattr("common.release.digest_of", lambda base, places: read.extend(places) or "digest")
    release.__wrapped__()
    rooms = {path.relative_to(settings.BASE_DIR).as_posix() for path in read}
    with_code = {path.parent.name for path in settings.BASE_DIR.glob("*/__init__.py")}
    assert rooms == (with_code - {"tests", "bench"}) | {"templates", "static", "requirements.txt"}
