"""Keeping what a critic types before it is saved as a review, and never over a version that was not seen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from reviews.models import Draft, Review

NOT_TYPED = {"csrfmiddlewaretoken", "step", "selection", "selection_near", "draft_seen", "seen_at", "album_query"}


class ChangedMeanwhile(Exception):
    """Another version is stored than the form began from: `stored`. Of a kept draft, `review` is the one it changes."""

    def __init__(self, stored: Review | Draft, review: Review | None = None) -> None:
        super().__init__("The review was changed meanwhile.")
        self.stored = stored
        self.review = stored if isinstance(stored, Review) else review
        self.draft = stored if isinstance(stored, Draft) else None


class TooManyDrafts(Exception):
    """The user has as many unfinished drafts as `settings.MOST_DRAFTS` allows."""


def typed(data: QueryDict) -> dict[str, Any]:
    """What a posted form says, by name. NUL, which no text column can hold, is left out."""
    return {name: data.get(name, "").replace("\0", "") for name in data if name not in NOT_TYPED} | {
        "seen_at": data.get("seen_at", ""),
        "disclosures": data.getlist("disclosures"),
    }


def as_posted(draft: Draft) -> QueryDict:
    """The draft as the form that it came from would post it again, knowing this version."""
    data = QueryDict(mutable=True)
    for name, value in draft.fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    data["draft_seen"] = draft.seen
    return data


def draft_of(user: User, review: Review | None, form_token: UUID | None) -> QuerySet[Draft]:
    """The draft of that review, or of the form with that token while there is no review."""
    if review is not None:
        return Draft.objects.filter(user=user, review=review)
    return Draft.objects.filter(user=user, form_token=form_token, form_token__isnull=False)


@transaction.atomic
def keep(user: User, review: Review | None, form_token: UUID, data: QueryDict) -> Draft:
    """Keep what was posted, whatever is wrong with it. The same words twice are one version.

    Raises ChangedMeanwhile when the stored review, or the draft, is not the version that the form shows, and
    TooManyDrafts when it would be one too many.
    """
    if review is not None:
        review = Review.objects.select_for_update().get(pk=review.pk)
    draft = draft_of(user, review, form_token).select_for_update().first()
    fields = typed(data)
    if draft is None:
        _require_room(user)
        _require_seen(review, data)
        token = None if review else form_token
        draft, made = Draft.objects.select_for_update().get_or_create(
            user=user, review=review, form_token=token, defaults={"fields": fields, "saved_at": timezone.now()}
        )
        if made or _same(draft.fields, fields):
            return draft
        raise ChangedMeanwhile(draft, review)
    if _same(draft.fields, fields):
        return draft
    _require_seen(review, data)
    if data.get("draft_seen") != draft.seen:
        raise ChangedMeanwhile(draft, review)
    draft.fields = fields
    draft.version += 1
    draft.saved_at = timezone.now()
    draft.save(update_fields=["fields", "version", "saved_at"])
    return draft


def take_out(user: User, review: Review | None, form_token: UUID, data: QueryDict) -> None:
    """Remove the draft of what is about to be stored as a review, in the caller's transaction.

    Raises ChangedMeanwhile when it holds other words than the form, which the form has not seen.
    """
    draft = draft_of(user, review, form_token).select_for_update().first()
    if draft is None:
        return
    if data.get("draft_seen") != draft.seen and not _same(draft.fields, typed(data)):
        raise ChangedMeanwhile(draft)
    draft.delete()


def _require_seen(review: Review | None, data: QueryDict) -> None:
    if review is None:
        return
    if review.status != Review.Status.DRAFT or data.get("seen_at", "") != review.updated_at.isoformat():
        raise ChangedMeanwhile(review)


def _require_room(user: User) -> None:
    if Draft.objects.filter(user=user).count() >= settings.MOST_DRAFTS:
        raise TooManyDrafts


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    ignored = {"seen_at", "form_token"}
    return {name: value for name, value in one.items() if name not in ignored and value} == {
        name: value for name, value in other.items() if name not in ignored and value
    }
