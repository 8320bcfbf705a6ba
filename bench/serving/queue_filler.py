"""A process of its own that fills the curators' queue. `python -m bench.serving.queue_filler` speaks JSON lines.

Its first line says who is signed in, and what a critic would post. For each number read it lets so many things wait and
says the queue's addresses at that length, and the keys of what that critic has submitted. At the end of its input it
takes back everything that it brought in.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from importlib import import_module
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.serving.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.models import Group, User  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.db import transaction  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import BylineClaim, OutgoingMail  # noqa: E402
from accounts.roles import CURATOR  # noqa: E402
from albums.models import Album  # noqa: E402
from bench.serving.publisher import PREFIX, take_back  # noqa: E402
from reviews.models import CorrectionRequest, Critic, Draft, Excerpt, Review, Verdict  # noqa: E402

CRITIC, CURATOR_NAME, CLAIMANT = "bench-critic", "bench-curator", "bench-claimant-"
SUBMITTED = 120
ONE_CLAIM_IN, ONE_REQUEST_IN = 20, 20
REVIEWS_OF_A_CRITIC = 100
LEAD = "Nothing here asks to be liked, and by the last song that is what there is to like"
WORDS_OF_A_BODY = 200
# No two bodies are near each other: nobody is warned of a duplicate.
BEFORE, STEMS = ("", "un", "over", "half", "mid", "out"), ("sung", "kept", "room", "drum", "take", "breath", "tune")
WORDS = tuple(before + stem for before in BEFORE for stem in STEMS)


def main() -> None:
    """Sign in, then fill as told."""
    take_back_desks()
    try:
        _say(signed_in())
        for line in sys.stdin:
            fill(int(line))
            _say(queue_now())
    finally:
        take_back_desks()


def fill(wanted: int) -> None:
    """Let so many things wait in all, whatever waits already: reviews, and one claim and one request in twenty."""
    claims, requests = wanted // ONE_CLAIM_IN, wanted // ONE_REQUEST_IN
    now = timezone.now()
    _ask_for_bylines(claims - BylineClaim.objects.waiting().count())
    _ask_for_corrections(requests - CorrectionRequest.objects.waiting().count())
    there = Review.objects.waiting().count()
    missing = wanted - claims - requests - there
    if missing <= 0:
        return
    albums = list(Album.objects.listed().order_by("pk").values_list("pk", flat=True)[there : there + missing])
    critics = _critics(there // REVIEWS_OF_A_CRITIC, -(-(there + missing) // REVIEWS_OF_A_CRITIC))
    reviews = Review.objects.bulk_create(
        Review(
            album_id=album,
            critic=critics[number % len(critics)],
            language="en",
            body=text(there + number),
            verdict=Verdict.values[number % len(Verdict.values)],
            verdict_set_by="critic",
            status=Review.Status.SUBMITTED,
            submitted_at=now - timedelta(minutes=wanted - number),
        )
        for number, album in enumerate(albums)
    )
    Excerpt.objects.bulk_create(
        Excerpt(review=review, start=0, end=len(LEAD), text=LEAD, lead=number % 3 > 0)
        for number, review in enumerate(reviews)
    )


def text(number: int) -> str:
    """A body of some 200 words, like no other."""
    rng = Random(number)  # noqa: S311
    return f"{LEAD}. {' '.join(rng.choices(WORDS, k=WORDS_OF_A_BODY))}."


@transaction.atomic
def take_back_desks() -> None:
    """Remove what was brought in, and whoever brought it."""
    Review.objects.waiting().filter(critic__slug__startswith=PREFIX).delete()
    CorrectionRequest.objects.filter(asked_by__username=CRITIC).delete()
    Draft.objects.filter(user__username=CRITIC).delete()
    take_back()
    users = User.objects.filter(username__in=[CRITIC, CURATOR_NAME]) | User.objects.filter(
        username__startswith=CLAIMANT
    )
    OutgoingMail.objects.filter(addresses__to__contains=[f"{CRITIC}@bench.example"]).delete()
    keys = [key for key, session in _sessions() if session.get(SESSION_KEY) in {str(user.pk) for user in users}]
    Session.objects.filter(session_key__in=keys).delete()
    users.delete()


def signed_in() -> dict[str, object]:
    """Sessions of a critic and a curator, where they post to, and what the critic would submit."""
    critic = User.objects.create_user(CRITIC, f"{CRITIC}@bench.example")
    curator = User.objects.create_user(CURATOR_NAME, f"{CURATOR_NAME}@bench.example", is_staff=True)
    curator.groups.add(Group.objects.get(name=CURATOR))
    byline = Critic.objects.create(name="Witness at the desk", slug=f"{PREFIX}desk", user=critic)
    albums = Album.objects.listed().order_by("-pk").values_list("pk", flat=True)[:SUBMITTED]
    return {
        "critic": session_of(critic),
        "curator": session_of(curator),
        "submit": reverse("desk-new"),
        "publish": reverse("queue-publish"),
        "forms": [form_of(byline, album, number) for number, album in enumerate(albums)],
    }


def form_of(byline: Critic, album: int, number: int) -> dict[str, object]:
    """What the page on which a review is written posts: one review with one excerpt."""
    return {
        "step": "submit",
        "form_token": f"00000000-0000-4000-8000-{number:012}",
        "critic": byline.pk,
        "album": album,
        "headline": "Kept for its breath",
        "body": text(1_000_000 + number),
        "language": "en",
        "grade": "none",
        "verdict": "positive",
        "excerpt-TOTAL_FORMS": 1,
        "excerpt-INITIAL_FORMS": 0,
        "excerpt-MIN_NUM_FORMS": 0,
        "excerpt-MAX_NUM_FORMS": 20,
        "excerpt-0-text": LEAD,
        "excerpt-0-about": "album",
        "excerpt-0-topic": "overall",
        "excerpt-0-stance": "praise",
        "excerpt-0-lead": "on",
    }


def queue_now() -> dict[str, object]:
    """Views of the queue by name, and the keys of what the critic has submitted."""
    queue = reverse("queue")
    halfway = Review.objects.waiting()[Review.objects.waiting().count() // 2]
    after = f"{halfway.submitted_at.isoformat()}_review_{halfway.pk}".replace("+", "%2B")
    return {
        "queue": {
            "first page": queue,
            "halfway down": f"{queue}?after={after}",
            "one kind": f"{queue}?kind=submission",
            "held by nobody": f"{queue}?held=nobody",
            "passes all checks": f"{queue}?checks=pass",
            "search": f"{queue}?q=witness",
        },
        "submitted": list(Review.objects.waiting().filter(critic__user__username=CRITIC).values_list("pk", flat=True)),
    }


def _ask_for_bylines(count: int) -> None:
    there = User.objects.filter(username__startswith=CLAIMANT).count()
    users = User.objects.bulk_create(User(username=f"{CLAIMANT}{there + number}") for number in range(max(0, count)))
    BylineClaim.objects.bulk_create(
        BylineClaim(
            user=user, name=f"Witness {user.username}", publication="The Bench", evidence="https://bench.example/me"
        )
        for user in users
    )


def _ask_for_corrections(count: int) -> None:
    asked = CorrectionRequest.objects.waiting().values("review")
    published = Review.objects.filter(status=Review.Status.PUBLISHED).exclude(pk__in=asked).order_by("pk")
    user = User.objects.get(username=CRITIC)
    CorrectionRequest.objects.bulk_create(
        CorrectionRequest(review_id=key, kind="grade", words="The grade is not mine.", asked_by=user)
        for key in published.values_list("pk", flat=True)[: max(0, count)]
    )


def _critics(first: int, last: int) -> list[Critic]:
    for number in range(first, last):
        slug = f"{PREFIX}waiting-{number:04}"
        Critic.objects.get_or_create(slug=slug, defaults={"name": f"Witness in line {number:04}"})
    return list(Critic.objects.filter(slug__startswith=f"{PREFIX}waiting-").order_by("slug"))


def session_of(user: User) -> str:
    """The key of a session in which that account is signed in."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "accounts.roles.RoleBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return store.session_key


def _sessions() -> list[tuple[str, dict[str, object]]]:
    return [(session.session_key, session.get_decoded()) for session in Session.objects.all()]


def _say(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
