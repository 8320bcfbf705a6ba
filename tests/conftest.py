"""What every test shares."""

import gc
from collections.abc import Generator, Iterator
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from common.site_profile import forget_site
from demo.loading import load_demo
from tests import database
from tests.contents import Contents
from tests.kept import loaded
from tests.order import put_the_longest_first, refuse_commits_among_shared_rows
from tests.people import made_world

# A few examples, always the same, with each change; many others before a release (`make test-deep`).
hypothesis_settings.register_profile("suite", max_examples=25, deadline=None, derandomize=True, database=None)
hypothesis_settings.register_profile("deep", max_examples=500, deadline=None, print_blob=True, database=None)
hypothesis_settings.load_profile("suite")


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One more than there are processors: a browser's tests wait for nobody's work a fifth of their time."""
    return (yield) + 1


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is there when all tests are found stays to the end: looking through it for garbage is time lost."""
    gc.disable()
    found = yield
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    gc.enable()
    return found


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """When all markers are there, and the order is drawn."""
    refuse_commits_among_shared_rows(items)
    put_the_longest_first(items)


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


@pytest.fixture(autouse=True)
def site_unheard_of() -> Iterator[None]:
    """Each test hears of the site for itself: its profile is taken back, and another's may have the same edition."""
    forget_site()
    yield
    forget_site()


@pytest.fixture(scope="module", autouse=True)
def swept(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """After each file the room of the rows that its tests have taken back is free."""
    yield
    with django_db_blocker.unblock():
        database.sweep()


@pytest.fixture(scope="module")
def shared_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A transaction around all tests of a file: what its fixtures of module scope make is made once and gone after it.

    Each test finds these rows as they were made. The objects that stand for them are not made anew: share keys, or
    objects that no test changes.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def demo(shared_rows: None) -> None:
    """The demo catalogue."""
    loaded(load_demo).put_back()


@pytest.fixture(scope="module")
def world(shared_rows: None) -> SimpleNamespace:
    """Somebody of each kind, and the critic's things; what a request changes in them is taken back."""
    return made_world()
