"""What every table of the curators' desk has in common."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import DateField, Model, QuerySet
from django.http import HttpRequest, HttpResponse

from common.admin.autocomplete import CompletedFields
from common.admin.companions import Action, companions_of
from common.admin.list_export import ListExport
from common.names import fold
from common.slugs import free_slug
from common.tracking import because

MOST_WHY = 1000


class DeskAdmin(ListExport, CompletedFields, admin.ModelAdmin):
    """A table whose search forgives case, accents and punctuation; `search_fields` name folded columns."""

    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {DateField: {"widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}}

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """The page of a row. What is saved there is kept in the history with the reason that was typed."""
        why = request.POST.get("_why", "").strip()[:MOST_WHY]
        with because(why):
            asked = {"most_why": MOST_WHY, "why": why}
            return super().changeform_view(request, object_id, form_url, asked | (extra_context or {}))

    def get_form(
        self, request: HttpRequest, obj: Any | None = None, change: bool = False, **options: Any
    ) -> type[forms.ModelForm]:
        """The form of a row's page, as those that have joined want it."""
        form = super().get_form(request, obj, change, **options)
        for companion in companions_of(self.model):
            form = companion.form_of(request, form)
        return form

    def get_actions(self, request: HttpRequest) -> dict[str, Action]:
        """What can be done with ticked rows; nothing in a window in which one is chosen."""
        actions = super().get_actions(request)
        if self.actions is None or IS_POPUP_VAR in request.GET:
            return actions
        for companion in companions_of(self.model):
            actions = companion.actions_of(self, request, actions)
        return actions

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any | None = None,
    ) -> HttpResponse:
        """The page of a row, with what has joined it."""
        context["companions"] = ()
        if obj is not None:
            context["companions"] = joined = companions_of(self.model)
            for companion in joined:
                context |= companion.context_of(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """Look for the words as the searched columns spell them."""
        return super().get_search_results(request, queryset, self.as_searched(search_term))

    def as_searched(self, words: str) -> str:
        """The words, folded."""
        return fold(words)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Of two posts to one page that arrive together, as those of a double click do, the second waits."""
        if request.method != "POST":
            return super().change_view(request, object_id, form_url, extra_context)
        with transaction.atomic(), ExitStack() as around:
            connection.cursor().execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [quote(request.path)])
            for companion in companions_of(self.model):
                around.enter_context(companion.around_post(self, request, object_id))
            return super().change_view(request, object_id, form_url, extra_context)


class ReadOnlyAdmin(DeskAdmin):
    """A table that the site writes and curators read."""

    actions: Sequence[str] | None = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False


class AddressedForm(forms.ModelForm):
    """A form whose slug may stay empty: then it is made from the name."""

    named_by = "name"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = "Names it in addresses. Empty: made from the name."

    def neighbours(self) -> QuerySet:
        """The rows among which the slug is unique."""
        return type(self.instance)._default_manager.all()

    def made_slug(self, cleaned: dict[str, Any], others: QuerySet) -> str:
        """A slug made from the name, that none of the others has."""
        return free_slug(cleaned[self.named_by], others, self.instance._meta.model_name)

    def clean(self) -> dict[str, Any]:
        """Fill in the slug."""
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get(self.named_by) and cleaned.get("slug") == "":
            cleaned["slug"] = self.made_slug(cleaned, self.neighbours().exclude(pk=self.instance.pk))
        return cleaned


class OnceNamedForm(AddressedForm):
    """A form for things of which no two have the same name, case and accents aside."""

    def clean_name(self) -> str:
        """Refuse a name that is taken."""
        name = self.cleaned_data["name"]
        namesake = self.neighbours().filter(folded=fold(name)).exclude(pk=self.instance.pk).first()
        if namesake:
            raise ValidationError(f"There is already a {self.instance._meta.verbose_name} of that name: {namesake}.")
        return name


class LinesField(forms.Field):
    """A list of texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, longest: int, **options: Any) -> None:
        self.longest = longest
        super().__init__(required=False, **options)

    def prepare_value(self, value: Sequence[str] | str | None) -> str:
        """The list as lines."""
        return value if isinstance(value, str) else "\n".join(value or [])

    def to_python(self, value: str | None) -> list[str]:
        """The lines as a list; empty ones fall away."""
        lines = [line.strip() for line in (value or "").splitlines()]
        if any(len(line) > self.longest for line in lines):
            raise ValidationError(f"A line has at most {self.longest} characters.")
        if "\0" in (value or ""):
            raise ValidationError("Null characters are not allowed.")
        return [line for line in lines if line]

    def has_changed(self, initial: Sequence[str] | None, data: str | None) -> bool:
        """Whether the lists differ. What cannot be kept is a change, and refused later."""
        try:
            return list(initial or []) != self.to_python(data)
        except ValidationError:
            return True
