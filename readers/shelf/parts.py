"""What of a reader's shelf stands on pages that are kept for everybody: their number, their mark, their voices' charts.

Each maker is given all albums of a page at once and asks the database once for all of them. Numbers by one's voices are
kept for the version of the catalogue that they were counted at, as pages are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from django.core.cache import caches
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.translation import get_language

from albums.models.version import version_of_catalogue
from common.personal_parts import Key, form_token, personal_part
from common.release import release
from common.requests import person_of
from readers.models import SavedVoices
from readers.shelf.mark_buttons import mark_buttons
from readers.shelf.marking import said_of
from readers.shelf.voices import Voices, own_numbers, voices_of
from reviews.consensus.album import SHOWN_FROM

KEPT_SECONDS = 60 * 60


@personal_part("own-number")
def own_numbers_in_lists(request: HttpRequest, keys: Sequence[Key]) -> Mapping[Key, str]:
    """The reader's number beside the site's own, in lists and charts. The key is the album's."""
    return _numbers(request, keys, "readers/own_number.html")


@personal_part("own-consensus")
def own_consensus(request: HttpRequest, keys: Sequence[Key]) -> Mapping[Key, str]:
    """The reader's number beside the site's own, on the album's page. The key is the album's."""
    return _numbers(request, keys, "readers/own_consensus.html")


@personal_part("own-mark")
def own_marks(request: HttpRequest, keys: Sequence[Key]) -> Mapping[Key, str]:
    """The buttons with which the reader marks an album. The key is the album's; a page has one."""
    person = person_of(request)
    if person is None:
        return {}
    return {
        key: mark_buttons(form_token(request), album, said_of(person, album))
        for key, album in zip(keys, _albums(keys), strict=True)
    }


@personal_part("save-voices")
def save_voices_buttons(request: HttpRequest, keys: Sequence[Key]) -> Mapping[Key, str]:
    """The button that keeps the voices an address chooses. The key is the query string that names them."""
    if person_of(request) is None:
        return {}
    made = {}
    for key in keys:
        chosen = QueryDict(str(key[0]))
        voices = [(kind, slug) for kind in ("critics", "publications") for slug in chosen.getlist(kind)]
        shown = {"voices": voices, "form_token": form_token(request)}
        made[key] = render_to_string("readers/save_voices.html", shown)
    return made


@personal_part("saved-voices")
def saved_voices_links(request: HttpRequest, keys: Sequence[Key]) -> Mapping[Key, str]:
    """Links to the chart in the order of each of the reader's sets."""
    person = person_of(request)
    if person is None:
        return {}
    sets = SavedVoices.objects.filter(owner=person).with_voices()
    return dict.fromkeys(keys, render_to_string("readers/ordered_by.html", {"sets": sets}))


def _numbers(request: HttpRequest, keys: Sequence[Key], template: str) -> Mapping[Key, str]:
    person = person_of(request)
    voices = voices_of(person) if person else None
    if voices is None:
        return {}
    kept_as = _digest(voices, _albums(keys), template)
    found: dict[int, str] | None = caches["pages"].get(kept_as)
    if found is None:
        numbers = own_numbers(voices, _albums(keys))
        found = {
            album: render_to_string(template, {"own": own, "needed": SHOWN_FROM}) for album, own in numbers.items()
        }
        caches["pages"].set(kept_as, found, timeout=KEPT_SECONDS)
    return {key: found.get(album, "") for key, album in zip(keys, _albums(keys), strict=True)}


def _albums(keys: Sequence[Key]) -> list[int]:
    return [int(key[0] or 0) for key in keys]


def _digest(voices: Voices, albums: Sequence[int], template: str) -> str:
    said = (
        *(release(), template, get_language(), version_of_catalogue()),
        *(sorted(voices.critics), sorted(voices.publications), sorted(albums)),
    )
    return f"own-numbers-{hashlib.sha256(repr(said).encode()).hexdigest()[:32]}"
