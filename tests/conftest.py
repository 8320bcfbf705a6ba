"""What every test shares."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from hypothesis import settings as hypothesis_settings

from demo.loading import load_demo

hypothesis_settings.register_profile("suite", deadline=None, derandomize=True, database=None)
hypothesis_settings.load_profile("suite")


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """The demo catalogue, loaded once for a file of tests and gone after it.

    Such a file is marked `django_db`, which puts it before the tests that leave the database empty.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo()
        yield
        transaction.set_rollback(True)
