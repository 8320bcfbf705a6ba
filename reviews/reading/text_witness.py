"""What a text bears out of the names in its headline: which of them it knows, which it prints as a title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from common.names import fold

ENOUGH_CHARACTERS = 40_000
LONGEST_TITLE = 120
MOST_SURNAMES = 4

QUOTED = re.compile(
    r"“([^“”]{1,120})”|„([^„“”]{1,120})[“”]|«\s?([^«»]{1,120}?)\s?»|»([^«»]{1,120})«|\"([^\"]{1,120})\""
    r"|(?<!\w)‘([^‘]{1,120}?)’(?!\w)|(?<!\w)'([^']{1,120}?)'(?!\w)"
    r"|《([^《》]{1,120})》|『([^『』]{1,120})』|「([^「」]{1,120})」|〈([^〈〉]{1,120})〉"
)
ALBUM = (
    r"(?:(?<!\w)(?:\w{0,12}albums?|\w{0,12}alben|albumet|albüm\w{0,6}|records?|recording|lp|ep|debut|disques?|discos?|álbum"
    r"|dischi|cd|plat(?:te|ta|en|er)|plaat|skivan?|levy\w{0,6}|płyt\w{0,4}|desk[auy]|lemez\w{0,6}|opus|trabajo|trabalho|lavoro"
    r"|альбом\w{0,4}|диск\w{0,4}|пластинк\w{0,3})(?!\w)|アルバム|앨범|음반|专辑|專輯)"
)
_CALLED_ALBUM = re.compile(rf"{ALBUM}[\s,:]{{0,2}}$", re.IGNORECASE)
_IS_ALBUM = re.compile(
    rf"[”“»«’'\"*_]*\s(?:is|was|ist|war|est|es|è|é|är|er|jest|to)\s[^.!?\n]{{0,25}}?{ALBUM}", re.IGNORECASE
)
IS_A_MUSICIAN = re.compile(
    r",?\s(?:is|are|was|were|ist|sind|war|est|sont|était|es|son|era|é|eram|foi|è|sono|zijn|is|var|är)\s[^.!?\n]{0,50}?\b"
    r"(?:singers?|bands?|groups?|duo|trio|quartet|quintet|songwriters?|rappers?|musicians?|composers?|sänger(?:in)?"
    r"|gruppe|rapper(?:in)?|musiker(?:in)?|chanteu(?:r|se)|groupe|cantantes?|grupo|cantora?|banda|gruppo|cantautor[ae]"
    r"|zanger(?:es)?|groep|sångare|sångerska|gruppen|bandet)\b",
    re.IGNORECASE,
)
_OF = r"\s(?:(?:by|from|von|der|des|de|do|da|dos|das|del|du|di|dei|degli|van|av|af|zespołu|kapely|группы)\s|d['’])"
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


_OWNED_SCORE = re.compile(
    r"(?<![\w.] )(?<!\w)(?P<name>[^\W\d_a-z][\w.-]{1,20}(?: [^\W\d_a-z][\w.-]{1,20}){1,3})['’]s?"
    r" (?:[\w-]{2,15} ){0,3}(?:score|soundtrack|music|album|debut|record|LP|EP)\b"
)
OPENING = 1_000
_OPENING_MARKS = "“„«»‘\"'《『「*_ "


@dataclass(frozen=True)
class Witness:
    """A text, folded, with the titles that it sets apart by italics or quotation marks and how often."""

    text: str
    folded: str
    set_apart: Counter[str] = field(default_factory=Counter)
    prints: Mapping[str, str] = field(default_factory=dict)
    tracks: frozenset[str] = frozenset()

    @staticmethod
    def of(text: str, emphasised: tuple[str, ...] = (), tracks: tuple[str, ...] = ()) -> Witness:
        """The witness that `text` is, with the words that it shows in italics and the record's track list."""
        text = text[:ENOUGH_CHARACTERS]
        titles = [*emphasised, *(quoted_text(match) for match in QUOTED.finditer(text))]
        folded = [(fold(title), title) for title in titles if title.strip() and len(title) <= LONGEST_TITLE]
        return Witness(
            text,
            f" {fold(text)} ",
            Counter(one for one, _ in folded),
            dict(reversed(folded)),
            frozenset(map(fold, tracks)),
        )

    def speaks_of(self, name: str) -> bool:
        """Whether the text has the name, beginning as a name does; words may carry an ending ("Kieselgrunds")."""
        folded = fold(name)
        if not folded:
            return False
        if _UNSPACED.search(folded):
            return folded.replace(" ", "") in self.folded.replace(" ", "")
        if f" {folded}" not in self.folded or not re.search(rf" {re.escape(folded)}\w{{0,3}} ", self.folded):
            return False
        printed = re.search(rf"(?<!\w){re.escape(name)}", self.text, re.IGNORECASE)
        return printed is None or self._is_printed_as_name(name)

    def mentions(self, name: str) -> bool:
        """Whether the text has the words, in whatever case."""
        return f" {fold(name)} " in self.folded

    def _is_printed_as_name(self, name: str) -> bool:
        found = re.finditer(rf"(?<!\w){re.escape(name)}", self.text, re.IGNORECASE)
        return any(not match[0][0].islower() for match in found) or self.sets_apart(name)

    def knows_artist(self, name: str) -> bool:
        """Whether the text has the name, or the last word of it, as a person is called after the first mention."""
        words = name.split()
        if self.speaks_of(name):
            return True
        return len(words) > 1 and len(words[-1]) > 3 and not words[-1].islower() and self.speaks_of(words[-1])

    def speaks_of_maker(self, name: str) -> int:
        """How much the text speaks of a name as of one who makes records: by surname alone, by what is theirs."""
        words = name.split()
        flags = re.IGNORECASE if name.isupper() else 0
        owned = len(re.findall(rf"(?<!\w){re.escape(name)}['’]s?(?!\w)", self.text, flags))
        printed = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", self.text[:OPENING], flags)
        owned += any(IS_A_MUSICIAN.match(self.text, match.end()) for match in printed)
        owned += len(re.findall(rf"{ALBUM}{_OF}{re.escape(name)}(?!\w)", self.text, re.IGNORECASE))
        if not 2 <= len(words) <= 4 or words[-1].islower():
            return 2 * owned
        alone = rf"(?<!\w)(?<!{re.escape(words[-2])} ){re.escape(words[-1])}(?:['’]s?)?(?!\w)"
        return min(MOST_SURNAMES, len(re.findall(alone, self.text, flags))) + 2 * owned

    def calls_album(self, title: str) -> bool:
        """Whether the text has a word for a record right before the title or says that it is one, or a track's name."""
        if fold(title) in self.tracks:
            return True
        printed = re.finditer(rf"(?<!\w){re.escape(title)}", self.text[:ENOUGH_CHARACTERS])
        return any(
            _CALLED_ALBUM.search(self.text[max(0, match.start() - 30) : match.start()].rstrip(_OPENING_MARKS))
            or _IS_ALBUM.match(self.text, match.end())
            for match in printed
        )

    def says_is_album(self, title: str) -> bool:
        """Whether the text says right behind the title that it is a record: "Glass Harbour is an album that …"."""
        printed = re.finditer(rf"(?<!\w){re.escape(title)}", self.text)
        return any(_IS_ALBUM.match(self.text, match.end()) for match in printed)

    def maker_of_score(self) -> str:
        """Whose score or album the opening says that it is: "Moira Estrand's score for …"; else nothing."""
        match = _OWNED_SCORE.search(self.text[:OPENING])
        return match["name"] if match else ""

    def sets_apart(self, title: str) -> bool:
        """Whether the text prints these words as a title."""
        return fold(title) in self.set_apart


def is_unspaced(name: str) -> bool:
    """Whether a name is in a script that does not put spaces between words."""
    return bool(_UNSPACED.search(name))


def quoted_text(match: re.Match[str]) -> str:
    """What stands between the quotation marks of a match of QUOTED."""
    return next(filter(None, match.groups()), "").strip(" ,.")
