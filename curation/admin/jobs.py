"""The jobs that are done on a timer: how each went last, when it is due, a switch, “Run now”."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import ngettext

from common.admin.base import DeskAdmin
from common.admin.switching import Switches
from curation.jobs.schedule import JOBS
from curation.jobs.worker import somebody_works
from curation.models import Job


class HowItWent(admin.SimpleListFilter):
    """Those that failed last, or those that did not."""

    title = "how it went"
    parameter_name = "failing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """Both."""
        return [("yes", "Failing"), ("no", "Not failing")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Job]) -> QuerySet[Job]:
        """The jobs asked for."""
        if self.value() == "yes":
            return queryset.filter(failures__gt=0)
        return queryset.filter(failures=0) if self.value() == "no" else queryset


@admin.register(Job)
class JobAdmin(Switches, DeskAdmin):
    """Each job with how it went last. What a job is stands in `curation.jobs.schedule`."""

    list_display = ["name_in_words", "tells", "enabled", "how_it_went", "ended_at", "took", "next"]
    list_filter = ["enabled", HowItWent]
    export_columns = ("name", "enabled", "begun_at", "ended_at", "failures", "failed_at", "problem", "next_at")
    readonly_fields = [
        *("name_in_words", "tells", "command", "how_it_went", "begun_at", "ended_at", "took", "said"),
        *("failures", "failed_at", "problem", "next"),
    ]
    fields = ["enabled", *readonly_fields]
    actions = ["run_now", "switch_on", "switch_off"]

    class Media:
        css = {"all": ["css/curation.css"]}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """With a word on whether anybody does them."""
        told = {"title": "Jobs on a timer", "somebody_works": somebody_works(), **(extra_context or {})}
        return super().changelist_view(request, told)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A release brings its jobs."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """They are switched off."""
        return False

    @admin.display(description="job", ordering="name")
    def name_in_words(self, job: Job) -> str:
        """Its name."""
        return JOBS[job.name].title if job.name in JOBS else str(job)

    @admin.display(description="what it does")
    def tells(self, job: Job) -> str:
        """In a sentence."""
        return JOBS[job.name].tells if job.name in JOBS else "Is of another release."

    @admin.display(description="command")
    def command(self, job: Job) -> str:
        """What does the same by hand."""
        return " ".join(["manage.py", job.name, *(JOBS[job.name].arguments if job.name in JOBS else ())])

    @admin.display(description="last time")
    def how_it_went(self, job: Job) -> str:
        """In words."""
        if job.begun_at is None:
            return "Not done yet"
        if job.ended_at is None or job.ended_at < job.begun_at:
            return "Is at it"
        if not job.failures:
            return "Done"
        times = ngettext("Failed", "Failed %d times", job.failures)
        return f"{times % job.failures if job.failures > 1 else times}: {job.problem.splitlines()[-1]:.200}"

    @admin.display(description="took")
    def took(self, job: Job) -> str:
        """How long."""
        if job.begun_at is None or job.ended_at is None or job.ended_at < job.begun_at:
            return "–"
        seconds = (job.ended_at - job.begun_at).total_seconds()
        return f"{seconds:.1f} s" if seconds < 60 else timesince(job.begun_at, job.ended_at)

    @admin.display(description="next time", ordering="next_at")
    def next(self, job: Job) -> str:
        """When it is due."""
        if job.asked_for:
            return "At once: somebody asked for it"
        return date_format(timezone.localtime(job.next_at), "DATETIME_FORMAT") if job.enabled else "Switched off"

    @admin.action(description="Run now", permissions=["change"])
    def run_now(self, request: HttpRequest, jobs: QuerySet[Job]) -> None:
        """Have them done at once, whether they are switched on or not."""
        count = jobs.update(asked_for=True)
        told = ngettext("%d job is done at once.", "%d jobs are done at once.", count) % count
        if somebody_works():
            self.message_user(request, told, messages.SUCCESS)
        else:
            waits = "Nobody does them just now: they are done as soon as somebody starts “manage.py work”."
            self.message_user(request, waits, messages.WARNING)
