"""The tables of readers: each row belongs to one account, and goes with it."""

from readers.models.follow import Follow
from readers.models.news import NewsItem, NewsRound, Subscription

__all__ = ["Follow", "NewsItem", "NewsRound", "Subscription"]
