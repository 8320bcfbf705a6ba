"""What a document is: a review of one album, several in one, or something else that only looks like it."""

from __future__ import annotations

import enum
import re


class Kind(enum.StrEnum):
    """What a document is. Only a review and the parts of a roundup become reviews here."""

    REVIEW = "review"
    ROUNDUP = "roundup"
    LIST = "list"
    NEWS = "news"
    INTERVIEW = "interview"
    LIVE = "live"
    TRACK = "track"
    BOOK = "book"
    FILM = "film"
    GAME = "game"
    PRODUCT = "product"
    OTHER = "other"

    @property
    def is_review(self) -> bool:
        """Whether it can be taken in as one review of an album."""
        return self is Kind.REVIEW

    @property
    def bears_grade(self) -> bool:
        """Whether a grade is kept that was read of it: of what is reviewed, not of goods, lists and news."""
        return self in _GRADED

    @property
    def words(self) -> str:
        """What it is, in words that follow "It is"."""
        return _WORDS[self]


_GRADED = (Kind.REVIEW, Kind.LIVE, Kind.FILM, Kind.BOOK, Kind.GAME, Kind.TRACK)
_WORDS = {
    Kind.REVIEW: "a review of an album",
    Kind.ROUNDUP: "a roundup of several albums",
    Kind.LIST: "a list",
    Kind.NEWS: "a piece of news",
    Kind.INTERVIEW: "an interview",
    Kind.LIVE: "a report of a concert",
    Kind.TRACK: "a review of a single song",
    Kind.BOOK: "a review of a book",
    Kind.FILM: "a review of a film",
    Kind.GAME: "a review of a game",
    Kind.PRODUCT: "a review of a product",
    Kind.OTHER: "something else than a review of an album",
}

_LABELS = (
    (
        Kind.LIVE,
        r"live(?:\s+|-)?(?:reviews?|reports?|music\s+reviews?)?|concerts?(?:\s+reviews?)?"
        r"|gigs?(?:\s+reviews?)?|konzerte?|konzertberichte?|live-?berichte|festivals?|livereportages?"
        r"|konserter|en\s+concert|conciertos|konsertrecension(?:er)?|konzertkritik(?:en)?|konzertrezension(?:en)?"
        r"|concertverslag(?:en)?|live-?recensies?|konsertanmeldelser?|koncertanmeldelser?|recensioni\s+live"
        r"|cr[oó]nicas?\s+de\s+conciertos?|comptes?[\s-]rendus?",
    ),
    (
        Kind.INTERVIEW,
        r"interviews?|q\s*&\s*a|q-and-a|entretiens?|entrevistas?|intervist[ae]|intervjuer?|interviewer"
        r"|wywiady?|gespräche?",
    ),
    (
        Kind.FILM,
        r"films?|movies?|cinema|kino|film-?(?:reviews?|kritik(?:en)?)|movie-?reviews?|tv|tv-?(?:reviews?"
        r"|and-?radio|shows?)|televisions?|serien|elokuvat",
    ),
    (Kind.BOOK, r"books?|book-?reviews?|bücher|livres|libros|libri|buchkritik(?:en)?|literatur|boeken"),
    (Kind.GAME, r"games?|gaming|video-?games?|game-?reviews?|spiele|jeux(?:-video)?|spellen"),
    (
        Kind.PRODUCT,
        r"gear|hardware|tech|equipment|headphones|hifi|hi-fi|gear-?reviews?|products?|shop|store|gadgets|instruments",
    ),
    (Kind.TRACK, r"tracks?|track-?reviews?|singles?|singles?-?reviews?|songs?|new-?tracks?|song-of-the-day"),
    (Kind.LIST, r"lists?|best-?of|rankings?|ranked|listen|charts?|year-?end|top-?\d+|bestenlisten|toplists?|listas?"),
    (
        Kind.NEWS,
        r"news|nieuws|nachrichten|meldungen|actualités?|actus?|noticias|notizie|nyheter|nyheder|uutiset"
        r"|aktuality|wiadomości|newsfeed|breaking|announcements?|ankündigungen|annonces|anuncios|annunci",
    ),
    (
        Kind.OTHER,
        r"features?|essays?|opinions?|columns?|comments?|commentary|editorials?|kommentare?|meinung|kolumnen?|podcasts?|videos?|premieres?|competitions?|obituaries|longreads?"
        r"|profiles?|recipes?",
    ),
)
_LABEL_KINDS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _LABELS)
_REVIEW_LABEL = re.compile(
    r"(?:(?:album|record|music|cd|lp|ep|disc|disco|vinyl|new)s?[\s-]+)?(?:reviews?|kritik(?:en)?"
    r"|rezension(?:en)?|besprechung(?:en)?|plattenbesprechung(?:en)?|recensioner|recensies?|recensioni|rese[ñn]as|cr[ií]ticas|chroniques?|critiques"
    r"|anmeldelser|anmeldelse|recenzje|recenze|arviot|arvostelut|levyarviot|resenhas|platten"
    r"|plattenkritik(?:en)?|plattentests|albums?|albumrecensies?|skivrecensioner|plateanmeldelser|discos)",
    re.IGNORECASE,
)

_ALBUM_LABEL = re.compile(
    r"(?:album|record|cd|lp|ep|disc|disco|vinyl)s?[\s-]+\w*(?:review|kritik|recens|critica|chronique)\w*"
    r"|albums?|platten(?:kritik(?:en)?|tests?)?"
    r"|albumrecensies?|skivrecensioner|plateanmeldelser|discos|disques|dischi|platen|levyarviot"
    r"|chroniques(?:\s+d['’]albums?)?",
    re.IGNORECASE,
)


def kind_of_label(label: str) -> Kind | None:
    """The kind that a rubric's name stands for ("Album reviews", "Konzerte"), None for one that says nothing."""
    label = " ".join(label.split()).strip(" /#:")
    if not label or len(label) > 40:
        return None
    if _REVIEW_LABEL.fullmatch(label):
        return Kind.REVIEW
    return next((kind for kind, pattern in _LABEL_KINDS if pattern.fullmatch(label)), None)


def kind_of_address(address: str) -> Kind | None:
    """The kind that the folders of an address stand for: of the last of them that says one."""
    folders = address.partition("://")[2].partition("?")[0].split("/")[1:-1]
    kinds = [kind for folder in folders if (kind := kind_of_label(folder.replace("_", "-")))]
    special = [kind for kind in kinds if not kind.is_review]
    if Kind.REVIEW in kinds and special and special[-1] in (Kind.NEWS, Kind.OTHER):
        return Kind.REVIEW
    return special[-1] if special else (kinds[-1] if kinds else None)


def is_album_label(label: str) -> bool:
    """Whether a rubric's name says that albums are reviewed under it, not only that something is."""
    return bool(_ALBUM_LABEL.fullmatch(" ".join(label.split()).strip(" /#:")))
