"""The pages of saved voices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.form_fields import LineField, TextField, offer_rows
from common.limits import over_limit
from common.query import LARGEST_KEY
from common.requests import SignedInRequest
from readers.models import SavedVoices
from readers.shelf.keeping_voices import (
    MOST_VOICES,
    NoSuchVoices,
    TooManySets,
    make_mine,
    save_voices,
    voices_named,
)
from reviews.models import Critic, Publication

TOO_OFTEN = gettext_lazy("You have changed a great many things within the hour. Try again a little later.")


class SavedVoicesForm(forms.ModelForm):
    """A set: its name, those of its voices that stay, and others by name."""

    name = LineField(max_length=80, label=gettext_lazy("Name"))
    more = TextField(
        required=False,
        max_length=4000,
        label=gettext_lazy("Add by name"),
        help_text=gettext_lazy("Critics and publications, one a line, each as its page calls it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = SavedVoices
        fields = ["name", "critics", "publications"]
        widgets = {"critics": forms.CheckboxSelectMultiple, "publications": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_rows(self, "critics", self.instance.critics.listed().order_by("folded"))
        offer_rows(self, "publications", self.instance.publications.order_by("folded"))

    def clean(self) -> dict[str, Any]:
        """The voices that stay, with those named."""
        cleaned = super().clean() or self.cleaned_data
        try:
            critics, publications = voices_named(cleaned.get("more", ""))
        except NoSuchVoices as problem:
            self.add_error("more", str(problem))
            return cleaned
        for name, added in (("critics", critics), ("publications", publications)):
            together = list({voice.pk: voice for voice in (*cleaned.get(name, ()), *added)}.values())
            if len(together) > MOST_VOICES:
                self.add_error("more", _("A set holds %(most)d of a kind at most.") % {"most": MOST_VOICES})
            cleaned[name] = together
        # Who is out of sight just now is not taken out by who cannot see them.
        cleaned["critics"] += self.instance.critics.exclude(pk__in=Critic.objects.listed())
        return cleaned

    def clean_name(self) -> str:
        """A name that no other set of the reader's has."""
        name = self.cleaned_data["name"]
        others = SavedVoices.objects.filter(owner=self.instance.owner, name__iexact=name).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(_("You have a set of that name already."))
        return name


@login_required
@require_safe
def saved_voices(request: SignedInRequest) -> HttpResponse:
    """The reader's sets of voices."""
    return render(request, "readers/saved_voices.html", {"sets": request.user.saved_voices.with_voices()})


@login_required
@require_POST
def keep_voices(request: SignedInRequest) -> HttpResponse:
    """Keep the voices that are posted, as an address names them: the one click beside a choice."""
    if over_limit(request, "save-voices"):
        return render(request, "readers/refused.html", {"problem": TOO_OFTEN}, status=429)
    critics = Critic.objects.listed().filter(slug__in=_slugs(request, "critics"))
    publications = Publication.objects.sources().filter(slug__in=_slugs(request, "publications"))
    if not critics and not publications:
        return render(request, "readers/refused.html", {"problem": _("No voice is chosen.")}, status=422)
    try:
        saved = save_voices(request.user, critics, publications)
    except TooManySets as problem:
        return render(request, "readers/refused.html", {"problem": problem}, status=409)
    messages.success(request, _("“%(name)s” is saved.") % {"name": saved.name})
    return redirect("saved-voices")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_voices(request: SignedInRequest, pk: int) -> HttpResponse:
    """Name a set, take voices out, add others."""
    saved = _own(request, pk)
    form = SavedVoicesForm(request.POST or None, instance=saved)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
        messages.success(request, _("“%(name)s” is saved.") % {"name": saved.name})
        return redirect("saved-voices")
    context = {"form": form, "saved": SavedVoices.objects.get(pk=saved.pk)}
    return render(request, "readers/edit_voices.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def voices_are_mine(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the set be the one whose number is shown."""
    saved = _own(request, pk)
    make_mine(saved)
    messages.success(request, _("The number of “%(name)s” stands beside the site’s own now.") % {"name": saved.name})
    return redirect("saved-voices")


@login_required
@require_POST
def delete_voices(request: SignedInRequest, pk: int) -> HttpResponse:
    """Forget a set; a second click finds it gone."""
    SavedVoices.objects.filter(owner=request.user, pk=min(pk, LARGEST_KEY)).delete()
    return redirect("saved-voices")


def _own(request: SignedInRequest, pk: int) -> SavedVoices:
    return get_object_or_404(SavedVoices, pk=min(pk, LARGEST_KEY), owner=request.user)


def _slugs(request: SignedInRequest, key: str) -> list[str]:
    return [slug for slug in request.POST.getlist(key) if "\x00" not in slug and len(slug) <= 100][:MOST_VOICES]
