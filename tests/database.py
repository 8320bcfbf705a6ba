"""The database of tests: migrated once and copied for each worker.

Migrating takes longer than most files of tests. What it makes is kept on the server under a name that holds a digest
of what it was made by, so that the next run copies it in a moment; `--create-db` makes it anew.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from psycopg2 import sql

from config.environment import BASE_DIR

# Any number, as long as it is always the same: whoever makes, copies or drops databases of tests holds this lock.
LOCK = 20_240_920
# What is rolled back again and again looks empty to the autovacuum, and the planner joins row by row what it thinks is
# empty: by chance of the minute some tests took a hundred times as long.
UNTENDED = """
    DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT quote_ident(table_name) FROM information_schema.tables
                    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' LOOP
            EXECUTE 'ALTER TABLE ' || name || ' SET (autovacuum_enabled = off)';
        END LOOP;
    END $$
"""
GROWN = """
    SELECT quote_ident(relname), relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 131072
"""
FORGETS_FIGURES = 180_000
"""The first version of PostgreSQL that can be told to forget how many rows it once counted."""
_in_use: set[str] = set()


@contextmanager
def of_its_own(*, anew: bool = False) -> Iterator[None]:
    """Connects to a database of this run's own, as the migrations leave it, that is gone afterwards.

    With `anew` the migrations are run even if what they make is there.
    """
    ours, name = connection.settings_dict["NAME"], connection.creation._get_test_db_name()
    with _server() as cursor:
        template = _template(cursor, ours, anew=anew)
        cursor.execute(_named("DROP DATABASE IF EXISTS {}", name))
        cursor.execute(_named("CREATE DATABASE {} TEMPLATE {}", name, template))
    _connect_to(name)
    _in_use.add(name)
    yield
    _in_use.remove(name)
    _connect_to(ours)
    with _server() as cursor:
        cursor.execute(_named("DROP DATABASE {} WITH (FORCE)", name))


def sweep() -> None:
    """Give back the room of rows that tests have taken back, in tables that have grown by them.

    Every query that reads a table to its end reads this room too. The planner knows as little afterwards as before.
    """
    if connection.settings_dict["NAME"] not in _in_use:
        return
    with connection.cursor() as cursor:
        cursor.execute(GROWN)
        for table, name in cursor.fetchall():
            cursor.execute(f"VACUUM {table}")
            if connection.pg_version >= FORGETS_FIGURES:
                cursor.execute("SELECT pg_clear_relation_stats('public', %s)", [name])


def sources() -> list[Path]:
    """The files that decide what migrating makes: migrations, models, and what migrations and apps import of ours."""
    folders = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == BASE_DIR]
    steps = [path for folder in folders for path in [*folder.glob("migrations/*.py"), folder / "apps.py"]]
    models = [path for folder in folders for path in [folder / "models.py", *folder.glob("models/**/*.py")]]
    found = {path for path in [*steps, *models] if path.exists()}
    imported = {module for path in found.intersection(steps) for module in _imported(path)}
    return sorted({*found, *imported, BASE_DIR / "requirements.txt", Path(__file__)})


def _imported(path: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            place = BASE_DIR.joinpath(*name.split("."))
            yield from filter(Path.is_file, [place.with_suffix(".py"), place / "__init__.py"])


def _template(cursor: Any, ours: str, *, anew: bool) -> str:
    """The name of the migrated database for tests of `ours`, made if need be; those of other digests are dropped."""
    digest = hashlib.sha256()
    for path in sources():
        digest.update(f"{path.relative_to(BASE_DIR)}\0".encode() + path.read_bytes())
    prefix = f"chorus_tests_{hashlib.sha256(ours.encode()).hexdigest()[:8]}_"
    name = prefix + digest.hexdigest()[:16]
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
    there = [found for (found,) in cursor.fetchall()]
    for stale in there:
        if anew or stale != name:
            cursor.execute(_named("DROP DATABASE {}", stale))
    if anew or name not in there:
        _migrate(f"{prefix}unfinished")
        cursor.execute(_named("ALTER DATABASE {} RENAME TO {}", f"{prefix}unfinished", name))
    return name


def _migrate(name: str) -> None:
    given = connection.settings_dict["TEST"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        with connection.cursor() as cursor:
            cursor.execute(UNTENDED)
    finally:
        connection.settings_dict["TEST"]["NAME"] = given
        connection.close()


@contextmanager
def _server() -> Iterator[Any]:
    """A cursor on the server, of no database of ours, while no other process makes or drops databases of tests."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET lock_timeout = 0; SET statement_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield cursor


def _connect_to(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def _named(statement: str, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, names))
