"""Taking the demo away: all of it that nothing real hangs on, and nothing else.

A record, a critic or a publication of the demo stays while something of the site's own points at it: a review of the
record, a byline that somebody holds, an album with the artist. What stays keeps what it is made of (an album its
tracks and its artists); the demo's own reviews of it go.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Model

from accounts.models import BylineClaim
from albums.locks import lock_every_album
from albums.models import Album, Artist, Credit, Film, Genre, Label
from albums.search.vocabulary import rebuild_search
from common.models import SiteProfile
from config.database import data_folder
from demo.models import DemoRow
from demo.recognising import recognise
from demo.traces import Keys, forget_after, forget_beside
from reviews.models import (
    ConsensusChange,
    Critic,
    Draft,
    Feed,
    IncomingDocument,
    Publication,
    Review,
    Scale,
    SourcePolicy,
)
from reviews.scoring.one_album import refresh_consensus


@dataclass(frozen=True)
class Holding:
    """A relation by which something real holds on to a row of the demo: `by` points at it by `field`.

    The row that holds is `by` itself or, for a part of a thing, what `owner` names.
    """

    by: type[Model]
    field: str
    held: type[Model]
    owner: str = ""
    owned_by: type[Model] | None = None


HOLDINGS = [
    Holding(Review, "album", Album),
    Holding(Review, "critic", Critic),
    Holding(Review, "publication", Publication),
    Holding(Review, "revises", Review),
    Holding(Draft, "review", Review, "user", User),
    Holding(Album, "lead_artist", Artist),
    Holding(Album, "film", Film),
    Holding(Credit, "artist", Artist, "album", Album),
    Holding(Album.genres.through, "genre", Genre, "album", Album),
    Holding(Album.labels.through, "label", Label, "album", Album),
    Holding(Publication, "scale", Scale),
    Holding(Critic, "scale", Scale),
    Holding(Critic, "publication", Publication),
    Holding(SourcePolicy, "publication", Publication),
    Holding(SourcePolicy, "critic", Critic),
    Holding(Feed, "critic", Critic),
    Holding(IncomingDocument, "for_critic", Critic),
    Holding(BylineClaim, "critic", Critic, "user", User),
]
"""What cannot be without what it points at. Whatever else points at a row is a part of it, or is emptied."""

IN_ORDER: tuple[type[Model], ...] = (
    Review, Album, Critic, Publication, Scale, Film, Genre, Label, Artist, User,
)  # fmt: skip
"""What points at others goes before them."""


@dataclass(frozen=True)
class Removal:
    """What goes, and what of the demo stays because something real hangs on it."""

    going: Keys
    staying: Keys

    def counts(self) -> list[tuple[str, int]]:
        """How many of each kind go, by their names."""
        return [
            (str(model._meta.verbose_name if len(keys) == 1 else model._meta.verbose_name_plural), len(keys))
            for model, keys in self.going.items()
            if keys
        ]

    def names_of_staying(self) -> list[str]:
        """What stays, in words."""
        found = (row for model, keys in self.staying.items() for row in model._default_manager.filter(pk__in=keys))
        return sorted(f"{row._meta.verbose_name} {row}" for row in found)


def plan_removal() -> Removal:
    """What would go and what would stay, as things stand."""
    recognise()
    there = {model: _existing(model) for model in IN_ORDER}
    going = {model: set(keys) for model, keys in there.items()}
    _keep_claimed(going)
    while sum(_keep_held(going, holding) for holding in HOLDINGS):
        continue
    return Removal(going, {model: there[model] - going[model] for model in IN_ORDER if there[model] - going[model]})


@transaction.atomic
def remove_demo() -> Removal:
    """Take it away, and keep that it is not wanted. Returns what went and what stayed.

    Nobody publishes meanwhile; readers see all of it or nothing.
    """
    with connection.cursor() as cursor:
        lock_every_album(cursor)
    removal = plan_removal()
    going = removal.going
    reviewed = Album.objects.filter(pk__in=removal.staying.get(Album, ()), reviews__in=going[Review])
    to_count = list(reviewed.order_by("pk").distinct())
    forget_beside(going)
    ConsensusChange.objects.filter(review__in=going[Review]).delete()
    for model in IN_ORDER:
        model._default_manager.filter(pk__in=going[model]).delete()
    for album in to_count:
        refresh_consensus(album, ConsensusChange.Cause.WITHDRAWN)
    forget_after(going)
    DemoRow.objects.all().delete()
    SiteProfile.objects.keep(demo=SiteProfile.Demo.REFUSED)
    rebuild_search()
    transaction.on_commit(lambda: (data_folder() / "logins.txt").unlink(missing_ok=True))
    return removal


def _existing(model: type[Model]) -> set[int]:
    keys = DemoRow.objects.keys_of(model)
    return set(model._default_manager.filter(pk__in=keys).values_list("pk", flat=True))


def _keep_claimed(going: Keys) -> None:
    """A byline that a person of the site's own holds is theirs."""
    claimed = Critic.objects.filter(pk__in=going[Critic], user__isnull=False).exclude(user__in=going[User])
    going[Critic] -= set(claimed.values_list("pk", flat=True))


def _keep_held(going: Keys, holding: Holding) -> bool:
    """Keep what rows that do not go hold by that relation; say whether there was any."""
    rows = holding.by._default_manager.filter(**{f"{holding.field}__in": going[holding.held]})
    owner = holding.owned_by or holding.by
    if owner in going:
        rows = rows.exclude(**{f"{holding.owner or 'pk'}__in": going[owner]})
    held = set(rows.values_list(holding.field, flat=True))
    going[holding.held] -= held
    return bool(held)
