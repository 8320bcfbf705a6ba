"""What a site of one's own needs first, told to its administrator and ticked off by what is in the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from accounts.mail_trial import mail_works
from accounts.roles import CHIEF_CURATOR, CURATOR
from albums.models import Album
from common.models import SiteProfile
from reviews.models import Publication, Review, SourcePolicy


@dataclass(frozen=True)
class Step:
    """One thing to do: what it is called in addresses and in words, why, and whether it is done or put away."""

    key: str
    title: str
    why: str
    done: bool
    put_away: bool

    @property
    def is_open(self) -> bool:
        """Whether it is still asked."""
        return not (self.done or self.put_away)


@dataclass(frozen=True)
class FirstSteps:
    """All of them, in the order in which they are best done."""

    steps: list[Step]
    shows_demo: bool

    @property
    def done(self) -> int:
        """How many are."""
        return sum(step.done for step in self.steps)

    @property
    def is_over(self) -> bool:
        """Whether none is asked any more."""
        return not any(step.is_open for step in self.steps)


_STEPS: list[tuple[str, str, str, Callable[[SiteProfile], bool]]] = [
    (
        "site",
        "Name, language and clock",
        "What readers call the site, and how it writes dates.",
        lambda site: bool(site.name) or "SITE_NAME" in settings.GIVEN_OF_SITE,
    ),
    (
        "mail",
        "Mail that works",
        "Who signs up, claims a byline or forgets a password gets mail.",
        lambda site: mail_works(),
    ),
    (
        "curator",
        "A first curator",
        "Curators bring reviews in and decide what is published. You may be one yourself.",
        lambda site: User.objects.filter(is_active=True, groups__name__in=[CURATOR, CHIEF_CURATOR]).exists(),
    ),
    (
        "record",
        "A first record",
        "Reviews are of records. Find one at MusicBrainz, or type it in; it can also be added with its first review.",
        lambda site: Album.objects.listed().exists(),
    ),
    (
        "publication",
        "A first publication, with its scale",
        "How it grades decides what its grades mean on 0-100.",
        lambda site: Publication.objects.filter(scale__isnull=False).exists(),
    ),
    (
        "review",
        "A first review",
        "By its address, as a file, or pasted. You check what was read, choose a quotation, and publish.",
        lambda site: Review.objects.published().exists(),
    ),
    (
        "sources",
        "Sources",
        "Which sites may be fetched from, and which feeds are followed. Nothing is fetched before somebody says so.",
        lambda site: SourcePolicy.objects.exists(),
    ),
]
KEYS = [key for key, *_ in _STEPS]


def first_steps() -> FirstSteps:
    """The steps as they stand. A query or two for each."""
    site = SiteProfile.objects.filter(pk=1).first() or SiteProfile()
    steps = [Step(key, title, why, done(site), key in site.put_away) for key, title, why, done in _STEPS]
    return FirstSteps(steps, site.demo == SiteProfile.Demo.LOADED)


@transaction.atomic
def put_away(*keys: str) -> None:
    """Ask for these no more."""
    site = SiteProfile.objects.locked()
    SiteProfile.objects.keep(put_away=[key for key in KEYS if key in {*site.put_away, *keys}])


def bring_back() -> None:
    """Ask again for all that is not done."""
    SiteProfile.objects.keep(put_away=[])
