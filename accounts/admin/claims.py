"""Byline claims: what waits first, granted or declined with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import ngettext

from accounts.claims import decline_claim, grant_claim
from accounts.models import BylineClaim
from accounts.models.claim import WAITING_FIRST
from common.admin.base import DeskAdmin
from common.requests import user_of
from reviews.life.steps import NotAllowed
from reviews.models import Critic

GRANT, DECLINE = "_grant", "_decline"
SHOWN_OF_LINK = 40


class DecisionForm(forms.ModelForm):
    """Which byline it is to be, and the words for the claimant."""

    reason = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text="The claimant reads it. A claim is not declined without one.",
    )

    class Meta:
        model = BylineClaim
        fields = ["critic", "reason"]

    def clean_critic(self) -> Critic | None:
        """A byline that has a user is not granted to another."""
        critic = self.cleaned_data["critic"]
        if critic and critic.user_id and GRANT in self.data:
            raise forms.ValidationError(f"{critic} belongs to {critic.user.get_username()}.")
        return critic

    def clean_reason(self) -> str:
        """Declining takes words."""
        reason = self.cleaned_data["reason"].strip()
        if not reason and DECLINE in self.data:
            raise forms.ValidationError("Give a reason: the claimant will read it.")
        return reason


@admin.register(BylineClaim)
class BylineClaimAdmin(DeskAdmin):
    """Who says that which byline is theirs."""

    form = DecisionForm
    change_form_template = "admin/accounts/bylineclaim/change_form.html"
    list_display = ["byline_asked_for", "claimant", "publication", "link", "created_at", "state", "decided_by"]
    list_filter = ["state", ("critic", admin.EmptyFieldListFilter)]
    list_select_related = ["user", "critic", "decided_by"]
    search_fields = ["name", "critic__folded", "user__username", "user__email", "publication"]
    search_help_text = "Byline, user name, e-mail address or publication"
    ordering = WAITING_FIRST
    # That page is the claimant's.
    view_on_site = False
    autocomplete_fields = ["critic"]
    actions = ["grant"]
    fields = ["byline_asked_for", "claimant", "publication", "link", "words", "namesakes", "critic", "reason"]
    readonly_fields = ["byline_asked_for", "claimant", "publication", "link", "words", "namesakes"]

    def as_searched(self, words: str) -> str:
        """People and places are looked for as they are written."""
        return words

    @admin.display(description="byline")
    def byline_asked_for(self, claim: BylineClaim) -> str:
        """The name, and whether it is new."""
        return claim.byline if claim.critic_id else f"{claim.name} (new)"

    @admin.display(description="claimant")
    def claimant(self, claim: BylineClaim) -> str:
        """Who asks."""
        return f"{claim.user.get_username()}, {claim.user.email}" if claim.user.email else claim.user.get_username()

    @admin.display(description="link")
    def link(self, claim: BylineClaim) -> str:
        """The evidence; opened without telling that site where from."""
        shown = claim.evidence if len(claim.evidence) <= SHOWN_OF_LINK else f"{claim.evidence[:SHOWN_OF_LINK]}…"
        return format_html('<a href="{}" rel="noopener noreferrer nofollow">{}</a>', claim.evidence, shown)

    @admin.display(description="critics of that name")
    def namesakes(self, claim: BylineClaim) -> str:
        """Who is on the site under the name, so that no second one is made by mistake."""
        found = Critic.objects.known_as(claim.byline).select_related("publication", "user")
        lines = [f"{critic} ({critic.publication or 'no house'}, {critic.user or 'unclaimed'})" for critic in found]
        return "; ".join(lines) or "None"

    @admin.action(description="Grant selected claims", permissions=["decide"])
    def grant(self, request: HttpRequest, claims: QuerySet) -> None:
        """Grant each in its own transaction; say which could not be and why."""
        granted = 0
        for claim in claims.order_by("created_at", "pk"):
            try:
                grant_claim(claim, user_of(request))
            except NotAllowed as refusal:
                messages.warning(request, f"{claim} was not granted. {refusal}")
            else:
                granted += 1
                self.log_change(request, claim, "Granted.")
        if granted:
            messages.success(request, ngettext("%d claim is granted.", "%d claims are granted.", granted) % granted)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Curators."""
        return request.user.has_perm("accounts.decide_bylineclaim")

    def has_change_permission(self, request: HttpRequest, obj: BylineClaim | None = None) -> bool:
        """A claim that waits is changed by deciding it; after that it is a record."""
        return self.has_decide_permission(request) and (obj is None or obj.state == BylineClaim.State.WAITING)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Claims are made by those who claim."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: BylineClaim | None = None) -> bool:
        """A decided claim is a record, a waiting one is decided."""
        return False

    def save_model(self, request: HttpRequest, obj: BylineClaim, form: forms.ModelForm, change: bool) -> None:
        """Nothing is stored but by a decision."""

    def log_change(self, request: HttpRequest, obj: BylineClaim, message: Any) -> Any:
        """Only decisions are changes."""
        return super().log_change(request, obj, message) if message else None

    def construct_change_message(
        self, request: HttpRequest, form: forms.Form, formsets: Iterable[forms.BaseFormSet], add: bool = False
    ) -> list:
        """None of its own: `response_change` says what was decided."""
        return []

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Whoever decides what is decided by now is told so, with what they had written."""
        if object_id is not None and request.method == "POST" and self.has_decide_permission(request):
            claim = self.get_object(request, unquote(object_id))
            if claim is not None and claim.state != BylineClaim.State.WAITING:
                self._refuse(request, f"This claim is {claim.get_state_display().lower()} already.")
                return HttpResponseRedirect(request.path)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _refuse(self, request: HttpRequest, why: str) -> None:
        typed = request.POST.get("reason", "").strip()
        messages.error(request, f"{why} You had written: “{typed}”" if typed else why)

    def response_change(self, request: HttpRequest, obj: BylineClaim) -> HttpResponse:
        """Take the decision whose button was pressed."""
        stored = BylineClaim.objects.select_related("user", "critic").get(pk=obj.pk)
        again = HttpResponseRedirect(reverse("admin:accounts_bylineclaim_change", args=[obj.pk]))
        try:
            if GRANT in request.POST:
                grant_claim(stored, user_of(request), critic=obj.critic, reason=obj.reason)
                done = "granted"
            elif DECLINE in request.POST:
                decline_claim(stored, user_of(request), obj.reason)
                done = "declined"
            else:
                messages.info(request, "Nothing was decided: press Grant or Decline.")
                return again
        except NotAllowed as refusal:
            self._refuse(request, str(refusal))
            return again
        self.log_change(request, stored, f"It is {done}. {obj.reason}".strip())
        messages.success(request, f"The claim to {stored.byline} is {done}.")
        return HttpResponseRedirect(reverse("admin:accounts_bylineclaim_changelist"))
