"""The tables of readers: each row belongs to one account, and goes with it."""

from readers.models.follow import Follow

__all__ = ["Follow"]
