"""The pages of the critic's desk."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from config.limits import over_limit
from reviews.desk.albums import search_albums
from reviews.desk.forms import WithdrawalForm
from reviews.desk.manuscript import as_card
from reviews.desk.overview import SHELVES, shelf_page, shelves_of
from reviews.desk.writing import TOO_OFTEN, answer_post, write_page
from reviews.markdown import render_markdown
from reviews.models import Critic, Review
from reviews.publishing import NotAllowed, take_back, withdraw


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
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
    return render(request, "desk/overview.html", {**context, "shelves": shelves_of(request.user)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a review."""
    bylines = bylines_of(request)
    if not bylines:
        return no_byline(request)
    return answer_post(request, bylines) if request.method == "POST" else write_page(request, bylines)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on writing a draft; see what became of any other review."""
    found = _own_review_or_404(request, pk)
    if request.method == "POST":
        return answer_post(request, bylines_of(request), found)
    if found.status == Review.Status.DRAFT:
        return write_page(request, bylines_of(request), found)
    return _review_page(request, found)


@login_required
@require_POST
def take_review_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a submitted review out of the curators' queue."""
    found = _own_review_or_404(request, pk)
    if over_limit(request, "desk-write"):
        return _review_page(request, found, problem=TOO_OFTEN, status=429)
    try:
        take_back(found, request.user)
    except NotAllowed as problem:
        return _review_page(request, _own_review_or_404(request, pk), problem=str(problem), status=409)
    messages.success(request, "It is a draft again. Submit it when you are done.")
    return redirect("desk-review", pk)


@login_required
@require_POST
def withdraw_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a published review down, with a reason."""
    found = _own_review_or_404(request, pk)
    if over_limit(request, "desk-write"):
        return _review_page(request, found, problem=TOO_OFTEN, status=429)
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return _review_page(request, found, withdrawal=form, status=422)
    try:
        withdraw(found, request.user, form.cleaned_data["reason"])
    except NotAllowed as problem:
        return _review_page(request, _own_review_or_404(request, pk), problem=str(problem), status=409)
    messages.success(request, "The review is withdrawn. Readers no longer see it, and it no longer counts.")
    return redirect("desk-review", pk)


@login_required
@require_safe
def albums(request: HttpRequest) -> HttpResponse:
    """Albums to choose from, as radio buttons, for the search as you type."""
    if not bylines_of(request):
        raise Http404("Only critics choose albums.")
    if over_limit(request, "desk-look"):
        return HttpResponse(status=429)
    query = request.GET.get("album_query", "")
    context = {"found": search_albums(request.user, query), "query": query}
    return render(request, "desk/write.html#found-albums", context)


def bylines_of(request: HttpRequest) -> list[Critic]:
    """The bylines that the signed-in user has claimed, with their scales and how many of their reviews count."""
    with_scales = request.user.bylines.with_review_counts().select_related("scale", "publication__scale")
    return list(with_scales.prefetch_related("scale__letters", "publication__scale__letters"))


def no_byline(request: HttpRequest) -> HttpResponse:
    """Say what a byline is, to somebody who has none."""
    return render(request, "desk/no_byline.html", {"section": "desk"})


def _own_review_or_404(request: HttpRequest, pk: int) -> Review:
    """The one place that loads a review for its critic; anybody else's is not there."""
    own = Review.objects.editable_by(request.user).with_cards().select_related("album__film")
    return get_object_or_404(own.prefetch_related("album__credits__artist"), pk=pk)


def _review_page(
    request: HttpRequest,
    found: Review,
    *,
    problem: str = "",
    withdrawal: WithdrawalForm | None = None,
    status: int = 200,
) -> HttpResponse:
    withdrawal = withdrawal or WithdrawalForm(request.POST if "reason" in request.POST else None)
    context = {
        "section": "desk",
        "review": found,
        "card": as_card(found, list(found.excerpts.all())),
        "text": render_markdown(found.body),
        "problem": problem,
        "withdrawal": withdrawal,
    }
    return render(request, "desk/review.html", context, status=status)
