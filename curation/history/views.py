"""The history's pages: one record's, with a button for each version; and the recent changes of everything."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from common.form_fields import offer
from common.keyset import MergedPlace, read_place
from common.query import LARGEST_KEY
from common.requests import SignedInRequest
from curation.history.events import (
    PAGE_SIZE,
    Changeset,
    Event,
    acts,
    event_of,
    recent_events,
    record_events,
)
from curation.history.reverting import CannotRevert, obstacle, permission_for, revert
from curation.history.tracked_tables import home_of, own_table, page_of, record_of, tracked_models


class ChangesForm(forms.Form):
    """Which of the recent changes are looked for."""

    who = forms.CharField(required=False, max_length=150, label="Who", help_text="User name")
    what = forms.ChoiceField(required=False, label="What")
    since = forms.DateField(required=False, label="From", widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, label="To", widget=forms.DateInput(attrs={"type": "date"}))
    q = forms.CharField(required=False, max_length=100, label="Words", help_text="In the reason or in its name")

    def __init__(self, data: QueryDict, tables: list[type[Model]]) -> None:
        super().__init__(data)
        choices = [(table._meta.label_lower, str(table._meta.verbose_name).capitalize()) for table in tables]
        offer(self, "what", [("", "Everything"), *choices])

    def which(self) -> Q:
        """The events meant, whatever their table."""
        said = self.cleaned_data
        which = Q()
        if said.get("who"):
            named = get_user_model()._default_manager.filter(username=said["who"]).values_list("pk", flat=True)
            which &= reduce(or_, (Q(pgh_context__user=key) for key in named), Q(pk__in=[]))
        if said.get("since"):
            which &= Q(pgh_created_at__gte=_midnight(said["since"]))
        if said.get("until"):
            which &= Q(pgh_created_at__lt=_midnight(said["until"] + timedelta(days=1)))
        return which


@require_safe
def recent(request: SignedInRequest) -> HttpResponse:
    """What was changed lately, of all tables that this person may see, removed records too."""
    tables = [table for table in tracked_models().values() if _may_see(request, table)]
    if not tables:
        raise PermissionDenied
    form = ChangesForm(request.GET, tables)
    found: list[Event] = []
    if form.is_valid():
        wanted = form.cleaned_data["what"]
        chosen = [tracked_models()[wanted]] if wanted else tables
        found = recent_events(chosen, form.which(), form.cleaned_data["q"], _place(request.GET))
    context = {
        **admin.site.each_context(request),
        "title": "Recent changes",
        "form": form,
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "acts": [_linked(request, act) for act in acts(found[:PAGE_SIZE])],
        "next": _next(request, found),
    }
    return render(request, "admin/curation/history/recent.html", context, status=200 if form.is_valid() else 422)


@require_safe
def of_admin_page(request: SignedInRequest, app: str, model: str, key: int) -> HttpResponse:
    """The page behind the admin's button "History": this history where one is kept, else Django's own."""
    found = _model_or_404(app, model)
    if own_table(found):
        return record(request, app, model, key)
    if not admin.site.is_registered(found):
        raise Http404
    return admin.site.get_model_admin(found).history_view(request, str(key))


@require_safe
def record(request: SignedInRequest, app: str, model: str, key: int) -> HttpResponse:
    """Who did what to one record and its parts, when and why; newest first. It may be gone by now."""
    return _record_page(request, _own_table_or_404(app, model), key)


@require_POST
def revert_one(request: SignedInRequest, app: str, model: str, number: int) -> HttpResponse:
    """Set a row back to what it was before the event of that number, with a reason."""
    table = tracked_models().get(f"{app}.{model}")
    if table is None or number > LARGEST_KEY:
        raise Http404
    event = event_of(table, number)
    if event is None or not _may_see(request, table):
        raise Http404
    if not request.user.has_perm(permission_for(event)):
        raise PermissionDenied
    home, key = page_of(event.model, event.row, event.key)
    seen = request.POST.get("seen", "")
    try:
        revert(event, int(seen) if seen.isdecimal() else -1, request.POST.get("reason", ""), request.user)
    except CannotRevert as refusal:
        messages.error(request, str(refusal))
        return _record_page(
            request, own_table(home) or home, key, status=409, typed=(event, request.POST.get("reason", ""))
        )
    messages.success(request, "It is as it was before that change.")
    return HttpResponseRedirect(reverse("history-record", args=[home._meta.app_label, home._meta.model_name, key]))


def _record_page(
    request: SignedInRequest, table: type[Model], key: int, status: int = 200, typed: tuple[Event, str] | None = None
) -> HttpResponse:
    if not _may_see(request, table):
        raise PermissionDenied
    if key > LARGEST_KEY:
        raise Http404
    stored = table._base_manager.filter(pk=key).first()
    before = _place(request.GET)
    found = record_events(table, key, before)
    if stored is None and not found and not before:
        raise Http404
    told = acts(found[:PAGE_SIZE])
    newest = _newest_shown(found) if before is None else {}
    context = {
        **admin.site.each_context(request),
        "title": f"History of {stored}" if stored else f"History of a {table._meta.verbose_name} that is gone",
        "record": stored,
        "opts": table._meta,
        "page": _address(table, key) if stored else "",
        "acts": [_linked(request, act, newest, typed) for act in told],
        "next": _next(request, found),
    }
    return render(request, "admin/curation/history/record.html", context, status=status)


def _newest_shown(events: list[Event]) -> dict[tuple[type[Model], int], int]:
    newest: dict[tuple[type[Model], int], int] = {}
    for event in events:
        place = (event.model, event.key)
        newest[place] = max(newest.get(place, 0), event.number)
    return newest


def _linked(
    request: SignedInRequest,
    act: Changeset,
    newest: dict[tuple[type[Model], int], int] | None = None,
    typed: tuple[Event, str] | None = None,
) -> dict[str, object]:
    """The act with the way to each record's history, and with what this person may set back."""
    entries = []
    for told in act.entries:
        event, (home, key) = told.event, told.page
        seen = (newest or {}).get((event.model, event.key))
        may = newest is not None and request.user.has_perm(permission_for(event))
        refusal = obstacle(event) if may else ""
        entries.append(
            {
                "told": told,
                "history": reverse("history-record", args=[home._meta.app_label, home._meta.model_name, key]),
                "revert": reverse(
                    "history-revert", args=[event.model._meta.app_label, event.model._meta.model_name, event.number]
                )
                if may and not refusal and seen
                else "",
                "refusal": refusal if event.label != "insert" else "",
                "seen": seen,
                "typed": typed[1] if typed and typed[0].place == event.place else None,
            }
        )
    return {"act": act, "entries": entries}


def _may_see(request: SignedInRequest, table: type[Model]) -> bool:
    """Whoever may look at the records may look at their history."""
    home = record_of(table)
    return request.user.has_perm(f"{home._meta.app_label}.view_{home._meta.model_name}")


def _model_or_404(app: str, model: str) -> type[Model]:
    try:
        return apps.get_model(app, model)
    except LookupError as missing:
        raise Http404 from missing


def _own_table_or_404(app: str, model: str) -> type[Model]:
    table = own_table(_model_or_404(app, model))
    if table is None:
        raise Http404
    return table


def _address(table: type[Model], key: int) -> str:
    home = home_of(table)
    try:
        return reverse(f"admin:{home._meta.app_label}_{home._meta.model_name}_change", args=[key])
    except NoReverseMatch:
        return ""


def _next(request: SignedInRequest, found: list[Event]) -> str:
    """The address of the page behind this one; empty on the last."""
    if len(found) <= PAGE_SIZE:
        return ""
    place = found[PAGE_SIZE - 1].place
    query = request.GET.copy()
    query["before"] = str(place)
    return f"{request.path}?{query.urlencode()}"


def _place(query: QueryDict) -> MergedPlace[str] | None:
    """Where the page begins that the address asks for; the first page where it cannot be read."""
    return read_place(query.get("before", ""), {label: label for label in tracked_models()})


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
