"""Who attacks: a process that makes accounts in the site and says their sessions. `python -m bench.fire.attackers`.

Run once in a data folder, while the site serves it or not. What it prints is JSON: see `People`.
"""

from __future__ import annotations

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.fire.settings")
django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402
from django.db import transaction  # noqa: E402

from accounts.roles import CHIEF_CURATOR, CURATOR  # noqa: E402
from albums.models import Album  # noqa: E402
from bench.serving.queue_filler import form_of, session_of  # noqa: E402
from reviews.models import Critic  # noqa: E402

BYLINES = 60
MOST_FORMS = 3000


@transaction.atomic
def main() -> None:
    """Make them and print them."""
    critic, other = (_person(name) for name in ("fire-critic", "fire-other"))
    curator, chief = _person("fire-curator", CURATOR), _person("fire-chief", CHIEF_CURATOR)
    bylines = [_byline(critic, f"Fire witness {number:02}") for number in range(BYLINES)]
    _byline(other, "Fire neighbour")
    albums = list(Album.objects.listed().order_by("pk").select_related("lead_artist"))
    # By album first: two reviews of one album are a while apart, and counted anew under one lock now and then.
    pairs = [(byline, album.pk) for byline in bylines for album in albums][:MOST_FORMS]
    told = {
        "sessions": {
            "contributor": session_of(_person("fire-contributor")),
            "critic": session_of(critic),
            "other": session_of(other),
            "curator": session_of(curator),
            "chief": session_of(chief),
        },
        "forms": [form_of(byline, album, number) for number, (byline, album) in enumerate(pairs)],
        "album": max(albums, key=lambda album: album.counted_reviews).get_absolute_url(),
    }
    sys.stdout.write(json.dumps(told))


def _person(name: str, role: str = "") -> User:
    user = User.objects.create_user(name, f"{name}@fire.example", is_staff=bool(role))
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def _byline(user: User, name: str) -> Critic:
    return Critic.objects.create(name=name, slug=name.lower().replace(" ", "-"), user=user)


if __name__ == "__main__":
    main()
