"""What the site is called, and how it writes dates: the administrator's to change."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from common.models import SiteProfile
from common.site_form import SiteForm


@admin.register(SiteProfile)
class SiteProfileAdmin(admin.ModelAdmin):
    """One page with a form, for superusers."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one site."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SiteProfile | None = None) -> bool:
        """There is one site."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The form, in place of a list of one."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        here = reverse("admin:config_siteprofile_changelist")
        form = SiteForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            form.save()
            messages.success(request, "Every page says it from now on.")
            return HttpResponseRedirect(here)
        context = {**self.admin_site.each_context(request), "title": "The site", "opts": self.opts, "form": form}
        return render(request, "admin/site.html", context, status=422 if form.is_bound else 200)

    def get_urls(self) -> list[URLPattern]:
        """The one page."""
        return [path("", self.admin_site.admin_view(self.changelist_view), name="config_siteprofile_changelist")]
