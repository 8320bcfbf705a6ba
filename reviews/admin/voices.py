"""Who writes, where, and how they grade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from albums.admin.addressed import AddressedAdmin
from albums.admin.ordered_rows import LabelledFormSet
from common.admin.base import AddressedForm, DeskAdmin, OnceNamedForm
from reviews.life.hiding import set_hidden
from reviews.models import Critic, Publication, Review, Scale, ScaleLetter

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class ReviewCount(TypedDict):
    """What `with_review_counts` adds to a row."""

    review_count: int


class CriticForm(AddressedForm):
    """A byline. The account that claims it is named, not picked: curators need not see everybody's."""

    account = forms.CharField(
        required=False,
        max_length=150,
        label="Claimed by",
        help_text="User name or e-mail address of the account. Empty: nobody has claimed it.",
    )

    class Meta:
        model = Critic
        fields = ["name", "slug", "bio", "publication", "scale", "hidden"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.user_id:
            self.fields["account"].initial = self.instance.user.get_username()

    def clean(self) -> dict[str, Any]:
        """Hiding a critic, or showing them again, asks for a reason."""
        cleaned = super().clean()
        if "hidden" in self.changed_data and not self.data.get("_why", "").strip():
            self.add_error("hidden", "Say why, below: it stays in the history.")
        return cleaned

    def clean_account(self) -> User | None:
        """The one account of that user name or address."""
        named = self.cleaned_data["account"]
        if not named:
            return None
        users = get_user_model().objects
        found = list(users.filter(username=named)[:1]) or list(users.filter(email__iexact=named)[:2])
        if len(found) != 1:
            raise ValidationError(
                "Several accounts have this address: give the user name." if found else "There is no such account."
            )
        return found[0]


@admin.register(Critic)
class CriticAdmin(AddressedAdmin):
    """Bylines."""

    form = CriticForm
    list_display = ["name", "publication", "scale", "claimed", "hidden", "counted"]
    list_filter = [
        "hidden",
        ("user", admin.EmptyFieldListFilter),
        ("publication", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["publication", "scale"]
    search_fields = ["folded", "publication__folded"]
    search_help_text = "Name or publication"
    autocomplete_fields = ["publication", "scale"]
    fields = ["name", "slug", "bio", "publication", "scale", "account", "hidden"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the number of counted reviews."""
        return Critic.objects.with_review_counts()

    @admin.display(description="claimed", boolean=True, ordering="user")
    def claimed(self, critic: Critic) -> bool:
        """Whether an account signs with it."""
        return critic.user_id is not None

    @admin.display(description="counted reviews", ordering="review_count")
    def counted(self, critic: WithAnnotations[Critic, ReviewCount]) -> int:
        """Published and not hidden."""
        return critic.review_count

    def get_readonly_fields(self, request: HttpRequest, obj: Critic | None = None) -> list[str]:
        """Whether the critic is hidden is for a chief curator to say."""
        return [] if request.user.has_perm("reviews.hide_critic") else ["hidden"]

    def save_model(self, request: HttpRequest, obj: Critic, form: forms.ModelForm, change: bool) -> None:
        """Store the byline and who claims it; hidden or shown again, every album they wrote about is counted anew."""
        obj.user = form.cleaned_data["account"]
        if change and "hidden" in form.changed_data:
            set_hidden(Critic.objects.get(pk=obj.pk), obj.hidden)
        super().save_model(request, obj, form, change)


class PublicationForm(OnceNamedForm):
    """A publication."""

    class Meta:
        model = Publication
        fields = ["name", "slug", "site", "description", "scale", "is_aggregator"]

    def clean_is_aggregator(self) -> bool:
        """Where reviews have appeared is no aggregator."""
        is_aggregator = self.cleaned_data["is_aggregator"]
        if (
            is_aggregator
            and Review.objects.filter(publication=self.instance.pk, status=Review.Status.PUBLISHED).exists()
        ):
            raise ValidationError("Published reviews name it as their source. Withdraw or correct those first.")
        return is_aggregator


@admin.register(Publication)
class PublicationAdmin(AddressedAdmin):
    """Magazines, newspapers, sites and stations."""

    form = PublicationForm
    list_display = ["name", "scale", "site", "is_aggregator", "counted"]
    list_filter = ["is_aggregator", "scale"]
    list_select_related = ["scale"]
    search_fields = ["folded"]
    search_help_text = "Name"
    autocomplete_fields = ["scale"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the number of counted reviews."""
        return Publication.objects.with_review_counts()

    @admin.display(description="counted reviews", ordering="review_count")
    def counted(self, publication: WithAnnotations[Publication, ReviewCount]) -> int:
        """Published and not hidden."""
        return publication.review_count


class ScaleForm(forms.ModelForm):
    """A scale: numbers have a maximum and a step, letters and no grades have neither."""

    class Meta:
        model = Scale
        fields = ["name", "kind", "maximum", "step"]

    def clean(self) -> dict[str, Any]:
        """Say what the kind asks for."""
        super().clean()
        cleaned = self.cleaned_data
        counts = cleaned.get("kind") in (Scale.Kind.POINTS, Scale.Kind.STARS, Scale.Kind.PERCENT)
        for name in ("maximum", "step"):
            if name not in cleaned or "kind" not in cleaned:
                continue
            if counts and (cleaned[name] is None or cleaned[name] <= 0):
                self.add_error(name, "A scale of numbers needs this, and more than 0.")
            elif not counts and cleaned[name] is not None:
                self.add_error(name, "Leave this empty: the scale has no numbers.")
        return cleaned


class LetterForm(forms.ModelForm):
    """What one letter is worth."""

    score = forms.DecimalField(min_value=0, max_value=100, max_digits=5, decimal_places=2)

    class Meta:
        model = ScaleLetter
        fields = ["letter", "score"]


class LetterInline(admin.TabularInline):
    """The letters of a letter scale."""

    model = ScaleLetter
    form = LetterForm
    formset = LabelledFormSet
    extra = 1


@admin.register(Scale)
class ScaleAdmin(DeskAdmin):
    """How publications and critics grade."""

    form = ScaleForm
    inlines = [LetterInline]
    list_display = ["name", "kind", "maximum", "step"]
    list_filter = ["kind"]
    search_fields = ["name"]
    search_help_text = "Name"

    def as_searched(self, words: str) -> str:
        """Scales are looked for as they are named."""
        return words
