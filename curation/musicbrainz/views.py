"""Pages on which curators add a record from MusicBrainz, and settle what it says of one that is here."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from albums.entries import InvalidEntry
from albums.models import Album, AlbumSource, AwaitedRecord
from albums.musicbrainz.awaited_records import put_off
from albums.musicbrainz.bringing_groups import import_group
from albums.musicbrainz.cover_art import fetch_cover, switch_off, switch_on
from albums.musicbrainz.offered_records import OfferedRecord, records_offered
from albums.musicbrainz.references import NoRecord, Reference, read_reference
from albums.musicbrainz.said_facts import LABELS
from albums.musicbrainz.taking_over import take_over
from albums.musicbrainz.web_service import Away, MusicBrainz, asked_by_a_visitor
from common.form_fields import LineField
from common.limits import over_limit
from common.query import LARGEST_KEY, whole
from common.requests import SignedInRequest
from reviews.desk.looking_up import TOO_OFTEN

MOST_WAITING = 100
SECONDS_FOR_A_COVER = 5
WAITS = "It is kept, and brought in as soon as MusicBrainz answers."


class LookUpForm(forms.Form):
    """What to look for."""

    sought = LineField(
        label="Record",
        max_length=300,
        help_text="Title and artist; or the address or id of a release group, a release or an artist at MusicBrainz.",
        widget=forms.TextInput(attrs={"autofocus": True, "spellcheck": "false"}),
    )


@permission_required("albums.add_album", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def add_record(request: SignedInRequest) -> HttpResponse:
    """Look for a record at MusicBrainz and add it with one click. What was asked for while it was away stands here."""
    if request.method != "POST":
        return _page(request, LookUpForm(initial={"sought": request.GET.get("sought", "")[:300]}))
    step = request.POST.get("step", "")
    if step.startswith("forget:"):
        AwaitedRecord.objects.filter(pk=whole(step.partition(":")[2]) or 0).delete()
        messages.success(request, "It is not asked for any more.")
        return HttpResponseRedirect(reverse("add-record"))
    form = LookUpForm(request.POST)
    if over_limit(request, "look-up"):
        form.add_error(None, TOO_OFTEN)
        return _page(request, form, status=429)
    source = asked_by_a_visitor()
    if step.startswith("add:"):
        return _add(request, form, step.partition(":")[2], source)
    if not form.is_valid():
        return _page(request, form, status=422)
    sought = form.cleaned_data["sought"]
    try:
        found = records_offered(sought, source)
    except NoRecord as problem:
        form.add_error("sought", str(problem))
        return _page(request, form, status=422)
    except Away as problem:
        reference = read_reference(sought)
        if reference:
            put_off(reference, problem, request.user)
        form.add_error("sought", f"{problem} {WAITS if reference else 'Try again later.'}")
        return _page(request, form, status=503)
    return _page(request, form, found=found)


def _add(request: SignedInRequest, form: LookUpForm, key: str, source: MusicBrainz) -> HttpResponse:
    try:
        group = UUID(key)
        taken = import_group(group, source)
    except Away as away:
        put_off(Reference(group, "release-group"), away, request.user)
        messages.warning(request, f"{away} {WAITS}")
        return HttpResponseRedirect(reverse("add-record"))
    except ValueError as refusal:
        said = str(refusal) if isinstance(refusal, NoRecord | InvalidEntry) else "Choose one of the records."
        form.add_error(None, said)
        return _page(request, form, status=422)
    if problem := fetch_cover(taken.album, seconds=SECONDS_FOR_A_COVER):
        messages.info(request, f"Its cover: {problem}")
    told = {"created": "is added", "updated": "was here, and is completed", "unchanged": "was here already"}
    messages.success(request, f"“{taken.album}” {told[taken.outcome]}.")
    return HttpResponseRedirect(_address_of(taken.album))


@permission_required("albums.change_album", raise_exception=True)
@require_POST
def album_source(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask MusicBrainz anew about an album, let stand what it says of a fact, switch its cover off or on."""
    if pk > LARGEST_KEY:
        raise Http404
    album = get_object_or_404(Album.objects.exclude(musicbrainz_id=None), pk=pk)
    step, _, name = request.POST.get("step", "").partition(":")
    if step in ("ask", "cover-on") and over_limit(request, "look-up"):
        messages.warning(request, TOO_OFTEN)
    elif step == "ask":
        _ask(request, album)
    elif AlbumSource.objects.filter(album=album).exists():
        _settle(request, album, step, name)
    return HttpResponseRedirect(_address_of(album))


def _ask(request: SignedInRequest, album: Album) -> None:
    source = asked_by_a_visitor()
    source.fresh = True
    key = album.musicbrainz_id
    if key is None:
        return
    try:
        taken = import_group(key, source)
    except (NoRecord, InvalidEntry, Away) as problem:
        messages.warning(request, str(problem))
        return
    changed = "It says something new, which is taken." if taken.outcome == "updated" else "It says nothing new."
    messages.success(request, f"MusicBrainz is asked. {changed}")


def _settle(request: SignedInRequest, album: Album, step: str, name: str) -> None:
    if step == "take" and name in LABELS:
        try:
            take_over(album, [name])
        except InvalidEntry as refusal:
            messages.error(request, f"That cannot be: {refusal}.")
            return
        messages.success(request, f"{LABELS[name]}: as MusicBrainz says.")
    elif step == "cover-off":
        switch_off(album)
        messages.success(request, "The archive’s cover is taken off, and not fetched again.")
    elif step == "cover-on":
        problem = switch_on(album, seconds=SECONDS_FOR_A_COVER)
        album.refresh_from_db()
        said = "The cover is here." if album.cover else problem or "The Cover Art Archive has none."
        messages.info(request, said)


def _address_of(album: Album) -> str:
    return reverse("admin:albums_album_change", args=[album.pk])


def _page(
    request: SignedInRequest, form: LookUpForm, status: int = 200, found: list[OfferedRecord] | None = None
) -> HttpResponse:
    context = admin.site.each_context(request) | {
        "title": "Add a record",
        "form": form,
        "found": found,
        "waiting": AwaitedRecord.objects.select_related("asked_by").order_by("asked_at")[:MOST_WAITING],
    }
    return render(request, "admin/curation/musicbrainz/add_record.html", context, status=status)
