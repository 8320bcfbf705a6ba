"""The album and the artist that a text is about, where the headline does not name them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from common.expressions import on_a_line
from common.names import fold
from reviews.reading.text_witness import ALBUM, QUOTED, Witness, quoted_text
from reviews.reading.titles import Subject

MOST_CANDIDATES = 60
OPENING = 1_500
LONGEST_NAME_WORDS = 6

_BEFORE = re.compile(rf"{ALBUM}[^.!?\n]{{0,40}}$", re.IGNORECASE)
_AFTER = re.compile(rf"^[^.!?\n]{{0,25}}{ALBUM}(?!['’]s)", re.IGNORECASE)
_MARKS_BEFORE = on_a_line("[\\s“„«‘\"'《『「»(]+$")
_MARKS_AFTER = re.compile("^[\\s”“»’\"'》』」,)]+")
_EARLIER = re.compile(
    r"(?<!\w)(?:last|previous|earlier|before|since|after|predecessor|follow(?:s|ed|-?up|ing)?\s+(?:to|of|up)?|unlike|than|seit|nach|vorgänger\w*"
    r"|zuletzt|depuis|après|précédent|desde|anterior|tras|dopo|precedente|na|sinds|vorige|efter|sedan|förra)\W[^.!?\n]{0,40}$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?<!\w)(?:labels?|imprint|plattenfirma|sello(?:\s+discográfico)?|discográfica|etichetta|étiquette|maison|selo"
    r"|gravadora|platenlabel|bolag(?:et)?|skivbolag(?:et)?|wytwórni\w*|лейбл\w*)\W{0,3}$",
    re.IGNORECASE,
)
_TRACK = re.compile(
    r"(?<!\w)(?:track|song|single|opener|closer|opening|closing|title\s+track|stück|lied|titel|chanson|morceau|titre|canción"
    r"|tema|brano|canzone|faixa|nummer|låt\w*)(?!\w)[^.!?\n]{0,25}$",
    re.IGNORECASE,
)


def subject_in(witness: Witness, headline: str, hints: Iterable[str]) -> Subject | None:
    """The one title that the text sets apart and something else bears out: the page's address, a picture's name, a tag.

    Without such a hint, it is the only one of its kind that the opening calls an album, more than once. `hints` are
    taken as far as they are words.
    """
    text = witness.text
    hinted = f" {' '.join(fold(re.sub(r'[-_/]+', ' ', hint)) for hint in hints)} "
    candidates = _candidates(text, witness)
    in_hints = [title for title in candidates if f" {fold(title)} " in hinted and len(fold(title)) > 2]
    in_hints = [one for one in in_hints if not any(one is not other and fold(one) in fold(other) for other in in_hints)]
    artist = artist_in(headline, "", witness, "")
    called = [title for title in candidates if _is_called_album(text, title, artist)]
    chosen = in_hints if len(in_hints) == 1 else [title for title in in_hints if title in called]
    if len(chosen) == 1:
        return Subject(artist_in(headline, hinted, witness, chosen[0]), chosen[0], sure=len(in_hints) == 1)
    if len(called) == 1 and not in_hints:
        artist = artist_in(headline, "", witness, called[0])
        named = witness.calls_album(called[0]) and text.count(called[0]) > 1
        return Subject(artist, called[0], sure=False) if artist or named else None
    return None


def _candidates(text: str, witness: Witness) -> list[str]:
    """The titles that the text sets apart, as it prints them, in order."""
    printed: dict[str, str] = {}
    for match in QUOTED.finditer(text):
        printed.setdefault(fold(quoted_text(match)), quoted_text(match))
    for folded in witness.set_apart:
        printed.setdefault(folded, witness.prints.get(folded, ""))
    return [
        title
        for folded, title in printed.items()
        if title and folded in witness.set_apart and len(title.split()) <= 12 and not title[0].islower()
    ][:MOST_CANDIDATES]


def _is_called_album(text: str, title: str, artist: str) -> bool:
    """Whether the opening calls the title an album or the artist's, and neither a song nor the one before."""
    for match in re.finditer(re.escape(title), text[:OPENING]):
        before = _MARKS_BEFORE.sub("", text[max(0, match.start() - 60) : match.start()])
        after = _MARKS_AFTER.sub("", text[match.end() : match.end() + 60])
        if _TRACK.search(before) or _EARLIER.search(before) or _LABEL.search(before):
            return False
        if _BEFORE.search(before) or _AFTER.search(after):
            return True
        if artist and re.search(rf"{re.escape(artist)}(?:['’]s?)?[\s,:–—]*$", before):
            return True
    return False


def artist_in(headline: str, hinted: str, witness: Witness, album: str) -> str:
    """The longest run of capitalised words of the headline, or of the opening where the hints have it too."""
    for text in (headline, witness.text[:OPENING]):
        runs = [run for run in _runs(text) if not album or fold(album) not in fold(run)]
        if text is headline:
            known = [_extended(run, headline, witness) for run in runs if witness.speaks_of(run)]
        else:
            known = [run for run in runs if f" {fold(run)} " in hinted]
        if known:
            return max(known, key=lambda run: len(run.split()))
    return ""


def _extended(run: str, headline: str, witness: Witness) -> str:
    """The run with the small words after it that the text has too ("Poudre de riz")."""
    rest = headline.partition(run)[2].split()
    for at in range(min(len(rest), LONGEST_NAME_WORDS), 0, -1):
        longer = f"{run} {' '.join(rest[:at])}".rstrip(" ,.:;")
        if at > 1 and witness.speaks_of(longer):
            return longer
    return run


def _runs(text: str) -> list[str]:
    """Every run of capitalised words in `text`, and its beginnings and ends."""
    runs: list[str] = []
    words: list[str] = []
    for part in [*re.split(r"(\s+)", text), ""]:
        bare = part.strip(' ,.;:!?()“”„«»"')
        if bare and not bare[0].islower() and (bare[0].isalpha() or bare[0].isdigit()):
            words.append(re.sub(r"['’]s?$", "", bare))
            if part.rstrip()[-1:] not in ",.;:!?":
                continue
        elif part.isspace():
            continue
        if words:
            runs += [
                " ".join(words[start:end])
                for start in range(len(words))
                for end in range(start + 1, min(len(words), start + LONGEST_NAME_WORDS) + 1)
            ]
        words = []
    return [run for run in runs if len(run) > 1][:400]
