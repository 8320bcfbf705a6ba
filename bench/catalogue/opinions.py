"""Who reviews what, when, and what they make of it, drawn from the consensus model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.special import ndtr, ndtri

from bench.catalogue.invented_albums import Albums
from bench.catalogue.voices import NO_GRADES, NOT_STATED, Critics, Publications
from reviews.consensus.model import BANDS, DEFAULTS, HUBER_THRESHOLD
from reviews.grading.grades import Grade

UNGRADED = 1 / 3
NO_BYLINE = 0.02
NO_DATE = 0.04
BY_CURATOR = 0.5
SITE_YEARS = 12
DAYS_A_YEAR = 365
ROUNDS_ONE_PER_PUBLICATION = 4

STATUSES = {"published": 0.983, "withdrawn": 0.008, "rejected": 0.003, "submitted": 0.003, "draft": 0.003}
PUBLISHED, WITHDRAWN, REJECTED, SUBMITTED, DRAFT = range(len(STATUSES))
SETTERS = ("critic", "grade", "curator")
CRITIC, GRADE, CURATOR = range(len(SETTERS))

_BAND_STARTS = [band.low for band in BANDS[1:]]


@dataclass(frozen=True)
class Opinions:
    """Reviews as columns, in the order in which they reached the site.

    `album`, `critic` and `publication` are places, NOT_STATED for a byline or a house that is; `writer` is the critic
    also of a review without a byline. `scale` is the scale graded on and `grade` a place among its printed grades,
    NOT_STATED for a review with a verdict alone; `verdict`, `set_by` and `status` are places among VERDICTS, SETTERS
    and STATUSES. `published_on` is the day the review states, `arrived` the second it reached the site.
    """

    album: np.ndarray
    critic: np.ndarray
    writer: np.ndarray
    publication: np.ndarray
    scale: np.ndarray
    grade: np.ndarray
    verdict: np.ndarray
    set_by: np.ndarray
    status: np.ndarray
    published_on: np.ndarray
    arrived: np.ndarray

    def __len__(self) -> int:
        return self.album.size

    def __getitem__(self, rows: slice) -> Opinions:
        """Some of the rows, in their order."""
        return Opinions(**{name: column[rows] for name, column in vars(self).items()})


def make_opinions(
    count: int,
    albums: Albums,
    publications: Publications,
    critics: Critics,
    grades: Sequence[Sequence[Grade]],
    until: date,
    rng: np.random.Generator,
) -> Opinions:
    """`count` reviews; `grades` are the printed grades of each scale. Raises ValueError when they are too many."""
    album, writer, house = _assign(
        _review_counts(count, albums, most_reviews(len(critics)), rng), publications, critics, rng
    )
    felt = _felt_grades(album, writer, house, albums, publications, critics, rng)
    scale = np.where(critics.scale[writer] != NOT_STATED, critics.scale[writer], publications.scale[house])
    scale[(critics.scale[writer] == NOT_STATED) & (house == NOT_STATED)] = NO_GRADES
    graded = scale != NO_GRADES
    graded &= rng.random(count) >= (UNGRADED - 1 + graded.mean()) / graded.mean()
    grade, verdict = _printed(felt, np.where(graded, scale, NO_GRADES), grades)
    published_on, arrived = _moments(albums.released[album], until, rng)
    order = np.argsort(arrived, kind="stable")
    columns = {
        "album": album,
        "critic": np.where((rng.random(count) < NO_BYLINE) & (house != NOT_STATED), NOT_STATED, writer),
        "writer": writer,
        "publication": house,
        "scale": scale,
        "grade": grade,
        "verdict": verdict,
        "set_by": np.where(graded, GRADE, np.where(rng.random(count) < BY_CURATOR, CURATOR, CRITIC)),
        "status": rng.choice(len(STATUSES), size=count, p=list(STATUSES.values())),
        "published_on": published_on,
        "arrived": arrived,
    }
    return Opinions(**{name: column[order] for name, column in columns.items()})


def most_reviews(critics: int) -> int:
    """The most reviews of one album, as far as the critics go round: a few hundred on a big site."""
    return min(400, critics // 3)


def huber_noise(count: int, rng: np.random.Generator) -> np.ndarray:
    """Errors whose density falls like Huber's loss: normal up to the threshold, exponential beyond."""
    beyond = 2 * np.exp(-(HUBER_THRESHOLD**2) / 2) / HUBER_THRESHOLD
    within = np.sqrt(2 * np.pi) * (1 - 2 * ndtr(-HUBER_THRESHOLD))
    tail = rng.random(count) < beyond / (beyond + within)
    centre = ndtri(rng.uniform(ndtr(-HUBER_THRESHOLD), ndtr(HUBER_THRESHOLD), count))
    far = (HUBER_THRESHOLD + rng.exponential(1 / HUBER_THRESHOLD, count)) * rng.choice([-1, 1], count)
    return np.where(tail, far, centre)


def _review_counts(count: int, albums: Albums, most: int, rng: np.random.Generator) -> np.ndarray:
    """How many reviews each album has, by its fame, none more than `most`."""
    if count > most * np.count_nonzero(albums.fame):
        raise ValueError(
            f"{count:,} reviews are too many for {len(albums):,} albums: at most {most} go to one of them."
        )
    counts = np.zeros(len(albums), dtype=np.int64)
    while missing := count - counts.sum():
        fame = np.where(counts < most, albums.fame, 0)
        counts = np.minimum(counts + rng.multinomial(missing, fame / fame.sum()), most)
    return counts


def _assign(
    counts: np.ndarray, publications: Publications, critics: Critics, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Album, critic and publication of every review: no critic twice on an album, and hardly a publication."""
    album = writer = house = np.empty(0, dtype=np.int64)
    missing, rounds = np.repeat(np.arange(counts.size), counts), 0
    while missing.size:
        drawn = rng.choice(len(critics), size=missing.size, p=critics.activity)
        elsewhere = critics.freelance[drawn] & (rng.random(missing.size) < 0.5)
        at = np.where(
            elsewhere, rng.choice(len(publications), size=missing.size, p=publications.size), critics.home[drawn]
        )
        album, writer, house = (np.concatenate(pair) for pair in ((album, missing), (writer, drawn), (house, at)))
        kept = _first_of_each(album * len(critics) + writer)
        if rounds < ROUNDS_ONE_PER_PUBLICATION:
            kept &= _first_of_each(album * len(publications) + house) | (house == NOT_STATED)
        album, writer, house = album[kept], writer[kept], house[kept]
        missing = np.repeat(np.arange(counts.size), counts - np.bincount(album, minlength=counts.size))
        rounds += 1
    return album, writer, house


def _first_of_each(keys: np.ndarray) -> np.ndarray:
    first = np.zeros(keys.size, dtype=bool)
    first[np.unique(keys, return_index=True)[1]] = True
    return first


def _felt_grades(
    album: np.ndarray,
    writer: np.ndarray,
    house: np.ndarray,
    albums: Albums,
    publications: Publications,
    critics: Critics,
    rng: np.random.Generator,
) -> np.ndarray:
    """y = mu + slope (a - mu) + leniencies + noise, on 0-100 and beyond. Nobody's house is an average one."""
    at_home = house == NOT_STATED
    slope = np.where(at_home, 1, publications.slope[house])
    lenient = critics.leniency[writer] + np.where(at_home, 0, publications.leniency[house])
    noise = np.where(at_home, DEFAULTS.noise, publications.noise[house])
    standing = albums.standing[album] - DEFAULTS.mu
    return DEFAULTS.mu + slope * standing + lenient + noise * huber_noise(album.size, rng)


def _printed(felt: np.ndarray, scale: np.ndarray, grades: Sequence[Sequence[Grade]]) -> tuple[np.ndarray, np.ndarray]:
    """The nearest grade of each scale, where there is one, and the verdict of what is printed or else felt."""
    shown = np.clip(felt, 0, 100)
    grade = np.full(felt.size, NOT_STATED)
    for number, printed in enumerate(grades):
        scores = np.array([float(one.score) for one in printed])
        places = np.flatnonzero(scale == number)
        if scores.size:
            grade[places] = np.searchsorted((scores[1:] + scores[:-1]) / 2, shown[places])
            shown[places] = scores[grade[places]]
    return grade, np.searchsorted(_BAND_STARTS, shown, side="right")


def _moments(released: np.ndarray, until: date, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The day each review states and the second it reached the site, both before the end of `until`.

    Most appear around the release, some in the first year, a few at any time later. Those from before the site's own
    time arrived some day since.
    """
    last = np.datetime64(until)
    age = (last - np.where(np.isnat(released), last - np.timedelta64(2000, "D"), released)).astype(int)
    roll = rng.random(released.size)
    around, first_year = rng.integers(-7, 21, released.size), rng.integers(0, DAYS_A_YEAR, released.size)
    delay = np.where(
        roll < 0.65, around, np.where(roll < 0.88, first_year, (age * rng.random(released.size)).astype(int))
    )
    day = last - np.maximum(age - delay, 0).astype("timedelta64[D]")
    opened = last - np.timedelta64(SITE_YEARS * DAYS_A_YEAR, "D")
    since = opened + rng.integers(0, SITE_YEARS * DAYS_A_YEAR + 1, released.size).astype("timedelta64[D]")
    arrived = np.where(day < opened, since, day).astype("datetime64[s]")
    arrived += rng.integers(6 * 3600, 23 * 3600, released.size).astype("timedelta64[s]")
    stated = day.copy()
    stated[rng.random(released.size) < NO_DATE] = np.datetime64("NaT", "D")
    return stated, arrived
