"""A voice's fitted habits as a page says them: leniency with its 80 % interval, in words and drawn to scale."""

from __future__ import annotations

from dataclasses import dataclass

from reviews.consensus.album import round_half_up
from reviews.models import Calibration, Critic, Publication
from reviews.models.consensus import Offset

EDGE = 15.0
WIDE, NARROW = 1.05, 0.95
ERRATIC, STEADY = 1.1, 0.9


@dataclass(frozen=True)
class Leniency:
    """Points above the others with the ends of the 80 % interval, and where they stand on a line from -15 to 15."""

    points: float
    low: float
    high: float
    reviews: int

    @property
    def drawn(self) -> tuple[float, float, float]:
        """Low, middle and high on 0-100 of the line, cut off at its ends."""
        low, middle, high = (50 + 50 * max(-1.0, min(1.0, at / EDGE)) for at in (self.low, self.points, self.high))
        return low, middle, high

    @property
    def words(self) -> str:
        """What it comes to: "more lenient", "stricter" or "neither", when the interval tells."""
        if self.low > 0:
            return "more lenient than"
        return "stricter than" if self.high < 0 else "not clearly more lenient or stricter than"

    @property
    def printed(self) -> str:
        """The size of it in points, without a sign."""
        return str(round_half_up(abs(self.points), 1))


@dataclass(frozen=True)
class HouseHabits:
    """A house's leniency, slope and noise, with what the last two mean."""

    leniency: Leniency
    slope: float
    noise: float
    common_noise: float

    @property
    def slope_words(self) -> str:
        """How much of the scale it uses beside the others."""
        if self.slope > WIDE:
            return "spreads its grades wider than most"
        return "keeps its grades closer together than most" if self.slope < NARROW else "spreads its grades like most"

    @property
    def noise_words(self) -> str:
        """How predictable it is beside the others."""
        share = self.noise / self.common_noise
        if share > ERRATIC:
            return "surprises more often than most"
        return "surprises less often than most" if share < STEADY else "surprises as often as most"


def leniency_of(critic: Critic, calibration: Calibration) -> Leniency | None:
    """A critic's own leniency, on top of their house's; None before a fit knew them. One query."""
    found = critic.offsets.filter(calibration=calibration).first()
    return leniency_by(found) if found else None


def habits_of(publication: Publication, calibration: Calibration) -> HouseHabits | None:
    """A publication's habits; None before a fit knew it. One query."""
    found = publication.offsets.filter(calibration=calibration).first()
    return HouseHabits(leniency_by(found), found.slope, found.noise, calibration.noise) if found else None


def leniency_by(offset: Offset) -> Leniency:
    """What a fit says of a voice's leniency."""
    return Leniency(offset.leniency, *offset.interval, offset.reviews)
