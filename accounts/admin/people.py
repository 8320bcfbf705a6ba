"""People: who is a curator, whose account is closed, whose lost second factor is removed."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods

from accounts.roles import CHIEF_CURATOR, CURATOR
from accounts.second_factor import remove_second_factor
from common.form_fields import TextField
from common.requests import user_of
from reviews.life.steps import NotAllowed

GIVEN = (CURATOR, CHIEF_CURATOR)
"""The roles that somebody gives; the others follow from what a person has."""

admin.site.unregister(User)
# What the roles permit is written in accounts/roles.py and set after migrating, not here.
admin.site.unregister(Group)
# Addresses are verified by their owners, and the secrets of second factors are nobody's to read.
admin.site.unregister(EmailAddress)
admin.site.unregister(Authenticator)


class RemovalForm(forms.Form):
    """Why a second factor is removed."""

    reason = TextField(
        max_length=2000,
        help_text="How you know that it is they who ask. They read it in the mail that tells them.",
        widget=AdminTextareaWidget(attrs={"rows": 3}),
    )


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

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **options: Any
    ) -> forms.ModelMultipleChoiceField | None:
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

    def get_urls(self) -> list[URLPattern]:
        """With the page on which a lost second factor is removed."""
        removing = self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.remove_second_factor))
        return [path("<id>/second-factor/", removing, name="auth_user_second_factor"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With the way to remove a second factor, where there is one and it is not one's own."""
        others = Authenticator.objects.exclude(user=request.user)
        has_factor = object_id.isdecimal() and others.filter(user__pk=object_id).exists()
        return super().change_view(request, object_id, form_url, {"has_factor": has_factor, **(extra_context or {})})

    def remove_second_factor(self, request: HttpRequest, id: str) -> HttpResponse:  # noqa: A002
        """Say what would be removed; posted with a reason, remove it and tell the person."""
        person = self.get_object(request, unquote(id))
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        if person is None:
            # Django’s own, which the stubs leave out.
            return self._get_obj_does_not_exist_redirect(request, self.opts, id)  # type: ignore[attr-defined]
        back = HttpResponseRedirect(reverse("admin:auth_user_change", args=[person.pk]))
        found = Authenticator.objects.filter(user=person).order_by("type", "pk")
        form = RemovalForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            reason = form.cleaned_data["reason"]
            try:
                remove_second_factor(person, reason, user_of(request))
            except NotAllowed as refusal:
                messages.error(request, f"{refusal} You had written: “{reason}”")
            else:
                self.log_change(request, person, f"Removed the second factor. {reason}")
                messages.success(request, f"{person.get_username()} signs in with the password alone, and is told so.")
            return back
        if person == request.user or not found:
            own = "Your own second factor is yours to change, under your account."
            messages.info(request, own if person == request.user else "This account has no second factor.")
            return back
        context = {
            **self.admin_site.each_context(request),
            "title": f"Remove the second factor of {person.get_username()}",
            "opts": self.opts,
            "person": person,
            "found": found,
            "form": form,
        }
        template = "admin/auth/user/second_factor.html"
        return render(request, template, context, status=422 if form.errors else 200)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:  # noqa: A002
        """Only superusers set another's password."""
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)
