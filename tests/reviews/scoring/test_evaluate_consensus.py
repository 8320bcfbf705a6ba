"""The public judge's command: on a table without any database, and on the site."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from reviews.consensus import evaluation
from reviews.consensus.catalogue import Reviews
from reviews.consensus.model import VERDICTS
from reviews.consensus.predicting import NAMES
from reviews.consensus.simulation import simulate
from reviews.management.commands import evaluate_consensus
from tests.factories import AlbumFactory, PublicationFactory, published_review


@pytest.fixture(autouse=True)
def a_quick_judge(monkeypatch) -> None:
    """Few folds, one pair of halves, one replacement: what the figures are is `test_evaluation`'s business."""
    for name, count in (("FOLDS", 2), ("HALVES", 1), ("REPLACEMENTS", 1)):
        monkeypatch.setattr(evaluation, name, count)


@pytest.fixture(scope="module")
def reviews() -> Reviews:
    return simulate(albums=60, reviews=500, publications=8, critics=25, seed=9).reviews


@pytest.fixture
def table(reviews, tmp_path) -> Path:
    lines = ["artist,album,publication,critic,score,verdict,url"]
    for row in range(len(reviews)):
        score, critic = reviews.score[row], reviews.critic[row]
        lines.append(
            f"Artist {reviews.album[row]},Album {reviews.album[row]},House {reviews.publication[row] % 8},"
            f"{f'Critic {critic}' if critic >= 0 else f'Guest {row}'},{'' if np.isnan(score) else int(score)},"
            f"{VERDICTS[reviews.verdict[row]]},https://reviews.example/{row}"
        )
    path = tmp_path / "scores.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def figures(capsys, **options: object) -> dict:
    call_command("evaluate_consensus", json=True, **options)
    return json.loads(capsys.readouterr().out)


def test_a_table_is_judged_without_a_database(table, reviews, capsys):
    found = figures(capsys, csv=table)
    assert (found["albums"], found["reviews"]) == (60, len(reviews))
    assert found["grades"] == reviews.graded.sum()
    assert [formula["formula"] for formula in found["formulas"]] == list(NAMES)
    assert all(formula["rmse"] > 0 and formula["name"] for formula in found["formulas"])


def test_a_person_gets_a_table(table, capsys):
    call_command("evaluate_consensus", csv=table)
    printed = capsys.readouterr().out
    for name in NAMES.values():
        assert name in printed


def test_the_same_table_gives_the_same_figures(table, capsys):
    assert figures(capsys, csv=table) == figures(capsys, csv=table)


def test_bad_rows_are_named_and_repeated_ones_counted_once(table, reviews, capsys):
    lines = table.read_text().splitlines()
    table.write_text("\n".join([*lines, "Artist 1,Album 1,House 1,,many,,", lines[1]]) + "\n")
    call_command("evaluate_consensus", csv=table, json=True)
    captured = capsys.readouterr()
    assert f"scores.csv, row {len(lines) + 1}: score" in captured.err
    assert json.loads(captured.out)["reviews"] == len(reviews)


def test_of_a_large_table_whole_albums_are_drawn(table, reviews, capsys, monkeypatch):
    monkeypatch.setattr(evaluate_consensus, "MOST_REVIEWS", 300)
    call_command("evaluate_consensus", csv=table, json=True)
    captured = capsys.readouterr()
    assert 200 < json.loads(captured.out)["reviews"] <= 300
    assert f"drawn at random from {len(reviews)} reviews" in captured.err


def test_a_table_too_small_to_judge_on_is_refused(table):
    table.write_text("\n".join(table.read_text().splitlines()[:40]))
    with pytest.raises(CommandError, match="30 albums with three reviews"):
        call_command("evaluate_consensus", csv=table)


def test_a_file_that_is_no_table_is_refused(tmp_path):
    path = tmp_path / "letter.csv"
    path.write_text("Dear curators,\nplease find enclosed\n")
    with pytest.raises(CommandError, match="column"):
        call_command("evaluate_consensus", csv=path)
    with pytest.raises(CommandError, match="No such file"):
        call_command("evaluate_consensus", csv=tmp_path / "absent.csv")


def test_a_table_of_one_line_is_refused(tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("artist,album,publication,score\n")
    with pytest.raises(CommandError, match="too little"):
        call_command("evaluate_consensus", csv=path)


@pytest.mark.django_db
def test_the_site_is_judged_on_what_counts(capsys):
    houses = PublicationFactory.create_batch(5)
    rng = np.random.default_rng(8)
    for album in AlbumFactory.create_batch(30):
        for house, grade in zip(houses, rng.integers(40, 100, 5).tolist(), strict=True):
            published_review(album, grade, publication=house)
    withdrawn = published_review(AlbumFactory(), 90)
    withdrawn.status = "withdrawn"
    withdrawn.save()
    found = figures(capsys)
    assert (found["albums"], found["reviews"], found["grades"]) == (30, 150, 150)


@pytest.mark.django_db
def test_a_site_too_small_to_judge_on_says_so():
    with pytest.raises(CommandError, match="30 albums with three reviews"):
        call_command("evaluate_consensus")
