"""Who may do what: the one list of the roles' permissions. `docs/permissions.md` says what each comes to, page by page.

Contributor and Critic are never given by hand: who has a verified address is a contributor, who holds a byline is a
critic. `RoleBackend` works that out, so no list of members can be out of date. What critics may do to their own
reviews follows from the byline. Curator and Chief curator are groups whose members a chief curator names.

Whoever adds a permission adds it to `ROLES` and ends the migration that brings it with
`migrations.RunPython(set_roles, migrations.RunPython.noop)`.
"""

from __future__ import annotations

from collections.abc import Iterable

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import AbstractBaseUser, Group, Permission
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Exists, Q, QuerySet

from reviews.models import Critic

CONTRIBUTOR, CRITIC, CURATOR, CHIEF_CURATOR = "Contributor", "Critic", "Curator", "Chief curator"


def _to(actions: str, label: str, models: str) -> set[str]:
    return {f"{label}.{action}_{model}" for action in actions.split() for model in models.split()}


_CONTRIBUTOR = {"accounts.add_bylineclaim"}
_CURATOR = (
    _to("add change view", "albums", "album albumlink artist artistalias credit film genre label redirect track")
    | _to("delete", "albums", "albumlink artistalias credit track")
    | _to("add change view", "reviews", "critic excerpt publication review scale scaleletter")
    | _to("delete", "reviews", "excerpt scaleletter")
    | _to("view change", "reviews", "correctionrequest")
    | _to("view", "reviews", "calibration consensus consensuschange revision")
    | _to("publish return reject withdraw import", "reviews", "review")
    | _to("import", "albums", "album")
    | _to("add", "reviews", "note")
    | {"reviews.code_verdict"}
    | _to("view decide", "accounts", "bylineclaim")
    | {"curation.merge_records", "curation.split_records", "curation.undo_merge"}
    | _to("view", "curation", "rearrangement likelyduplicate linkcheck")
    | _to("add change delete view", "reviews", "blockedsource")
)
ROLES: dict[str, set[str]] = {
    CONTRIBUTOR: _CONTRIBUTOR,
    CRITIC: _CONTRIBUTOR,
    CURATOR: _CURATOR,
    CHIEF_CURATOR: _CURATOR | _to("view change", "auth", "user") | {"curation.release_hold", "reviews.hide_critic"},
}


def set_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """In a migration: make the groups, with those of their permissions whose models the migrations so far have made.

    Permissions are normally created after all migrations; these are needed now. Run again, it ends in the same state.
    """
    for label in _labels(permission for permissions in ROLES.values() for permission in permissions):
        if label not in apps.app_configs:
            continue  # its own migrations come later, and set the roles again
        app = apps.get_app_config(label)
        # A migration's app has no module, and create_permissions skips those.
        app.models_module = True
        create_permissions(app, verbosity=0, using=schema_editor.connection.alias, apps=apps)
        app.models_module = None
    there = apps.get_model("auth", "Permission").objects.select_related("content_type")
    by_name = {f"{row.content_type.app_label}.{row.codename}": row for row in there}
    for name, permissions in ROLES.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.set(by_name[permission] for permission in permissions if permission in by_name)


def _labels(permissions: Iterable[str]) -> list[str]:
    return sorted({permission.partition(".")[0] for permission in permissions})


class RoleBackend(AuthenticationBackend):
    """Signs in by e-mail address or user name, and gives what a person's roles permit."""

    def _get_group_permissions(self, user_obj: AbstractBaseUser) -> QuerySet[Permission]:
        return Permission.objects.filter(group__in=roles_of(user_obj)).distinct()


def roles_of(user: AbstractBaseUser) -> QuerySet[Group]:
    """The person's roles: those given to them, and those that follow from a verified address and from a byline."""
    addresses = EmailAddress.objects.filter(user=user)
    # Without any address on record the account was made by the site's own people: see accounts/verification.py.
    verified = Exists(addresses.filter(verified=True)) | ~Exists(addresses)
    return Group.objects.filter(
        Q(pk__in=user.groups.values("pk"))
        | (Q(name=CONTRIBUTOR) & verified)
        | (Q(name=CRITIC) & Exists(Critic.objects.filter(user=user)))
    )
