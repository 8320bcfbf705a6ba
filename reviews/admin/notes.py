"""Notes on a review: read below its page, and written there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from common.form_fields import TextField
from common.requests import SignedInRequest
from reviews.life.notes import add_note
from reviews.life.steps import NotAllowed
from reviews.models import Review
from reviews.models.note import LONGEST_NOTE

TO_CRITIC = "to_critic"
"""The button that sends a note to the critic; the other keeps it among curators."""


class NoteForm(forms.Form):
    """What a curator has to say."""

    note = TextField(
        max_length=LONGEST_NOTE,
        label="A note",
        widget=AdminTextareaWidget(attrs={"rows": 3, "maxlength": LONGEST_NOTE}),
        error_messages={"required": "Write a few words."},
    )


def notes_on(review: Review, form: NoteForm | None = None) -> dict[str, Any]:
    """What the part of the page with the notes needs. One query, when it is read."""
    return {
        "stored": review,
        "notes": review.notes.select_related("by"),
        "note_form": form or NoteForm(),
        "has_writer": bool(review.critic and review.critic.user_id)
        or bool(review.submitted_by_id and not review.document_name),
    }


@require_POST
def write_note(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a note; a script gets the part of the page, everybody else is led back to it."""
    if not request.user.has_perm("reviews.add_note"):
        raise PermissionDenied
    form = NoteForm(request.POST)
    review = Review.objects.select_related("critic", "album__lead_artist").filter(pk=pk).first()
    if review is None:
        typed = request.POST.get("note", "").strip()
        messages.error(request, "The review is not there any more." + (f" You had written: “{typed}”" if typed else ""))
        return HttpResponseRedirect(reverse("queue"))
    if form.is_valid():
        try:
            add_note(review, request.user, form.cleaned_data["note"], to_critic=TO_CRITIC in request.POST)
        except NotAllowed as refusal:
            form.add_error("note", str(refusal))
    said = "The critic is told." if TO_CRITIC in request.POST else "The note is kept."
    if form.is_valid() and not request.htmx:
        messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:reviews_review_change", args=[pk]) + "#notes")
    context = notes_on(review, form) if form.errors else {**notes_on(review), "said": said}
    if request.htmx:
        return render(request, "admin/reviews/review/notes.html", context, status=422 if form.errors else 200)
    page = {**admin.site.each_context(request), "title": f"A note on {review}", **context}
    return render(request, "admin/reviews/review/note.html", page, status=422)
