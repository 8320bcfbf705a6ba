"""Places on the web whose reviews this site does not take."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from common.tracking import tracked
from common.web_addresses import host_and_path


@tracked()
class BlockedSource(models.Model):
    """A host with all below it, or one part of it: "fakes.example", "host.example/reviews-for-sale"."""

    address = models.CharField(
        max_length=500, unique=True, help_text="A host, with or without a path: fakes.example, host.example/paid."
    )
    reason = models.TextField(help_text="Those whose review is refused read it.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["address"]
        constraints = [
            models.CheckConstraint(
                condition=Q(address__regex=r"^[^/\s:?#@A-Z]+\.[^/\s:?#@A-Z]+(/[^\s?#]*[^\s?#/])?$"),
                name="blocked_source_is_a_host_or_a_path_of_it",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="blocked_source_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.address

    def covers(self, url: str) -> bool:
        """Whether a web address lies there: on the host or below it, at the path or below it."""
        host, path = host_and_path(url)
        blocked, _, below = self.address.partition("/")
        at_host = host == blocked or host.endswith(f".{blocked}")
        return at_host and (not below or f"{path}/".startswith(f"/{below}/"))
