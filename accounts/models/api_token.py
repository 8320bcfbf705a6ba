"""Tokens with which a person's own programs use the API, and the keys that make a repeated post one."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models.invitation import digest_of

MARK = "chorus_"
"""What every token begins with, so that programs that look for secrets in public places know one."""
WORDS = re.compile(rf"{MARK}[A-Za-z0-9_-]{{43}}")
"""What may be a token, wherever it stands."""
NOTED_EVERY = timedelta(minutes=1)


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Tokens."""

    def issue(self, user: User, name: str, scopes: list[str]) -> str:
        """A new token of that person; returns its words, which nobody can read from the database."""
        words = MARK + secrets.token_urlsafe(32)
        self.create(user=user, name=name, scopes=sorted(scopes), digest=digest_of(words), ending=words[-4:])
        return words

    def in_force(self) -> ApiTokenQuerySet:
        """Those that are not revoked, of people whose account is open."""
        return self.filter(revoked_at=None, user__is_active=True)

    def by_words(self, words: str) -> ApiToken | None:
        """The token in force that the words stand for, with its person."""
        return self.in_force().select_related("user").filter(digest=digest_of(words)).first()


class ApiToken(models.Model):
    """One token. Without a scope it only reads, which everybody may, under a limit of its own."""

    class Scope(models.TextChoices):
        """What a token lets a program do in its person's name; never more than the person may."""

        REVIEWS = "reviews", "Write reviews: submit, revise and withdraw those of your bylines"
        DOCUMENTS = "documents", "Add documents to the curators’ queue"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope.choices), default=list, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    ending = models.CharField(max_length=4, help_text="The token’s last signs, to tell it by.")
    made_at = models.DateTimeField(db_default=Now())
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"], condition=Q(revoked_at=None), name="apitoken_in_force_has_a_name_of_its_own"
            ),
            models.CheckConstraint(
                condition=Q(scopes__contained_by=["reviews", "documents"]), name="apitoken_has_known_scopes"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope_labels(self) -> list[str]:
        """Its scopes in words."""
        return [str(self.Scope(scope).label) for scope in self.scopes]

    def note_use(self, at: datetime | None = None) -> None:
        """Keep that it is in use, to the minute: a program that asks often does not write often."""
        now = at or timezone.now()
        if self.last_used_at is None or now - self.last_used_at >= NOTED_EVERY:
            self.last_used_at = now
            self.save(update_fields=["last_used_at"])


class IdempotencyKey(models.Model):
    """What a post with that key has done, to be told again when it is repeated (the Idempotency-Key header)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, help_text="Of the method, the address and the body of the post.")
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField()
    made_at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="idempotencykey_once")]

    def __str__(self) -> str:
        return self.key
