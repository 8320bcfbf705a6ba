"""Tables of things that have a page of their own."""

from __future__ import annotations

from typing import Any, TypedDict

from django import forms
from django.http import HttpRequest

from albums.redirects import following_its_address
from common.admin.base import DeskAdmin


class AlbumCount(TypedDict):
    """What these tables add to their rows."""

    album_count: int


class AddressedAdmin(DeskAdmin):
    """A table whose rows have addresses: when one changes, the old one leads to the new one."""

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        """Store the row and remember where it was."""
        with following_its_address(obj):
            super().save_model(request, obj, form, change)
