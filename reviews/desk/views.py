"""The pages of the critic's desk: the overview, and where reviews are written."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.limits import over_limit
from common.requests import SignedInRequest
from reviews.desk.albums import search_albums
from reviews.desk.arrivals import arrivals_of
from reviews.desk.grade_question import GradeQuestion
from reviews.desk.held import signed_in
from reviews.desk.overview import SHELVES, drafts_of, shelf_page, shelves_of
from reviews.desk.own import act, bylines_of, gone, own_review_or_404, refused, review_page
from reviews.desk.thresholds import ThresholdsForm
from reviews.desk.writing import STORING, answer_post, write_page
from reviews.life.publishing import drop, take_back
from reviews.life.steps import NotAllowed
from reviews.models import Draft, Review

GOES_ON_ALONE = (
    "What you had opened is not there any more: it was published, or thrown away, while you were writing. "
    "What you typed goes on as a draft of its own."
)


@login_required
@require_safe
def desk(request: SignedInRequest) -> HttpResponse:
    """The critic's reviews by state; all of one state with `?state=`."""
    bylines = bylines_of(request)
    if not bylines:
        return no_byline(request)
    state = request.GET.get("state")
    context = {"section": "desk", "bylines": bylines}
    if state in SHELVES:
        title, words = SHELVES[state]
        page = shelf_page(request.user, state, request.GET.get("page"))
        context |= {"title": title, "words": words, "page": page, "page_query": f"?state={state}&"}
        return render(request, "desk/shelf.html", context)
    arrivals = arrivals_of(request.user)
    context |= {
        "shelves": shelves_of(request.user),
        "drafts": drafts_of(request.user),
        "announced": [document for document in arrivals if document.feed_id],
        "asked_for": [document for document in arrivals if not document.feed_id],
    }
    return render(request, "desk/overview.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Write a review."""
    bylines = bylines_of(request)
    if not bylines:
        return no_byline(request)
    return answer_post(request, bylines) if request.method == "POST" else write_page(request, bylines)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go on writing a draft; see what became of any other review."""
    if request.method == "POST" and not Review.objects.filter(pk=pk).exists():
        # A revision that took its place, or was thrown away elsewhere.
        bylines = bylines_of(request)
        if not bylines:
            return no_byline(request)
        if request.POST.get("step") in STORING:
            messages.warning(request, GOES_ON_ALONE)
        return answer_post(request, bylines)
    found = own_review_or_404(request, pk)
    if request.method == "POST":
        return answer_post(request, bylines_of(request), found)
    if found.status == Review.Status.DRAFT:
        return write_page(request, bylines_of(request), found)
    return review_page(request, found)


@login_required
@require_safe
def draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go on with what was typed and is no review yet."""
    found = _own_draft_or_404(request, pk)
    return (
        redirect("desk-review", found.review_id)
        if found.review_id
        else write_page(request, bylines_of(request), draft=found)
    )


@login_required
@require_POST
def discard_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw away what was typed since the review was saved, or all of it when it was never saved."""
    if not Draft.objects.filter(pk=pk).exists():
        return gone(request)
    found = _own_draft_or_404(request, pk)
    found.delete()
    if found.review_id:
        messages.success(request, "What was not saved is thrown away. This is the review as you saved it.")
        return redirect("desk-review", found.review_id)
    messages.success(request, "The draft is thrown away.")
    return redirect("desk")


@login_required
@require_POST
def discard_review(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw away a draft that was saved, for good."""
    if not Review.objects.filter(pk=pk).exists():
        return gone(request)
    found = own_review_or_404(request, pk)
    revises = found.revises
    try:
        drop(found, request.user)
    except NotAllowed as problem:
        return refused(request, found, problem)
    if revises:
        messages.success(request, "The revision is thrown away. Readers see the review as before.")
        return redirect("desk-review", revises.pk)
    messages.success(request, "The draft is thrown away.")
    return redirect("desk")


@login_required
@require_POST
def take_review_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a submitted review out of the curators' queue."""
    if not Review.objects.filter(pk=pk).exists():
        return gone(request)
    found = own_review_or_404(request, pk)
    said = "It is a draft again. Submit it when you are done."
    return act(request, found, lambda: take_back(found, request.user), said)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def grades(request: SignedInRequest) -> HttpResponse:
    """What the critic's grades mean in words, for each byline that grades."""
    bylines = bylines_of(request)
    if not bylines:
        return no_byline(request)
    posted = request.POST.get("critic") if request.method == "POST" else None
    forms = [
        ThresholdsForm(request.POST if str(byline.pk) == posted else None, critic=byline)
        for byline in bylines
        if GradeQuestion.of(byline).gives_grades
    ]
    sent = next((form for form in forms if form.is_bound), None)
    status = 200
    if sent is not None and sent.is_valid():
        sent.save()
        messages.success(request, f"Kept: this is what the grades of {sent.critic} mean from now on.")
        return redirect("desk-grades")
    if request.method == "POST":
        status = 422 if sent is not None else 404
    return render(request, "desk/grades.html", {"section": "desk", "forms": forms}, status=status)


@login_required
@require_safe
def albums(request: SignedInRequest) -> HttpResponse:
    """Albums to choose from, as radio buttons, for the search as you type."""
    if not bylines_of(request):
        raise Http404("Only critics choose albums.")
    if over_limit(request, "desk-look"):
        return HttpResponse(status=429)
    query = request.GET.get("album_query", "")
    context = {"found": search_albums(request.user, query), "query": query}
    return render(request, "desk/write.html#found-albums", context)


def no_byline(request: SignedInRequest) -> HttpResponse:
    """Say what a byline is, to somebody who has none."""
    return render(request, "desk/no_byline.html", {"section": "desk"})


def _own_draft_or_404(request: SignedInRequest, pk: int) -> Draft:
    return get_object_or_404(Draft, user=request.user, pk=pk)
