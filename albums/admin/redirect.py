"""Old addresses and where they lead."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from albums.models import Redirect
from common.admin.base import DeskAdmin


class RedirectForm(forms.ModelForm):
    """Two paths of this site."""

    class Meta:
        model = Redirect
        fields = ["old_path", "new_path"]

    def clean_old_path(self) -> str:
        """A path."""
        return self._path("old_path")

    def clean_new_path(self) -> str:
        """A path."""
        return self._path("new_path")

    def clean(self) -> dict[str, Any]:
        """Neither a loop nor a chain."""
        super().clean()
        cleaned = self.cleaned_data
        old_path, new_path = cleaned.get("old_path"), cleaned.get("new_path")
        if old_path and old_path == new_path:
            self.add_error("new_path", "It leads to itself.")
        elif new_path and (onward := Redirect.objects.filter(old_path=new_path).exclude(pk=self.instance.pk).first()):
            self.add_error("new_path", f"That path leads on to {onward.new_path}: name that one.")
        elif old_path and Redirect.objects.filter(new_path=old_path).exclude(pk=self.instance.pk).exists():
            self.add_error("old_path", "Other old paths lead here: it cannot be an old path itself.")
        return cleaned

    def _path(self, name: str) -> str:
        path = unquote(self.cleaned_data[name])
        if not path.startswith("/") or path.startswith("//") or set("?#\\\0") & set(path):
            raise ValidationError("A path of this site, like /albums/artist/album/.")
        return path


@admin.register(Redirect)
class RedirectAdmin(DeskAdmin):
    """Kept for ever after a merge or a rename."""

    form = RedirectForm
    list_display = ["old_path", "new_path", "created_at"]
    search_fields = ["old_path", "new_path"]
    search_help_text = "Part of a path"

    def as_searched(self, words: str) -> str:
        """Paths are looked for as they are."""
        return words
