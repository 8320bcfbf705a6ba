"""Requests for correction: a curator reads one, puts right what is wrong, and answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from common.admin.base import DeskAdmin
from common.form_fields import TextField
from common.requests import user_of
from reviews.life.correction_requests import answer_request
from reviews.life.steps import NotAllowed
from reviews.models import CorrectionRequest


class AnswerForm(forms.ModelForm):
    """What a curator answers."""

    state = forms.ChoiceField(
        label="Decision",
        choices=[choice for choice in CorrectionRequest.State.choices if choice[0] != CorrectionRequest.State.OPEN],
        widget=forms.RadioSelect,
    )
    answer = TextField(
        max_length=2000, widget=AdminTextareaWidget(attrs={"rows": 3}), help_text="The critic reads it on their desk."
    )

    class Meta:
        model = CorrectionRequest
        fields = ["state", "answer"]


@admin.register(CorrectionRequest)
class CorrectionRequestAdmin(DeskAdmin):
    """What critics ask to have put right, those that wait first."""

    form = AnswerForm
    list_display = ["review", "kind", "words", "state", "asked_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["review__album", "review__critic"]
    ordering = ["-state", "asked_at", "pk"]
    fields = ["review_page", "kind", "words", "asked_by", "asked_at", "state", "answer"]
    readonly_fields = ["review_page", "kind", "words", "asked_by", "asked_at"]

    @admin.display(description="review")
    def review_page(self, request: CorrectionRequest) -> str:
        """Where it can be put right."""
        page = reverse("admin:reviews_review_change", args=[request.review_id])
        return format_html('<a href="{}">{}</a>', page, request.review)

    def get_queryset(self, request: HttpRequest) -> QuerySet[CorrectionRequest]:
        """With the review's names."""
        return super().get_queryset(request).select_related("review__album", "review__critic", "asked_by")

    def get_readonly_fields(self, request: HttpRequest, obj: CorrectionRequest | None = None) -> list[str]:
        """What is answered stays as it was answered."""
        # As it is stored: a form that is refused has written its answer on `obj` already.
        closed = obj is not None and not CorrectionRequest.objects.waiting().filter(pk=obj.pk).exists()
        return [*self.readonly_fields, *(["state", "answer"] if closed else [])]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Whoever answers what is answered by now is told so, with what they had written."""
        asked = self.get_object(request, unquote(object_id)) if object_id and request.method == "POST" else None
        if asked is not None and asked.state != CorrectionRequest.State.OPEN and self.has_change_permission(request):
            typed = request.POST.get("answer", "").strip()
            had_written = f" You had written: “{typed}”" if typed else ""
            messages.error(request, f"Somebody has answered this request meanwhile.{had_written}")
            return HttpResponseRedirect(request.path)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: CorrectionRequest, form: forms.ModelForm, change: bool) -> None:
        """Answer it, unless somebody else has by now."""
        if not form.has_changed():
            return
        try:
            answer_request(obj, form.cleaned_data["state"], form.cleaned_data["answer"], user_of(request))
        except NotAllowed as refusal:
            messages.error(request, f"{refusal} You had written: “{form.cleaned_data['answer']}”")

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Critics ask, at their desk."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: CorrectionRequest | None = None) -> bool:
        """They stay, with their answers."""
        return False
