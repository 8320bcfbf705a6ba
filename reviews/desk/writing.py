"""The page on which a review is written: what each of its buttons does, with and without JavaScript.

Every button posts the whole form with its `step`. Steps that only look (search, add a row, preview ...) render the form
again as it was typed; htmx takes the part of the page that it names in HX-Target. Steps that store lead to the stored
review, or keep what was typed as a draft and render the form again with what is wrong. `autosave` keeps it likewise and
answers in JSON.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from common.limits import over_limit
from common.requests import SignedInRequest
from common.word_diff import compare_words
from reviews.desk.drafts import ChangedMeanwhile, TooManyDrafts, as_posted, draft_of, keep
from reviews.desk.looking_up import TOO_OFTEN as TOO_MANY_LOOKED_UP
from reviews.desk.looking_up import RecordsOffered, filled_in, offer_records
from reviews.desk.manuscript import Manuscript, posted_token, with_row, without_row
from reviews.desk.offers import read_article
from reviews.desk.saving import posted_before, store
from reviews.desk.suggestions import suggestion_at, suggestions_for
from reviews.desk.versions import Version, draft_url
from reviews.life.revised_fields import revised_by
from reviews.life.steps import NotAllowed
from reviews.models import Critic, Draft, Review, Verdict
from reviews.quoting.excerpt_rules import longest_excerpt
from reviews.quoting.markdown import render_markdown

STORING = ("save", "submit", "submit-anyway", "take-back-and-save")
PARTS = {
    "card-preview": "card",
    "excerpts": "excerpts",
    "offers": "offers",
    "grading": "grading",
    "suggestions": "suggestions",
}
LONGEST_LIVE_PREVIEW = 100_000
TOO_OFTEN = "You have sent a great deal in a short time. Nothing is lost: wait a few minutes, then send it again."
TOO_MANY = (
    "What you typed is here, but not kept: you have as many unfinished drafts as there is room for. "
    "Finish or throw away some of them on your desk, then save again."
)
CHANGED_UNDERNEATH = (
    "Something that this review names was changed while you were writing. "
    "Nothing is lost: look it over and send it again."
)


def write_page(
    request: SignedInRequest, bylines: list[Critic], review: Review | None = None, draft: Draft | None = None
) -> HttpResponse:
    """The form as it was last typed, else as stored, or empty."""
    if draft is None and review is not None:
        draft = draft_of(request.user, review, None).first()
    if draft is None:
        return _render(request, Manuscript(request.user, bylines, review))
    manuscript = Manuscript(request.user, bylines, review, as_posted(draft))
    manuscript.check()
    if review is not None and manuscript.seen_at != review.updated_at.isoformat():
        return _render(request, manuscript, draft=draft, changed=ChangedMeanwhile(review))
    return _render(request, manuscript, draft=draft)


def answer_post(request: SignedInRequest, bylines: list[Critic], review: Review | None = None) -> HttpResponse:
    """Do what the pressed button says; without one, save."""
    step = request.POST.get("step") or "save"
    review = review or posted_before(request.user, posted_token(request.POST)).first()
    if step == "autosave":
        return _autosave(request, review)
    if step in STORING:
        return _store(request, bylines, review, step)
    return _look(request, bylines, review, step)


def _autosave(request: SignedInRequest, review: Review | None) -> JsonResponse:
    token = posted_token(request.POST)
    if token is None:
        return JsonResponse({"state": "refused"}, status=400)
    if over_limit(request, "desk-autosave"):
        return JsonResponse({"state": "later"}, status=429)
    try:
        draft = keep(request.user, review, token, request.POST)
    except ChangedMeanwhile:
        return JsonResponse({"state": "changed"}, status=409)
    except TooManyDrafts:
        return JsonResponse({"state": "full"}, status=409)
    return JsonResponse({"state": "kept", "seen": draft.seen, "at": draft.saved_at, "url": draft_url(draft)})


def _store(request: SignedInRequest, bylines: list[Critic], review: Review | None, step: str) -> HttpResponse:
    submitting = step in ("submit", "submit-anyway")
    manuscript = Manuscript(request.user, bylines, review, request.POST, submitting=submitting)
    valid = manuscript.check()
    if over_limit(request, "desk-write"):
        return _render(request, manuscript, status=429, problem=TOO_OFTEN)
    if not valid:
        return _keep_as_typed(request, manuscript)
    if step == "submit" and (duplicates := manuscript.duplicates()):
        return _render(request, manuscript, status=409, duplicates=duplicates)
    try:
        stored = store(manuscript, submitting=submitting, taking_back=step == "take-back-and-save")
    except ChangedMeanwhile as changed:
        return _render(request, manuscript, status=409, changed=changed)
    except NotAllowed as problem:
        return _render(request, manuscript, status=409, problem=str(problem))
    except IntegrityError:
        return _render(request, manuscript, status=409, problem=CHANGED_UNDERNEATH)
    if stored.status == Review.Status.SUBMITTED:
        messages.success(request, "Submitted. The curators will read it; you see here what becomes of it.")
    else:
        messages.success(request, "The draft is saved.")
    return redirect("desk-review", stored.pk)


def _keep_as_typed(request: SignedInRequest, manuscript: Manuscript) -> HttpResponse:
    """Keep what cannot be stored as a review yet, and say what is missing."""
    try:
        draft = keep(request.user, manuscript.review, manuscript.form_token, request.POST)
    except ChangedMeanwhile as changed:
        return _render(request, manuscript, status=409, changed=changed)
    except TooManyDrafts:
        return _render(request, manuscript, status=422, show_errors=True, problem=TOO_MANY)
    manuscript.begin_again_from(None, draft)
    return _render(request, manuscript, status=422, show_errors=True, draft=draft)


def _look(request: SignedInRequest, bylines: list[Critic], review: Review | None, step: str) -> HttpResponse:
    verb, _, detail = step.partition(":")
    if verb in ("look-up", "fill"):
        return _look_up(request, bylines, review, detail)
    data, fresh_row = _rearranged(request.POST, verb, detail)
    manuscript = Manuscript(request.user, bylines, review, data)
    reading, suggestions, no_suggestion = None, None, ""
    if verb in ("read", "use"):
        reading = read_article(data, manuscript.form.question, bylines)
        if verb == "use":
            used = reading.used(detail, data)
            manuscript = Manuscript(request.user, bylines, review, used)
            reading = read_article(used, manuscript.form.question, bylines)
    manuscript.check()
    if over_limit(request, "desk-look"):
        return _render(request, manuscript, status=429, problem=TOO_OFTEN)
    if verb == "use-suggestion" and (taken := suggestion_at(manuscript, detail)):
        data, fresh_row = with_row(data, taken.row())
        manuscript = Manuscript(request.user, bylines, review, data)
        manuscript.check()
    if verb in ("suggest", "use-suggestion"):
        suggestions, no_suggestion = suggestions_for(manuscript)
    return _render(
        request,
        manuscript,
        reading=reading,
        suggestions=suggestions,
        no_suggestion=no_suggestion,
        step=verb,
        fresh_row=fresh_row,
    )


def _look_up(request: SignedInRequest, bylines: list[Critic], review: Review | None, key: str) -> HttpResponse:
    """Look for a missing album at MusicBrainz, or fill the form with the one that was chosen."""
    data: QueryDict = request.POST
    if over_limit(request, "look-up"):
        return _render(request, Manuscript(request.user, bylines, review, data), status=429, problem=TOO_MANY_LOOKED_UP)
    if key:
        data, problem = filled_in(data, key, "proposal_", "proposal_musicbrainz")
        records = RecordsOffered(problem=problem)
    else:
        records = offer_records(data.get("musicbrainz_query", ""))
    manuscript = Manuscript(request.user, bylines, review, data)
    manuscript.check()
    return _render(request, manuscript, records=records, looking_up=True)


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
    request: SignedInRequest,
    manuscript: Manuscript,
    *,
    status: int = 200,
    changed: ChangedMeanwhile | None = None,
    **more: Any,
) -> HttpResponse:
    context = {"section": "desk", "manuscript": manuscript, **more}
    if changed is not None:
        version = Version.of(changed.stored)
        # The next press of the button is a decision against the version that is now shown.
        manuscript.begin_again_from(changed.review, changed.draft)
        context |= {"stored": version, "compared": version.compared_with(manuscript.form["body"].value() or "")}
    if manuscript.revision and manuscript.overtaken:
        revised = revised_by(manuscript.revision)
        is_numbered = revised.revision != manuscript.revision.revises_number
        context["overtaken"] = {"pieces": compare_words(revised.body, manuscript.body) if is_numbered else None}
    context |= {
        "form": manuscript.form,
        "rows": manuscript.rows,
        "review": manuscript.review,
        "bands": [(band.verdict, Verdict(band.verdict).label) for band in reversed(manuscript.byline.bands())],
        "longest_excerpt": longest_excerpt(manuscript.body, hosted=manuscript.hosted),
        "text": render_markdown(manuscript.body) if len(manuscript.body) <= LONGEST_LIVE_PREVIEW else None,
    }
    part = PARTS.get(request.htmx.target or "") if status in (200, 422) else None
    response = render(request, f"desk/write.html#{part}" if part else "desk/write.html", context, status=status)
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    if part in ("excerpts", "grading"):
        response["HX-Trigger"] = "card-changed"
    return response
