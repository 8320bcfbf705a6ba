"""What a document is: a review of one album, several in one, or something else that only looks like it."""

from __future__ import annotations

import enum


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
    def words(self) -> str:
        """What it is, in words that follow "It is"."""
        return _WORDS[self]


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
