"""`import_site` over archives nobody should send: `python -m bench.fire.archive_witness` reads their paths as JSON.

It says what became of each, and how many albums are there at the end.
"""

from __future__ import annotations

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.fire.settings")
django.setup()

from django.core.management import CommandError, call_command  # noqa: E402

from albums.models import Album  # noqa: E402


def main() -> None:
    """Into an empty site, one after the other."""
    call_command("migrate", verbosity=0, interactive=False)
    said = {path: outcome_of(path) for path in json.load(sys.stdin)}
    json.dump({"said": said, "albums": Album.objects.count()}, sys.stdout)


def outcome_of(path: str) -> str:
    """What the command says: `refused: ...`, `imported`, or how it crashed."""
    try:
        call_command("import_site", path, stdout=sys.stderr)
    except CommandError as refusal:
        return f"refused: {refusal}"
    except Exception as error:
        return f"crashed: {error!r}"
    return "imported"


if __name__ == "__main__":
    main()
