"""Tables of what can be switched on and off, by ticked rows."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import ngettext


class Switches(admin.ModelAdmin):
    """Adds the actions of rows with a column `enabled`. A table names them among its `actions`."""

    def switch(self, rows: QuerySet[Any, Any], enabled: bool) -> int:
        """Switch them, and say how many."""
        return rows.update(enabled=enabled)

    @admin.action(description="Switch on", permissions=["change"])
    def switch_on(self, request: HttpRequest, rows: QuerySet[Any, Any]) -> None:
        """On."""
        self._tell(request, self.switch(rows, True), "on")

    @admin.action(description="Switch off", permissions=["change"])
    def switch_off(self, request: HttpRequest, rows: QuerySet[Any, Any]) -> None:
        """Off."""
        self._tell(request, self.switch(rows, False), "off")

    def _tell(self, request: HttpRequest, count: int, done: str) -> None:
        told = ngettext("%(n)d %(one)s is switched %(done)s.", "%(n)d %(many)s are switched %(done)s.", count)
        names = {"one": self.opts.verbose_name, "many": self.opts.verbose_name_plural}
        self.message_user(request, told % (names | {"n": count, "done": done}), messages.SUCCESS)
