"""The page on which a list of another site is looked through, and what is missing here is ticked and brought in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from albums.models import Album
from albums.musicbrainz.awaited_records import await_all
from albums.musicbrainz.finding_listed import here
from albums.musicbrainz.other_sites import ListedRecord, read_list
from albums.musicbrainz.references import TAKEN, Reference
from common.limits import over_limit
from common.requests import SignedInRequest
from common.tables.uploads import LARGEST_FILE, NotATable
from common.text import clean_text
from reviews.desk.looking_up import TOO_OFTEN

MOST_LISTED = 1000
MOST_PROBLEMS = 20


class ListForm(forms.Form):
    """The list as a file."""

    file = forms.FileField(
        label="List",
        help_text="CSV as Rate Your Music, Discogs, ListenBrainz, Last.fm, Spotify, Apple or beets export it, or any "
        f"with the columns artist and album: {MOST_LISTED:,} records at most.",
    )


@permission_required("albums.add_album", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def add_list(request: SignedInRequest) -> HttpResponse:
    """What a list names: what of it is here, and what can be ticked to be looked for at MusicBrainz."""
    if request.method != "POST":
        return _page(request, ListForm())
    if request.POST.get("step") == "add":
        return _add(request)
    form = ListForm(request.POST, request.FILES)
    if over_limit(request, "look-up"):
        form.add_error(None, TOO_OFTEN)
        return _page(request, form, status=429)
    if not form.is_valid():
        return _page(request, form, status=422)
    file = form.cleaned_data["file"]
    try:
        if file.size > LARGEST_FILE:
            raise NotATable(f"A list has at most {LARGEST_FILE / 1e6:g} MB.")
        listed, problems = read_list(file.read())
        if len(listed) > MOST_LISTED:
            raise NotATable(f"It names {len(listed):,} records; {MOST_LISTED:,} at once are the most. Split it.")
    except NotATable as problem:
        form.add_error("file", str(problem))
        return _page(request, form, status=422)
    rows = [(record, here(record), _written(record)) for record in listed]
    return _page(request, form, rows=rows, problems=problems)


def _add(request: SignedInRequest) -> HttpResponse:
    ticked = list(_ticked(request))
    if not ticked:
        messages.warning(request, "Nothing was ticked.")
        return HttpResponseRedirect(reverse("add-list"))
    count = await_all(ticked, request.user)
    said = ngettext("%d record is looked for", "%d records are looked for", count) % count
    messages.success(request, f"{said} at MusicBrainz, about two seconds each. What is not found stands here.")
    return HttpResponseRedirect(reverse("add-record"))


def _written(record: ListedRecord) -> str:
    """The record as the form sends it back."""
    reference = record.reference
    ids = [reference.entity, str(reference.musicbrainz_id)] if reference else ["", ""]
    return json.dumps([record.artist, record.title, record.year, *ids], ensure_ascii=False)


def _ticked(request: SignedInRequest) -> Iterator[ListedRecord]:
    for row in request.POST.getlist("record")[:MOST_LISTED]:
        try:
            artist, title, year, entity, key = map(_cleaned, json.loads(row))
            reference = Reference(UUID(key), entity) if entity in TAKEN else None
        except (ValueError, TypeError, RecursionError):
            continue
        if artist and title:
            yield ListedRecord(artist[:300], title[:500], year[:4], reference)


def _cleaned(part: object) -> str:
    return clean_text(part) if isinstance(part, str) and part else ""


def _page(
    request: SignedInRequest,
    form: ListForm,
    status: int = 200,
    rows: list[tuple[ListedRecord, Album | None, str]] | None = None,
    problems: list[str] | None = None,
) -> HttpResponse:
    context = admin.site.each_context(request) | {
        "title": "Records of a list",
        "form": form,
        "rows": rows,
        "missing": sum(album is None for _, album, _ in rows or ()),
        "problems": (problems or [])[:MOST_PROBLEMS],
    }
    return render(request, "admin/curation/musicbrainz/add_list.html", context, status=status)
