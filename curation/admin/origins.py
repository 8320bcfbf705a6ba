"""Where reviews come from: sites with their policies, their feeds, and the documents that came in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import ngettext

from albums.admin.ordered_rows import LabelledFormSet
from common.admin.autocomplete import CompletedFields
from common.admin.base import DeskAdmin
from common.admin.switching import Switches
from common.clock import in_words
from common.form_fields import LineField, TextField
from common.query import LARGEST_KEY
from common.requests import user_of
from common.web_addresses import host_and_path, host_of
from reviews.incoming.courier import call_courier
from reviews.life.takedown import take_down
from reviews.models import Feed, IncomingDocument, SourcePolicy


class SourcePolicyForm(forms.ModelForm):
    """A site, however its address is typed or pasted."""

    class Meta:
        model = SourcePolicy
        fields = [
            *("host", "publication", "critic", "fetching", "quote_characters", "quotes_per_review", "quote_share"),
            *("purges_text", "permission"),
        ]

    def clean_host(self) -> str:
        """The host of the address."""
        host = host_of(self.cleaned_data["host"])
        if "." not in host or not host.isprintable() or " " in host:
            raise ValidationError("Give the name of a site: lantern.example.")
        return host

    def clean(self) -> dict[str, Any]:
        """One owner at most."""
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("publication") and cleaned.get("critic"):
            self.add_error("critic", "A site is a publication’s or a critic’s own, not both.")
        return cleaned


class TakedownForm(forms.Form):
    """What to take down, and why."""

    address = LineField(label="Site or page", max_length=500, help_text="lantern.example, or lantern.example/reviews.")
    keeps_grades = forms.BooleanField(
        label="Keep grades, verdicts and links",
        required=False,
        initial=True,
        help_text="Else the reviews are withdrawn.",
    )
    reason = TextField(
        label="Reason", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text="In the public log."
    )

    def clean_address(self) -> str:
        """A host, with or without a path."""
        host, path = host_and_path(self.cleaned_data["address"])
        if "." not in host:
            raise ValidationError("Give a host, with or without a path: lantern.example, lantern.example/reviews.")
        return f"{host}{path}"


class FeedInline(CompletedFields, admin.TabularInline):
    """The feeds of a site."""

    model = Feed
    formset = LabelledFormSet
    fields = ["url", "enabled"]
    extra = 1


@admin.register(SourcePolicy)
class SourcePolicyAdmin(DeskAdmin):
    """What may be fetched from each site, and how much of it is quoted. Nothing is fetched without a policy."""

    form = SourcePolicyForm
    inlines = [FeedInline]
    list_display = ["host", "fetching", "publication", "critic", "quote_characters", "quotes_per_review", "decided_by"]
    list_filter = ["fetching"]
    list_select_related = ["publication", "critic", "decided_by"]
    autocomplete_fields = ["publication", "critic"]
    search_fields = ["host", "publication__folded", "critic__folded"]
    search_help_text = "Site, publication or critic"
    readonly_fields = ["decided"]
    fieldsets = [
        (None, {"fields": ["host", ("publication", "critic"), "fetching", "permission", "decided"]}),
        ("Quoting", {"fields": ["quote_characters", "quotes_per_review", "quote_share", "purges_text"]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        """With the page on which a site is taken down."""
        guarded = self.admin_site.admin_view(self.take_down_page)
        return [path("<int:pk>/take-down/", guarded, name="reviews_sourcepolicy_take_down"), *super().get_urls()]

    def take_down_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask how much, and why; then do it at once."""
        if not request.user.has_perms(["reviews.add_blockedsource", "reviews.withdraw_review"]):
            raise PermissionDenied
        policy = get_object_or_404(SourcePolicy, pk=pk) if pk <= LARGEST_KEY else None
        if policy is None:
            raise Http404
        form = TakedownForm(request.POST or None, initial={"address": policy.host})
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data
            done = take_down(said["address"], user_of(request), said["reason"], keeps_grades=said["keeps_grades"])
            messages.success(
                request, f"{done.quotations} quotations of {done.reviews} reviews are gone, and the place is blocked."
            )
            return HttpResponseRedirect(reverse("admin:reviews_sourcepolicy_change", args=[pk]))
        context = admin.site.each_context(request) | {"title": f"Take down {policy}", "form": form, "policy": policy}
        return render(request, "admin/curation/take_down.html", context, status=422 if form.errors else 200)

    @admin.display(description="decided")
    def decided(self, policy: SourcePolicy) -> str:
        """By whom, and when."""
        if not policy.pk:
            return "Noted when it is saved."
        who = policy.decided_by.get_username() if policy.decided_by else "Not recorded"
        return f"{who}, {in_words(policy.decided_at, 'DATE_FORMAT')}"

    def save_model(self, request: HttpRequest, obj: SourcePolicy, form: forms.ModelForm, change: bool) -> None:
        """Note who decided."""
        if form.has_changed():
            obj.decided_by, obj.decided_at = user_of(request), timezone.now()
        super().save_model(request, obj, form, change)


@admin.register(Feed)
class FeedAdmin(Switches, DeskAdmin):
    """Every feed: when it was asked, what was new, what went wrong, and when it is asked again."""

    list_display = ["name", "site", "enabled", "asked_at", "new_at", "problem", "next_poll_at"]
    list_filter = ["enabled", ("problem", admin.EmptyFieldListFilter)]
    list_select_related = ["policy"]
    search_fields = ["url", "title", "policy__host"]
    search_help_text = "Address, title or site"
    autocomplete_fields = ["policy"]
    readonly_fields = ["asked_at", "new_at", "problem", "failures", "next_poll_at", "critic", "consent", "proof"]
    fields = ["policy", "url", "title", "enabled", *readonly_fields]
    actions = ["read_now", "switch_on", "switch_off"]

    def as_searched(self, words: str) -> str:
        """Addresses are looked for as they are."""
        return words

    @admin.display(description="feed", ordering="title")
    def name(self, feed: Feed) -> str:
        """Its title, or its address."""
        return str(feed)

    @admin.display(description="site", ordering="policy__host")
    def site(self, feed: Feed) -> str:
        """Whose it is."""
        return feed.policy.host

    @admin.action(description="Read now", permissions=["change"])
    def read_now(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        """Ask them as soon as their sites may be asked."""
        followed = Feed.objects.followed().filter(pk__in=feeds)
        count = followed.update(next_poll_at=timezone.now())
        transaction.on_commit(call_courier)
        told = ngettext("%d feed is read at once.", "%d feeds are read at once.", count) % count
        self.message_user(request, told, messages.SUCCESS if count else messages.WARNING)
        if count < len(feeds):
            self.message_user(request, "The others are switched off, or their site’s policy says no.", messages.WARNING)

    def switch(self, rows: QuerySet[Feed], enabled: bool) -> int:
        """Follow them from now on, or leave them alone."""
        return rows.update(enabled=enabled, next_poll_at=timezone.now())


@admin.register(IncomingDocument)
class IncomingDocumentAdmin(DeskAdmin):
    """Everything that came in: what waits, what was taken, what was passed over and why."""

    actions = None
    list_display = ["name", "state", "reason", "note", "site", "announced_at", "seen_at"]
    list_display_links = None
    list_filter = ["state", ("feed", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["policy", "feed"]
    search_fields = ["title", "address", "file_name"]
    search_help_text = "Title, address or file name"

    def as_searched(self, words: str) -> str:
        """Titles and addresses are looked for as they are."""
        return words

    def get_queryset(self, request: HttpRequest) -> QuerySet[IncomingDocument]:
        """Without their bytes."""
        return super().get_queryset(request).defer("packed", "reading", "headers")

    @admin.display(description="document", ordering="title")
    def name(self, document: IncomingDocument) -> str:
        """Its title, leading to the page on which it is checked."""
        return format_html('<a href="{}">{}</a>', reverse("document", args=[document.pk]), str(document))

    @admin.display(description="site")
    def site(self, document: IncomingDocument) -> str:
        """Where it lies."""
        return document.policy.host if document.policy else host_of(document.address) or "–"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """It has a page of its own."""
        if self.get_object(request, object_id) is None:
            return super().change_view(request, object_id, form_url, extra_context)
        return HttpResponseRedirect(reverse("document", args=[object_id]))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come in by another door."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """They are put aside."""
        return False
