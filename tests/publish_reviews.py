"""A process of its own that publishes reviews: `python -m tests.publish_reviews DATABASE KEY...`, for test_concurrency.

It says "ready" once it is connected, waits for a line on its input, and then publishes one review after the other.
"""

from __future__ import annotations

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.test_settings")
django.setup()

from django.db import connection  # noqa: E402

from reviews.life.publishing import publish  # noqa: E402
from reviews.models import Review  # noqa: E402


def main(database: str, *keys: str) -> None:
    """Publish the reviews of these primary keys in the database of that name."""
    connection.settings_dict["NAME"] = database
    reviews = Review.objects.in_bulk([int(key) for key in keys])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for review in reviews.values():
        publish(review, None)


if __name__ == "__main__":
    main(*sys.argv[1:])
