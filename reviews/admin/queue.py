"""The queue: submitted reviews, longest waiting first."""

from __future__ import annotations

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.timesince import timesince
from django.utils.translation import ngettext

from reviews.admin.review import GradedFilter, ReviewTable
from reviews.concerns import doubts, obstacles, with_concerns
from reviews.models import BlockedSource, Publication, QueuedReview
from reviews.publishing import NotAllowed, publish


class QueueList(ChangeList):
    """The rows of one page, each with what a curator should know of it."""

    def get_results(self, request: HttpRequest) -> None:
        """Look up the aggregators and the blocked sources once for all rows."""
        super().get_results(request)
        aggregators = list(Publication.objects.filter(is_aggregator=True))
        blocked = list(BlockedSource.objects.all())
        for review in self.result_list:
            review.obstacles = obstacles(review, blocked)
            review.doubts = doubts(review, aggregators)


@admin.register(QueuedReview)
class QueueAdmin(ReviewTable):
    """What waits for a curator."""

    list_display = ["review", "signed", "waiting", "judged", "printed_grade", "length", "to_know"]
    list_display_links = None
    list_filter = [
        "verdict",
        "verdict_set_by",
        GradedFilter,
        "album__proposed",
        ("publication", admin.RelatedOnlyFieldListFilter),
    ]
    ordering = ["submitted_at", "pk"]
    actions = ["publish"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Submitted reviews alone."""
        return with_concerns(super().get_queryset(request).waiting())

    def get_changelist(self, request: HttpRequest, **options: object) -> type[ChangeList]:
        """Rows that know what is odd about them."""
        return QueueList

    @admin.display(description="album", ordering="album__folded")
    def review(self, review: QueuedReview) -> str:
        """The album's title, leading to the review's page, and its artist."""
        page = reverse("admin:reviews_review_change", args=[review.pk])
        return format_html('<a href="{}">{}</a><br>{}', page, review.album, review.album.lead_artist)

    @admin.display(description="critic", ordering="critic__folded")
    def signed(self, review: QueuedReview) -> str:
        """Who signed it, and where it appeared."""
        return format_html_join(mark_safe("<br>"), "{}", [(part,) for part in (review.byline, review.house) if part])

    @admin.display(description="waiting", ordering="-submitted_at")
    def waiting(self, review: QueuedReview) -> str:
        """Since when."""
        return format_html(
            '<time datetime="{}">{}</time>', review.submitted_at.isoformat(), timesince(review.submitted_at, depth=1)
        )

    @admin.display(description="length")
    def length(self, review: QueuedReview) -> str:
        """Words of the text, and how many excerpts were taken of it."""
        excerpts = len(review.excerpts.all())
        return f"{intcomma(review.words)} words, {excerpts} excerpt{pluralize(excerpts)}"

    @admin.display(description="to know")
    def to_know(self, review: QueuedReview) -> str:
        """What stands against it, and what is odd about it."""
        lines = [*(("obstacle", line) for line in review.obstacles), *(("doubt", line) for line in review.doubts)]
        if not lines:
            return "–"
        return format_html('<ul class="concerns">{}</ul>', format_html_join("", '<li class="{}">{}</li>', lines))

    @admin.action(description="Publish selected reviews", permissions=["publish"])
    def publish(self, request: HttpRequest, reviews: QuerySet) -> None:
        """Publish each in its own transaction; say which could not be and why."""
        published = 0
        for review in reviews.order_by("submitted_at", "pk"):
            try:
                shown = publish(review, request.user)
            except NotAllowed as refusal:
                messages.warning(request, f"{review} was not published. {refusal}")
            else:
                published += 1
                self.log_change(request, shown, "Published from the queue.")
        if published:
            done = ngettext("%d review is published.", "%d reviews are published.", published) % published
            messages.success(request, done)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """As for reviews."""
        return request.user.has_perm("reviews.publish_review")

    def has_view_permission(self, request: HttpRequest, obj: QueuedReview | None = None) -> bool:
        """As for reviews."""
        return request.user.has_perm("reviews.view_review") or request.user.has_perm("reviews.change_review")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The queue fills by submission."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: QueuedReview | None = None) -> bool:
        """A review is edited on its own page."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: QueuedReview | None = None) -> bool:
        """Nothing leaves the queue without a decision."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Under its own name."""
        return super().changelist_view(request, {"title": "The queue", **(extra_context or {})})

    def change_view(self, request: HttpRequest, object_id: str, *args: object, **options: object) -> HttpResponse:
        """A review has one page, wherever it is opened from."""
        return HttpResponseRedirect(reverse("admin:reviews_review_change", args=[object_id]))
