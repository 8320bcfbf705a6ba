"""What the database does by itself is written on the models: nothing less is in the database, and nothing else."""

from __future__ import annotations

import re

import pgtrigger
import pytest
from django.db import connection

from albums.models import functions as of_albums
from common import web_addresses
from reviews.models import functions as of_reviews

pytestmark = pytest.mark.django_db


def rows(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def functions() -> dict[str, str]:
    """The definition by name of each function that neither an extension nor a library of triggers brought."""
    return dict(
        rows(
            "SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
            "AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e') "
            r"AND proname !~ '^_?(pgtrigger|pgh)_'"
        )
    )


def test_every_trigger_in_the_database_is_declared_on_a_model():
    there = rows("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal")
    declared = {(model._meta.db_table, trigger.get_pgid(model)) for model, trigger in pgtrigger.registered()}
    assert set(there) == declared
    assert len(there) == len(declared)


def test_every_declared_trigger_is_there_as_it_is_declared():
    found = {
        trigger.get_uri(model): trigger.get_installation_status(model) for model, trigger in pgtrigger.registered()
    }
    assert {uri: status for uri, status in found.items() if status != ("INSTALLED", True)} == {}


def test_a_trigger_is_declared_on_the_model_itself_so_that_makemigrations_sees_it():
    assert [
        trigger.get_uri(model) for model, trigger in pgtrigger.registered() if trigger not in model._meta.triggers
    ] == []


def test_every_function_that_they_call_is_in_the_database_as_it_is_in_the_code():
    declared = of_albums.FUNCTIONS + of_reviews.FUNCTIONS + web_addresses.FUNCTIONS
    before = functions()
    assert set(before) == set(re.findall(r"^CREATE OR REPLACE FUNCTION (\w+)\(", declared, re.MULTILINE))
    with connection.cursor() as cursor:
        cursor.execute(declared)
    assert functions() == before
