"""What a curator says about a review, among curators or to its critic. It changes nothing of the review."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from reviews.life.acts import Act, tell
from reviews.life.steps import NotAllowed
from reviews.models import Note, Review


@transaction.atomic
def add_note(review: Review, by: User, words: str, *, to_critic: bool) -> Note:
    """Keep the words with the review; if they are for its critic, tell them. The same words twice are one note.

    Raises NotAllowed without words, and when the review is not there any more.
    """
    if not words.strip():
        raise NotAllowed("Write a few words.")
    stored = Review.objects.select_for_update(of=("self",)).select_related("critic").filter(pk=review.pk).first()
    if stored is None:
        raise NotAllowed("The review is not there any more.")
    note, is_new = Note.objects.get_or_create(review=stored, by=by, words=words.strip(), to_critic=to_critic)
    if is_new and to_critic:
        tell(Act.COMMENTED, stored, by, note.words)
    return note
