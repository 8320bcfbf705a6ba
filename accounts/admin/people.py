"""People: who is a curator, whose account is closed."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.roles import CHIEF_CURATOR, CURATOR

GIVEN = (CURATOR, CHIEF_CURATOR)
"""The roles that somebody gives; the others follow from what a person has."""

admin.site.unregister(User)
# What the roles permit is written in accounts/roles.py and set by migrations, not here.
admin.site.unregister(Group)
# Addresses are verified by their owners, and the secrets of second factors are nobody's to read.
admin.site.unregister(EmailAddress)
admin.site.unregister(Authenticator)


@admin.register(User)
class PersonAdmin(UserAdmin):
    """A chief curator names curators and closes accounts. Passwords and single permissions are superusers' business."""

    list_display = ["username", "email", "roles", "is_active", "date_joined", "last_login"]
    list_filter = ["groups", "is_active"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["username", "email"]
    search_help_text = "User name or e-mail address"
    ordering = ["-date_joined"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Superusers are superusers' business."""
        people = super().get_queryset(request).prefetch_related("groups")
        return people if request.user.is_superuser else people.filter(is_superuser=False)

    @admin.display(description="roles")
    def roles(self, person: User) -> str:
        """The roles that were given to them."""
        return ", ".join(group.name for group in person.groups.all()) or "–"

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """A chief curator sees who it is and what they are."""
        if request.user.is_superuser:
            return super().get_fieldsets(request, obj)
        return [(None, {"fields": ["username", "email", "groups", "is_active"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Names and addresses are their owners'."""
        return [] if request.user.is_superuser else ["username", "email"]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> forms.Field:
        """Roles are ticked, and only those that are given."""
        field = super().formfield_for_manytomany(db_field, request, **options)
        if db_field.name == "groups":
            field = forms.ModelMultipleChoiceField(
                Group.objects.filter(name__in=GIVEN),
                required=False,
                label="Roles",
                widget=forms.CheckboxSelectMultiple,
                help_text="Contributor and Critic follow from a verified address and from a byline.",
            )
        return field

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        """Whoever has a curator's role may open the desk, nobody else."""
        super().save_related(request, form, formsets, change)
        person = form.instance
        person.is_staff = person.is_superuser or person.groups.filter(name__in=GIVEN).exists()
        person.save(update_fields=["is_staff"])

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:  # noqa: A002
        """Only superusers set another's password."""
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)
