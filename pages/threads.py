"""Excerpts of several critics side by side: what they say of one topic, or of one track."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from albums.models import Track
from reviews.models import Excerpt, Review

QUOTED_AT_ONCE = 3
"""So many of a thread where there are too many for a page."""


@dataclass(frozen=True)
class Thread:
    """Excerpts of several critics about one thing: a topic or a track."""

    name: str
    excerpts: tuple[Excerpt, ...]
    track: Track | None = None
    topic: str = ""

    @property
    def anchor(self) -> str:
        """The id of its element on the album page."""
        return f"track-{self.track.pk}" if self.track else f"topic-{self.topic}"

    def is_of(self, topic: str, track: int) -> bool:
        """Whether it is about that topic, or about the track of that key."""
        return self.track.pk == track if self.track else self.topic == topic

    @property
    def voices(self) -> int:
        """How many reviews speak of it."""
        return len({excerpt.review_id for excerpt in self.excerpts})

    def first(self, most: int) -> tuple[Excerpt, ...]:
        """The few that stand for the thread: one of each stance, so that praise meets criticism, then the next."""
        seen: dict[str, Excerpt] = {}
        for excerpt in self.excerpts:
            seen.setdefault(excerpt.stance, excerpt)
        chosen = [*seen.values(), *(excerpt for excerpt in self.excerpts if excerpt not in seen.values())]
        return tuple(chosen[:most])

    @property
    def disputed(self) -> bool:
        """Whether one critic praises what another criticises."""
        praising = {excerpt.review_id for excerpt in self.excerpts if excerpt.stance == Excerpt.Stance.PRAISE}
        criticising = {excerpt.review_id for excerpt in self.excerpts if excerpt.stance == Excerpt.Stance.CRITICISM}
        return bool(praising and criticising) and len(praising | criticising) > 1

    @property
    def agreed(self) -> bool:
        """Whether several critics speak of it, all with one stance that is not neutral."""
        stances = {excerpt.stance for excerpt in self.excerpts}
        voices = {excerpt.review_id for excerpt in self.excerpts}
        return len(voices) > 1 and len(stances) == 1 and Excerpt.Stance.NEUTRAL not in stances


@dataclass(frozen=True)
class ThreadOnPage:
    """A thread on a page that has each quotation once: what is `quoted` here, and what is a link to where it stands."""

    thread: Thread
    quoted: tuple[Excerpt, ...]
    linked: tuple[Excerpt, ...]

    @property
    def parted(self) -> bool:
        """Whether not all of its quotations stand here side by side."""
        return len(self.thread.excerpts) > max(1, len(self.quoted))


def told_once(threads: Iterable[Thread], most: int | None = None) -> list[ThreadOnPage]:
    """The threads in order, each with its excerpts, or at most so many. What leads stands in the card of its review."""
    seen: set[int] = set()
    told = []
    for thread in threads:
        chosen = thread.excerpts if most is None else thread.first(most)
        quoted = tuple(excerpt for excerpt in chosen if not excerpt.lead and excerpt.pk not in seen)
        seen.update(excerpt.pk for excerpt in quoted)
        told.append(ThreadOnPage(thread, quoted, tuple(excerpt for excerpt in chosen if excerpt not in quoted)))
    return told


def topics_of(reviews: Iterable[Review]) -> list[Thread]:
    """The excerpts topic by topic; first what most critics speak of. "Overall" is no topic to line up."""
    excerpts = [
        excerpt for review in reviews for excerpt in review.excerpts.all() if excerpt.topic != Excerpt.Topic.OVERALL
    ]
    threads = []
    for topic in Excerpt.Topic:
        about = tuple(excerpt for excerpt in excerpts if excerpt.topic == topic)
        if about:
            threads.append(Thread(topic.label, about, topic=topic.value))
    return sorted(threads, key=lambda thread: -len({excerpt.review_id for excerpt in thread.excerpts}))


def tracks_of(tracks: Iterable[Track], reviews: Iterable[Review]) -> list[Thread]:
    """The album's tracks in order, each with what the critics said about it."""
    said: dict[int, list[Excerpt]] = {}
    for review in reviews:
        for excerpt in review.excerpts.all():
            if excerpt.track_id:
                said.setdefault(excerpt.track_id, []).append(excerpt)
    return [Thread(track.title, tuple(said.get(track.pk, ())), track) for track in tracks]
