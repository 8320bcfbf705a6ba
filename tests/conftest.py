"""What every test shares."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from demo.loading import load_demo
from tests import database
from tests.contents import Contents
from tests.kept import loaded

# A few examples, always the same, with each change; many others before a release (`make test-deep`).
hypothesis_settings.register_profile("suite", max_examples=25, deadline=None, derandomize=True, database=None)
hypothesis_settings.register_profile("deep", max_examples=500, deadline=None, print_blob=True, database=None)
hypothesis_settings.load_profile("suite")


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """In place of pytest-django's: a database copied from one that is migrated once, put back where a test commits."""
    anew = request.config.getoption("create_db")
    with django_db_blocker.unblock(), database.of_its_own(anew=anew), pytest.MonkeyPatch.context() as patch:
        migrated = Contents.now()
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: migrated.put_back())
        with django_db_blocker.block():
            yield


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo catalogue, loaded once for a file of tests and gone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        loaded(load_demo).put_back()
        yield
        transaction.set_rollback(True)
