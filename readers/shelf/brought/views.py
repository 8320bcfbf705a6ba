"""The pages on which a reader brings a file in, looks through what it means, and takes it over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.form_fields import LineField
from common.limits import over_limit
from common.query import LARGEST_KEY, whole
from common.requests import SignedInRequest
from readers.models import ShelfImport
from readers.shelf.brought.brought_files import LARGEST_FILE, NotAShelf, read_shelf
from readers.shelf.brought.brought_shelves import bring_in, counts_of, take_over
from readers.shelf.keeping_lists import ListIsFull

A_PAGE = 100
TOO_MANY = gettext_lazy("You have brought in many files within the hour. Send this one a little later.")


class ShelfFileForm(forms.Form):
    """A file, and what its list is called, where it is one."""

    file = forms.FileField(label=gettext_lazy("File"))
    title = LineField(
        required=False,
        max_length=200,
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Only for a list: what it is called here."),
    )

    def clean_file(self) -> UploadedFile:
        """A file that is not too large to be read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("It is larger than %(most)d MB.") % {"most": LARGEST_FILE // 1_000_000})
        return file


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def shelf_imports(request: SignedInRequest) -> HttpResponse:
    """What the reader has brought in, and a form for more."""
    form = ShelfFileForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        form = ShelfFileForm(request.POST, request.FILES)
        status = 422
        if over_limit(request, "shelf-import"):
            form.add_error(None, TOO_MANY)
            status = 429
        elif form.is_valid():
            file = form.cleaned_data["file"]
            try:
                brought = read_shelf(file.read())
                return redirect(
                    "shelf-import", bring_in(request.user, brought, file.name or "", form.cleaned_data["title"]).pk
                )
            except NotAShelf as problem:
                form.add_error("file", str(problem))
    context = {"form": form, "imports": request.user.shelf_imports.all()}
    return render(request, "readers/shelf_imports.html", context, status=status)


@login_required
@require_safe
def shelf_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a file comes to: its lines with the records they mean, those that wait by name."""
    own = _own(request, pk)
    only_waiting = "waiting" in request.GET
    lines = own.lines.filter(album=None) if only_waiting else own.lines.all()
    after = whole(request.GET.get("after", ""), LARGEST_KEY) or 0
    shown = list(lines.filter(number__gt=min(after, 2**31 - 1)).select_related("album__lead_artist")[: A_PAGE + 1])
    context: dict[str, Any] = {
        "brought": own,
        "counts": counts_of(own),
        "lines": shown[:A_PAGE],
        "only_waiting": only_waiting,
        "next": shown[A_PAGE - 1].number if len(shown) > A_PAGE else None,
        "after": after,
    }
    return render(request, "readers/shelf_import.html", context)


@login_required
@require_POST
def take_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take over what was found. A second click takes over what has been found since."""
    own = _own(request, pk)
    try:
        count = take_over(own)
    except ListIsFull as problem:
        return render(request, "readers/refused.html", {"problem": problem}, status=409)
    own.refresh_from_db()
    if own.list:
        messages.success(request, _("“%(title)s” is on your shelf.") % {"title": own.list.title})
        return redirect("edit-list", own.list.pk)
    said = ngettext("%(count)d record is marked.", "%(count)d records are marked.", count)
    messages.success(request, said % {"count": count})
    return redirect("shelf-import", own.pk)


@login_required
@require_POST
def forget_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """Forget a file and the lines of it that wait; marks and lists made of it stay."""
    ShelfImport.objects.filter(owner=request.user, pk=min(pk, LARGEST_KEY)).delete()
    return redirect("shelf-imports")


def _own(request: SignedInRequest, pk: int) -> ShelfImport:
    return get_object_or_404(ShelfImport, pk=min(pk, LARGEST_KEY), owner=request.user)
