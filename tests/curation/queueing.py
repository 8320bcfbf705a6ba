"""Things that wait in the curators' queue, one of each kind, for tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from accounts.models import BylineClaim
from albums.models import Album
from curation.models import Hold
from reviews.life.publishing import submit
from reviews.life.revising import begin_revision
from reviews.models import CorrectionRequest, Mention, Review
from tests.factories import (
    AlbumFactory,
    CriticFactory,
    ExcerptFactory,
    PublicationFactory,
    ReviewFactory,
    UserFactory,
)
from tests.markup import Element, read

QUEUE = "/admin/queue/"


def ago(**time: float) -> datetime:
    return timezone.now() - timedelta(**time)


def submitted(**columns: object) -> Review:
    """A submitted review that nothing stands against and nothing is odd about."""
    columns = {"body": f"A text of its own, number {Review.objects.count()}."} | columns
    review = ReviewFactory(submitted=True, **columns)
    ExcerptFactory(review=review, text=review.body, lead=True)
    return review


def revision(**columns: object) -> Review:
    """A revision of a published review, submitted."""
    critic = CriticFactory(user=UserFactory())
    published = ReviewFactory(published=True, critic=critic, body=f"It is out, number {Review.objects.count()}.")
    ExcerptFactory(review=published, text=published.body, lead=True)
    pending = submit(begin_revision(published, critic.user), critic.user)
    Review.objects.filter(pk=pending.pk).update(**columns)
    pending.refresh_from_db()
    return pending


def document(**columns: object) -> Review:
    """An imported document."""
    house = PublicationFactory()
    said = {"document_name": "low-water.txt", "publication": house, "source_url": f"{house.site}/{uuid4()}"}
    return submitted(**(said | columns))


def claim(**columns: object) -> BylineClaim:
    values = {"user": UserFactory(), "name": "Ottilie Brandt", "publication": "The Lantern"} | columns
    return BylineClaim.objects.create(evidence="https://lantern.example/people/", **values)


def proposed(**columns: object) -> Album:
    return AlbumFactory(proposed=True, **columns)


def request(**columns: object) -> CorrectionRequest:
    values = {"kind": "grade", "words": "It was four stars."} | columns
    review = values.pop("review", None) or ReviewFactory(published=True)
    return CorrectionRequest.objects.create(review=review, **values)


def mention(**columns: object) -> Mention:
    values = {"source": f"https://lantern.example/{uuid4()}", "target": "https://chorus.example/a"} | columns
    return Mention.objects.create(album=values.pop("album", None) or AlbumFactory(), state="waiting", **values)


MAKERS = {
    "submission": (submitted, "submitted_at"),
    "revision": (revision, "submitted_at"),
    "import": (document, "submitted_at"),
    "claim": (claim, "created_at"),
    "album": (proposed, "created_at"),
    "request": (request, "asked_at"),
    "mention": (mention, "received_at"),
}
HOLDABLE = {"submission": "review", "revision": "review", "import": "review"}


def holdable(kind: str) -> str:
    return HOLDABLE.get(kind, kind)


def waiting(kind: str, **time: float) -> object:
    """One of that kind that has waited so long."""
    make, since = MAKERS[kind]
    return make(**{since: ago(**time)})


def held(thing: object, kind: str, by: object, **time: float) -> Hold:
    return Hold.objects.create(kind=holdable(kind), key=thing.pk, by=by, at=ago(**time))


def rows(client: Client, query: str = "") -> list[Element]:
    """The rows of the queue's page."""
    return read(client.get(QUEUE + query)).all("li", of_class="queue-row")


def names(client: Client, query: str = "") -> list[str]:
    """What stands in it, as "review-12"."""
    return [row["id"] for row in rows(client, query)]


def name_of(kind: str, thing: object) -> str:
    return f"{holdable(kind)}-{thing.pk}"
