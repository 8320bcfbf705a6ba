"""The pages of readers' lists: for whoever may see one, and for who keeps it."""

from __future__ import annotations

import csv
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from albums.models import Album
from common.form_fields import LineField, TextField
from common.limits import over_limit
from common.query import LARGEST_KEY, whole
from common.requests import SignedInRequest
from readers.models import ReaderList
from readers.shelf.keeping_lists import (
    A_PAGE,
    ListIsFull,
    annotate_entry,
    entries_on_page,
    move,
    new_list,
    put_on,
    seen_entries,
    take_off,
)
from readers.shelf.list_feed import ListFeed
from readers.shelf.taking_along import list_rows
from reviews.search import load, search_one_kind

FOUND = 12
TOO_MANY = gettext_lazy("You have changed your lists a great many times within the minute. Go on a little later.")


class ReaderListForm(forms.ModelForm):
    """What a list is called, what it is about, and whether everybody may see it."""

    title = LineField(max_length=200, label=gettext_lazy("Title"))
    about = TextField(
        required=False, max_length=2000, label=gettext_lazy("About it"), widget=forms.Textarea(attrs={"rows": 3})
    )
    signed = LineField(
        required=False,
        max_length=80,
        label=gettext_lazy("Signed"),
        help_text=gettext_lazy("The name that stands under a public list. Empty: “a reader”."),
    )
    public = forms.BooleanField(
        required=False,
        label=gettext_lazy("Everybody may see it"),
        help_text=gettext_lazy("It gets an address, a feed and a picture to share. Otherwise it is yours alone."),
    )

    class Meta:
        model = ReaderList
        fields = ["title", "about", "signed", "public"]


class EntryNoteForm(forms.Form):
    """What is said about one record."""

    note = LineField(required=False, max_length=500, label=gettext_lazy("Note"))


@require_safe
def reader_list(request: HttpRequest, pk: int) -> HttpResponse:
    """A list, for whoever may see it. One that is somebody else's and not public is not there."""
    shown = _seen(request, pk)
    number = _number(request)
    entries = entries_on_page(shown, number)
    count = seen_entries(shown).count()
    context = {
        "list": shown,
        "entries": entries,
        "count": count,
        "number": number,
        "start": (number - 1) * A_PAGE + 1,
        "more": number * A_PAGE < count,
        "own": shown.owner_id == request.user.pk,
    }
    response = render(request, "readers/reader_list.html", context)
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_safe
def list_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """What came onto a public list, the newest first."""
    return ListFeed(request, get_object_or_404(ReaderList.objects.public(), pk=min(pk, LARGEST_KEY))).answer(request)


@require_safe
def list_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """A list as a table, for whoever may see it."""
    shown = _seen(request, pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="list-{shown.pk}.csv"'
    csv.writer(response).writerows(list_rows(shown))
    patch_cache_control(response, private=True, no_cache=True)
    return response


@login_required
@require_POST
def report_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tell the curators of a public list that should not be here."""
    shown = get_object_or_404(ReaderList.objects.public(), pk=min(pk, LARGEST_KEY))
    if over_limit(request, "report-list"):
        return render(request, "readers/refused.html", {"problem": TOO_MANY}, status=429)
    words = TextField(required=False, max_length=500).clean(request.POST.get("words", "")[:500])
    ReaderList.objects.filter(pk=shown.pk, reported_at=None).update(reported_at=timezone.now(), report=words or "")
    messages.success(request, _("Thank you: a curator will look at it."))
    return redirect(shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: SignedInRequest) -> HttpResponse:
    """The reader's lists, and a new one."""
    form = ReaderListForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if over_limit(request, "list-write"):
            form.add_error(None, TOO_MANY)
            status = 429
        elif form.is_valid():
            try:
                return redirect("edit-list", new_list(request.user, **form.cleaned_data).pk)
            except ListIsFull as problem:
                form.add_error(None, str(problem))
    return render(
        request, "readers/lists.html", {"lists": request.user.reader_lists.all(), "form": form}, status=status
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """One list for its keeper: what it says, its records in their order, and others to be found."""
    own = _own(request, pk)
    form = ReaderListForm(request.POST if request.method == "POST" else None, instance=own)
    status = 200
    if request.method == "POST":
        status = 422
        if over_limit(request, "list-write"):
            form.add_error(None, TOO_MANY)
            status = 429
        elif form.is_valid():
            own.touch(timezone.now(), **form.cleaned_data)
            messages.success(request, _("“%(title)s” is saved.") % {"title": form.cleaned_data["title"]})
            return redirect("edit-list", own.pk)
    return render(request, "readers/edit_list.html", _edited(request, own) | {"form": form}, status=status)


@login_required
@require_POST
def list_entry(request: SignedInRequest, pk: int, entry: int) -> HttpResponse:
    """Move a record, say something about it, or take it off. What is posted says where it goes, not how far."""
    own = _own(request, pk)
    if over_limit(request, "list-write"):
        return render(request, "readers/refused.html", {"problem": TOO_MANY}, status=429)
    entry = min(entry, LARGEST_KEY)
    if "remove" in request.POST:
        take_off(own, entry)
    elif place := whole(request.POST.get("move") or request.POST.get("place", ""), LARGEST_KEY):
        move(own, entry, place)
    if "note" in request.POST and "remove" not in request.POST:
        form = EntryNoteForm(request.POST)
        if not form.is_valid():
            return render(request, "readers/refused.html", {"problem": form.errors["note"][0]}, status=422)
        annotate_entry(own, entry, form.cleaned_data["note"])
    if request.htmx:
        return render(request, "readers/list_entries.html", _edited(request, own))
    number = _number(request)
    query = f"?page={number}" if number > 1 else ""
    return redirect(f"{reverse('edit-list', args=[own.pk])}{query}#entry-{entry}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_to_list(request: SignedInRequest) -> HttpResponse:
    """Put a record on one of the reader's lists."""
    asked = request.POST if request.method == "POST" else request.GET
    album = get_object_or_404(
        Album.objects.listed().select_related("lead_artist"), pk=whole(asked.get("album", "")) or 0
    )
    if request.method != "POST":
        holding = set(request.user.reader_lists.filter(entries__album=album).values_list("pk", flat=True))
        context = {"album": album, "lists": request.user.reader_lists.all(), "holding": holding}
        return render(request, "readers/add_to_list.html", context)
    own = _own(request, whole(request.POST.get("list", "")) or 0)
    if over_limit(request, "list-write"):
        return render(request, "readers/refused.html", {"problem": TOO_MANY}, status=429)
    try:
        put_on(own, album)
    except ListIsFull as problem:
        return render(request, "readers/refused.html", {"problem": problem}, status=409)
    messages.success(request, _("“%(album)s” is on “%(list)s”.") % {"album": album.short_title, "list": own.title})
    return redirect("edit-list", own.pk)


@login_required
@require_POST
def delete_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Forget a list; a second click finds it gone."""
    ReaderList.objects.filter(owner=request.user, pk=min(pk, LARGEST_KEY)).delete()
    return redirect("lists")


def _seen(request: HttpRequest, pk: int) -> ReaderList:
    return get_object_or_404(ReaderList.objects.seen_by(request.user), pk=min(pk, LARGEST_KEY))


def _own(request: SignedInRequest, pk: int) -> ReaderList:
    return get_object_or_404(ReaderList, pk=min(pk, LARGEST_KEY), owner=request.user)


def _number(request: HttpRequest) -> int:
    return max(1, whole(request.GET.get("page", ""), 1000) or 1)


def _edited(request: SignedInRequest, own: ReaderList) -> dict[str, Any]:
    number = _number(request)
    count = seen_entries(own).count()
    words = request.GET.get("q", "").strip()[:200]
    return {
        "list": own,
        "entries": entries_on_page(own, number),
        "count": count,
        "number": number,
        "more": number * A_PAGE < count,
        "words": words,
        "found": load("albums", search_one_kind(words, "albums", FOUND)) if words else [],
    }
