"""What the site runs on here, and which commit it is."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path

from bench.serving.catalogues import ROOT


def commit(results: Path) -> str:
    """The commit that is checked out, and whether anything but the file of results was changed since."""
    short = _output("git", "-C", str(ROOT), "rev-parse", "--short", "HEAD")
    apart = f":!{results.relative_to(ROOT)}" if results.is_relative_to(ROOT) else ":!nothing"
    changed = _output("git", "-C", str(ROOT), "status", "--porcelain", "--untracked-files=no", "--", ".", apart)
    return (short or "unknown") + (" with changes" if changed else "")


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processor() -> str:
    """Its name."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _output(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603
    except OSError:
        return ""
