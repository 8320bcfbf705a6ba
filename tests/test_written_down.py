"""What the repository says of itself holds: the files it names are there, and its hooks call what the CI calls."""

from __future__ import annotations

import re

import pytest
import yaml
from django.conf import settings

WRITTEN = sorted(
    path.relative_to(settings.BASE_DIR).as_posix()
    for path in (*settings.BASE_DIR.glob("*.md"), *settings.BASE_DIR.glob("docs/**/*.md"))
)
NAMED = re.compile(
    r"`((?:accounts|albums|bench|common|config|curation|demo|docs|pages|readers|reviews|templates|tests)"
    r"/[\w./-]*)[`#: ]"
)


def test_there_is_something_to_read():
    assert {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"} <= set(WRITTEN)


@pytest.mark.parametrize("name", WRITTEN)
def test_every_file_it_names_is_there(name):
    named = NAMED.findall((settings.BASE_DIR / name).read_text())
    assert [path for path in named if not (settings.BASE_DIR / path).exists()] == []


def test_the_hooks_call_what_the_ci_calls():
    hooks = yaml.safe_load((settings.BASE_DIR / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    steps = (settings.BASE_DIR / ".ci" / "run").read_text()
    assert {hook["entry"] for hook in hooks} == set(re.findall(r"\bmake \w+", steps))
