"""Sentences suggested as excerpts: verbatim, about the record, in the critic's own voice."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from reviews.quoting.suggest import MOST_SUGGESTIONS, SHORTEST_EXCERPT, sentences, suggest_excerpts
from reviews.reading.tracks import TrackTitle, tracks_named

PRAISE = "The drums on this record are the best that anyone has put to tape in years."


def suggested(body, tracks=(), names=()):
    """The suggested sentences."""
    return [body[start:end] for start, end in suggest_excerpts(body, tracks, names)]


def test_sentences_survive_quotes_and_abbreviations():
    spoken = "“It is loud. It is wide,” she said. Mr. J. R. Hale of St. Ives Records Inc. agrees... “Why?” he asks."
    body = f"{spoken}\n\nA heading\n\n夜だ。朝だ。"
    assert [body[start:end] for start, end in sentences(body)] == [
        "“It is loud. It is wide,” she said.",
        "Mr. J. R. Hale of St. Ives Records Inc. agrees...",
        "“Why?” he asks.",
        "A heading",
        "夜だ。",
        "朝だ。",
    ]


def test_a_judgement_of_the_music_is_suggested():
    assert suggested(f"I bought it on Monday. {PRAISE} Then it rained.") == [PRAISE]


def test_a_sentence_that_names_a_track_or_the_album_is_suggested():
    track = "“Low Tide” takes the harbour apart, stone by stone, and puts it back the wrong way round."
    album = "Salt Lanterns is what happens when patient people are given too much tape and a harbour."
    tracks = tracks_named(track, [TrackTitle(1, "Low Tide")])
    assert suggested(track, tracks) == [track]
    assert suggested(album, names=["Salt Lanterns"]) == [album]


@pytest.mark.parametrize(
    "sentence",
    [
        "The film is the best thing that this director has done, and the music is loud in it.",
        "Critics call the album brilliant, though none of them seems to have heard the second side.",
        "Some have called the record a masterpiece of patience and of very expensive microphones.",
        "Is this really the best record that anybody has made about a harbour in the rain?",
        "It is a great record.",
        "On Tuesday I went to the shop, and on Wednesday I went back to the shop once more.",
    ],
)
def test_the_film_reported_opinions_and_idle_words_are_not_suggested(sentence):
    assert suggested(sentence, names=["Salt Lanterns"]) == []


def test_at_most_three_are_suggested_in_the_order_of_the_text():
    body = " ".join(PRAISE.replace("drums", word) for word in ("drums", "synths", "vocals", "guitars", "songs"))
    found = suggest_excerpts(body)
    assert len(found) == MOST_SUGGESTIONS
    assert found == sorted(found)


@given(
    st.lists(st.one_of(st.sampled_from([PRAISE, " ", "\n\n", "😀 ", "“", "Dr. "]), st.text(max_size=30))).map("".join)
)
def test_every_suggestion_is_a_span_of_the_text(body):
    for start, end in sentences(body):
        assert body[start:end] == body[start:end].strip() != ""
    for start, end in suggest_excerpts(body):
        assert SHORTEST_EXCERPT <= end - start <= settings.EXCERPT_LIMITS["characters"]
