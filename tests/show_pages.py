"""A worker process that keeps pages: `python -m tests.show_pages DATABASE`, for test_fresh_pages.

For each address on its input it prints a line of JSON: the status, the page and how many queries it took.
"""

from __future__ import annotations

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.test_settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402

from config import settings as site  # noqa: E402


def main(database: str) -> None:
    """Answer until the input ends."""
    connection.settings_dict["NAME"] = database
    reader = Client()
    with override_settings(CACHES=site.CACHES):
        for line in sys.stdin:
            with CaptureQueriesContext(connection) as queries:
                answer = reader.get(line.strip())
            told = {"status": answer.status_code, "page": answer.text, "queries": len(queries)}
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
