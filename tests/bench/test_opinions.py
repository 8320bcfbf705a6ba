"""What invented critics think: as uneven as real ones, and drawn from the model that is to see through it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest

from bench.catalogue.artists import make_artists
from bench.catalogue.grammar import Grammar
from bench.catalogue.invented_albums import Albums, make_albums
from bench.catalogue.opinions import PUBLISHED, SITE_YEARS, Opinions, huber_noise, make_opinions, most_reviews
from bench.catalogue.voices import (
    NO_GRADES,
    NOT_STATED,
    SCALES,
    Critics,
    Publications,
    make_critics,
    make_publications,
    printed_grades,
)
from reviews.consensus.album import Evidence, standing_of
from reviews.consensus.model import DEFAULTS, VERDICTS, Effect, Parameters, PublicationEffect

ALBUMS, REVIEWS = 4000, 20_000
UNTIL = date(2026, 6, 30)
GRADES = [printed_grades(rule) for rule in SCALES.values()]


@dataclass(frozen=True)
class World:
    """Albums, those who review them, and what they say."""

    albums: Albums
    publications: Publications
    critics: Critics
    opinions: Opinions

    def evidence(self, place: int) -> Evidence:
        """What the model hears of one review, with everybody's names."""
        said = self.opinions
        return Evidence(
            score=None
            if said.grade[place] == NOT_STATED
            else float(GRADES[said.scale[place]][said.grade[place]].score),
            verdict=VERDICTS[said.verdict[place]],
            publication=None if said.publication[place] == NOT_STATED else int(said.publication[place]),
            critic=int(said.writer[place]),
        )

    def truth(self) -> Parameters:
        """The model as the reviews were drawn from it, with nothing left to find out."""
        houses, writers = self.publications, self.critics
        columns = zip(houses.leniency.tolist(), houses.slope.tolist(), houses.noise.tolist(), strict=True)
        alone = PublicationEffect(0, 0, 1, DEFAULTS.noise)
        return Parameters(
            publications={None: alone} | {i: PublicationEffect(b, 0, s, n) for i, (b, s, n) in enumerate(columns)},
            critics={i: Effect(b, 0) for i, b in enumerate(writers.leniency.tolist())},
        )


@pytest.fixture(scope="module")
def world():
    albums_rng, voices_rng, opinions_rng = (np.random.default_rng(seed) for seed in (11, 12, 13))
    albums = make_albums(ALBUMS, make_artists(ALBUMS // 2, albums_rng, set()), UNTIL, albums_rng)
    publications = make_publications(80, voices_rng, set(), set())
    critics = make_critics(1200, publications, voices_rng, set())
    opinions = make_opinions(REVIEWS, albums, publications, critics, GRADES, UNTIL, opinions_rng)
    return World(albums, publications, critics, opinions)


def test_the_model_finds_four_standings_in_five_within_its_interval(world):
    counts = np.bincount(world.opinions.album, minlength=ALBUMS)
    truth, found = world.truth(), []
    for album in np.flatnonzero(counts >= 3)[:600].tolist():
        places = np.flatnonzero(world.opinions.album == album).tolist()
        standing = standing_of([world.evidence(place) for place in places], truth)
        found.append(standing.low <= world.albums.standing[album] <= standing.high)
    assert np.mean(found) == pytest.approx(0.8, abs=0.05)


def test_a_publications_leniency_shows_in_its_grades(world):
    lenient = world.opinions.publication
    house = lenient != NOT_STATED
    graded = house & (world.opinions.grade != NOT_STATED)
    places = np.flatnonzero(graded)
    score = np.array([world.evidence(place).score for place in places.tolist()])
    habits, writer = world.publications, world.opinions.writer[places]
    at = lenient[places]
    standing = world.albums.standing[world.opinions.album[places]] - DEFAULTS.mu
    expected = DEFAULTS.mu + habits.slope[at] * standing + habits.leniency[at] + world.critics.leniency[writer]
    residual = (score - expected) / habits.noise[at]
    assert residual.mean() == pytest.approx(0, abs=0.05)
    assert np.median(np.abs(residual)) == pytest.approx(0.7, abs=0.05)


def test_a_third_of_the_reviews_give_a_verdict_alone(world):
    assert np.mean(world.opinions.grade == NOT_STATED) == pytest.approx(1 / 3, abs=0.01)
    assert np.all(world.opinions.grade[world.opinions.scale == NO_GRADES] == NOT_STATED)


def test_few_albums_have_many_reviews_and_many_have_few(world):
    counts = np.bincount(world.opinions.album, minlength=ALBUMS)
    assert counts.sum() == REVIEWS
    assert np.mean((counts >= 3) & (counts <= 8)) > 0.25
    assert np.mean(counts >= 30) == pytest.approx(0.02, abs=0.012)
    assert 100 < counts.max() <= most_reviews(len(world.critics))


def test_no_critic_reviews_an_album_twice(world):
    pairs = np.stack([world.opinions.album, world.opinions.writer])
    assert np.unique(pairs, axis=1).shape[1] == REVIEWS


def test_most_publications_have_one_review_of_an_album(world):
    house = world.opinions.publication != NOT_STATED
    pairs = np.stack([world.opinions.album[house], world.opinions.publication[house]])
    assert np.unique(pairs, axis=1).shape[1] > 0.93 * house.sum()


def test_an_album_that_is_not_out_has_no_review(world):
    upcoming = world.albums.released > np.datetime64(UNTIL)
    assert upcoming.any()
    assert not upcoming[world.opinions.album].any()


def test_reviews_come_in_the_order_in_which_they_reached_the_site(world):
    arrived = world.opinions.arrived
    assert (np.diff(arrived) >= np.timedelta64(0, "s")).all()
    assert arrived[0] >= np.datetime64(UNTIL) - np.timedelta64(SITE_YEARS * 365, "D")
    assert arrived[-1] < np.datetime64(UNTIL) + np.timedelta64(1, "D")
    assert np.mean(world.opinions.status == PUBLISHED) > 0.95


def test_records_are_mostly_recent_but_go_back_sixty_years(world):
    dated = world.albums.released[~np.isnat(world.albums.released)]
    years = dated.astype("datetime64[Y]").astype(int) + 1970
    assert years.min() < 1975
    assert np.median(years) > 2005
    assert np.isnat(world.albums.released).any()


def test_noise_is_normal_within_two_deviations_and_exponential_beyond():
    noise = huber_noise(200_000, np.random.default_rng(1))
    assert noise.mean() == pytest.approx(0, abs=0.02)
    assert np.mean(np.abs(noise) > 2) == pytest.approx(0.0535, abs=0.003)
    assert np.mean(np.abs(noise[np.abs(noise) > 2]) - 2) == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("name", SCALES)
def test_printed_grades_rise_from_nothing_to_everything(name):
    grades = printed_grades(SCALES[name])
    scores = [grade.score for grade in grades]
    assert scores == sorted(scores)
    assert not grades or (scores[0], scores[-1]) == (0, 100)


def test_a_grammar_fills_its_slots_and_knows_when_a_rule_is_missing():
    grammar = Grammar({"greeting": ["{word}, {name}!"], "word": "Hail", "name": ["Old {word}"]})
    assert grammar.expand("greeting", 2, np.random.default_rng(1)) == ["Hail, Old Hail!"] * 2
    with pytest.raises(ValueError, match="no such rule: colour"):
        Grammar({"greeting": ["a {colour} hello"]})
