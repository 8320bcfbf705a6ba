"""Bringing in a review of one's own by its address: asked for, fetched while one looks on, opened as a draft."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from common.form_fields import LineField, offer_rows
from common.limits import over_limit
from common.query import LARGEST_KEY
from common.requests import SignedInRequest
from reviews.desk.arrivals import NotBroughtIn, ask_for_own, open_as_draft, own_documents, parts_of, token_of
from reviews.desk.drafts import TooManyDrafts
from reviews.desk.held import signed_in
from reviews.desk.own import bylines_of
from reviews.desk.saving import posted_before
from reviews.desk.versions import draft_url
from reviews.desk.views import no_byline
from reviews.desk.writing import TOO_OFTEN
from reviews.incoming.taking import put_aside
from reviews.models import Critic, IncomingDocument

State = IncomingDocument.State
TOO_MANY = "You have as many unfinished drafts as there is room for. Finish or throw away some of them first."


class OwnAddressForm(forms.Form):
    """Where a review of one's own stands."""

    address = LineField(
        label="Address of the page",
        max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
        error_messages={"required": "Paste the address of a review of yours."},
    )
    critic = forms.ModelChoiceField(Critic.objects.none(), label="Byline", empty_label=None, required=False)

    def __init__(self, data: QueryDict | None = None, *, bylines: list[Critic]) -> None:
        super().__init__(data)
        self.bylines = bylines
        offer_rows(self, "critic", Critic.objects.filter(pk__in=[byline.pk for byline in bylines]))

    @property
    def byline(self) -> Critic:
        """The chosen one, else the first."""
        return self.cleaned_data["critic"] or self.bylines[0]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: SignedInRequest) -> HttpResponse:
    """Ask for a page with a review of one's own."""
    bylines = bylines_of(request)
    if not bylines:
        return no_byline(request)
    if request.method != "POST":
        return _door(request, OwnAddressForm(bylines=bylines))
    form = OwnAddressForm(request.POST, bylines=bylines)
    if over_limit(request, "desk-bring-in"):
        form.add_error(None, TOO_OFTEN)
        return _door(request, form, status=429)
    if not form.is_valid():
        return _door(request, form, status=422)
    try:
        with transaction.atomic():
            document = ask_for_own(form.cleaned_data["address"], form.byline, request.user)
    except NotBroughtIn as problem:
        if problem.review:
            messages.info(request, str(problem))
            return redirect("desk-review", problem.review.pk)
        form.add_error("address", str(problem))
        return _door(request, form, status=422)
    return redirect("desk-arrival", document.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def arrival(request: SignedInRequest, pk: int) -> HttpResponse:
    """One document on its way to the desk: how far it is, and what may be done with it."""
    found = _own_document_or_404(request, pk)
    if request.method == "POST":
        return _step(request, found)
    parts = parts_of(found, bylines_of(request)) if found.state in (State.READ, State.PASSED_OVER) else []
    context = {"section": "desk", "document": found, "parts": parts, "on_the_way": found.state == State.TO_FETCH}
    template = "desk/arrival.html#arrival" if request.htmx else "desk/arrival.html"
    return render(request, template, context)


def _step(request: SignedInRequest, found: IncomingDocument) -> HttpResponse:
    if over_limit(request, "desk-write"):
        messages.warning(request, TOO_OFTEN)
        return redirect("desk-arrival", found.pk)
    if request.POST.get("step") == "aside":
        put_aside(found, "Put aside by its critic.")
        messages.success(request, f"“{found}” is put aside.")
        return redirect("desk")
    stated = request.POST.get("part", "0")
    part = int(stated) if stated.isdecimal() and len(stated) < 4 else 0
    if stored := posted_before(request.user, token_of(found.pk, part)).first():
        return redirect("desk-review", stored.pk)
    try:
        return redirect(draft_url(open_as_draft(found, part, request.user)))
    except LookupError:
        messages.warning(request, "It has not been read yet.")
    except TooManyDrafts:
        messages.warning(request, TOO_MANY)
    return redirect("desk-arrival", found.pk)


def _own_document_or_404(request: SignedInRequest, pk: int) -> IncomingDocument:
    documents = own_documents(request.user).select_related("policy__publication", "for_critic__publication", "feed")
    return get_object_or_404(documents.defer("packed"), pk=min(pk, LARGEST_KEY))


def _door(request: SignedInRequest, form: OwnAddressForm, status: int = 200) -> HttpResponse:
    return render(request, "desk/bring_in.html", {"section": "desk", "form": form}, status=status)
