"""Calling the herald as soon as something is published: readers need not wait for the next round."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from readers.news_mail import herald
from reviews.life.acts import Act
from reviews.models import Review


def told_on_publication(act: Act, review: Review, by: User | None, words: str) -> None:
    """Once the publication is stored, those who follow something of it are told, by another thread."""
    if act == Act.PUBLISHED and settings.MAIL_IN_BACKGROUND:
        transaction.on_commit(herald.call, robust=True)
