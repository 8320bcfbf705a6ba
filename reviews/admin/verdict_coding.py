"""Verdicts for prose without a grade: the worklist for second curators, the page to code on, and the one to settle on.

Whoever codes reads the text alone: nothing here tells the first verdict, the album's score or what others made of it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.views.decorators.http import require_http_methods

from common.admin.base import ReadOnlyAdmin
from common.form_fields import TextField, offer
from common.requests import user_of
from reviews.admin.filters import LanguageFilter
from reviews.life.steps import NotAllowed
from reviews.life.verdict_coding import CANNOT_TELL, code_blind, settle, verdicts_open_to
from reviews.models import Review, ReviewToCode, Verdict, VerdictCoding
from reviews.models.verdict_coding import digest_of

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

UNCLEAR = "cannot-tell"
WORKLIST = "admin:reviews_reviewtocode_changelist"


class CodedFirst(TypedDict):
    """What the worklist knows besides of each review."""

    first_coded_at: datetime | None


class CodingForm(forms.Form):
    """What a curator makes of a text. `body_digest` tells which text they had before them."""

    verdict = forms.ChoiceField(
        label="What does it amount to?",
        choices=[*Verdict.choices, (UNCLEAR, "I cannot tell")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one, be it that you cannot tell."},
    )
    words = TextField(
        required=False,
        max_length=2000,
        label="Words",
        help_text="What decided it, if you like. Curators read it.",
        widget=AdminTextareaWidget(attrs={"rows": 3}),
    )
    body_digest = forms.CharField(max_length=32, widget=forms.HiddenInput)

    def clean_verdict(self) -> str:
        """Empty where the curator cannot tell."""
        verdict = self.cleaned_data["verdict"]
        return CANNOT_TELL if verdict == UNCLEAR else verdict


class SettlementForm(forms.Form):
    """Which verdict it is to be, of those open to this curator, and why."""

    verdict = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": "Choose one."})
    reason = TextField(
        max_length=2000,
        help_text="It stays with the review. Curators read it.",
        widget=AdminTextareaWidget(attrs={"rows": 3}),
    )

    def __init__(self, verdicts: list[Verdict], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "verdict", [(verdict.value, str(verdict.label)) for verdict in verdicts])
        self.fields["verdict"].error_messages["invalid_choice"] = "As one of the two you can only agree with the other."
        if len(verdicts) == 1:
            self.fields["verdict"].initial = verdicts[0].value


@admin.register(ReviewToCode)
class VerdictCodingAdmin(ReadOnlyAdmin):
    """What waits for this curator's own reading."""

    list_display = ["album_title", "length", "language", "waiting"]
    list_display_links = None
    list_filter = [("language", LanguageFilter)]
    search_fields = ["album__folded", "album__credits__artist__folded"]
    search_help_text = "Album or artist"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Those that are theirs to code."""
        return ReviewToCode.objects.to_code_by(user_of(request)).select_related("album__lead_artist")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Longest waiting first."""
        return ("first_coded_at", "pk")

    def get_urls(self) -> list[URLPattern]:
        """With the page on which two codings are settled."""
        settling = self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.settle_view))
        return [path("<int:pk>/settle/", settling, name="reviews_reviewtocode_settle"), *super().get_urls()]

    @admin.display(description="album")
    def album_title(self, review: ReviewToCode) -> str:
        """The way to the text. Whose text it is, is not told."""
        page = reverse("admin:reviews_reviewtocode_change", args=[review.pk])
        return format_html(
            '<a href="{}"><bdi>{}</bdi></a><br><bdi>{}</bdi>', page, review.album, review.album.lead_artist
        )

    @admin.display(description="length")
    def length(self, review: ReviewToCode) -> str:
        """Words to read."""
        return f"{intcomma(review.words)} words"

    @admin.display(description="waiting")
    def waiting(self, review: WithAnnotations[ReviewToCode, CodedFirst]) -> str:
        """Since it was coded first; a graded text waits for nobody."""
        if review.first_coded_at is None:
            return "one of a sample"
        return format_html(
            '<time datetime="{}">{}</time>',
            review.first_coded_at.isoformat(),
            timesince(review.first_coded_at, depth=1),
        )

    def has_view_permission(self, request: HttpRequest, obj: Review | None = None) -> bool:
        """Who may code."""
        return request.user.has_perm("reviews.code_verdict")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Under its own name."""
        return super().changelist_view(request, {"title": "Code verdicts", **(extra_context or {})})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The text, and the question what it amounts to."""
        review = self._review(request, object_id)
        form = CodingForm(request.POST or None, initial={"body_digest": digest_of(review.body)})
        if request.method == "POST" and form.is_valid():
            try:
                coding = code_blind(review, by=user_of(request), **form.cleaned_data)
            except NotAllowed as refusal:
                typed = form.cleaned_data["words"]
                messages.warning(request, f"{refusal} You had written: “{typed}”" if typed else str(refusal))
                return HttpResponseRedirect(reverse(WORKLIST))
            return self._coded(request, review, coding)
        if not self.get_queryset(request).filter(pk=review.pk).exists():
            messages.info(request, f"“{review.album}”: this text does not wait for your reading.")
            return HttpResponseRedirect(reverse(WORKLIST))
        return self._page(request, "code", review, form, "Code a verdict")

    def _coded(self, request: HttpRequest, review: Review, coding: VerdictCoding) -> HttpResponse:
        review.refresh_from_db()
        done = f"“{review.album}” is coded: {coding.get_verdict_display().lower() or 'you cannot tell'}."
        self.log_change(request, review, "Coded without sight of the first verdict.")
        if review.second_verdict:
            way = reverse("admin:reviews_reviewtocode_settle", args=[review.pk])
            told = '{} The first curator said {}. <a href="{}">Look at both</a>'
            messages.warning(request, format_html(told, done, review.get_verdict_display().lower(), way))
        else:
            messages.success(request, done)
        following = self.get_queryset(request).first()
        if following is None:
            return HttpResponseRedirect(reverse(WORKLIST))
        return HttpResponseRedirect(reverse("admin:reviews_reviewtocode_change", args=[following.pk]))

    def settle_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Both verdicts, their words and the text; posted, one is decided for."""
        review = self._review(request, pk)
        verdicts = verdicts_open_to(review, user_of(request))
        form = SettlementForm(verdicts, request.POST or None)
        answered = HttpResponseRedirect(reverse("admin:reviews_review_change", args=[pk]))
        if request.method == "POST" and (form.is_valid() or not verdicts):
            verdict, reason = request.POST.get("verdict", ""), request.POST.get("reason", "")
            try:
                done = settle(review, verdict, form.cleaned_data.get("reason", reason), user_of(request))
            except NotAllowed as refusal:
                messages.warning(request, f"{refusal} You had written: “{reason}”" if reason.strip() else str(refusal))
            else:
                self.log_change(request, review, f"Settled as {done.verdict}. {done.reason}")
                messages.success(request, f"It is settled: {done.get_verdict_display().lower()}.")
            return answered
        if not verdicts:
            messages.info(request, "There is nothing to settle: no two curators differ about this text.")
            return answered
        return self._page(request, "settle", review, form, "Two curators differ")

    def _review(self, request: HttpRequest, key: str | int) -> Review:
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            found = Review.objects.select_related("album__lead_artist").filter(pk=Review._meta.pk.to_python(key))
        except ValidationError as error:
            raise Http404 from error
        review = found.first()
        if review is None:
            raise Http404
        return review

    def _page(self, request: HttpRequest, name: str, review: Review, form: forms.Form, title: str) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "review": review,
            "form": form,
        }
        if name == "settle":
            context["codings"] = VerdictCoding.objects.of_text(review).select_related("curator")
        template = f"admin/reviews/reviewtocode/{name}.html"
        return render(request, template, context, status=422 if form.errors else 200)
