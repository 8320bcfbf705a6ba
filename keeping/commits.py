"""Which Chorus this is, for people: the commit, where it is known."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
UNKNOWN = "unknown"


def commit(name: str = "HEAD") -> str:
    """The commit of that name; `unknown` without git, or where the code came some other way."""
    git = shutil.which("git")
    if git is None or not (BASE_DIR / ".git").exists():
        return UNKNOWN
    command = [git, "-C", str(BASE_DIR), "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return answer.stdout.strip() or UNKNOWN
