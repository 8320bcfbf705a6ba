"""The page on which a year-end list is pasted or uploaded, looked through, and stored whole."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from common.requests import SignedInRequest
from common.text import Unreadable
from reviews.incoming.year_end_lists import (
    LONGEST_LIST,
    MOST_LINES,
    ListedLine,
    NotAList,
    matched,
    read_year_end_list,
    store_year_end_list,
)
from reviews.models import Publication, YearEndList
from reviews.reading.decoding import read_text

MOST_PROBLEMS = 20


class YearEndListForm(forms.ModelForm):
    """Whose list of which year, and its lines, pasted or as a file."""

    lines = forms.CharField(
        required=False,
        strip=False,
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 14, "placeholder": "1. Artist - Title"}),
        label="Lines",
        help_text=f"“1. Artist - Title”, one a line, {MOST_LINES} at most; without numbers it is not ranked. "
        "Or a table with the columns artist, title and, if it is ranked, place.",
    )
    file = forms.FileField(required=False, label="Or as a file", help_text="The same, as text or CSV.")

    class Meta:
        model = YearEndList
        fields = ["publication", "year", "title", "source_url"]
        widgets = {"source_url": forms.URLInput()}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        publication = self.fields["publication"]
        assert isinstance(publication, forms.ModelChoiceField)  # noqa: S101
        publication.queryset = Publication.objects.sources().order_by("folded")

    def clean(self) -> dict[str, Any]:
        """The lines, from the file where there is one. They are shown in its place: no browser sends a file twice."""
        cleaned = super().clean() or self.cleaned_data
        if file := cleaned.get("file"):
            if file.size > 4 * LONGEST_LIST:
                raise ValidationError({"file": "That is too large for a list."})
            try:
                cleaned["lines"] = read_text(file.read())
            except Unreadable as problem:
                raise ValidationError({"file": str(problem)}) from problem
            self.data = dict(self.data.items()) | {"lines": cleaned["lines"]}
        if not cleaned.get("lines", "").strip() and "lines" not in self.errors:
            raise ValidationError({"lines": "Paste the list, or choose a file."})
        return cleaned


@permission_required(["reviews.add_yearendlist", "reviews.add_listedalbum"], raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: SignedInRequest) -> HttpResponse:
    """Look a list through, see what is here of it, and store it. What is not here waits under its name."""
    if request.method != "POST":
        return _page(request, YearEndListForm(initial={"publication": request.GET.get("publication", "")}))
    form = YearEndListForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        lines, problems = read_year_end_list(form.cleaned_data["lines"])
    except NotAList as problem:
        form.add_error("lines", str(problem))
        return _page(request, form, status=422)
    lines = matched(lines)
    if problems or request.POST.get("step") != "store":
        return _page(request, form, lines=lines, problems=problems, status=422 if problems else 200)
    try:
        with transaction.atomic():
            stored = store_year_end_list(form.instance, lines)
    except IntegrityError:  # somebody else has stored it meanwhile
        form.add_error(None, "That list is here already.")
        return _page(request, form, status=422)
    waiting = sum(line.album is None for line in lines)
    messages.success(request, f"{stored} is stored: {len(lines)} lines, {waiting} of them wait for their records.")
    return HttpResponseRedirect(reverse("admin:reviews_yearendlist_change", args=[stored.pk]))


def _page(
    request: SignedInRequest,
    form: YearEndListForm,
    status: int = 200,
    lines: list[ListedLine] | None = None,
    problems: list[str] | None = None,
) -> HttpResponse:
    context = admin.site.each_context(request) | {
        "title": "Bring in a year-end list",
        "form": form,
        "lines": lines,
        "waiting": sum(line.album is None for line in lines or ()),
        "problems": (problems or [])[:MOST_PROBLEMS],
    }
    return render(request, "admin/curation/year_end/bring_in.html", context, status=status)
