"""An album's consensus in other people's pages: in a line, for a badge, an embedded card, a link that is unfolded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.template.defaultfilters import pluralize

from albums.models import Album
from common.page_addresses import absolute
from pages.album_record import consensus_of, verdict_counts
from reviews.consensus.album import SHOWN_FROM
from reviews.models import Consensus
from reviews.templatetags.scores import rounded

LETTER = 6.6
"""Width of a sign of the badge's face at its size, in pixels, on average and rather too wide than too narrow."""
PADDING = 8
CARD_WIDTH, CARD_HEIGHT = 420, 190


@dataclass(frozen=True)
class Elsewhere:
    """What an album's page says of its consensus, in few words."""

    album: Album

    @cached_property
    def consensus(self) -> Consensus | None:
        """The stored one; None before the first counted review."""
        return consensus_of(self.album)

    @property
    def score(self) -> str:
        """The number as printed; empty while reviews are too few."""
        return rounded(self.consensus.score) if self.consensus and self.consensus.score is not None else ""

    @property
    def critics(self) -> str:
        """How many speak of it."""
        counted = self.consensus.counted if self.consensus else 0
        return f"{counted} critic{pluralize(counted)}" if counted else "no reviews"

    @property
    def likely(self) -> str:
        """The interval as printed."""
        if not self.consensus or self.consensus.low is None or self.consensus.high is None:
            return ""
        return f"{rounded(self.consensus.low)}–{rounded(self.consensus.high)}"

    @property
    def verdicts(self) -> list[tuple[str, int]]:
        """Reviews per verdict, best first."""
        return verdict_counts(self.consensus) if self.consensus else []

    @property
    def in_a_line(self) -> str:
        """The whole of it."""
        if self.score:
            return f"{self.score}, likely (80 %) {self.likely}, {self.critics}"
        return f"{self.critics}, a score from {SHOWN_FROM} on"

    @property
    def address(self) -> str:
        """The album's page."""
        return absolute(self.album.get_absolute_url())

    @property
    def card_address(self) -> str:
        """The embedded card."""
        return f"{self.address}embed/"


@dataclass(frozen=True)
class Badge:
    """A label and what it says, side by side, measured in pixels."""

    label: str
    says: str

    @property
    def split(self) -> int:
        """Where the label ends."""
        return _width(self.label)

    @property
    def width(self) -> int:
        """How wide both are."""
        return self.split + _width(self.says)

    @property
    def label_at(self) -> float:
        """The middle of the label."""
        return self.split / 2

    @property
    def says_at(self) -> float:
        """The middle of what it says."""
        return self.split + _width(self.says) / 2


def _width(text: str) -> int:
    return round(len(text) * LETTER) + 2 * PADDING
