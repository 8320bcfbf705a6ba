"""A whole catalogue counted at once says of each album what counting it alone says."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.consensus import album as one_album
from reviews.consensus import catalogue
from reviews.consensus.album import Evidence, evidence_level, share_positive
from reviews.consensus.catalogue import NOT_STATED, Reviews, Standings, standings_of
from reviews.consensus.model import VERDICTS, Effect, Parameters, PublicationEffect, verdict_of

CALIBRATION = Parameters(
    publications={
        0: PublicationEffect(6.0, 1.0, 0.6, 12.0),
        1: PublicationEffect(-4.0, 4.0, 1.4, 6.0),
    },
    critics={0: Effect(3.0, 2.0), 1: Effect(-5.0, 8.0)},
)

keys = st.sampled_from([NOT_STATED, 0, 1, 2])
rows = st.lists(
    st.tuples(st.integers(0, 5), keys, keys, st.one_of(st.none(), st.integers(0, 100)), st.sampled_from(VERDICTS)),
    min_size=1,
    max_size=30,
)


def as_columns(listed: list[tuple]) -> Reviews:
    ordered = sorted(listed, key=lambda row: row[0])
    album, publication, critic, score, verdict = zip(*ordered, strict=True)
    return Reviews(
        np.array(album),
        np.array(publication),
        np.array(critic),
        np.array([math.nan if grade is None else float(grade) for grade in score]),
        np.array([VERDICTS.index(word) for word in verdict]),
    )


def as_evidence(reviews: Reviews, album: int) -> list[Evidence]:
    def stated(key: int) -> int | None:
        return None if key == NOT_STATED else key

    return [
        Evidence(
            None if math.isnan(score) else float(score),
            VERDICTS[verdict],
            stated(int(publication)),
            stated(int(critic)),
        )
        for key, publication, critic, score, verdict in zip(
            reviews.album, reviews.publication, reviews.critic, reviews.score, reviews.verdict, strict=True
        )
        if key == album
    ]


def assert_as_counted_alone(reviews: Reviews, standings: Standings) -> None:
    assert standings.album.tolist() == sorted(set(reviews.album.tolist()))
    for place, album in enumerate(standings.album.tolist()):
        evidence = as_evidence(reviews, album)
        alone = one_album.standing_of(evidence, CALIBRATION)
        found = (standings.score[place], standings.low[place], standings.high[place])
        assert found == pytest.approx((alone.score, alone.low, alone.high), abs=1e-9)
        assert standings.counted[place] == len(evidence)
        assert standings.evidence[place] == evidence_level(len(evidence), alone.low, alone.high)
        verdicts = [sum(review.verdict == verdict for review in evidence) for verdict in VERDICTS]
        assert standings.verdicts[place].tolist() == verdicts
        positive = verdicts[VERDICTS.index("positive")] + verdicts[VERDICTS.index("rave")]
        assert standings.share_positive[place] == share_positive(positive, len(evidence)).share
        assert standings.graded[place] == sum(review.score is not None for review in evidence)
        if alone.plain_mean is None:
            assert math.isnan(standings.plain_mean[place])
        else:
            assert standings.plain_mean[place] == pytest.approx(alone.plain_mean)
        if alone.spread is not None:
            assert standings.spread[place] == pytest.approx(alone.spread)


@given(rows)
def test_every_album_stands_where_it_stands_when_counted_alone(listed):
    reviews = as_columns(listed)
    assert_as_counted_alone(reviews, standings_of(reviews, CALIBRATION))


@pytest.mark.parametrize("at_once", [1, 7, 1000])
def test_it_does_not_matter_how_many_rows_are_taken_at_once(monkeypatch, at_once):
    rng = np.random.default_rng(4)
    listed = [
        (int(a), int(p), int(c), int(s) if s < 100 else None, VERDICTS[v])
        for a, p, c, s, v in rng.integers([0, -1, -1, 30, 0], [12, 3, 3, 130, 4], (80, 5))
    ]
    monkeypatch.setattr(catalogue, "ROWS_AT_ONCE", at_once)
    reviews = as_columns(listed)
    assert_as_counted_alone(reviews, standings_of(reviews, CALIBRATION))


def test_a_catalogue_without_reviews_has_no_standings():
    none = np.array([], dtype=int)
    standings = standings_of(Reviews(none, none, none, np.array([]), none), CALIBRATION)
    assert standings.album.size == standings.score.size == standings.spread.size == 0


@given(st.integers(0, 100))
def test_of_a_grade_only_its_band_is_left_as_a_verdict(grade):
    verdicts = as_columns([(0, 0, 0, grade, "pan")]).as_verdicts()
    assert VERDICTS[verdicts.verdict[0]] == verdict_of(grade)
    assert np.isnan(verdicts.score).all()


def test_a_verdict_without_a_grade_stays_what_it_is():
    assert as_columns([(0, 0, 0, None, "mixed")]).as_verdicts().verdict[0] == VERDICTS.index("mixed")


@pytest.mark.parametrize(
    ("album", "score", "verdict"),
    [([1, 0], [80, 80], [2, 2]), ([0, 1], [80, 101], [2, 2]), ([0, 1], [-1, 80], [2, 2]), ([0, 1], [80, 80], [2, 4])],
    ids=["unsorted", "over 100", "under 0", "no such verdict"],
)
def test_impossible_columns_are_refused(album, score, verdict):
    with pytest.raises(ValueError, match=r"sorted|within 0-100|VERDICTS"):
        Reviews(np.array(album), np.array([0, 0]), np.array([0, 0]), np.array(score, dtype=float), np.array(verdict))
