"""The tables of readers: each row belongs to one account, and goes with it."""

from readers.models.follow import Follow
from readers.models.news import NewsItem, NewsRound, Subscription
from readers.models.reader_list import ReaderList, ReaderListEntry
from readers.models.reader_mark import ReaderMark
from readers.models.saved_voices import SavedVoices
from readers.models.shelf_import import ShelfImport, ShelfLine

__all__ = [
    "Follow",
    "NewsItem",
    "NewsRound",
    "ReaderList",
    "ReaderListEntry",
    "ReaderMark",
    "SavedVoices",
    "ShelfImport",
    "ShelfLine",
    "Subscription",
]
