"""The roles' permissions are those of the list after every migrating, whatever was there before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command

from accounts.roles import CHIEF_CURATOR, CRITIC, CURATOR, ROLES
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def stored_roles() -> dict[str, set[str]]:
    return {
        group.name: {
            f"{permission.content_type.app_label}.{permission.codename}"
            for permission in group.permissions.select_related("content_type")
        }
        for group in Group.objects.all()
    }


@pytest.fixture
def content_types_of_this_test() -> Iterator[None]:
    yield
    ContentType.objects.clear_cache()


def test_an_empty_database_has_the_roles_of_the_list_once_it_is_migrated():
    assert stored_roles() == ROLES


def test_a_database_of_an_earlier_release_has_them_too_and_its_curators_stay_curators():
    curator = UserFactory()
    curator.groups.add(Group.objects.get(name=CURATOR))
    Group.objects.filter(name__in=[CHIEF_CURATOR, CRITIC]).delete()
    Permission.objects.filter(codename="hide_critic").delete()
    Group.objects.get(name=CURATOR).permissions.set(Permission.objects.filter(codename__in=["add_user", "add_album"]))
    call_command("migrate", verbosity=0, interactive=False)
    assert stored_roles() == ROLES
    assert list(curator.groups.values_list("name", flat=True)) == [CURATOR]


@pytest.mark.usefixtures("content_types_of_this_test")
def test_a_flushed_database_has_them_again():
    call_command("flush", verbosity=0, interactive=False)
    assert stored_roles() == ROLES
