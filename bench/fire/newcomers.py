"""What a first run has made: `python -m bench.fire.newcomers` reads what stands in logins.txt, as JSON, and looks."""

from __future__ import annotations

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.fire.settings")
django.setup()

from django.contrib.auth.models import User  # noqa: E402

from albums.models import Album  # noqa: E402


def main() -> None:
    """Count albums, those that are there twice, and logins that are true."""
    lines = [line.split() for line in json.load(sys.stdin).splitlines()]
    logins = [(words[0], words[2]) for words in lines]
    true = [name for name, password in logins if User.objects.get(username=name).check_password(password)]
    albums = list(Album.objects.values_list("title", "lead_artist__name"))
    told = {"albums": len(albums), "twice": len(albums) - len(set(albums)), "logins": len(logins), "true": len(true)}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
