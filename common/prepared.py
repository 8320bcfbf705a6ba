"""Queries that every request asks: compiled by Django once, planned by PostgreSQL once for each connection."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any
from weakref import WeakSet

from django.db import connection
from django.db.models import QuerySet

_PLACEHOLDER = re.compile("%s")


class PreparedQuery:
    """The first row of a queryset whose filters compare with the given text, without compiling or planning it anew.

    `rows` takes as many texts as `takes` says and returns the queryset; what else it filters by must be constant.
    """

    def __init__(self, name: str, takes: int, rows: Callable[..., QuerySet]) -> None:
        self._name = name
        self._marks = [f"{name} {number}" for number in range(takes)]
        self._rows = rows
        self._prepared_on: WeakSet[Any] = WeakSet()

    @cached_property
    def _statements(self) -> tuple[str, str, list[Any]]:
        sql, parameters = self._rows(*self._marks)[:1].query.sql_with_params()
        numbers = iter(range(1, len(parameters) + 1))
        prepare = f"PREPARE {self._name} AS " + _PLACEHOLDER.sub(lambda _: f"${next(numbers)}", sql)
        execute = f"EXECUTE {self._name}" + (f" ({', '.join(['%s'] * len(parameters))})" if parameters else "")
        return prepare, execute, list(parameters)

    def first(self, *texts: str) -> tuple[Any, ...] | None:
        """The first row; None when there is none. One query; on a new connection it is prepared first."""
        prepare, execute, parameters = self._statements
        given = dict(zip(self._marks, texts, strict=True))
        if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
            # A pool hands out another session for each transaction: what was prepared would be elsewhere.
            return next(iter(self._rows(*texts)[:1]), None)
        connection.ensure_connection()
        server = connection.connection
        if server not in self._prepared_on:
            with connection.wrap_database_errors, server.cursor() as preparing:
                preparing.execute(prepare)
            self._prepared_on.add(server)
        parameters = [given.get(parameter, parameter) for parameter in parameters]
        if connection.execute_wrappers or connection.queries_logged:
            with connection.cursor() as cursor:
                cursor.execute(execute, parameters)
                return cursor.fetchone()
        # Nobody listens: Django's cursor around the driver's takes as long as the driver and the query together.
        connection.validate_no_broken_transaction()
        with connection.wrap_database_errors, connection.create_cursor() as bare:
            bare.execute(execute, parameters)
            return bare.fetchone()
