"""Albums: whose they are, what they are called, when they came out, their tracks, and where they really stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from bench.catalogue.artists import VARIOUS, Artists
from bench.catalogue.invented_names import ENGLISH, TONGUES, claim_slugs, draw_names
from reviews.consensus.model import DEFAULTS, DEGREES_OF_FREEDOM

KINDS = {"album": 0.74, "ep": 0.10, "soundtrack": 0.045, "live": 0.045, "compilation": 0.035, "mixtape": 0.035}
ALBUM, EP, SOUNDTRACK, LIVE, COMPILATION, MIXTAPE = range(len(KINDS))
FEWEST_TRACKS = np.array([8, 4, 10, 9, 12, 10])
MOST_TRACKS = np.array([14, 6, 18, 14, 20, 16])
PRECISIONS = ("year", "month", "day")
UNDATED = np.datetime64("NaT", "D")
DAYS_A_YEAR = 365.25
OLDEST_YEARS = 60
CAREER_YEARS = 28
MOST_PROLIFIC = 40
"""How many times the usual number of albums the busiest artists make."""

TRACKS_PER_TITLE = 5
JOINS = (" & ", " feat. ", " with ", " × ", ", ")
SOUNDTRACK_TAILS = (
    " (Original Motion Picture Soundtrack)",
    " (Original Motion Picture Soundtrack)",
    " (Original Score)",
    ": Original Soundtrack",
    " OST",
)


@dataclass(frozen=True)
class Pairs:
    """Rows that tie an album to something else, both by place."""

    album: np.ndarray
    other: np.ndarray


@dataclass(frozen=True)
class CreditRows:
    """Credit lines: one row for an artist on an album, in order."""

    album: np.ndarray
    artist: np.ndarray
    position: np.ndarray
    credited_as: list[str]
    join_phrase: list[str]


@dataclass(frozen=True)
class Tracks:
    """All tracks, album by album. `title` is a place among `titles`, `seconds` is 0 where unknown."""

    titles: list[str]
    title: np.ndarray
    album: np.ndarray
    disc: np.ndarray
    position: np.ndarray
    seconds: np.ndarray
    first: np.ndarray = field(repr=False)
    """The place of each album's first track, and at the end the number of all tracks."""


@dataclass(frozen=True)
class Albums:
    """Albums as columns; `lead` and `tongue` are places, `kind` and `precision` places among KINDS and PRECISIONS.

    `standing` is where the album stands on 0-100: what its reviews are drawn around, and nobody in the site knows.
    """

    title: list[str]
    language: list[str]
    slug: list[str]
    lead: np.ndarray
    kind: np.ndarray
    released: np.ndarray
    precision: np.ndarray
    has_film: np.ndarray
    standing: np.ndarray
    fame: np.ndarray

    def __len__(self) -> int:
        return len(self.title)


@dataclass(frozen=True)
class Catalogue:
    """What there is to review: artists, albums, and all that ties them together."""

    artists: Artists
    albums: Albums
    credits: CreditRows
    genres: Pairs
    labels: Pairs
    tracks: Tracks


def make_albums(count: int, artists: Artists, until: date, rng: np.random.Generator) -> Albums:
    """`count` albums by `artists`, out within the sixty years before `until`, a few soon after or undated."""
    kind = rng.choice(len(KINDS), size=count, p=list(KINDS.values()))
    lead = _leads(count, len(artists), rng)
    lead[np.flatnonzero(kind == COMPILATION)[: max(1, count // 500)]] = VARIOUS
    tongue = np.where(rng.random(count) < 0.2, ENGLISH, artists.tongue[lead])
    released, precision = _release_dates(lead, len(artists), until, rng)
    title = _titles(kind, tongue, rng)
    for place in np.flatnonzero((rng.random(count) < 0.03) & (lead != VARIOUS)).tolist():
        title[place] = artists.name[lead[place]]
    fame = rng.lognormal(0, 0.6, len(artists))[lead] * rng.lognormal(0, 0.75, count) * (1 + rng.pareto(1.9, count))
    fame[released > np.datetime64(until)] = 0
    return Albums(
        title=title,
        language=[TONGUES[number].language for number in tongue.tolist()],
        slug=_slugs(title, lead),
        lead=lead,
        kind=kind,
        released=released,
        precision=precision,
        has_film=(kind == SOUNDTRACK) & (rng.random(count) < 0.7),
        standing=draw_standings(count, rng),
        fame=fame,
    )


def draw_standings(count: int, rng: np.random.Generator) -> np.ndarray:
    """Where albums stand, from the model's prior: Student's t around its mean, kept within 0-100."""
    standing = np.full(count, np.inf)
    while (outside := np.flatnonzero((standing < 0) | (standing > 100))).size:
        standing[outside] = DEFAULTS.mu + DEFAULTS.scale * rng.standard_t(DEGREES_OF_FREEDOM, outside.size)
    return standing


def make_credits(albums: Albums, artists: Artists, rng: np.random.Generator) -> CreditRows:
    """Everybody's own name, with a second artist on one record in sixteen and a third on few."""
    album, artist, position = [np.arange(len(albums))], [albums.lead], [np.ones(len(albums), dtype=int)]
    joint = np.flatnonzero((rng.random(len(albums)) < 0.065) & (albums.lead != VARIOUS))
    if len(artists) > 3:
        # Steps of less than a third of the way round lead neither back to the first artist nor, twice, past it.
        step = rng.integers(1, 1 + (len(artists) - 1) // 3, size=(2, joint.size))
        for number, members in ((2, joint), (3, joint[: joint.size // 8])):
            steps = step[: number - 1, : members.size].sum(axis=0)
            album.append(members)
            artist.append(1 + (albums.lead[members] - 1 + steps) % (len(artists) - 1))
            position.append(np.full(members.size, number))
    columns = np.vstack([np.concatenate(album), np.concatenate(artist), np.concatenate(position)])
    columns = columns[:, np.lexsort((columns[2], columns[0]))]
    goes_on = np.append(columns[0, 1:] == columns[0, :-1], False)
    join = rng.integers(len(JOINS), size=goes_on.size)
    in_capitals = rng.random(goes_on.size) < 0.015
    album_of, artist_of, position_of = columns
    return CreditRows(
        album_of,
        artist_of,
        position_of,
        credited_as=[
            artists.name[place].upper() if capitals else ""
            for place, capitals in zip(columns[1].tolist(), in_capitals.tolist(), strict=True)
        ],
        join_phrase=[
            JOINS[number] if more else "" for number, more in zip(join.tolist(), goes_on.tolist(), strict=True)
        ],
    )


def make_tags(
    albums: Albums, artists: Artists, names: int, extra: tuple[float, ...], rng: np.random.Generator
) -> Pairs:
    """Genres or labels, places among `names`, the first the most common. Each album has its artist's, or another.

    `extra` are the shares of albums with a second, a third ... name.
    """
    shares = 1 / np.arange(3, names + 3) ** 0.9
    shares /= shares.sum()
    of_artist = rng.choice(names, size=len(artists), p=shares)[albums.lead]
    first = np.where(rng.random(len(albums)) < 0.7, of_artist, rng.choice(names, size=len(albums), p=shares))
    keys = [np.arange(len(albums)) * names + first]
    for share in extra:
        some = np.flatnonzero(rng.random(len(albums)) < share)
        keys.append(some * names + rng.choice(names, size=some.size, p=shares))
    key = np.unique(np.concatenate(keys))
    return Pairs(*np.divmod(key, names))


def make_tracks(albums: Albums, artists: Artists, rng: np.random.Generator) -> Tracks:
    """Eight to fourteen tracks an album, fewer on EPs, more on compilations; one in a hundred is on two discs."""
    counts = rng.integers(FEWEST_TRACKS[albums.kind], MOST_TRACKS[albums.kind] + 1)
    first = np.concatenate([[0], np.cumsum(counts)])
    album = np.repeat(np.arange(len(albums)), counts)
    number = np.arange(album.size) - first[album]
    first_disc = np.where(rng.random(len(albums)) < 0.01, (counts + 1) // 2, counts)[album]
    second = number >= first_disc
    tongue = artists.tongue[albums.lead[album]]
    titles: list[str] = []
    title = np.empty(album.size, dtype=np.int64)
    for place in np.unique(tongue).tolist():
        rows = np.flatnonzero(tongue == place)
        pool = draw_names("track", np.full(max(50, rows.size // TRACKS_PER_TITLE), place), rng)
        title[rows] = len(titles) + rng.integers(len(pool), size=rows.size)
        titles += pool
    seconds = np.clip(rng.lognormal(5.4, 0.35, album.size), 20, 3000).astype(int)
    seconds[rng.random(album.size) < 0.04] = 0
    return Tracks(titles, title, album, 1 + second, 1 + number - np.where(second, first_disc, 0), seconds, first)


def _leads(albums: int, artists: int, rng: np.random.Generator) -> np.ndarray:
    """Whose album each is: everybody has one, as far as they go round, and some have many."""
    weight = 1 + np.minimum(rng.pareto(1.6, artists), MOST_PROLIFIC)
    weight[VARIOUS] = 0
    everybody = np.arange(1, artists)[:albums]
    rest = rng.choice(artists, size=albums - everybody.size, p=weight / weight.sum())
    return rng.permutation(np.concatenate([everybody, rest]))


def _release_dates(
    lead: np.ndarray, artists: int, until: date, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Days of release, within their artist's career, with their precision; an unknown day or month is the first."""
    debut = (OLDEST_YEARS * rng.beta(0.8, 1.9, artists))[lead]
    years = debut - rng.random(lead.size) * np.minimum(debut, CAREER_YEARS)
    day = np.datetime64(until) - (years * DAYS_A_YEAR).astype("timedelta64[D]")
    soon = rng.random(lead.size) < 0.004
    day[soon] = np.datetime64(until) + rng.integers(1, 120, soon.sum()).astype("timedelta64[D]")
    friday = day - ((day.astype("datetime64[D]").astype(int) - 1) % 7).astype("timedelta64[D]")
    roll = rng.random(lead.size)
    only_year = (roll < 0.02 + 0.006 * years) & ~soon
    precision = np.where(only_year, 0, np.where((roll > 0.96) & ~soon, 1, 2))
    released = np.where(
        precision == 2, np.where(soon, day, friday), day.astype("datetime64[M]").astype("datetime64[D]")
    )
    released = np.where(precision == 0, day.astype("datetime64[Y]").astype("datetime64[D]"), released)
    released[rng.random(lead.size) < 0.01] = UNDATED
    return released, precision


def _titles(kind: np.ndarray, tongue: np.ndarray, rng: np.random.Generator) -> list[str]:
    title = np.array(draw_names("title", tongue, rng), dtype=object)
    for wanted, rule in ((LIVE, "live"), (COMPILATION, "collected")):
        places = np.flatnonzero((kind == wanted) & (tongue == ENGLISH))
        title[places] = TONGUES[ENGLISH].grammar.expand(rule, places.size, rng)
    title[(kind == LIVE) & (tongue != ENGLISH)] += " (Live)"
    title[(kind == EP) & (rng.random(kind.size) < 0.5)] += " EP"
    films = np.flatnonzero(kind == SOUNDTRACK)
    title[films] += np.array(SOUNDTRACK_TAILS, dtype=object)[rng.integers(len(SOUNDTRACK_TAILS), size=films.size)]
    return title.tolist()


def _slugs(titles: list[str], lead: np.ndarray) -> list[str]:
    """Each album's slug, its own among its lead artist's."""
    used: dict[int, set[str]] = {}
    return [
        claim_slugs([title], "untitled", used.setdefault(artist, set()))[0]
        for title, artist in zip(titles, lead.tolist(), strict=True)
    ]
