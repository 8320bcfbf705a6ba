"""Merging and splitting in the admin: choose the other, look at what would happen, do it, undo it."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.admin.base import ReadOnlyAdmin
from common.names import fold
from common.requests import user_of
from curation.forms import MergeForm, SplitForm
from curation.merge_rules import NoRule
from curation.mergeable import MERGEABLE, Mergeable
from curation.merging import AlreadyMerged, NotPossible, Unsettled, gone, merge
from curation.models import NamedRecord, Rearrangeable, Rearrangement
from curation.preview import Preview, leaving, preview_of
from curation.splitting import split
from curation.undoing import undo
from reviews.models import Review

MOST_FOUND = 20
MOST_SHOWN = 500
LOOK, PREVIEW = "_look", "_preview"


@admin.register(Rearrangement)
class RearrangementAdmin(ReadOnlyAdmin):
    """What was merged and split, by whom and why."""

    list_display = ["what", "action", "kind", "by", "at", "undone"]
    list_display_links = ["what"]
    list_filter = ["action", "kind", ("undone_at", admin.EmptyFieldListFilter)]
    list_select_related = ["by", "undone_by"]
    search_fields = ["survivor_name", "other_name", "reason"]
    search_help_text = "Name or reason"
    fields = ["action", "kind", "survivor_name", "other_name", "reason", "by", "at", "undone_by", "undone_at"]
    change_form_template = "admin/curation/rearrangement.html"

    def as_searched(self, words: str) -> str:
        """Names are looked for as they were."""
        return words

    @admin.display(description="what")
    def what(self, done: Rearrangement) -> str:
        """Which records."""
        return str(done)

    @admin.display(description="undone", ordering="undone_at")
    def undone(self, done: Rearrangement) -> str:
        """By whom."""
        if done.undone_at is None:
            return "–"
        return f"by {done.undone_by.get_username()}" if done.undone_by else "Yes"

    def get_urls(self) -> list[URLPattern]:
        """With the pages on which it is done."""
        guarded = self.admin_site.admin_view
        return [
            path("merge/<str:kind>/<int:pk>/", guarded(choose_other), name="curation_choose"),
            path("merge/<str:kind>/<int:survivor>/<int:other>/", guarded(merge_two), name="curation_merge"),
            path("split/<str:kind>/<int:pk>/", guarded(split_one), name="curation_split"),
            path("<int:pk>/undo/", guarded(undo_one), name="curation_undo"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With the way back."""
        done = self.get_object(request, object_id)
        context = {
            "done": done,
            "may_undo": done is not None and done.is_undoable() and request.user.has_perm("curation.undo_merge"),
            "title": "Merge" if done and done.action == Rearrangement.Action.MERGE else "Split",
        }
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})


def page_of(mergeable: Mergeable, key: int) -> str:
    """The admin's page of a record."""
    meta = mergeable.model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[key])


def require_permission(request: HttpRequest, permission: str) -> None:
    """Raise PermissionDenied unless this person may."""
    if not request.user.has_perm(permission):
        raise PermissionDenied


def mergeable_of(kind: str) -> Mergeable:
    """The kind of record that an address names. Raises Http404."""
    if kind not in Rearrangeable.values:
        raise Http404
    return MERGEABLE[Rearrangeable(kind)]


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the admin."""
    return render(request, template, {**admin.site.each_context(request), **context}, status=status)


@require_safe
def choose_other(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Look for the record to merge with one."""
    require_permission(request, "curation.merge_records")
    mergeable = mergeable_of(kind)
    record = mergeable.records().filter(pk=pk).first()
    if record is None:
        return _told_of_absence(request, mergeable, pk)
    query = request.GET.get("q", "").replace("\0", "")[:300]
    context = {
        "title": f"Merge {mergeable.name}: {record}",
        "mergeable": mergeable,
        "record": record,
        "record_page": page_of(mergeable, pk),
        "query": query,
        "found": _namesakes(mergeable, query or str(record)).exclude(pk=pk)[:MOST_FOUND],
    }
    return page(request, "admin/curation/choose.html", context)


def _namesakes(mergeable: Mergeable, words: str) -> QuerySet:
    searched = fold(words)
    rows = mergeable.records()
    return rows.filter(folded__contains=searched) | rows.filter(folded__trigram_similar=searched)


@require_http_methods(["GET", "HEAD", "POST"])
def merge_two(request: HttpRequest, kind: str, survivor: int, other: int) -> HttpResponse:
    """What the merge would do, and the choices; posted, it is done."""
    require_permission(request, "curation.merge_records")
    mergeable = mergeable_of(kind)
    records = mergeable.records().in_bulk([survivor, other])
    if survivor == other:
        messages.error(request, f"That is one {mergeable.name}. Choose another to merge it with.")
        return HttpResponseRedirect(reverse("admin:curation_choose", args=[kind, survivor]))
    for key in (other, survivor):
        if key not in records:
            return _told_of_absence(request, mergeable, key)
    try:
        preview = preview_of(mergeable, records[survivor], records[other])
    except NoRule as missing:
        messages.error(request, str(missing))
        return HttpResponseRedirect(page_of(mergeable, survivor))
    form = MergeForm(preview, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = merge(
                Rearrangeable(kind), survivor, other, form.cleaned_data["reason"], user_of(request), form.choices()
            )
        except AlreadyMerged as refusal:
            return _told(request, mergeable, str(refusal), refusal.merge)
        except Unsettled as refusal:
            form.add_error(None, f"{refusal} It has come up since you opened the page.")
            form = MergeForm(preview_of(mergeable, records[survivor], records[other]), request.POST)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"“{done.other_name}” is merged into “{done.survivor_name}”.")
            return HttpResponseRedirect(reverse("admin:curation_rearrangement_change", args=[done.pk]))
    return _merge_page(request, preview, form)


def _merge_page(request: HttpRequest, preview: Preview, form: MergeForm) -> HttpResponse:
    context = {
        "title": f"Merge “{preview.other}” into “{preview.survivor}”",
        "preview": preview,
        "form": form,
        "survivor_page": page_of(preview.mergeable, preview.survivor.pk),
        "other_page": page_of(preview.mergeable, preview.other.pk),
        "swapped": reverse(
            "admin:curation_merge", args=[preview.mergeable.kind, preview.other.pk, preview.survivor.pk]
        ),
    }
    return page(request, "admin/curation/merge.html", context, status=422 if form.errors else 200)


def _told_of_absence(request: HttpRequest, mergeable: Mergeable, key: int) -> HttpResponse:
    return _told(request, mergeable, gone(mergeable, key), Rearrangement.objects.merge_of(mergeable.kind, key))


def _told(request: HttpRequest, mergeable: Mergeable, message: str, merged: Rearrangement | None) -> HttpResponse:
    """Say that a record is gone, where it went, or where its like are."""
    messages.warning(request, message)
    if merged and mergeable.records().filter(pk=merged.survivor_id).exists():
        return HttpResponseRedirect(page_of(mergeable, merged.survivor_id))
    meta = mergeable.model._meta
    return HttpResponseRedirect(reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"))


@require_http_methods(["GET", "HEAD", "POST"])
def split_one(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What could leave a record, and where to: look for another record, look at what would happen, do it."""
    require_permission(request, "curation.split_records")
    mergeable = mergeable_of(kind)
    if mergeable.kind == Rearrangeable.ARTIST:
        raise Http404  # an artist's credits are edited on the albums' pages
    source = mergeable.records().filter(pk=pk).first()
    if source is None:
        return _told_of_absence(request, mergeable, pk)
    query = request.GET.get("q", "").replace("\0", "")[:300]
    reviews = Review.objects.filter(**{kind: source}).select_related("album__lead_artist", "critic", "publication")
    if query.strip():
        words = fold(query)
        named = ("album__folded", "critic__folded", "publication__folded")
        reviews = reviews.filter(reduce(or_, [Q(**{f"{name}__contains": words}) for name in named]))
    shown = list(reviews.defer("body", "headings").order_by("album__folded", "critic__folded", "pk")[:MOST_SHOWN])
    found = _targets(mergeable, source, request.POST)
    asked = next((button for button in (LOOK, PREVIEW) if button in request.POST), None)
    if asked == LOOK:
        form = SplitForm(mergeable, source, shown, found, initial=_as_typed(request.POST))
    else:
        form = SplitForm(mergeable, source, shown, found, request.POST or None)
    moves = None
    if asked == PREVIEW:
        form.fields["reason"].required = False
        moves = leaving(form.parting(), mergeable, source) if form.is_valid() else None
    elif asked is None and request.method == "POST" and form.is_valid():
        try:
            done = split(Rearrangeable(kind), pk, form.parting(), form.cleaned_data["reason"], user_of(request))
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"“{done.other_name}” is split from “{done.survivor_name}”.")
            return HttpResponseRedirect(reverse("admin:curation_rearrangement_change", args=[done.pk]))
    context = {
        "title": f"Split “{source}”",
        "mergeable": mergeable,
        "source": source,
        "source_page": page_of(mergeable, pk),
        "form": form,
        "moves": moves,
        "looked_for": request.POST.get("look_for", "").strip(),
        "found": found,
        "query": query,
        "more": len(shown) == MOST_SHOWN,
    }
    return page(request, "admin/curation/split.html", context, status=422 if form.errors else 200)


def _targets(mergeable: Mergeable, source: NamedRecord, typed: QueryDict) -> list[NamedRecord]:
    """The records to choose from: the one chosen before, then those of the name looked for, else of like names."""
    words = typed.get("look_for", "").replace("\0", "")[:300].strip() or str(source)
    found = list(_namesakes(mergeable, words).exclude(pk=source.pk)[:MOST_FOUND])
    chosen = typed.get("target", "")
    if chosen.isascii() and chosen.isdigit() and len(chosen) < 19:
        found = [*mergeable.records().filter(pk=chosen).exclude(pk=source.pk), *found]
    return list(dict.fromkeys(found))


def _as_typed(typed: QueryDict) -> dict[str, object]:
    """What was typed and ticked so far, for a form that is shown again without judging it."""
    written = {name: typed.get(name, "") for name in ("target", "look_for", "new_name", "reason")}
    return {**written, **{name: typed.getlist(name) for name in ("reviews", "tracks", "credits")}}


@require_POST
def undo_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a merge or a split."""
    require_permission(request, "curation.undo_merge")
    done = Rearrangement.objects.filter(pk=pk).first()
    if done is None:
        raise Http404
    try:
        undo(done, user_of(request))
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It is undone: everything is as it was before.")
    return HttpResponseRedirect(reverse("admin:curation_rearrangement_change", args=[pk]))
