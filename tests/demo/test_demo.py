"""The demo catalogue: as large, as varied and as fictional as it says it is, and it loads."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import chain
from urllib.parse import urlsplit

import pytest

from albums.models import Album, Artist
from demo.loading import FOLDER
from reviews.consensus.album import Evidence, standing_of
from reviews.models import Critic, Excerpt, Publication, Review

pytestmark = pytest.mark.django_db

ALBUMS = json.loads((FOLDER / "albums.json").read_text())
REVIEWS = [review for file in sorted((FOLDER / "reviews").glob("*.json")) for review in json.loads(file.read_text())]
WAITING = json.loads((FOLDER / "waiting.json").read_text())
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+|\n+")


def sentences(text: str) -> list[str]:
    """The sentences of a text that are more than an exclamation."""
    return [sentence for sentence in SENTENCE_END.split(text) if len(sentence.split()) > 2]


def addresses(value: object) -> list[str]:
    """Every web address in a piece of JSON."""
    if isinstance(value, str):
        return re.findall(r"https?://[^\s\"<>]+", value)
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return list(chain.from_iterable(addresses(child) for child in children))


def test_every_review_has_60_to_200_words():
    lengths = [len(review["body"].split()) for review in REVIEWS + WAITING]
    assert len(lengths) >= 120
    assert min(lengths) >= 60
    assert max(lengths) <= 200


def test_no_sentence_stands_twice():
    counts = Counter(chain.from_iterable(sentences(review["body"]) for review in REVIEWS + WAITING))
    assert len(counts) > 1000
    assert [sentence for sentence, count in counts.items() if count > 1] == []


def test_no_headline_and_no_source_stands_twice():
    for key in ("headline", "url"):
        counts = Counter(review[key] for review in REVIEWS + WAITING if review[key])
        assert [value for value, count in counts.items() if count > 1] == []


def test_some_wait_for_a_curator_and_one_is_returned(demo):
    assert Review.objects.waiting().count() == sum("returned" not in review for review in WAITING) == 3
    assert [review.reason for review in Review.objects.filter(status=Review.Status.DRAFT)] == [
        review["returned"] for review in WAITING if "returned" in review
    ]


def test_a_third_of_the_reviews_have_no_grade():
    assert 0.3 <= sum(not review["grade"] for review in REVIEWS) / len(REVIEWS) <= 0.45


def test_every_address_is_one_that_nobody_can_own():
    found = [url for file in FOLDER.rglob("*.json") for url in addresses(json.loads(file.read_text()))]
    assert len(found) > 100
    assert [url for url in found if not urlsplit(url).hostname.endswith(".example")] == []


def test_every_kind_of_review_is_there():
    assert {review["hosted"] for review in REVIEWS} == {True, False}
    assert any(not review["critic"] for review in REVIEWS)
    assert any(not review["publication"] for review in REVIEWS)
    assert any(not review["published"] for review in REVIEWS)
    assert any(not review["headline"] for review in REVIEWS)
    assert len({review["language"] for review in REVIEWS}) > 1


def test_every_kind_of_title_is_there():
    titles = [album["title"] for album in ALBUMS]
    assert any(len(title) > 100 for title in titles)
    for script in ("[\u3040-\u30ff]", "[\u0600-\u06ff]", "[\u0400-\u04ff]"):
        assert any(re.search(script, title) for title in titles)
    assert {album["kind"] for album in ALBUMS} == set(Album.Kind.values)


def test_the_catalogue_is_as_large_as_promised(demo):
    assert Album.objects.listed().count() >= 30
    assert Artist.objects.listed().count() >= 20
    assert Critic.objects.listed().count() >= 15
    assert Publication.objects.with_review_counts().filter(review_count__gt=0).count() >= 8
    assert Review.objects.counted().count() >= 120
    assert len(set(Publication.objects.values_list("scale", flat=True))) >= 5


def test_one_album_has_thirty_reviews_one_has_one_and_one_has_none(demo):
    counts = Counter(Album.objects.values_list("counted_reviews", flat=True))
    assert max(counts) == 30
    assert counts[1] >= 1
    assert counts[0] >= 1


def test_there_are_real_disagreements(demo):
    assert Album.objects.divisive().first().consensus_spread > 15
    praised = Excerpt.objects.filter(stance="praise").values("track")
    assert Excerpt.objects.filter(stance="criticism", track__in=praised).exists()


def test_every_quoted_review_leads_with_its_own_words(demo):
    for review in Review.objects.counted().with_cards():
        assert review.lead_excerpts(), review
        for excerpt in review.excerpts.all():
            assert review.body[excerpt.start : excerpt.end] == excerpt.text


def test_every_grade_was_understood_as_printed(demo):
    printed = Counter(review["grade"] for review in REVIEWS + WAITING if review["grade"])
    assert Counter(Review.objects.exclude(grade="").values_list("grade", flat=True)) == printed


def test_every_stored_consensus_is_what_its_reviews_say(demo):
    for album in Album.objects.scored():
        reviews = Review.objects.counted().filter(album=album).order_by("pk")
        standing = standing_of(
            [Evidence(None if row.score is None else float(row.score), row.verdict) for row in reviews]
        )
        assert album.consensus_score == pytest.approx(standing.score)
        assert album.counted_reviews == len(reviews)


def test_a_hidden_critic_of_the_demo_is_in_none_of_its_counts(demo):
    hidden = Critic.objects.filter(hidden=True)
    assert hidden.exists()
    assert not Review.objects.counted().filter(critic__in=hidden).exists()
