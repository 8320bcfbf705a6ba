"""Storing what a critic wrote: one transaction, never over a version that the critic has not seen."""

from __future__ import annotations

from copy import copy
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime

from albums.identity import CannotTell
from albums.locks import lock_albums
from albums.models import Album
from reviews.desk.albums import propose_album
from reviews.desk.arrivals import note_taken
from reviews.desk.drafts import ChangedMeanwhile, take_out
from reviews.desk.forms import STORED_AS_TYPED, ReviewForm
from reviews.desk.manuscript import Manuscript
from reviews.life.publishing import submit, take_back
from reviews.life.revised_fields import is_behind, look_over
from reviews.life.steps import NotAllowed
from reviews.models import Excerpt, Review

WRITTEN = (
    "critic",
    "album",
    *STORED_AS_TYPED,
    "headings",
    "quotes_by_critic",
    "grade",
    "score",
    "revises_number",
    "revises_facts",
)
COMPARED = ("critic_id", "album_id", *STORED_AS_TYPED, "grade", "verdict")
COMPARED_IN_EXCERPTS = ("start", "end", "about", "topic", "track_id", "stance", "lead")


@transaction.atomic
def store(manuscript: Manuscript, *, submitting: bool = False, taking_back: bool = False) -> Review:
    """Create or change the draft that `manuscript`, which was checked and is valid, holds; hand it in if asked.

    Posted twice, a form stores one review and changes it once. `taking_back` takes the review out of the curators'
    queue first. What was kept while it was typed goes with it. Raises ChangedMeanwhile when another version is stored
    than the form began from, or when the review is no draft any more, and NotAllowed when it cannot be submitted; then
    nothing is stored.
    """
    album = _chosen_album(manuscript.form)
    albums = {album.pk, manuscript.review.album_id} if manuscript.review else {album.pk}
    lock_albums(Album.objects.filter(pk__in=albums))
    if manuscript.review:
        begun: QuerySet[Review] = Review.objects.filter(pk=manuscript.review.pk)
    else:
        begun = posted_before(manuscript.user, manuscript.form_token)
    stored = begun.select_for_update(of=["self"]).select_related("critic", "publication").first()
    if stored is None:
        review = _created(manuscript, album)
    else:
        review = _changed(stored, manuscript, album, taking_back=taking_back)
    take_out(manuscript.user, manuscript.review and review, manuscript.form_token, manuscript.posted)
    if submitting and review.status == Review.Status.DRAFT:
        review = submit(review, manuscript.user)
    return review


def posted_before(user: User, form_token: UUID | None) -> QuerySet[Review]:
    """The review that an earlier post of the form with that token has made, if any."""
    return Review.objects.editable_by(user).filter(form_token=form_token, form_token__isnull=False)


def _chosen_album(form: ReviewForm) -> Album:
    if form.proposal is None:
        return form.cleaned_data["album"]
    try:
        return propose_album(form.proposal)
    except CannotTell as unclear:  # somebody has proposed such a one since the form was looked at
        raise NotAllowed(f"The album: {unclear}.") from unclear


def _created(manuscript: Manuscript, album: Album) -> Review:
    review = Review(form_token=manuscript.form_token, album=album)
    manuscript.fill(review)
    review.save()
    _add_excerpts(review, manuscript.excerpts)
    note_taken(review, manuscript.user)
    return review


def _changed(stored: Review, manuscript: Manuscript, album: Album, *, taking_back: bool) -> Review:
    wanted = copy(stored)
    wanted.album = album
    manuscript.fill(wanted)
    if stored.revises and is_behind(stored) and manuscript.shows(stored.revises):
        look_over(wanted)
    elif _says_the_same(stored, wanted, manuscript.excerpts):
        return stored
    if taking_back and stored.status == Review.Status.SUBMITTED and _moment(manuscript.seen_at) == stored.updated_at:
        wanted.status = take_back(stored, manuscript.user).status
    elif _moment(manuscript.seen_at) != stored.updated_at or stored.status != Review.Status.DRAFT:
        raise ChangedMeanwhile(stored)
    # The database compares excerpts with the body at once, so the old ones leave before it changes.
    stored.excerpts.all().delete()
    wanted.save(update_fields=[*WRITTEN, *Review.JUDGED, "updated_at"])
    _add_excerpts(wanted, manuscript.excerpts)
    return wanted


def _says_the_same(stored: Review, wanted: Review, excerpts: list[Excerpt]) -> bool:
    def said(rows: list[Excerpt]) -> list[tuple]:
        return [tuple(getattr(row, name) for name in COMPARED_IN_EXCERPTS) for row in rows]

    in_order = sorted(stored.excerpts.all(), key=lambda excerpt: (excerpt.order, excerpt.start))
    same_words = all(getattr(stored, name) == getattr(wanted, name) for name in COMPARED)
    return same_words and said(in_order) == said(excerpts)


def _add_excerpts(review: Review, excerpts: list[Excerpt]) -> None:
    for excerpt in excerpts:
        excerpt.review = review
    Excerpt.objects.bulk_create(excerpts)


def _moment(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None
