"""Sources whose reviews are not taken."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from common.admin.base import DeskAdmin
from common.requests import user_of
from common.web_addresses import host_and_path
from reviews.models import BlockedSource, Review

MOST_LISTED = 100


class BlockedSourceForm(forms.ModelForm):
    """An address however it is typed or pasted, and why."""

    class Meta:
        model = BlockedSource
        fields = ["address", "reason"]

    def clean_address(self) -> str:
        """The host, and the path if one was given."""
        host, path = host_and_path(self.cleaned_data["address"])
        if "." not in host or not host.isprintable() or " " in host + path:
            raise ValidationError("Give a host, with or without a path: fakes.example, host.example/paid.")
        return f"{host}{path}"


@admin.register(BlockedSource)
class BlockedSourceAdmin(DeskAdmin):
    """Blocked hosts and parts of hosts. Reviews from there are not submitted, imported or published."""

    form = BlockedSourceForm
    list_display = ["address", "reason", "by", "at"]
    list_select_related = ["by"]
    search_fields = ["address", "reason"]
    search_help_text = "Address or reason"
    readonly_fields = ["here_already"]
    fields = ["address", "reason", "here_already"]

    def as_searched(self, words: str) -> str:
        """Addresses are looked for as they are."""
        return words

    @admin.display(description="here already")
    def here_already(self, source: BlockedSource) -> str:
        """The reviews from there, for a curator to withdraw or to keep: blocking takes nothing off the site."""
        if not source.pk:
            return "Shown once it is blocked."
        host = source.address.partition("/")[0]
        near = Review.objects.filter(Q(source_url__icontains=f"/{host}") | Q(source_url__icontains=f".{host}"))
        near = near.select_related("album", "critic", "publication").defer("body", "headings").order_by("-pk")
        found = [review for review in near[: 10 * MOST_LISTED] if source.covers(review.source_url)][:MOST_LISTED]
        if not found:
            return "No review is from there."
        lines = format_html_join(
            "",
            '<li><a href="{}">{}</a>, {}</li>',
            (
                (reverse("admin:reviews_review_change", args=[review.pk]), str(review), review.get_status_display())
                for review in found
            ),
        )
        return format_html("<ul>{}</ul>", lines)

    def save_model(self, request: HttpRequest, obj: BlockedSource, form: forms.ModelForm, change: bool) -> None:
        """Note who blocked it."""
        if not change:
            obj.by = user_of(request)
        super().save_model(request, obj, form, change)
