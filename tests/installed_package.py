"""The model's own package, installed apart from the site, and what documents about it say when their code runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings

SOURCE = settings.BASE_DIR / "reviews" / "consensus"
CODE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def install(source: Path, target: Path) -> Path:
    """Install the package from a folder or an archive into a folder, as pip does it, without the network."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    alone = ["--no-index", "--no-deps", "--no-build-isolation", "--no-cache-dir"]
    subprocess.run([*pip, *alone, "--target", target, source], check=True, timeout=120)
    return target


def copy_of_source(folder: Path) -> Path:
    """The package's source elsewhere, so that building it leaves nothing in the project."""
    ignored = shutil.ignore_patterns("__pycache__", "build", "*.egg-info")
    return Path(shutil.copytree(SOURCE, folder / "chorus-consensus", ignore=ignored))


def run_document(document: Path, installed: Path, folder: Path) -> str:
    """What the document's code prints, all of it together, with the installed package and nothing of the site."""
    code = "\n".join(CODE.findall(document.read_text(encoding="utf-8")))
    guarded = f"{code}\nimport sys\nassert not any(name in sys.modules for name in ('django', 'reviews'))\n"
    environment = os.environ | {"PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", guarded],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
