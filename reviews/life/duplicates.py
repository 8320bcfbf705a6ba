"""Reviews that may be the same as one that is about to be submitted. A warning, never a wall."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Q

from albums.models import Album
from reviews.models import BodySketch, Critic, Review
from reviews.models.review_sets import ReviewQuerySet
from reviews.models.statuses import CLOSED
from reviews.quoting.resemblance import NEARLY_THE_SAME, resemblance, sketch

MOST_SHOWN = 5
MOST_COMPARED = 200


@dataclass(frozen=True)
class Duplicate:
    """A review that resembles another, and how. `open_to_critic`: whether the critic may be shown which it is."""

    review: Review
    how: str
    open_to_critic: bool


def duplicates_of(
    review: Review | None,
    form_token: UUID | None,
    user: User,
    critic: Critic | None,
    album: Album | None,
    url: str,
    body: str,
) -> list[Duplicate]:
    """What is here already that `critic` may be about to submit again: at most three queries, each by an index.

    `review` is the stored one, if any: neither it nor what it revises counts, nor what the same form has stored a
    moment ago. What other critics have not submitted is left out. A curator asks for a stored review, without a form.
    """
    others = _others(review, form_token, user)
    found: dict[int, Duplicate] = {}

    def add(reviews: list[Review], how: str) -> None:
        for other in reviews[:MOST_SHOWN]:
            is_own = other.critic is not None and other.critic.user_id == user.pk
            found.setdefault(other.pk, Duplicate(other, how, is_own or other.status == Review.Status.PUBLISHED))

    if album and critic:
        add(list(others.filter(album=album, critic=critic)[:MOST_SHOWN]), "the same album under the same byline")
    if url:
        add(list(others.from_page(url)[:MOST_SHOWN]), "the same link")
    add(_nearly_the_same(others, body), "almost the same text")
    return list(found.values())[:MOST_SHOWN]


def alike_on_their_albums(keys: Collection[int]) -> set[int]:
    """Those of the reviews of which another review of the same album, that stands, has almost the same text.

    One query, for many reviews at once: it follows each album's reviews, where a search of all texts would have no
    bound. What a review revises, and what revises it, does not count.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SHARING, {"keys": list(keys), "closed": list(CLOSED)})
        return {key for key, one, other in cursor.fetchall() if resemblance(one, other) >= NEARLY_THE_SAME}


_SHARING = """
SELECT own.id, own_sketch.hashes, other_sketch.hashes
FROM reviews_review AS own
JOIN reviews_bodysketch AS own_sketch ON own_sketch.review_id = own.id
JOIN reviews_review AS other ON other.album_id = own.album_id AND other.id <> own.id
JOIN reviews_bodysketch AS other_sketch
    ON other_sketch.review_id = other.id AND other_sketch.hashes && own_sketch.hashes
WHERE own.id = ANY(%(keys)s)
    AND other.status <> ALL(%(closed)s)
    AND other.id IS DISTINCT FROM own.revises_id
    AND other.revises_id IS DISTINCT FROM own.id
"""


def _others(review: Review | None, form_token: UUID | None, user: User) -> ReviewQuerySet:
    others = Review.objects.standing().filter(~Q(status=Review.Status.DRAFT) | Q(critic__user=user))
    others = others.filter(revises=None).select_related("critic", "publication", "album__lead_artist").defer("body")
    if form_token is not None:
        others = others.exclude(form_token=form_token)
    if review is None:
        return others
    return others.exclude(pk__in=[key for key in (review.pk, review.revises_id) if key])


def _nearly_the_same(others: ReviewQuerySet, body: str) -> list[Review]:
    hashes = sketch(body)
    if not hashes:
        return []
    sharing = BodySketch.objects.filter(hashes__overlap=hashes).values_list("review", "hashes")[:MOST_COMPARED]
    alike = [key for key, stored in sharing if resemblance(hashes, stored) >= NEARLY_THE_SAME]
    return list(others.filter(pk__in=alike)[:MOST_SHOWN]) if alike else []
