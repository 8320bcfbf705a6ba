"""Why a curator returns, rejects or withdraws a review: a sentence from a short list, words of their own, or both."""

from __future__ import annotations

from django.db import models

from reviews.life.steps import NotAllowed


class Ground(models.TextChoices):
    """The short list, in the sentences that the critic reads."""

    NO_SOURCE = "source", "It does not say where it first appeared."
    OTHER_ALBUM = "album", "It is not a review of this album."
    FILM = "film", "An excerpt is about the film, not about the record."
    GRADE = "grade", "Its grade is not on the scale."
    DUPLICATE = "duplicate", "It is here already."
    NOT_OWN = "text", "Its text is not the critic’s own."
    OTHER = "other", "Something else"


def reason_of(ground: str, words: str) -> str:
    """The reason as the critic reads it: the sentence chosen, below it the curator's words.

    Raises NotAllowed where neither is given, and where nothing but "something else" is.
    """
    words = words.strip()
    if ground == Ground.OTHER and not words:
        raise NotAllowed("Say what it is: the critic will read it.")
    if not ground and not words:
        raise NotAllowed("Give a reason: the critic will read it.")
    sentence = Ground(ground).label if ground and ground != Ground.OTHER else ""
    return "\n\n".join(part for part in (sentence, words) if part)
