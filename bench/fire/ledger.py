"""What every table holds, as a digest of each: `python -m bench.fire.ledger` prints it. Two of them are compared."""

from __future__ import annotations

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.fire.settings")
django.setup()

from django.db import connection  # noqa: E402

# What a visit writes by itself, or time: sessions, counts of how often, how far readers have been told what is new.
LEFT_OUT = {"django_session", "cache_entry", "readers_newsround"}


def main() -> None:
    """One digest for each table."""
    tables = set(connection.introspection.table_names())
    told = {}
    with connection.cursor() as cursor:
        for table in sorted(tables - LEFT_OUT):
            name = connection.ops.quote_name(table)
            # The names are the models' own.
            cursor.execute(f"SELECT count(*), md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM {name} t")  # noqa: S608
            told[table] = cursor.fetchone()
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
