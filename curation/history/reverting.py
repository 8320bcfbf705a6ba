"""Setting a row back to what it was before a kept change, or putting back one that was removed.

Only what people type is set back. A step in a review's life, a merge and a decision are acts of their own, with their
own ways back; they are named and refused here. One transaction, the row locked: of two at once, the second is told.
"""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Model

from albums.redirects import following_its_address
from common.tracking import because, events_of
from curation.history.events import Event
from curation.history.rows_in_words import fields_of
from curation.models import Rearrangement
from curation.refusals import detail_of, message_of
from reviews.life.hiding import set_hidden
from reviews.life.revising import correct
from reviews.life.steps import NotAllowed
from reviews.models import Critic, Review

LEFT = {
    "reviews.correctionrequest": "A request and its answer stay as they were written.",
    "reviews.thresholds": "What grades mean is the critic’s own word: it is changed at the critic’s desk.",
    "accounts.bylineclaim": "A decision about a claim is not taken back here: change who holds the byline instead.",
    "accounts.membership": "Roles are given and taken on the account’s page.",
    "accounts.account": "Accounts are opened and closed on the account’s page.",
}
"""Tables whose rows are not set back, and why."""

OF_REVIEWS_LIFE = {
    *("status", "reason", "revises_id", "revises_number", "revision", "album_id"),
    *("submitted_by_id", "submitted_at", "published_at", "verdict_user_id", "verdict_set_at"),
}
"""Columns of a review that its steps write; a revert leaves them as they are."""


class CannotRevert(Exception):
    """Nothing has changed; the message says why, for a person to read."""


def obstacle(event: Event) -> str:
    """Why the event's row cannot be set back; empty where it can."""
    label = event.model._meta.label_lower
    if label in LEFT:
        return LEFT[label]
    if event.label == "insert":
        return "There is nothing before it."
    if "rearrangement" in event.context and event.label == "delete":
        return "It went into another record. Undo the merge, or split the record."
    if event.label == "update" and not columns_to_set(event):
        return "A step in its life, or a merge: it is not set back by the history. Take the next step instead."
    return ""


def columns_to_set(event: Event) -> list[str]:
    """The columns that a revert to before the event sets."""
    columns = list(fields_of(event.model))
    if event.model is Review:
        columns = [column for column in columns if column not in OF_REVIEWS_LIFE]
        if event.label == "update" and not set(columns) & set(event.changed or ()):
            return []
    return columns


def permission_for(event: Event) -> str:
    """The permission that setting it back asks for: to change such a row, or to add one that was removed."""
    model = event.model._meta
    if model.model_name in ("albumgenre", "albumlabel"):
        return "albums.change_album"
    return f"{model.app_label}.{'add' if event.label == 'delete' else 'change'}_{model.model_name}"


def revert(event: Event, seen: int, reason: str, by: User) -> Model:
    """Set the row back to what it was before the event; return it. `seen` is the newest event of it that was shown.

    Raises CannotRevert, and then nothing has changed.
    """
    if refusal := obstacle(event):
        raise CannotRevert(refusal)
    if not reason.strip():
        raise CannotRevert("Give a reason: it stays in the history.")
    try:
        with transaction.atomic(), because(reason.strip(), by, revert=event.number):
            return _put_back(event) if event.label == "delete" else _set_back(event, seen, by)
    except ValidationError as refused:
        raise CannotRevert(" ".join(_said(refused))) from refused
    except NotAllowed as refused:
        raise CannotRevert(str(refused)) from refused
    except IntegrityError as refused:
        detail = (detail_of(refused) or message_of(refused)).strip()
        raise CannotRevert(f"The database refuses it: something else has come in its way. {detail}") from refused
    except DatabaseError as refused:
        raise CannotRevert(f"The database refuses it: {message_of(refused)}") from refused


def _put_back(event: Event) -> Model:
    if event.model._base_manager.filter(pk=event.key).exists():
        raise CannotRevert("It has been put back already.")
    row = event.model(pk=event.key)
    _set(row, event, list(fields_of(event.model)))
    row.full_clean()
    row.save(force_insert=True)
    return row


def _set_back(event: Event, seen: int, by: User) -> Model:
    row = event.model._base_manager.select_for_update(of=["self"]).filter(pk=event.key).first()
    if row is None:
        raise CannotRevert(_gone(event))
    newest = events_of(event.model).filter(pgh_obj_id=event.key).order_by("-pgh_id")
    if newest.values_list("pgh_id", flat=True).first() != seen:
        raise CannotRevert("It has been changed since you opened this page. Look at what is new first.")
    if isinstance(row, Review):
        return _revise(row, event, by)
    if isinstance(row, Critic) and event.row["hidden"] != row.hidden:
        if not by.has_perm("reviews.hide_critic"):
            raise CannotRevert("That would hide the critic or show them again, which is for a chief curator to do.")
        set_hidden(row, event.row["hidden"])
    _set(row, event, columns_to_set(event))
    with following_its_address(row):
        row.full_clean()
        row.save()
    return row


def _revise(review: Review, event: Event, by: User) -> Review:
    """A review's words and grade go back by a revision, so that its excerpts and the consensus follow."""
    before = {column: getattr(review, column) for column in columns_to_set(event)}
    _set(review, event, columns_to_set(event))
    changed = [column for column, value in before.items() if getattr(review, column) != value]
    if not changed:
        raise CannotRevert("It stands as it stood then.")
    if {"verdict", "verdict_set_by"} & set(changed):
        review.judge(review.verdict, review.verdict_set_by, by)
        changed += ["verdict_user_id", "verdict_set_at"]
    review.full_clean(exclude=["album"])
    names = [column.removesuffix("_id") for column in changed]
    correct(review, names, by)
    return review


def _set(row: Model, event: Event, columns: list[str]) -> None:
    for column, field in fields_of(event.model).items():
        if column in columns:
            setattr(row, field.attname, event.row[column])


def _gone(event: Event) -> str:
    merged = Rearrangement.objects.merge_of(str(event.model._meta.model_name), event.key)
    if merged:
        return f"It has been merged into “{merged.survivor_name}”. Undo the merge, or split the record."
    return "It has been removed. Put it back first."


def _said(refused: ValidationError) -> list[str]:
    if not hasattr(refused, "message_dict"):
        return list(refused.messages)
    return [
        message if field == "__all__" else f"{field.replace('_', ' ').capitalize()}: {message}"
        for field, messages in refused.message_dict.items()
        for message in messages
    ]
