"""A process of its own that signs readers in, and says their sessions as one JSON line.

    python -m bench.serving.signed_in_readers

At the end of its input it takes them back.
"""

from __future__ import annotations

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.serving.settings")
django.setup()

from django.contrib.auth import SESSION_KEY  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402

from bench.serving.queue_filler import session_of  # noqa: E402

READERS = ("reader",)
NAME = "bench-reader-"


def main() -> None:
    """Sign in, and wait for the end."""
    take_back_readers()
    try:
        sys.stdout.write(json.dumps(sign_in()) + "\n")
        sys.stdout.flush()
        sys.stdin.read()
    finally:
        take_back_readers()


def sign_in() -> dict[str, str]:
    """The key of a session for each kind of reader."""
    return {
        reader: session_of(User.objects.create_user(f"{NAME}{reader}", f"{NAME}{reader}@bench.example"))
        for reader in READERS
    }


def take_back_readers() -> None:
    """Remove them and their sessions."""
    users = User.objects.filter(username__startswith=NAME)
    ids = {str(user.pk) for user in users}
    keys = [each.session_key for each in Session.objects.all() if each.get_decoded().get(SESSION_KEY) in ids]
    Session.objects.filter(session_key__in=keys).delete()
    users.delete()


if __name__ == "__main__":
    main()
