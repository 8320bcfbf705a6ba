"""Who may do what: the one list of the roles' permissions. `docs/permissions.md` says what each comes to, page by page.

Contributor and Critic are never given by hand: who has a verified address is a contributor, who holds a byline is a
critic. `RoleBackend` works that out, so no list of members can be out of date. What critics may do to their own
reviews follows from the byline. Curator and Chief curator are groups whose members a chief curator names.

Whoever adds a permission adds it to `ROLES`: the groups are set after each migrating (accounts.apps).
"""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress
from django.apps.registry import Apps
from django.apps.registry import apps as installed
from django.contrib.auth.models import Group, Permission, User
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Exists, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast

from common.prepared import PreparedQuery
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
    | _to("view change", "reviews", "correctionrequest mention")
    | _to("view", "reviews", "calibration consensus consensuschange revision")
    | _to("publish return reject withdraw import", "reviews", "review")
    | _to("import", "albums", "album")
    | _to("add", "reviews", "note")
    | {"reviews.code_verdict"}
    | _to("view decide", "accounts", "bylineclaim")
    | {"curation.merge_records", "curation.split_records", "curation.undo_merge"}
    | _to("view", "curation", "rearrangement likelyduplicate linkcheck")
    | _to("view change", "curation", "job")
    | _to("view change", "readers", "readerlist")
    | _to("add change delete view", "reviews", "blockedsource sourcepolicy feed yearendlist listedalbum")
    | {"reviews.view_incomingdocument", "reviews.take_document"}
)
ROLES: dict[str, set[str]] = {
    CONTRIBUTOR: _CONTRIBUTOR,
    CRITIC: _CONTRIBUTOR,
    CURATOR: _CURATOR,
    CHIEF_CURATOR: _CURATOR | _to("view change", "auth", "user") | {"curation.release_hold", "reviews.hide_critic"},
}


def set_roles(using: str, apps: Apps = installed, **signal: object) -> None:
    """After migrating: make the groups, with their permissions and no others. Run again, it ends in the same state.

    `apps` are those of the state that was migrated to. One before there were groups has no roles, and one before some
    of the permissions has the others.
    """
    try:
        groups, permissions = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    except LookupError:
        return
    there = permissions.objects.using(using).select_related("content_type")
    by_name = {f"{row.content_type.app_label}.{row.codename}": row for row in there}
    for name, permitted in ROLES.items():
        group, _ = groups.objects.using(using).get_or_create(name=name)
        group.permissions.set(by_name[permission] for permission in permitted if permission in by_name)


class RoleBackend(AuthenticationBackend):
    """Signs in by e-mail address or user name, and gives what a person's roles permit."""

    def get_user(self, user_id: int) -> User | None:
        """The account of a session, asked for with every page of somebody signed in."""
        found = _ACCOUNT.first(str(user_id))
        user = None if found is None else User.from_db(DEFAULT_DB_ALIAS, _COLUMNS, found)
        return user if user is not None and self.user_can_authenticate(user) else None

    def _get_group_permissions(self, user_obj: User) -> QuerySet[Permission]:
        return Permission.objects.filter(group__in=roles_of(user_obj)).distinct()


def roles_of(user: User) -> QuerySet[Group]:
    """The person's roles: those given to them, and those that follow from a verified address and from a byline."""
    addresses = EmailAddress.objects.filter(user=user)
    # Without any address on record the account was made by the site's own people: see accounts/verification.py.
    verified = Exists(addresses.filter(verified=True)) | ~Exists(addresses)
    return Group.objects.filter(
        Q(pk__in=user.groups.values("pk"))
        | (Q(name=CONTRIBUTOR) & verified)
        | (Q(name=CRITIC) & Exists(Critic.objects.filter(user=user)))
    )


_COLUMNS = [field.attname for field in User._meta.concrete_fields]
_ACCOUNT = PreparedQuery(
    "account", 1, lambda key: User.objects.filter(pk=Cast(Value(key), IntegerField())).values_list(*_COLUMNS)
)
