"""Reviews: all of them in a list, and the page on which one is read, corrected and decided about."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from common.admin.base import DeskAdmin
from common.admin.table_import import TableImport
from common.clock import in_words
from common.model_fields import stored_field
from common.requests import user_of
from reviews.admin.decisions import Decision, decision_in, open_to
from reviews.admin.excerpts import ExcerptInline
from reviews.admin.filters import DifferingFilter, LanguageFilter
from reviews.admin.forms import ReviewAdminForm
from reviews.admin.notes import notes_on, write_note
from reviews.admin.revisions import revisions_of
from reviews.admin.tables.reviews import ReviewRows
from reviews.admin.tables.scores import ScoreRows
from reviews.life.concerns import doubts, obstacles, with_concerns
from reviews.life.duplicates import alike_on_their_albums, duplicates_of
from reviews.life.revised_fields import NUMBERED, PLAIN
from reviews.life.revising import correct, record_revision
from reviews.life.revision_changes import compared
from reviews.life.steps import NotAllowed
from reviews.models import Publication, Review, VerdictCoding, VerdictSettlement
from reviews.quoting.excerpt_rules import longest_excerpt
from reviews.quoting.spans import cut

CORRECTED = ("album", "archive_url", *NUMBERED, *PLAIN)
"""What a curator may change on its page."""


class DecidingRequest(HttpRequest):
    """A page that was sent and is stored: `reason_given` is what its form tells the critic."""

    reason_given: str


def verdict_with_source(review: Review) -> str:
    """ "Positive, set by the critic"; a dash without a verdict."""
    if not review.verdict:
        return "–"
    said = f"{review.get_verdict_display()}, {_SET_BY[review.verdict_set_by]}"
    if review.second_verdict:
        return f"{said}; a second curator says {review.get_second_verdict_display().lower()}"
    return said


_SET_BY: dict[str, str] = {
    Review.VerdictSetBy.CRITIC: "set by the critic",
    Review.VerdictSetBy.GRADE: "from the grade",
    Review.VerdictSetBy.CURATOR: "set by a curator",
}


class GradedFilter(admin.SimpleListFilter):
    """Whether the critic printed a grade."""

    title = "grade"
    parameter_name = "graded"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """Two kinds of reviews."""
        return [("yes", "Graded"), ("no", "No grade")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Those of one kind."""
        return queryset.filter(score__isnull=self.value() == "no") if self.value() in ("yes", "no") else queryset


class ReviewTable(DeskAdmin):
    """Columns, filters and search that every list of reviews has."""

    list_select_related = ["album__lead_artist", "critic", "publication"]
    search_fields = [
        "album__folded",
        "album__credits__artist__folded",
        "critic__folded",
        "publication__folded",
        "headline__unaccent",
    ]
    search_help_text = "Album, artist, critic, publication or headline"

    @admin.display(description="artist", ordering="album__lead_artist__folded")
    def artist(self, review: Review) -> str:
        """Who leads the album."""
        return review.album.lead_artist.name

    @admin.display(description="critic", ordering="critic__folded")
    def byline(self, review: Review) -> str:
        """Who signed it."""
        return review.byline

    @admin.display(description="publication", ordering="publication__folded")
    def house(self, review: Review) -> str:
        """Where it appeared."""
        return review.house or "–"

    @admin.display(description="grade", ordering="score")
    def printed_grade(self, review: Review) -> str:
        """As printed."""
        return review.grade or "No grade"

    @admin.display(description="verdict", ordering="verdict")
    def judged(self, review: Review) -> str:
        """With who set it."""
        return verdict_with_source(review)


@admin.register(Review)
class ReviewAdmin(TableImport, ReviewTable):
    """All reviews, whatever their state."""

    resource_classes = [ReviewRows, ScoreRows]
    form = ReviewAdminForm
    inlines = [ExcerptInline]
    list_display = ["album", "artist", "byline", "house", "status", "judged", "printed_grade", "published_at"]
    list_filter = [
        "status",
        "verdict",
        "verdict_set_by",
        DifferingFilter,
        GradedFilter,
        ("publication", admin.RelatedOnlyFieldListFilter),
        "hosted",
        ("language", LanguageFilter),
    ]
    autocomplete_fields = ["album", "critic", "publication"]
    fieldsets = [
        ("Grade and verdict", {"fields": [("grade", "on_hundred"), ("verdict", "verdict_source"), "overrule"]}),
        ("Album and byline", {"fields": ["album", ("critic", "publication"), "headline"]}),
        (
            "As published",
            {"fields": ["source_url", "archive_url", ("published_on", "updated_on"), ("language", "hosted")]},
        ),
        ("Text", {"fields": ["body", "headings"]}),
    ]

    @admin.display(description="On 0-100")
    def on_hundred(self, review: Review) -> str:
        """What the printed grade is worth."""
        return "–" if review.score is None else f"{review.score.normalize():f}"

    @admin.display(description="Set by")
    def verdict_source(self, review: Review) -> str:
        """Who set the verdict, and when."""
        if not review.verdict:
            return "Nobody yet"
        who = review.get_verdict_set_by_display()
        if review.verdict_user:
            who = f"{who}, {review.verdict_user.get_username()}"
        if not review.verdict_set_at:
            return who
        return f"{who}, {in_words(review.verdict_set_at)}"

    def get_readonly_fields(self, request: HttpRequest, obj: Review | None = None) -> list[str]:
        """A published review stays with its album."""
        published = obj is not None and obj.status == Review.Status.PUBLISHED
        return ["on_hundred", "verdict_source", *(["album"] if published else [])]

    def get_fieldsets(self, request: HttpRequest, obj: Review | None = None) -> list:
        """A stored review opens on its judgement, the rest is folded away. Those who only look have no box to tick."""
        if obj is None:
            return [*self.fieldsets[1:], self.fieldsets[0]]
        judgement, *rest = self.fieldsets
        if not self.has_change_permission(request, obj):
            judgement = (judgement[0], {"fields": judgement[1]["fields"][:-1]})
        return [judgement, *((title, {**options, "classes": ["collapse"]}) for title, options in rest)]

    def get_form(
        self, request: HttpRequest, obj: Review | None = None, change: bool = False, **options: Any
    ) -> type[forms.ModelForm]:
        """The form, knowing who edits."""
        form = super().get_form(request, obj, change, **options)
        if issubclass(form, ReviewAdminForm):
            form.curator = user_of(request)
        return form

    def has_delete_permission(self, request: HttpRequest, obj: Review | None = None) -> bool:
        """What has been published is withdrawn, never deleted."""
        if obj is not None and obj.is_seen():
            return False
        return super().has_delete_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        """With the address to which notes are sent."""
        guarded = self.admin_site.admin_view(write_note)
        return [path("<int:pk>/note/", guarded, name="reviews_review_note"), *super().get_urls()]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Nothing is deleted by the dozen."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def save_model(self, request: HttpRequest, obj: Review, form: ReviewAdminForm, change: bool) -> None:
        """Store it; changes go through `correct`, so that excerpts and consensus follow."""
        if not change:
            obj.save()
            record_revision(obj, user_of(request))
            return
        cast("DecidingRequest", request).reason_given = form.reason
        stored = Review.objects.get(pk=obj.pk)
        columns = {name: stored_field(Review, name).attname for name in CORRECTED}
        changed = [name for name, column in columns.items() if getattr(obj, column) != getattr(stored, column)]
        for excerpt in correct(obj, changed, user_of(request)) if changed else ():
            messages.warning(request, f"An excerpt was removed, its words are gone: “{excerpt}”")

    def save_formset(self, request: HttpRequest, form: forms.ModelForm, formset: Any, change: bool) -> None:
        """Quotations that somebody else has changed are their critic's choice no more."""
        super().save_formset(request, form, formset, change)
        review = form.instance
        if review.quotes_by_critic and formset.has_changed() and review.critic.user_id != request.user.pk:
            Review.objects.filter(pk=review.pk).update(quotes_by_critic=False)

    def log_change(self, request: HttpRequest, obj: Review, message: Any) -> Any:
        """A form that was sent back as it was is no change."""
        return super().log_change(request, obj, message) if message else None

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Whoever decides about a revision that is no more is told so, with what they had written."""
        deciding = request.method == "POST" and self.has_change_permission(request)
        if object_id is not None and deciding and self.get_object(request, unquote(object_id)) is None:
            typed = request.POST.get("words", "").strip()
            had_written = f" You had written: “{typed}”" if typed else ""
            messages.error(
                request,
                "That review is not there any more: a revision has taken its place among the published ones, or its "
                f"critic has thrown it away.{had_written}",
            )
            return HttpResponseRedirect(reverse("admin:index"))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def response_add(self, request: HttpRequest, obj: Review, post_url_continue: str | None = None) -> HttpResponse:
        """Take the decision whose button was pressed; a new review may be published in one go."""
        if (decision := decision_in(request.POST)) is None:
            return super().response_add(request, obj, post_url_continue)
        return self._decided(request, obj, decision, "")

    def response_change(self, request: HttpRequest, obj: Review) -> HttpResponse:
        """Take the decision whose button was pressed. Everything else typed is saved by then, whatever comes of it."""
        if (decision := decision_in(request.POST)) is None:
            return super().response_change(request, obj)
        return self._decided(request, obj, decision, cast("DecidingRequest", request).reason_given)

    def _decided(self, request: HttpRequest, obj: Review, decision: Decision, reason: str) -> HttpResponse:
        if not request.user.has_perm(decision.permission):
            raise PermissionDenied
        try:
            decided = decision.take(obj, user_of(request), reason)
        except NotAllowed as refusal:
            typed = f" You had written: “{reason}”" if reason.strip() else ""
            messages.error(request, f"{refusal}{typed}")
            return HttpResponseRedirect(reverse("admin:reviews_review_change", args=[obj.pk]))
        self.log_change(request, decided, f"It {decision.done}. {reason}".strip())
        messages.success(request, f"{decided} {decision.done}.")
        if decision.status == Review.Status.SUBMITTED:
            return HttpResponseRedirect(reverse("queue"))
        return HttpResponseRedirect(reverse("admin:reviews_review_change", args=[obj.pk]))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Review | None = None,
    ) -> HttpResponse:
        """With the marked text, the decisions, the revisions and what a curator should know."""
        if obj is None:
            context["decisions"] = open_to(user_of(request), Review())
        if obj is not None:
            stored = with_concerns(Review.objects.filter(pk=obj.pk)).get()
            decisions = open_to(user_of(request), stored) if self.has_change_permission(request, obj) else []
            context |= {
                "stored": stored,
                "pieces": cut(stored.body, [(excerpt.start, excerpt.end) for excerpt in stored.excerpts.all()]),
                "longest_quotation": longest_excerpt(stored.body, hosted=stored.hosted),
                "decisions": decisions,
                "show_save_and_add_another": False,
                "reason_asked": any(decision.needs_reason for decision in decisions),
                "revisions": revisions_of(stored),
                "doubts": doubts(
                    stored,
                    Publication.objects.filter(is_aggregator=True),
                    is_alike=stored.pk in alike_on_their_albums([stored.pk]),
                ),
                "codings": VerdictCoding.objects.of_text(stored).select_related("curator"),
                "settlement": VerdictSettlement.objects.of_text(stored).select_related("curator").first(),
                "obstacles": obstacles(stored) if stored.status == Review.Status.SUBMITTED else [],
                "compared": compared(stored.revises, stored) if stored.revises else None,
                "duplicates": duplicates_of(
                    stored, None, user_of(request), stored.critic, stored.album, stored.source_url, stored.body
                ),
                **notes_on(stored),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)
