"""What a reader typed into a search box, as words to look for. Pure text; imports nothing of Django."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from common.names import fold, short_title

LONGEST_QUERY = 200
MOST_TERMS = 16
SHORTEST_PREFIX = 3
MOST_NAMES = 60
# Longer names are not in the index as one word: name_words() in albums.models.functions.
LONGEST_JOINED = 60
ARTICLES = ("the ", "a ", "an ")

# Often left out or put in, and in so many names that they tell little; asked for only when there is nothing else.
UNTOLD = frozenset({"the", "a", "an", "and", "by"})

# Scripts written without spaces: Thai, Lao, Burmese, Khmer, kana, Chinese characters.
UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)
_RUNS = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")
# "left-" may go on as "left-right"; at the end of a name it would be a minus.
_UNFINISHED = re.compile(r"(?<=\w)[-‐‑–]$")
_SHORT_WORDS = re.compile(r"(?<!\S)[^\W\d_]{1,2}(?: [^\W\d_]{1,2})+(?!\S)")
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]')


@dataclass(frozen=True)
class Term:
    """A word that a name must hold, in one of these spellings; `prefix` when a longer one that begins so will do."""

    spellings: tuple[str, ...]
    prefix: bool

    def tsquery(self, weights: str = "") -> str:
        """As PostgreSQL reads it; with `weights`, only where the word has one of these."""
        suffix = ":*" + weights if self.prefix else ":" + weights if weights else ""
        return "(" + " | ".join(_quoted(spelling) + suffix for spelling in self.spellings) + ")"

    def pattern(self) -> str:
        """The first spelling as a LIKE pattern for a folded name between spaces."""
        return like_pattern(self.spellings[0], whole=not self.prefix)


@dataclass(frozen=True)
class Query:
    """What to look for.

    `text` is all of it, folded. A name must hold every term and every phrase. `names` are the folded names that would
    be just what was typed, the likeliest first.
    """

    text: str
    terms: tuple[Term, ...] = ()
    phrases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def tsquery(self, weights: str = "") -> str:
        """All terms as PostgreSQL reads them; with `weights`, only where they have one of these."""
        return " & ".join(term.tsquery(weights) for term in self.terms)

    def tsquery_for_names(self) -> str:
        """All terms, or the whole written as one word: "night freight" finds "Nightfreight"."""
        joined = self.text.replace(" ", "")
        if self.phrases or joined == self.text or is_unspaced(self.text) or len(joined) > LONGEST_JOINED:
            return self.tsquery()
        return f"({self.tsquery()}) | {_quoted(joined)}:*"

    def pieces(self) -> list[str]:
        """Every run of words that may be a whole title, with the artist before or after it."""
        found: dict[str, None] = {}
        for name in self.names:
            words = name.split()
            for size in range(len(words), 0, -1):
                for start in range(len(words) - size + 1):
                    found[" ".join(words[start : start + size])] = None
        return list(islice(found, 20 * MOST_NAMES))

    def written_together(self) -> Query:
        """The same with very short words as one: "ac dc live" as "acdc live". False when there are none to join."""
        together = _SHORT_WORDS.sub(lambda words: words[0].replace(" ", ""), self.text)
        return Query("") if self.phrases or together == self.text or is_unspaced(self.text) else read_query(together)

    def respelt(self, spellings: Mapping[str, Sequence[str]]) -> Query:
        """The same with each word in any of the spellings given for it, the best first."""
        terms = tuple(
            Term(tuple(dict.fromkeys(new for old in term.spellings for new in spellings.get(old, [old]))), term.prefix)
            for term in self.terms
        )
        words = [spellings.get(word, [word]) for word in self.text.split()]
        texts = [" ".join(choice) for choice in islice(product(*words), MOST_NAMES)]
        return Query(self.text, terms, self.phrases, tuple(dict.fromkeys(texts)))


def read_query(typed: str) -> Query:
    """What was typed, as a query; false when there is nothing to look for.

    "OST" and what else names an edition or a soundtrack is left out when more remains. A word of three letters or more,
    and the last one whatever its length, may be the beginning of a longer one. Words in quotation marks stand
    together in the name.

    >>> read_query("the night fre").tsquery()
    "('night':*) & ('fre':*)"
    """
    typed = typed.replace("\x00", "").strip()[:LONGEST_QUERY]
    phrases = tuple(filter(None, (_folded(each) for each in _QUOTED.findall(typed))))
    text = _folded(typed)
    if not text:
        return Query("")
    words = _with_initials_joined(text.split())
    told = [word for word in words if word not in UNTOLD] or words
    terms = [term for word in told for term in _terms(word, last=word is words[-1])]
    return Query(text, tuple(dict.fromkeys(terms[:MOST_TERMS])), phrases, tuple(_names(text)))


def _folded(typed: str) -> str:
    """Few type "OST" in capitals. One character may unfold into eighteen, so the length is bounded once more."""
    return fold(short_title(_UNFINISHED.sub("", typed).upper()))[:LONGEST_QUERY].rstrip()


def slips_between(typed: str, word: str) -> int:
    """How many letters left out, put in, changed or swapped with their neighbour turn one word into the other.

    Optimal string alignment distance (https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance).

    >>> slips_between("harbuor", "harbour")
    1
    """
    before: list[int] = []
    last = list(range(len(word) + 1))
    for row, letter in enumerate(typed, 1):
        here = [row]
        for column, other in enumerate(word, 1):
            cost = min(here[-1] + 1, last[column] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == word[column - 2] and typed[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        before, last = last, here
    return last[-1]


def escaped(text: str) -> str:
    """Text in which LIKE sees no wildcard."""
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def like_pattern(words: str, *, whole: bool = True) -> str:
    """The LIKE pattern of a folded name between spaces that holds these words, or only their beginning."""
    if is_unspaced(words):
        return f"%{escaped(words)}%"
    return f"% {escaped(words)} %" if whole else f"% {escaped(words)}%"


def is_unspaced(text: str) -> bool:
    """Whether any of it is in a script written without spaces."""
    return bool(_IS_UNSPACED.search(text))


def worth_suggesting_for(typed: str) -> bool:
    """Whether enough has been typed to suggest names: two letters, or one character that is a word."""
    folded = fold(typed)
    return len(folded) > 1 or is_unspaced(folded)


def _terms(word: str, *, last: bool) -> list[Term]:
    terms = []
    for run in _RUNS.findall(word):
        if not is_unspaced(run):
            terms.append(Term((run,), last or len(run) >= SHORTEST_PREFIX))
        elif len(run) == 1:
            terms.append(Term((run,), False))
        else:
            terms.extend(Term((run[at : at + 2],), False) for at in range(len(run) - 1))
    return terms


def _with_initials_joined(words: list[str]) -> list[str]:
    """ "R.E.M." folds to three letters; the name's words hold the one that they make."""
    joined: list[str] = []
    run = ""
    for word in [*words, ""]:
        if len(word) == 1 and word.isalnum() and not is_unspaced(word):
            run += word
            continue
        if run:
            joined.append(run)
            run = ""
        if word:
            joined.append(word)
    return joined


def _names(text: str) -> list[str]:
    bare = next((text.removeprefix(article) for article in ARTICLES if text.startswith(article)), text)
    return list(dict.fromkeys([text, bare, *(article + bare for article in ARTICLES)]))


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", r"\\").replace("'", "''") + "'"
