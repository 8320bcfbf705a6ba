"""Old addresses, kept for ever after a merge or a rename."""

from __future__ import annotations

from itertools import accumulate
from urllib.parse import unquote

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Length

from common.tracking import tracked


class RedirectQuerySet(models.QuerySet):
    """Old addresses and where they lead."""

    @transaction.atomic
    def remember(self, old_path: str, new_path: str) -> None:
        """Lead `old_path` to `new_path` from now on; whatever led to the old path leads straight to the new one.

        A path that becomes current again stops being a redirect, so no chain and no loop can arise. Paths are kept
        decoded, as requests name them: percent-encoded, a long title in another script would not fit.
        """
        old_path, new_path = unquote(old_path), unquote(new_path)
        if old_path == new_path:
            return
        self.filter(old_path=new_path).delete()
        self.filter(new_path=old_path).update(new_path=new_path)
        self.update_or_create(old_path=old_path, defaults={"new_path": new_path})

    def now_at(self, path: str) -> str | None:
        """Where that path leads, or the nearest one above it that leads anywhere, with the rest behind. One query."""
        above = list(accumulate(path.split("/")[:-1], lambda start, part: f"{start}{part}/", initial=""))[1:]
        moved = self.filter(old_path__in=[path, *above]).order_by(Length("old_path").desc())
        found = moved.values_list("old_path", "new_path").first()
        return found and found[1] + path.removeprefix(found[0])


@tracked(exclude=["created_at"])
class Redirect(models.Model):
    """One old path of the site and the path that took its place."""

    old_path = models.CharField(max_length=500, unique=True)
    new_path = models.CharField(max_length=500, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RedirectQuerySet.as_manager()

    class Meta:
        ordering = ["old_path"]
        constraints = [
            models.CheckConstraint(condition=~Q(old_path=F("new_path")), name="redirect_never_points_at_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.old_path} → {self.new_path}"
