"""Fields that complete what is typed, which show of what was sent only what can be the key of a row.

Django looks up whatever was posted, or stands in the address, as a key, and crashes on words: a form with a mistake in
it is to come back with a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, ManyToManyField
from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib.admin.options import BaseModelAdmin

    AdminOptions = BaseModelAdmin[Any]
    Widget = AutocompleteMixin
else:
    AdminOptions, Widget = object, object


class OnlyKeys(Widget):
    """Shows the chosen rows whose keys these can be, and nothing for the rest."""

    def optgroups(self, name: str, value: Sequence[Any], attr: Any = None) -> Any:
        """The rows that are chosen."""
        return super().optgroups(name, [each for each in value if self._can_be_key(each)], attr)

    def _can_be_key(self, value: Any) -> bool:
        key: Any = self.field.remote_field.model._meta.pk
        try:
            key.clean(value, None)
        except ValidationError:
            return False
        return True


class KeySelect(OnlyKeys, AutocompleteSelect):
    """One row."""


class KeySelectMultiple(OnlyKeys, AutocompleteSelectMultiple):
    """Any number of rows."""


class CompletedFields(AdminOptions):
    """For an admin or an inline with `autocomplete_fields`: gives them these widgets."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **options: Any
    ) -> forms.ModelChoiceField | None:
        """The field, completed where it is to be."""
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", KeySelect(db_field, self.admin_site, using=options.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **options: Any
    ) -> forms.ModelMultipleChoiceField | None:
        """The field, completed where it is to be, without select2's button that removes all at once.

        That button stands in a list, where only list items may.
        """
        if db_field.name not in self.get_autocomplete_fields(request):
            return super().formfield_for_manytomany(db_field, request, **options)
        options.setdefault("widget", KeySelectMultiple(db_field, self.admin_site, using=options.get("using")))
        field = super().formfield_for_manytomany(db_field, request, **options)
        if field is not None:
            field.widget.is_required = True
        return field
