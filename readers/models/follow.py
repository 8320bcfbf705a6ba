"""Follows: what a reader wants to be told of."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import IntegerField, Q, Value
from django.db.models.functions import Cast, Now

from albums.models import Album, Artist, Genre, Label
from common.prepared import PreparedQuery
from reviews.models import Critic, Publication

TARGETS: dict[str, type[models.Model]] = {
    "critic": Critic,
    "publication": Publication,
    "artist": Artist,
    "album": Album,
    "genre": Genre,
    "label": Label,
}
"""What can be followed, by the word that addresses and columns have for it."""


def _only(kind: str) -> Q:
    return Q(**{f"{name}__isnull": name != kind for name in TARGETS})


def _one_target() -> Q:
    first, *others = map(_only, TARGETS)
    for other in others:
        first |= other
    return first


def _target(model: type[models.Model]) -> models.ForeignKey:
    return models.ForeignKey(model, on_delete=models.CASCADE, null=True, related_name="follows")


class FollowQuerySet(models.QuerySet["Follow"]):
    """Follows, by the words the site uses for them."""

    def of(self, reader: User) -> FollowQuerySet:
        """That reader's."""
        return self.filter(reader=reader)

    def aimed_at(self, kind: str, key: int) -> FollowQuerySet:
        """Those of one thing."""
        return self.filter(**{kind: key})

    def with_targets(self) -> FollowQuerySet:
        """With what each is of, in one query."""
        return self.select_related(*TARGETS, "album__lead_artist")


class Follow(models.Model):
    """That one reader follows one thing."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    critic = _target(Critic)
    publication = _target(Publication)
    artist = _target(Artist)
    album = _target(Album)
    genre = _target(Genre)
    label = _target(Label)
    since = models.DateTimeField(db_default=Now())

    objects = FollowQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(condition=_one_target(), name="follow_is_of_one_thing"),
            models.UniqueConstraint(fields=["reader", *TARGETS], nulls_distinct=False, name="follow_once"),
        ]

    def __str__(self) -> str:
        return f"follows {self.target}"

    @property
    def kind(self) -> str:
        """Which of `TARGETS` it is of."""
        return next(kind for kind in TARGETS if getattr(self, f"{kind}_id") is not None)

    @property
    def is_shown(self) -> bool:
        """Whether readers may see what is followed: a critic may have been hidden since."""
        return not (self.critic and self.critic.hidden) and not (self.album and self.album.proposed)

    @property
    def target(self) -> Any:
        """What is followed."""
        return getattr(self, self.kind)


def _of_kind(kind: str) -> PreparedQuery:
    return PreparedQuery(
        f"followed_{kind}",
        2,
        lambda reader, key: (
            Follow.objects.filter(
                reader=Cast(Value(reader), IntegerField()), **{kind: Cast(Value(key), models.BigIntegerField())}
            )
            .order_by()
            .values_list("pk")
        ),
    )


_FOLLOWED = {kind: _of_kind(kind) for kind in TARGETS}


def is_followed(reader: User, kind: str, key: int) -> bool:
    """Whether that reader follows it. Asked for every page of a thing that somebody signed in opens."""
    return _FOLLOWED[kind].first(str(reader.pk), str(key)) is not None
