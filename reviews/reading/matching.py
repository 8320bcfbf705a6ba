"""Which album of the catalogue a draft reviews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Any

from common.names import fold, name_of, short_title
from reviews.reading.document import ParsedReview
from reviews.reading.tracks import TrackTitle, tracks_named
from reviews.reading.words import Phrase, Word, find_phrases, folded_words, phrase

WORDS_LOOKED_AT = 2_500
LONGEST_HEAD = 2_000
FEWEST_TRACKS_LISTED = 3
LONGEST_TITLE_IN_WORDS = 10


@dataclass(frozen=True)
class Candidate:
    """An album that the draft may be about: its key, title, every name of its artists, and its tracks.

    `nickname` is what tells it from others of its name: "the Green Album".
    """

    key: Any
    title: str
    artists: tuple[str, ...]
    tracks: tuple[TrackTitle, ...] = ()
    nickname: str = ""


@dataclass(frozen=True)
class AlbumMatch:
    """The album, or the ones that are named equally well, or none; and why, in words for the person who imports."""

    album: Candidate | None
    ambiguous: tuple[Candidate, ...]
    why: str


def candidate_titles(draft: ParsedReview) -> set[str]:
    """Folded phrases of the draft that may be a folded short title: what to look up in a large catalogue.

    All phrases of up to ten words from the headline, the lines beside it and a box about the album; from the first
    2,500 words of the body, those that begin with a capital or in quotation marks.
    """
    found = _phrases(
        folded_words("\n".join((draft.headline or "", draft.standfirst or "", *draft.head))[:LONGEST_HEAD])
    )
    beginning = draft.body[: WORDS_LOOKED_AT * 12]
    words = folded_words(beginning)[:WORDS_LOOKED_AT]
    starts = [at for at, word in enumerate(words) if _may_begin_title(beginning, word)]
    found |= _phrases(words, starts)
    if draft.album_facts and draft.album_facts.title:
        found.add(fold(short_title(draft.album_facts.title)))
    return found


def _may_begin_title(text: str, word: Word) -> bool:
    before = text[word.start - 1] if word.start else " "
    return not text[word.start].islower() or not (before.isspace() or before.isalnum())


def _phrases(words: list[Word], starts: Iterable[int] | None = None) -> set[str]:
    found = set()
    for start in range(len(words)) if starts is None else starts:
        for last in range(start, min(start + LONGEST_TITLE_IN_WORDS, len(words))):
            before = [word.folded for word in words[start:last]]
            found.add(name_of(" ".join([*before, words[last].folded])))
            found.add(name_of(" ".join([*before, words[last].owner])))
    return found


def match_album(draft: ParsedReview, candidates: Sequence[Candidate]) -> AlbumMatch:
    """The one of `candidates` that `draft` reviews.

    The headline counts most: title with artist, then title; after it title and artist named repeatedly in the text.
    Case, accents, punctuation, "OST" and other words for an edition are no difference. A title that no artist goes with
    (a film's name, perhaps) is only enough when no other album has a claim. Between equals nothing is guessed.
    """
    claims = _called_by_nickname([claim for claim in _claims(draft, candidates) if claim.level])
    claims = _without_self_titled(claims)
    if not claims:
        return AlbumMatch(None, (), "it names no album of the catalogue together with its artist")
    level = max(claim.level for claim in claims)
    best = sorted((claim for claim in claims if claim.level == level), key=lambda claim: -claim.weight)
    if len(best) > 1 and not best[0].outweighs(best[1]):
        rivals = [claim for claim in best if not best[0].outweighs(claim)]
        in_full = [claim for claim in rivals if claim.in_full]
        if len(in_full) != 1:
            return AlbumMatch(None, tuple(claim.album for claim in rivals), "it could be about more than one album")
        best = in_full
    return AlbumMatch(best[0].album, (), best[0].why)


_WHY = {
    4: "a box of facts or the track list names the album",
    3: "the headline or the lines beside it name title and artist",
    2: "the headline names the title, the text the artist",
    1: "the text names title and artist",
}


@dataclass(frozen=True)
class _Claim:
    """How strong a candidate's claim is: its level by where it is named, and within a level its weight of mentions."""

    album: Candidate
    level: int
    weight: int
    with_artist: bool
    in_full: bool
    self_titled: bool
    by_nickname: bool

    @property
    def why(self) -> str:
        return _WHY[self.level]

    def outweighs(self, other: _Claim) -> bool:
        """Whether it is named at least twice as often, in a text that leaves no doubt where it stands."""
        return self.level == 1 and self.with_artist and self.weight >= 2 * other.weight + 2


def _claims(draft: ParsedReview, candidates: Sequence[Candidate]) -> list[_Claim]:
    titles = {phrase(title) for album in candidates for title in _titles(album)}
    artists = {phrase(name) for album in candidates for name in album.artists}
    headline = _count("\n".join((draft.headline or "", *draft.head))[:LONGEST_HEAD], titles | artists)
    body = _count(f"{draft.standfirst or ''}\n{draft.body}", titles | artists, titles - artists)
    words = fold(f"{draft.headline or ''} {' '.join(draft.head)} {draft.standfirst or ''} {draft.body}")
    return [_claim(draft, album, headline, body, f" {words} ") for album in candidates]


def _titles(album: Candidate) -> tuple[str, ...]:
    return tuple(dict.fromkeys((short_title(album.title), album.title)))


def _count(text: str, phrases: set[Phrase], as_titles: Set[Phrase] = frozenset()) -> Counter[Phrase]:
    """How often each phrase stands in `text`, the longest where several do; `as_titles` not where in small letters."""
    return Counter(
        found.phrase
        for found in find_phrases(folded_words(text), phrases)
        if found.phrase not in as_titles or _may_begin_title(text, Word("", "", found.start, found.end))
    )


def _claim(
    draft: ParsedReview, album: Candidate, headline: Counter[Phrase], body: Counter[Phrase], words: str
) -> _Claim:
    titles = [phrase(title) for title in _titles(album)]
    artists = [phrase(name) for name in dict.fromkeys(album.artists)]
    title_above, artist_above = any(map(headline.get, titles)), any(map(headline.get, artists))
    title_mentions, artist_mentions = (
        sum(body[title] for title in set(titles)),
        sum(body[name] for name in set(artists)),
    )
    named_below = bool(title_mentions and artist_mentions)
    tracks = 0
    if named_below and not title_above:
        tracks = len({mention.key for mention in tracks_named(draft.body, album.tracks, album.artists)})
    if _boxed(draft, album) or _lists_tracks_of(draft, album):
        level = 4
    elif title_above and artist_above:
        level = 3
    elif title_above and artist_mentions:
        level = 2
    elif named_below and _is_the_subject(title_mentions, tracks, artist_above):
        level = 1
    else:
        level = 1 if title_above and len(titles[0]) > 1 else 0
    return _Claim(
        album=album,
        level=level,
        weight=title_mentions + artist_mentions + 2 * tracks,
        with_artist=bool(artist_above or artist_mentions),
        in_full=len(titles) > 1 and bool(headline[titles[1]] or body[titles[1]]),
        self_titled=titles[0] in artists,
        by_nickname=_is_called(words, album.nickname),
    )


def _is_called(words: str, nickname: str) -> bool:
    """Whether the words have the nickname, article aside; one of a single word may be anything."""
    called = fold(nickname).removeprefix("the ")
    return len(called.split()) > 1 and f" {called} " in words


def _lists_tracks_of(draft: ParsedReview, album: Candidate) -> bool:
    """Whether the draft's track list is the album's: most of either, and three tracks or more."""
    listed, own = {fold(title) for title in draft.track_list}, {fold(track.title) for track in album.tracks}
    both = len(listed & own)
    return both >= FEWEST_TRACKS_LISTED and 2 * both > len(listed) and 2 * both > len(own)


def _called_by_nickname(claims: list[_Claim]) -> list[_Claim]:
    """The claims less those of albums that share title and artist with one whose nickname is said."""
    called = [claim for claim in claims if claim.by_nickname]
    return [
        claim
        for claim in claims
        if claim.by_nickname
        or not any(
            fold(claim.album.title) == fold(one.album.title) and set(claim.album.artists) & set(one.album.artists)
            for one in called
        )
    ]


def _is_the_subject(title_mentions: int, tracks: int, artist_above: bool) -> bool:
    """Whether an album that only the text names is its subject, not one it is compared with.

    A headline with the artist but without the title may well name another record: then the text must say more.
    """
    if artist_above:
        return title_mentions >= 3 or tracks >= 3
    return title_mentions >= 2 or tracks >= 1


def _boxed(draft: ParsedReview, album: Candidate) -> bool:
    facts = draft.album_facts
    if facts is None or facts.title is None or fold(short_title(facts.title)) != fold(short_title(album.title)):
        return False
    return facts.artist is None or fold(facts.artist) in {fold(name) for name in album.artists}


def _without_self_titled(claims: list[_Claim]) -> list[_Claim]:
    """The claims less those of albums named like their artist where another album by that artist has as good a one."""
    return [
        claim
        for claim in claims
        if not claim.self_titled
        or not any(
            other.level >= claim.level and not other.self_titled and set(other.album.artists) & set(claim.album.artists)
            for other in claims
        )
    ]
