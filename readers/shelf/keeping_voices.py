"""Saving voices as sets, changing them, and saying which set is "mine"."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.names import fold
from readers.models import SavedVoices
from readers.models.saved_voices import MOST_SETS
from reviews.models import Critic, Publication

MOST_VOICES = 60
"""As many critics one set may hold, and as many publications: as many as an address may name."""
NAMED = 2
"""A set without a name is called after so many of its voices."""


class TooManySets(Exception):
    """The reader has as many sets as one may have; the message says so."""


class NoSuchVoices(Exception):
    """Lines that name no voice here; the message is for the reader, `lines` are they."""

    def __init__(self, lines: Collection[str]) -> None:
        super().__init__(_("Nobody here is called: %(names)s.") % {"names": ", ".join(lines)})
        self.lines = lines


@transaction.atomic
def save_voices(
    reader: User, critics: Collection[Critic], publications: Collection[Publication], name: str = ""
) -> SavedVoices:
    """Keep these voices as a set of the reader's; the first one is "mine". The same voices are one set, not two.

    Raises TooManySets.
    """
    _lock(reader)
    own = SavedVoices.objects.filter(owner=reader)
    critic_keys, house_keys = {critic.pk for critic in critics}, {house.pk for house in publications}
    for saved in own.prefetch_related("critics", "publications"):
        same = {critic.pk for critic in saved.critics.all()} == critic_keys
        if same and {house.pk for house in saved.publications.all()} == house_keys:
            return saved
    if own.count() >= MOST_SETS:
        raise TooManySets(_("You have %(most)d sets. Delete one first.") % {"most": MOST_SETS})
    saved = own.create(
        owner=reader,
        name=_free_name(reader, name or _called_after(critics, publications)),
        mine=not own.filter(mine=True).exists(),
    )
    saved.critics.set(critics)
    saved.publications.set(publications)
    return saved


@transaction.atomic
def make_mine(saved: SavedVoices) -> None:
    """Let this set, and no other, be the one that shows its number."""
    _lock(saved.owner)
    own = SavedVoices.objects.filter(owner=saved.owner_id)
    own.filter(mine=True).exclude(pk=saved.pk).update(mine=False)
    own.filter(pk=saved.pk).update(mine=True)


def voices_named(text: str) -> tuple[list[Critic], list[Publication]]:
    """The critics and publications that the lines name, each in full. Raises NoSuchVoices. Two queries."""
    lines = {fold(line): line.strip() for line in text.splitlines() if line.strip()}
    critics = list(Critic.objects.listed().filter(folded__in=lines)) if lines else []
    publications = list(Publication.objects.sources().filter(folded__in=lines)) if lines else []
    found = {voice.folded for voice in (*critics, *publications)}
    if missing := [line for folded, line in lines.items() if folded not in found]:
        raise NoSuchVoices(missing)
    return critics, publications


def _lock(reader: User) -> None:
    """One change of a reader's sets at a time: two clicks do not make two sets."""
    get_user_model().objects.select_for_update(no_key=True).get(pk=reader.pk)


def _called_after(critics: Collection[Critic], publications: Collection[Publication]) -> str:
    names = [*(house.name for house in publications), *(critic.name for critic in critics)]
    shown, others = names[:NAMED], len(names) - NAMED
    if others > 0:
        shown.append(ngettext("%(count)d other", "%(count)d others", others) % {"count": others})
    return ", ".join(shown) or _("Voices")


def _free_name(reader: User, wanted: str) -> str:
    taken = {name.lower() for name in SavedVoices.objects.filter(owner=reader).values_list("name", flat=True)}
    name, number = wanted[:80].strip(), 1
    while name.lower() in taken:
        number += 1
        name = f"{wanted[:74].strip()} ({number})"
    return name
