"""The page on which a review is written: what each of its buttons does, with and without JavaScript.

Every button posts the whole form with its `step`. Steps that only look (search, add a row, preview ...) render the form
again as it was typed; htmx takes the part of the page that it names in HX-Target. Steps that store lead to the stored
review, or render the form again with what is wrong.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from config.limits import over_limit
from reviews.desk.excerpts import longest_excerpt
from reviews.desk.grading import verdict_bands
from reviews.desk.manuscript import Manuscript, posted_token, with_row, without_row
from reviews.desk.offers import Reading, read_article
from reviews.desk.saving import ChangedMeanwhile, posted_before, store
from reviews.models import Critic, Review
from reviews.publishing import NotAllowed

STORING = ("save", "submit", "submit-anyway", "take-back-and-save")
PARTS = {"card-preview": "card", "excerpts": "excerpts", "offers": "offers", "grading": "grading"}
TOO_OFTEN = "You have sent a great deal in a short time. Nothing is lost: wait a few minutes, then send it again."
CHANGED_UNDERNEATH = (
    "Something that this review names was changed while you were writing. "
    "Nothing is lost: look it over and send it again."
)


def write_page(request: HttpRequest, bylines: list[Critic], review: Review | None = None) -> HttpResponse:
    """The form as stored, or empty."""
    return _render(request, Manuscript(request.user, bylines, review))


def answer_post(request: HttpRequest, bylines: list[Critic], review: Review | None = None) -> HttpResponse:
    """Do what the pressed button says; without one, save."""
    step = request.POST.get("step") or "save"
    if step in STORING:
        return _store(request, bylines, review, step)
    return _look(request, bylines, review, step)


def _store(request: HttpRequest, bylines: list[Critic], review: Review | None, step: str) -> HttpResponse:
    submitting = step in ("submit", "submit-anyway")
    review = review or posted_before(request.user, posted_token(request.POST)).first()
    manuscript = Manuscript(request.user, bylines, review, request.POST, submitting=submitting)
    valid = manuscript.check()
    if over_limit(request, "desk-write"):
        return _render(request, manuscript, status=429, problem=TOO_OFTEN)
    if not valid:
        return _render(request, manuscript, status=422, show_errors=True)
    if step == "submit" and manuscript.other_reviews:
        return _render(request, manuscript, status=409, second_review=True)
    try:
        stored = store(manuscript, submitting=submitting, taking_back=step == "take-back-and-save")
    except ChangedMeanwhile as changed:
        return _render(request, manuscript, status=409, stored=changed.stored)
    except NotAllowed as problem:
        return _render(request, manuscript, status=409, problem=str(problem))
    except IntegrityError:
        return _render(request, manuscript, status=409, problem=CHANGED_UNDERNEATH)
    if stored.status == Review.Status.SUBMITTED:
        messages.success(request, "Submitted. The curators will read it; you see here what becomes of it.")
    else:
        messages.success(request, "The draft is saved.")
    return redirect("desk-review", stored.pk)


def _look(request: HttpRequest, bylines: list[Critic], review: Review | None, step: str) -> HttpResponse:
    verb, _, detail = step.partition(":")
    data, fresh_row = _rearranged(request.POST, verb, detail)
    manuscript = Manuscript(request.user, bylines, review, data)
    reading = None
    if verb in ("read", "use"):
        reading = read_article(data, manuscript.form.question)
        if verb == "use":
            used = reading.used(detail, data)
            manuscript = Manuscript(request.user, bylines, review, used)
            reading = read_article(used, manuscript.form.question)
    manuscript.check()
    if over_limit(request, "desk-look"):
        return _render(request, manuscript, status=429, problem=TOO_OFTEN)
    return _render(request, manuscript, reading=reading, step=verb, fresh_row=fresh_row)


def _rearranged(data: QueryDict, verb: str, detail: str) -> tuple[QueryDict, int | None]:
    """What was posted with its excerpt rows as the button wants them, and the number of the row that is new."""
    if verb == "add-row":
        return with_row(data)
    if verb == "use-selection" and data.get("selection", "").strip():
        return with_row(data, {"text": data["selection"], "near": data.get("selection_near", "")})
    if verb == "remove-row" and detail.isdecimal():
        return without_row(data, int(detail)), None
    return data, None


def _render(
    request: HttpRequest,
    manuscript: Manuscript,
    *,
    status: int = 200,
    reading: Reading | None = None,
    stored: Review | None = None,
    **more: Any,
) -> HttpResponse:
    if stored is not None:
        # The next press of the button is a decision against the version that is now shown.
        manuscript.begin_again_from(stored)
    context = {
        "section": "desk",
        "manuscript": manuscript,
        "form": manuscript.form,
        "rows": manuscript.rows,
        "review": manuscript.review,
        "reading": reading,
        "stored": stored,
        "verdict_bands": verdict_bands(),
        "longest_excerpt": longest_excerpt(manuscript.body, hosted=manuscript.hosted),
        **more,
    }
    part = PARTS.get(request.htmx.target or "") if status in (200, 422) else None
    response = render(request, f"desk/write.html#{part}" if part else "desk/write.html", context, status=status)
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    if part in ("excerpts", "grading"):
        response["HX-Trigger"] = "card-changed"
    return response
