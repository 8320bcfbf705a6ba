"""Search over everything that has a name: albums, artists, tracks, critics, publications.

Names are compared folded (case, accents and punctuation aside) and word by word. When little is found as typed, words
spelt nearly so are tried. How the words are looked up: `docs/decisions/search.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Case, F, Func, IntegerField, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce, Concat

from albums.models import Album, Artist, Track
from albums.search.finding import Closeness, Hit, find_albums, find_artists, find_tracks
from albums.search.typed_words import Query, is_unspaced, read_query
from albums.search.vocabulary import Expected, expected, spelt_alike
from reviews.models import Critic, Publication

KINDS = ("albums", "artists", "tracks", "critics", "publications")
MOST_LISTED = 240
ENOUGH_AS_TYPED = 3

Hits = dict[str, list[Hit]]
Named = Album | Artist | Track | Critic | Publication


@dataclass(frozen=True)
class Section:
    """What was found of one kind, best first; `more` when there is more than is shown."""

    kind: str
    found: list[Named]
    more: bool = False


@dataclass(frozen=True)
class Results:
    """What was found, the section with the best match first.

    `respelt` is what was looked for instead of, or beside, what was typed; empty when nothing had to be forgiven.
    """

    sections: list[Section] = field(default_factory=list)
    respelt: str = ""
    as_typed: bool = True

    def __bool__(self) -> bool:
        return bool(self.sections)

    @property
    def count(self) -> int:
        """How many are shown in all sections."""
        return sum(len(section.found) for section in self.sections)

    def of(self, kind: str) -> list[Named]:
        """What was found of that kind, one of `KINDS`."""
        return next((section.found for section in self.sections if section.kind == kind), [])


@dataclass(frozen=True)
class _Found:
    hits: Hits
    spellings: Mapping[str, Sequence[str]] | None = None
    as_typed: Mapping[str, set[int]] = field(default_factory=dict)


def search(typed: str, each: int = 12) -> Results:
    """Find what is typed in names; at most `each` a section. A constant number of queries; none for nothing."""
    query = read_query(typed)
    if not query:
        return Results()
    found = _find(query, KINDS, each + 1)
    sections = [
        Section(kind, load(kind, [hit.pk for hit in hits[:each]]), len(hits) > each)
        for kind, hits in sorted(
            found.hits.items(), key=lambda item: -max((hit.closeness for hit in item[1]), default=-1)
        )
        if hits
    ]
    sections = [section for section in sections if section.found]
    if found.spellings is None:
        return Results(sections)
    forgiven = [row for part in sections for row in part.found if row.pk not in found.as_typed[part.kind]]
    if not forgiven:
        return Results(sections)
    return Results(sections, _respelling(query, found.spellings, forgiven[0]), any(found.as_typed.values()))


def search_one_kind(typed: str, kind: str, most: int = MOST_LISTED) -> list[int]:
    """Primary keys of what is found of one of `KINDS`, best first, at most so many."""
    query = read_query(typed)
    return [hit.pk for hit in _find(query, (kind,), most).hits[kind]] if query else []


def _find(query: Query, kinds: Iterable[str], enough: int) -> _Found:
    kinds = tuple(kinds)
    hits = _hits(query, kinds, enough)
    if _too_little(hits) and (together := query.written_together()):
        hits = _with(hits, _hits(together, kinds, enough), enough)
    if not _too_little(hits):
        return _Found(hits)
    spellings = spelt_alike(dict.fromkeys(query.text.split()))
    if not any(alike != [word] for word, alike in spellings.items()):
        return _Found(hits)
    alike = _hits(query.respelt(spellings), kinds, enough)
    as_typed = {kind: {hit.pk for hit in of_kind} for kind, of_kind in hits.items()}
    found = _with(hits, alike, enough)
    return _Found(found, spellings, as_typed) if found != hits else _Found(hits)


def _with(hits: Hits, others: Hits, enough: int) -> Hits:
    """The hits and behind them those that are new."""
    known = {kind: {hit.pk for hit in of_kind} for kind, of_kind in hits.items()}
    return {
        kind: [*of_kind, *(hit for hit in others[kind] if hit.pk not in known[kind])][:enough]
        for kind, of_kind in hits.items()
    }


def _too_little(hits: Hits) -> bool:
    """Whether what was typed may well be misspelt: hardly anything has these words, and nothing begins with them."""
    main = [hit for kind in ("albums", "artists") if kind in hits for hit in hits[kind]]
    if not {"albums", "artists"} & hits.keys():
        main = [hit for of_kind in hits.values() for hit in of_kind]
    return len(main) < ENOUGH_AS_TYPED and all(hit.closeness < Closeness.BEGINS for hit in main)


def _hits(query: Query, kinds: Iterable[str], enough: int) -> Hits:
    likely = expected(query)
    return {kind: _FINDERS[kind](query, likely, enough) for kind in kinds}


def _find_critics(query: Query, likely: Expected, enough: int) -> list[Hit]:
    return _find_voices(Critic.objects.listed(), query, enough)


def _find_publications(query: Query, likely: Expected, enough: int) -> list[Hit]:
    return _find_voices(Publication.objects.sources(), query, enough)


def _find_voices(voices: QuerySet, query: Query, enough: int) -> list[Hit]:
    found = voices.annotate(
        words=Func("folded", function="name_words", output_field=SearchVectorField()),
        spaced=Concat(Value(" "), "folded", Value(" "), output_field=TextField()),
        closeness=Case(
            When(folded__in=query.names, then=Value(Closeness.EXACT)),
            When(folded__startswith=query.text, then=Value(Closeness.BEGINS)),
            default=Value(Closeness.HOLDS),
            output_field=IntegerField(),
        ),
    ).filter(words__holds=query.tsquery_for_names())
    for phrase in query.phrases:
        found = found.filter(spaced__contains=phrase if is_unspaced(phrase) else f" {phrase} ")
    best = found.order_by("-closeness", Coalesce(F("tally__counted"), 0).desc(), "pk")
    return [Hit(pk, Closeness(closeness)) for pk, closeness in best.values_list("pk", "closeness")[:enough]]


def load(kind: str, keys: Sequence[int]) -> list[Named]:
    """The rows of one of `KINDS`, in the order of the keys, with all that their entry shows."""
    rows = _LOADERS[kind]().in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def _respelling(query: Query, spellings: Mapping[str, Sequence[str]], best: Named) -> str:
    """What was typed with the spellings that the best match has."""
    words = _words_of(best)
    return " ".join(
        next((new for new in spellings.get(word, ()) if any(each.startswith(new) for each in words)), word)
        for word in query.text.split()
    )


def _words_of(found: Named) -> list[str]:
    names = [found.folded]
    if isinstance(found, Album):
        for credit in found.credits.all():
            names += [credit.folded, credit.artist.folded]
    return " ".join(names).split()


_FINDERS = {
    "albums": find_albums,
    "artists": find_artists,
    "tracks": find_tracks,
    "critics": _find_critics,
    "publications": _find_publications,
}
_LOADERS: Mapping[str, Callable[[], QuerySet[Any]]] = {
    "albums": lambda: Album.objects.listed().with_cards(),
    "artists": Artist.objects.listed,
    "tracks": lambda: Track.objects.filter(album__proposed=False).select_related("album__lead_artist"),
    "critics": lambda: Critic.objects.listed().select_related("publication"),
    "publications": Publication.objects.sources,
}
